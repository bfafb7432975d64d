"""What a format gives: a `Piece` is one document as found in some bytes, a `Damaged` one that could not be had.

A file of one document is one piece; an archive, a feed or a table of stories is as many as it holds. Pieces are made
in quarantine (see `quarantine/`), so they are plain values that travel between processes.
"""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, NamedTuple, Protocol

from legation.errors import TooLarge
from legation.intake.budget import Budget
from legation.intake.columns import GUESSED, Columns

LIMIT = 20_000_000
"""Bytes of one document; a day of a large agency is under 2 MB, so anything above is a mistake or an attack."""


class Given(NamedTuple):
    """Bytes to be opened, with what is known of them beforehand. Nothing of it is believed without a look."""

    stream: BinaryIO  # seekable, at its beginning; as large as what it came from
    name: str  # what messages call it; ends in a file name with its ending, or a URL, which hints at the format
    media: str | None = None  # media type as it was declared, with its parameters
    url: str | None = None  # where it was fetched from
    depth: int = 0  # how many others it lies in
    called: str | None = None  # what the only document in it is called, where its name does not tell
    columns: Columns = GUESSED  # of a table of stories, as a person gave them
    most: int = LIMIT  # bytes of one document, as it is found
    enter: Callable[[str, str], bool] | None = None  # told the label and name of a part before; False: leave it out
    budget: Budget | None = None  # what may still come out of the archives that it lies in

    @property
    def stem(self) -> str:
        """What the only document in it is called: else its file name without its ending."""
        return self.called or PurePath(self.name).stem or self.name

    def whole(self) -> bytes:
        """All of the bytes, where they are those of one document. Raises TooLarge."""
        raw = self.stream.read(self.most + 1)
        if len(raw) > self.most:
            raise TooLarge(too_large(self.name, self.most, None))
        return raw


class Piece(NamedTuple):
    """One document as found; `None` is what the bytes do not tell. Header and dateline are read later."""

    raw: bytes  # kept as received: of a page or a PDF all of it, of a row in a table its text in UTF-8
    name: str  # what the document is called: a file name without its ending, or the id of its row
    text: str | None = None  # None: `raw` is plain text, and is decoded as any other
    title: str | None = None
    date: str | None = None  # day of publication, YYYY-MM-DD
    source: str | None = None  # agency, paper or publisher
    author: str | None = None
    url: str | None = None
    media: str | None = None  # media type of `raw`, as it was found to be
    origin: str | None = None  # its place in what was given, for a person: "stories.jsonl, line 7"


class Damaged(NamedTuple):
    """A document that could not be had out of some bytes; the others still are."""

    error: str  # name of the class in `errors`
    reason: str  # the sentence
    name: str
    raw: bytes | None = None  # its own bytes, where it can be tried again without the rest
    media: str | None = None
    origin: str | None = None


class Opener(Protocol):
    """A format: how documents are had out of bytes of it. Lazy: one is given before the next is looked for."""

    def __call__(self, given: Given) -> Iterator[Piece | Damaged]:
        """Documents in the bytes, in order. Raises InputError where not even the first can be had."""


def too_large(label: str, limit: int, size: int | None) -> str:
    """Sentence for a document of so many bytes, or of more than can be told, over the limit."""
    measured = f"{size / 1e6:,.1f} MB" if size is not None else "more"
    return f"{label}: {measured}, and the limit for one document is {limit / 1e6:g} MB; split it into its documents"
