"""The rules reader: parse, gazetteer and grammars."""

from legation.nouns import Commitment, Document, Entry, Figure
from legation.reading.explaining import Explained, explained
from legation.reading.figures import FIGURE, figures
from legation.reading.filling import fill
from legation.reading.mentions import mentions
from legation.reading.objects import Objects
from legation.reading.origin import Origin
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.proposals import proposals
from legation.reading.register import registered

VERSION = "3"


class RulesReader:
    """Reads English by rules over a dependency parse."""

    name = f"rules/{VERSION}"

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document, in order of their place in the text."""
        return registered(document, [entry for entry, _ in _read(Page(document))]) if document.text.strip() else ()

    def explained(self, document: Document) -> Explained:
        """The entries of a document as `read` gives them, each with what it rests on."""
        if not document.text.strip():
            return ()
        page = Page(document)
        made = [(entry, Origin(made, ruled=True, chance=entry.confidence)) for entry, made in _read(page)]
        return explained(page, mentions(page), made)


def _read(page: Page) -> list[tuple[Entry, Proposal]]:
    found = by_rule(page, Objects(page.doc, page.parties, page.people))
    return [(entry, made) for entry, made in found if is_likely(entry)]


def is_likely(entry: Entry) -> bool:
    """Whether an entry stands by rule alone: of figures those whose cues speak for them."""
    return not isinstance(entry, Figure) or (entry.confidence or 0.0) >= FIGURE


def by_rule(page: Page, objects: Objects) -> list[tuple[Entry, Proposal]]:
    """All entries that the rules find on a page, each with the proposal that it was made from; unlikely figures too."""
    found = [(entry, made) for made in proposals(page) if (entry := fill(page, objects, made)) is not None]
    return [*found, *figures(page, objects, taken(found))]


def taken(found: list[tuple[Entry, Proposal]]) -> dict[int, str]:
    """The tokens of undertakings, each with the stage of its own."""
    stages: dict[int, str] = {}
    for entry, made in found:
        if isinstance(entry, Commitment):
            for token in made.tokens:
                stages.setdefault(token.i, entry.stage)
    return stages
