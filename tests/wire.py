"""Sentences of our own as a document, and what the reader makes of them."""

import hashlib
from functools import cache
from typing import TypeVar

from legation.nouns import Commitment, Document, Entry, Figure, Meeting, Position
from legation.reading.page import Page
from legation.reading.reader import Reader, open_reader

A_TUESDAY = "2024-05-14"
E = TypeVar("E")


@cache
def reader(name: str = "rules") -> Reader:
    """A reader, loaded once for all tests; unless another is named it is the rules that are tested."""
    return open_reader(name)


def document(
    text: str, *, date: str | None = A_TUESDAY, source: str | None = None, dateline: str | None = None
) -> Document:
    """A text as intake would give it."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=f"sha256:{digest}", name="report", text=text, date=date, source=source, dateline=dateline)


def page(text: str, *, dateline: str | None = None) -> Page:
    """A text made ready for the rules."""
    return Page(document(text, dateline=dateline))


@cache
def entries(text: str) -> tuple[Entry, ...]:
    """All that a text puts on the record."""
    return reader().read(document(text))


def commitments(text: str) -> list[Commitment]:
    return [entry for entry in entries(text) if isinstance(entry, Commitment)]


def meetings(text: str) -> list[Meeting]:
    return [entry for entry in entries(text) if isinstance(entry, Meeting)]


def figures(text: str) -> list[Figure]:
    return [entry for entry in entries(text) if isinstance(entry, Figure)]


def positions(text: str) -> list[Position]:
    return [entry for entry in entries(text) if isinstance(entry, Position)]


def only(found: list[E]) -> E:
    """The one that was found; that there is one alone is part of what is tested."""
    assert len(found) == 1, found
    return found[0]
