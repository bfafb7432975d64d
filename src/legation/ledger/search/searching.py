"""Full-text search: entries and documents that say something, as of any day.

What was found in few enough places is ranked by how much it is about what was looked for. Of more, those are given that
became known last: their ranks would say little, and to reckon them takes long.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, TypeVar, get_args

from sqlalchemy import Connection, func, select

from legation.ledger.folding.stages import STAGES
from legation.ledger.keeping import views
from legation.ledger.keeping.order import day_of
from legation.ledger.keeping.schema import KINDS, lines, shown
from legation.ledger.record import Listing
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import DOCUMENTS, LINES, Match, Wanted
from legation.ledger.search.query import Query
from legation.ledger.search.snippets import Mark, Snippet, marks_in, snippet
from legation.nouns import Area, Kind, Mention, Stage

MOST_RANKED = 500
_AREAS: tuple[Area, ...] = get_args(Area)
T = TypeVar("T")
# Apart, as each is at an end of the index; of both at once SQLite looks through all of it.
_REACH = select(
    select(func.min(shown.c.ord)).scalar_subquery(),
    select(func.max(shown.c.ord)).scalar_subquery(),
)


class Asked(NamedTuple):
    """What is searched for, and among what."""

    query: Query
    parties: Collection[str] = ()  # all of them
    kinds: Collection[Kind] = ()  # one of them; any for none
    areas: Collection[Area] = ()
    stages: Collection[Stage] = ()
    first: int = 0  # ord
    last: int = views.ALWAYS  # ord


class EntryHit(NamedTuple):
    """An entry that says it; its marks are places in the text of its document, in each of its quotes."""

    mention: Mention
    marks: tuple[Mark, ...]


class DocumentHit(NamedTuple):
    """A document that says it, with the piece of its text that says most of it."""

    document: Listing
    text: str  # the piece
    snippet: Snippet


class Hits(NamedTuple):
    """How many there are; None: more than can be ranked, then the latest come first."""

    entries: int | None
    documents: int | None


class Found(NamedTuple):
    """What was found: the best, or the latest, of each."""

    entries: tuple[EntryHit, ...]
    documents: tuple[DocumentHit, ...]
    of: Hits


def search(connection: Connection, asked: Asked, limit: int, skip: int = 0) -> Found:
    """Search entries and documents, so many of each after some that are passed over.

    Kinds, areas and stages are of entries: with any of them, no documents are given.
    """
    marks = marks_of(asked.parties, asked.kinds, asked.areas, asked.stages)
    wanted = Wanted(asked.query, marks, asked.first, asked.last)
    at, entries = _search(connection, LINES, wanted, skip + limit)
    of_entries = asked.kinds or asked.areas or asked.stages
    numbers, documents = ([], 0) if of_entries else _search(connection, DOCUMENTS, wanted, skip + limit)
    at, numbers = at[skip:], numbers[skip:]
    return Found(
        _entries(connection, at, asked.query), _documents(connection, numbers, asked.query), Hits(entries, documents)
    )


def marks_of(
    parties: Collection[str], kinds: Collection[Kind], areas: Collection[Area], stages: Collection[Stage]
) -> list[list[str]]:
    """Marks of what is wanted besides words: one of each group has to be there."""
    return [
        *([indexing.party_mark(party)] for party in sorted(parties)),
        *_group(kinds, lambda kind: indexing.kind_mark(KINDS.index(kind))),
        *_group(stages, lambda stage: indexing.stage_mark(STAGES.index(stage))),
        *_group(areas, lambda area: indexing.area_mark(_AREAS.index(area))),
    ]


def _group(values: Collection[T], mark: Callable[[T], str]) -> list[list[str]]:
    return [sorted(map(mark, values))] if values else []


def _search(connection: Connection, table: str, wanted: Wanted, limit: int) -> tuple[list[int], int | None]:
    """Numbers of the first so many rows, and how many there are."""
    index = indexing.index(connection)
    whole = wanted.first <= 0 and wanted.last >= views.ALWAYS
    if whole:
        found = index.any(connection, table, wanted, MOST_RANKED + 1)
        if len(found) <= MOST_RANKED:
            return [match.id for match in sorted(found, key=_order)[:limit]], len(found)
    found = []
    for part in years(connection, wanted):
        # Of the whole it is known by now that there are too many to rank.
        found += index.latest(connection, table, part, (limit if whole else MOST_RANKED + 1) - len(found))
        if len(found) >= limit and (whole or len(found) > MOST_RANKED):
            return [match.id for match in found[:limit]], None
    ranked = index.any(connection, table, wanted, MOST_RANKED + 1) if found else []
    return [match.id for match in sorted(ranked, key=_order)[:limit]], len(found)


def _order(match: Match) -> tuple[float, int, int]:
    return (match.rank, -match.ord, match.id)


def years(connection: Connection, wanted: Wanted) -> Iterator[Wanted]:
    """Split what is wanted by the years in which documents became known, the last first."""
    first, last = connection.execute(_REACH).one()
    if first is None:
        return
    low, high = max(first, wanted.first), min(last, wanted.last)
    if low > high:
        return
    for year in range(day_of(high).year, day_of(low).year - 1, -1):
        yield wanted._replace(marks=[*wanted.marks, [f"y{year}"]])


def _entries(connection: Connection, at: Sequence[int], query: Query) -> tuple[EntryHit, ...]:
    rows = connection.execute(select(lines.c.id, lines.c.number, lines.c.place).where(lines.c.id.in_(at)))
    line_of = {row.id: views.Line(row.id, row.number, row.place) for row in rows}
    found = views.mentions(connection, [line_of[one] for one in at])
    return tuple(EntryHit(mention, _marks(mention, query)) for mention in found)


def _marks(mention: Mention, query: Query) -> tuple[Mark, ...]:
    return tuple(
        Mark(evidence.start + mark.start, evidence.start + mark.end)
        for evidence in mention.entry.evidence
        for mark in marks_in(evidence.quote, query)
    )


def _documents(connection: Connection, numbers: Sequence[int], query: Query) -> tuple[DocumentHit, ...]:
    listed = views.catalogued(connection, numbers)
    texts = views.texts(connection, numbers)
    found = []
    for number, one in zip(numbers, listed, strict=True):
        piece = snippet(texts[number], query)
        found.append(DocumentHit(one, texts[number][piece.start : piece.end], piece))
    return tuple(found)
