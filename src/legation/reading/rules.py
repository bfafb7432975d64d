"""The rules reader: parse, gazetteer and grammars."""

from legation.nouns import Commitment, Document, Entry
from legation.reading.figures import figures
from legation.reading.filling import fill
from legation.reading.objects import Objects
from legation.reading.page import Page
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
        return registered(document, by_rule(page, Objects(page.doc, page.parties, page.people)))


def by_rule(page: Page, objects: Objects) -> list[Entry]:
    """All entries that the rules find on a page."""
    found: list[Entry] = []
    taken: set[int] = set()
    for made in proposals(page):
        entry = fill(page, objects, made)
        if entry is not None:
            found.append(entry)
            if isinstance(entry, Commitment):
                taken.update(t.i for t in made.tokens)
    return found + figures(page, objects, taken)
