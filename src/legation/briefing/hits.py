"""What a search found, for terminal, page and program: the words of each hit, in pieces, and it all as plain values."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from legation.briefing.visible import one_line
from legation.ledger.search.searching import DocumentHit, EntryHit, Found
from legation.ledger.search.snippets import Mark


class Piece(NamedTuple):
    """A piece of some words, safe to look at; `marked` where it is what was looked for."""

    text: str
    marked: bool


def pieces_of_entry(hit: EntryHit) -> tuple[Piece, ...]:
    """Give the quote of an entry that has most of what was looked for, in pieces."""
    best = max(
        hit.mention.entry.evidence,
        key=lambda evidence: sum(evidence.start <= mark.start < evidence.end for mark in hit.marks),
    )
    within = [mark for mark in hit.marks if best.start <= mark.start < best.end]
    return tuple(_pieces(best.quote, best.start, within))


def pieces_of_document(hit: DocumentHit) -> tuple[Piece, ...]:
    """Give the snippet of a document, in pieces."""
    return tuple(_pieces(hit.text, hit.snippet.start, hit.snippet.marks))


def told(found: Found) -> Iterator[dict[str, object]]:
    """Tell each hit as an object of JSON; offsets are code points of the document's text."""
    for hit in found.entries:
        mention = hit.mention
        yield {
            "hit": "entry",
            "doc": mention.doc,
            "document": mention.document,
            "reported": mention.reported,
            "source": mention.source,
            "title": mention.title,
            "url": mention.url,
            "marks": [mark._asdict() for mark in hit.marks],
            "entry": mention.entry.model_dump(mode="json"),
        }
    for one in found.documents:
        document = one.document
        yield {
            "hit": "document",
            "doc": document.name,
            "document": document.id,
            "reported": document.date,
            "source": document.source,
            "title": document.title,
            "url": document.url,
            "marks": [mark._asdict() for mark in one.snippet.marks],
            "snippet": {"start": one.snippet.start, "end": one.snippet.end, "text": one.text},
        }


def _pieces(text: str, start: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cut a text that begins at an offset at its marks; empty pieces are left out."""
    at = 0
    for mark in marks:
        begin, end = mark.start - start, mark.end - start
        yield from _piece(text[at:begin], marked=False)
        yield from _piece(text[begin:end], marked=True)
        at = end
    yield from _piece(text[at:], marked=False)


def _piece(text: str, *, marked: bool) -> Iterator[Piece]:
    """One line of a piece of text, with a space at its ends where there is white space."""
    if text:
        flat = one_line(text)
        yield Piece(f"{' ' * text[:1].isspace()}{flat}{' ' * (bool(flat) and text[-1:].isspace())}", marked)
