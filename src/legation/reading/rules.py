"""The rules reader: parse, gazetteer and grammars."""

from legation.nouns import Commitment, Document, Entry
from legation.reading.figures import figures
from legation.reading.filling import fill
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.proposals import proposals
from legation.reading.register import registered

VERSION = "1"


class RulesReader:
    """Reads English by rules over a dependency parse."""

    name = f"rules/{VERSION}"

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document, in order of their place in the text."""
        if not document.text.strip():
            return ()
        page = Page(document)
        found = by_rule(page, Objects(page.doc, page.parties, page.people))
        return registered(document, [entry for entry, _ in found])


def by_rule(page: Page, objects: Objects) -> list[tuple[Entry, Proposal | None]]:
    """All entries that the rules find on a page, each with the proposal that it was made from (figures have none)."""
    found: list[tuple[Entry, Proposal | None]] = []
    taken: set[int] = set()
    for made in proposals(page):
        entry = fill(page, objects, made)
        if entry is not None:
            found.append((entry, made))
            if isinstance(entry, Commitment):
                taken.update(t.i for t in made.tokens)
    return [*found, *((figure, None) for figure in figures(page, objects, taken))]
