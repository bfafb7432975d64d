"""The index of words: FTS5 in SQLite (`fts5`), a GIN index over tsvector in PostgreSQL (`gin`), with one face, `Index`.

Both are given stems (see `stems`), never text, and marks beside them (such as the year and the parties), so that what
matches is the same in both, and a filter is one more word that has to be there. A row is a line of the ledger, or a
passage of a document.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

from legation.ledger.search.query import Query

DOCUMENTS, LINES = "document_words", "line_words"
TABLES = (DOCUMENTS, LINES)
BASE = {DOCUMENTS: ("shown", "number"), LINES: ("lines", "id")}  # table and column that rows are of
GAP = "~"  # stands between what was not said in one breath: no phrase reaches over it
_PASSAGE = 16_000  # words of a document in a row
_LONGEST = 100_000  # characters of them: PostgreSQL takes a million bytes
_OVERLAP = 16  # words that a passage has of the one before it, so that phrases are found
_PASSAGES = 1 << 12  # of a document, at most


class Row(NamedTuple):
    """What is entered."""

    id: int
    words: str  # stems, a space before and after each
    marks: Sequence[str]  # ASCII letters and digits

    def given(self, sign: str = "") -> tuple[int, str, str]:
        """Give it as the columns of a table have it; a sign before each mark tells it from words."""
        return self.id, self.words, " ".join(f"{sign}{mark}" for mark in self.marks)


class Match(NamedTuple):
    """A row that matches; of a document, by the document's number."""

    id: int
    ord: int
    rank: float = 0.0  # the lower the better


class Wanted(NamedTuple):
    """What is looked for."""

    query: Query | None  # None: the marks alone
    marks: Sequence[Sequence[str]]  # one of each group has to be there
    first: int  # ord
    last: int  # ord


class Index(Protocol):
    """What either database has to offer. Tables are named as in `TABLES`."""

    def create(self, connection: Connection, table: str) -> None:
        """Make an index."""

    def clear(self, connection: Connection, table: str) -> None:
        """Take everything away."""

    def enter(self, connection: Connection, table: str, rows: Sequence[Row]) -> None:
        """Enter rows."""

    def withdraw(self, connection: Connection, table: str, rows: Sequence[Row]) -> None:
        """Take away rows, given as they were entered."""

    def latest(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, those of the documents that became known last, the last first."""

    def newest(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, those with the highest numbers, the highest first."""

    def some(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, whichever, without their ranks: quicker than `any`."""

    def piles(self, connection: Connection, wanted: Wanted, most: int) -> list[int]:
        """Give the piles of so many of the commitments that match, whichever."""

    def any(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, whichever; with their ranks where there are no more."""

    def vocabulary(self, connection: Connection, table: str) -> Mapping[str, int]:
        """In how many rows each stem, and each mark after a `GAP`, is."""


def passages(number: int, words: Sequence[str], marks: Sequence[str]) -> list[Row]:
    """Rows of a document: one, but for long ones."""
    some = _passage(words, 0)
    found = [Row(number, spaced(some), marks)]
    end = len(some)
    while end < len(words) and len(found) < _PASSAGES:
        some = _passage(words, end - _OVERLAP)
        found.append(Row(_id(number, len(found)), spaced(some), marks))
        end += len(some) - _OVERLAP
    return found


def numbered(rows: Sequence[Row], number: int) -> list[Row]:
    """Rows of a document that were made before it had its number."""
    return [row._replace(id=_id(number, nth) if nth else number) for nth, row in enumerate(rows)]


def spaced(words: Sequence[str]) -> str:
    """Words as a row has them."""
    return f" {' '.join(words)} " if words else " "


def _id(number: int, nth: int) -> int:
    return -(number * _PASSAGES + nth)


def _passage(words: Sequence[str], begin: int) -> Sequence[str]:
    some = words[begin : begin + _PASSAGE]
    return some if sum(map(len, some)) <= _LONGEST else some[: _LONGEST // 40]


def number_of(row: str) -> str:
    """SQL for the number of the document that a row, by its id, is a passage of."""
    return f"CASE WHEN {row} > 0 THEN {row} ELSE -{row} / {_PASSAGES} END"


def rows_of(rows: Iterable[tuple[int, int, float]]) -> list[Match]:
    """Matches out of the rows of an answer: of several passages of a document the best."""
    best: dict[int, Match] = {}
    for row in rows:
        match = Match(*row)
        if match.id not in best or match.rank < best[match.id].rank:
            best[match.id] = match
    return list(best.values())
