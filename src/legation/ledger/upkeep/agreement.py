"""Whether what is derived agrees with what is derived anew: two ledgers compared by what their derived rows say.

Numbers of lines and of documents differ from ledger to ledger; in their place stands what they are of.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, Text, func, literal, select, type_coerce
from sqlalchemy.sql.selectable import FromClause

from legation.ledger.keeping.order import entry_id
from legation.ledger.keeping.schema import (
    copies,
    dealings,
    formerly,
    grounds,
    keys,
    lines,
    named,
    pile_grounds,
    piles,
    proposals,
    shown,
    sketches,
    ties,
)
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import TABLES as TABLES_OF_WORDS
from legation.ledger.upkeep.finding import MEND, Finding

_NONE = -1
_NOBODY = "-"  # before any id: of no document, as an orphan is
_ENTRIES = frozenset({"entry", "to entry", "pile", "root", "into"})  # columns that number an entry
_MOST = 3  # rows told of one table; the others are counted


class _At(NamedTuple):
    """A line by what it is of."""

    joined: FromClause
    document: ColumnElement[str]
    entry: ColumnElement[int]


def _at(base: FromClause, line: ColumnElement[int]) -> _At:
    of, document = lines.alias(), shown.alias()
    joined = base.outerjoin(of, of.c.id == line).outerjoin(document, document.c.number == of.c.number)
    return _At(joined, _given(document.c.document_id), _number(of.c.entry))


def _given(document: ColumnElement[str]) -> ColumnElement[str]:
    return func.coalesce(document, _NOBODY).label("document")


def _number(column: ColumnElement[int]) -> ColumnElement[int]:
    return func.coalesce(column, literal(_NONE, BigInteger)).label(column.key)  # databases disagree where a null goes


def _of_lines(table: FromClause, *columns: ColumnElement[Any]) -> Select[Any]:
    at = _at(table, table.c.line)
    return select(*columns, at.document, at.entry).select_from(at.joined)


def _of_ties() -> Select[Any]:
    later = _at(ties, ties.c.later)
    earlier = _at(later.joined, ties.c.earlier)
    tied_to = earlier.document.label("to document"), earlier.entry.label("to entry")
    return select(later.document, later.entry, *tied_to, ties.c.chance).select_from(earlier.joined)


_ROWS: Mapping[str, Select[Any]] = {
    "shown": select(
        shown.c.document_id, shown.c.place_id, shown.c.reading_id, shown.c.known, shown.c.ord, shown.c.entries,
        shown.c.meetings, shown.c.shingles, shown.c.facts, shown.c.said,
    ),
    "lines": select(
        _given(shown.c.document_id), lines.c.place, lines.c.entry, lines.c.kind, _number(lines.c.stage),
        lines.c.areas, lines.c.ord, _number(lines.c.pile), _number(lines.c.due), _number(lines.c.day),
        _number(lines.c.till),
    ).select_from(lines.outerjoin(shown, shown.c.number == lines.c.number)),
    "grounds": _of_lines(grounds, grounds.c.ground, grounds.c.kind, grounds.c.ord),
    "keys": _of_lines(keys, keys.c.key, keys.c.ord),
    "ties": _of_ties(),
    "piles": select(
        piles.c.pile, piles.c.root, _number(piles.c.into), _number(piles.c.since), piles.c.first, piles.c.last,
        piles.c.summary,
    ),
    "pile_grounds": select(*pile_grounds.c),
    "proposals": _of_lines(proposals, proposals.c.pile, proposals.c.chance),
    "dealings": select(
        _given(shown.c.document_id), dealings.c.ord, type_coerce(dealings.c.one, Text),
        type_coerce(dealings.c.other, Text), dealings.c.areas, dealings.c.meetings, dealings.c.undertakings,
    ).select_from(dealings.outerjoin(shown, shown.c.number == dealings.c.number)),
    "named": select(type_coerce(named.c.party, Text)),  # as it is written and ordered
    "formerly": select(
        formerly.c.entry, _given(shown.c.document_id), formerly.c.start
    ).select_from(formerly.outerjoin(shown, shown.c.number == formerly.c.number)),
    "sketches": select(
        sketches.c.key, sketches.c.day, _given(shown.c.document_id)
    ).select_from(sketches.outerjoin(shown, shown.c.number == sketches.c.number)),
    "copies": select(*copies.c),
}  # fmt: skip

TABLES = tuple(_ROWS)


def rows_of(table: str) -> Select[Any]:
    """Query for the rows of a derived table by what they say."""
    return _ROWS[table]


def words_apart(kept: Connection, anew: Connection) -> Iterator[Finding]:
    """How the index of words differs from one made anew."""
    here, there = indexing.vocabulary(kept), indexing.vocabulary(anew)
    for table in TABLES_OF_WORDS:
        words = here[table].keys() | there[table].keys()
        if apart := sorted(word for word in words if here[table].get(word, 0) != there[table].get(word, 0)):
            yield Finding(f"{len(apart):,} words are found in other rows, such as {apart[0]!r}", f"table {table}", MEND)


def differences(kept: Connection, anew: Connection, table: str) -> Iterator[Finding]:
    """How the rows of a derived table differ from those derived anew: the first few, and how many there are."""
    names = rows_of(table).selected_columns.keys()
    told = 0
    for row, there in _apart(_sorted(kept, table), _sorted(anew, table)):
        told += 1
        if told <= _MOST:
            what = "a row that should not be there" if there else "a row is missing"
            yield Finding(f"{what}: {_shown(names, row)}", f"table {table}", MEND)
    if told > _MOST:
        yield Finding(f"{told - _MOST:,} more rows that differ", f"table {table}", MEND)


def _sorted(connection: Connection, table: str) -> Iterator[tuple[Any, ...]]:
    query = rows_of(table)
    ordered = query.order_by(*query.selected_columns).execution_options(yield_per=2000)
    return (tuple(row) for row in connection.execute(ordered))


def _apart(kept: Iterator[tuple[Any, ...]], anew: Iterator[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Rows of two sorted streams that only one of them has; whether that is the first."""
    here, there = next(kept, None), next(anew, None)
    while here is not None or there is not None:
        if here is not None and (there is None or here < there):
            yield here, True
            here = next(kept, None)
        elif there is not None and (here is None or there < here):
            yield there, False
            there = next(anew, None)
        else:
            here, there = next(kept, None), next(anew, None)


def _shown(names: Iterable[str], row: tuple[Any, ...]) -> str:
    return ", ".join(f"{name} {_value(name, value)}" for name, value in zip(names, row, strict=True))


def _value(name: str, value: object) -> str:
    if isinstance(value, bytes):
        return f"of {len(value)} bytes"
    if name in _ENTRIES and isinstance(value, int) and value >= 0:
        return entry_id(value)
    return "none" if value in {_NONE, _NOBODY} else str(value)
