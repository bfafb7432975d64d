"""What is left of a ledger that is narrowed: which entries, lines and documents. Of matters see `sieve`.

The index of words holds kinds, areas, stages and parties as well, so what is narrowed to any of them is found by it.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from legation.days import end_of, start_of
from legation.ledger.folding.stages import STAGES
from legation.ledger.keeping import views
from legation.ledger.keeping.order import area_bits, end_ord, first_ord
from legation.ledger.keeping.schema import KINDS, lines, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.keeping.views import Line
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import DOCUMENTS, LINES, Match, Wanted
from legation.ledger.search.query import Query, parsed
from legation.ledger.search.saying import entry_says, text_says
from legation.ledger.search.searching import marks_of, years
from legation.nouns import Commitment, Entry, Kind

_FEW_YEARS = 30
_AT_ONCE = 512  # rows of the index of words that are asked for at a time


class Reach(NamedTuple):
    """Ords of the documents that are left by the days on which they became known."""

    first: int
    last: int


EVER = Reach(0, views.ALWAYS)


def reach(narrow: Narrow, by: int) -> Reach:
    """Give the reach of what is narrowed and known up to an ord. Raises QueryError for what is no date."""
    first = 0 if narrow.since is None else first_ord(start_of(narrow.since))
    return Reach(first, by if narrow.until is None else min(by, end_ord(end_of(narrow.until))))


def query_of(narrow: Narrow) -> Query | None:
    """Words as they are looked for, if there are any. Raises QueryError for signs alone."""
    return parsed(narrow.words) if narrow.words.strip() else None


def wanted_of(parties: Collection[str], narrow: Narrow, by: int) -> Wanted:
    """Entries that are left, as the index of words is asked for them. Raises QueryError as the two above."""
    marks = marks_of(parties, narrow.kinds, narrow.areas, narrow.stages)
    if narrow.since and narrow.until:
        between = range(start_of(narrow.since).year, end_of(narrow.until).year + 1)
        if 0 < len(between) <= _FEW_YEARS:  # quicker than to look at the day of each entry
            marks.append([indexing.year_mark(first_ord(date(year, 1, 1))) for year in between])
    return Wanted(query_of(narrow), marks, *reach(narrow, by))


def fits(entry: Entry, narrow: Narrow) -> bool:
    """Whether an entry is left, whenever it became known."""
    if narrow.kinds and entry.kind not in narrow.kinds:
        return False
    if narrow.areas or narrow.stages:
        if not isinstance(entry, Commitment):
            return False
        if narrow.areas and set(narrow.areas).isdisjoint(entry.area):
            return False
        if narrow.stages and entry.stage not in narrow.stages:
            return False
    query = query_of(narrow)
    return query is None or entry_says(entry, query)


def lines_left(
    connection: Connection,
    parties: Collection[str],
    narrow: Narrow,
    *,
    kind: Kind | None = None,
    by: int = views.ALWAYS,
    latest: int | None = None,
) -> list[Line]:
    """Lines that involve all these parties, in the order in which they became known; the latest so many of them."""
    kinds = [each for each in KINDS if kind in {None, each} and (not narrow.kinds or each in narrow.kinds)]
    if not kinds:
        return []
    within = reach(narrow, by)
    query = query_of(narrow)
    if query is None and not (narrow.areas or narrow.stages):
        return views.lines_of(connection, parties, kinds=kinds, first=within.first, by=within.last, latest=latest)
    wanted = Wanted(query, marks_of(parties, kinds, narrow.areas, narrow.stages), *within)
    found: list[int] = []
    for some in _latest(connection, LINES, wanted):
        found += [match.id for match in some]
        if latest is not None and len(found) >= latest:
            break
    rows = [
        row
        for some_ids in chunks(found)
        for row in connection.execute(
            select(lines.c.id, lines.c.number, lines.c.place, lines.c.ord).where(lines.c.id.in_(some_ids))
        )
    ]
    rows.sort(key=lambda row: (row.ord, row.place))
    return [Line(row.id, row.number, row.place) for row in (rows if latest is None else rows[-latest:])]


def documents_left(
    connection: Connection,
    parties: Collection[str],
    narrow: Narrow,
    *,
    by: int = views.ALWAYS,
    latest: int | None = None,
    told: bool = False,
) -> list[int]:
    """Numbers of documents with an entry that involves all these parties, in the order in which they became known.

    Narrowed by kind, area or stage, that entry has to be left; by words alone, the text has to say them or, where
    these are to be told, such an entry.
    """
    within = reach(narrow, by)
    query = query_of(narrow)
    of_entries = bool(narrow.kinds or narrow.areas or narrow.stages) or (told and query is not None)
    if query is None and not of_entries:
        return views.numbers_of(connection, parties, first=within.first, by=within.last, latest=latest)
    wanted = Wanted(query, marks_of(parties, narrow.kinds, narrow.areas, narrow.stages), *within)
    found: list[int] = []
    for some in _latest(connection, LINES if of_entries else DOCUMENTS, wanted):
        found += _involving(connection, some, () if of_entries else parties)
        if latest is not None and len(found) >= latest:
            break
    return found[:latest][::-1]


def _involving(connection: Connection, some: Sequence[Match], parties: Collection[str]) -> list[int]:
    """Numbers of the documents of some matches that have an entry of all these parties, the last known first."""
    of = shown.c.ord.in_({match.ord for match in some})
    query = select(shown.c.number).where(of).order_by(shown.c.ord.desc())
    if len(set(parties)) > 1:  # one is known by its mark
        together = views.stood_on(
            parties, KINDS, max(match.ord for match in some), first=min(match.ord for match in some)
        )
        query = query.where(shown.c.ord.in_(select(together.c.ord)))
    return list(connection.execute(query).scalars())


def _latest(connection: Connection, table: str, wanted: Wanted) -> Iterator[list[Match]]:
    """Rows that match, some at a time, those of documents that became known last first; of a document all at once."""
    index = indexing.index(connection)
    for part in _stretches(list(years(connection, wanted)), wanted):
        last, at_once, whole = part.last, _AT_ONCE, False
        while not whole and (some := index.latest(connection, table, part._replace(last=last), at_once)):
            whole = table == LINES and len(some) < at_once  # of documents several passages may be one
            if table == LINES and not whole:  # there may be more of the last document
                if some[0].ord == some[-1].ord:
                    at_once *= 2
                    continue
                some = [match for match in some if match.ord > some[-1].ord]
            yield some
            last = some[-1].ord - 1


def _stretches(by_year: Sequence[Wanted], wanted: Wanted) -> Iterator[Wanted]:
    """What is wanted, year by year, then by ever more years at once: where the last have little, there is little."""
    begin, count = 0, 1
    while some := by_year[begin : begin + count]:
        yield wanted._replace(marks=[*wanted.marks, [mark for part in some for mark in part.marks[-1]]])
        begin, count = begin + count, 2 * count


def among(
    connection: Connection, numbers: Sequence[int], parties: Collection[str], narrow: Narrow, *, by: int = views.ALWAYS
) -> list[int]:
    """Which of some documents, by their numbers, are left; in the order given."""
    if not numbers or (narrow == WHOLE and not parties):
        return list(numbers)
    within = reach(narrow, by)
    query = select(lines.c.id, lines.c.number, lines.c.place).where(lines.c.number.in_(numbers))
    query = query.where(lines.c.ord.between(*within))
    if parties:
        on = views.stood_on(parties, KINDS, within.last, first=within.first)
        query = query.where(lines.c.id.in_(select(on.c.line)))
    if narrow.kinds:
        query = query.where(lines.c.kind.in_([KINDS.index(kind) for kind in narrow.kinds]))
    if narrow.areas:
        query = query.where(lines.c.areas.op("&")(area_bits(narrow.areas)) != 0)
    if narrow.stages:
        query = query.where(lines.c.stage.in_([STAGES.index(stage) for stage in narrow.stages]))
    wanted = query_of(narrow)
    of_entries = bool(narrow.kinds or narrow.areas or narrow.stages)
    if parties or of_entries:
        found = [Line(*row) for row in connection.execute(query)]
        if wanted is not None and of_entries:
            told = zip(found, views.mentions(connection, found), strict=True)
            found = [line for line, mention in told if entry_says(mention.entry, wanted)]
        left = {line.number for line in found}
    else:
        known = select(shown.c.number).where(shown.c.number.in_(numbers), shown.c.ord.between(*within))
        left = set(connection.execute(known).scalars())
    if wanted is not None and not of_entries:
        left = {number for number, text in views.texts(connection, left).items() if text_says(text, wanted)}
    return [number for number in numbers if number in left]
