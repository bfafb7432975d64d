"""How what was found divides: by kind, stage, area, party and year, each with how many entries there would be.

A filter of which one has to fit (kind, stage, area, year) is counted as if nothing of its own were chosen yet, so that
each number says what choosing it gives; parties all have to be involved, so they are counted among what is found.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar, get_args

from sqlalchemy import Connection, select

from legation.ledger.folding.stages import STAGES
from legation.ledger.keeping.facts import parties_in
from legation.ledger.keeping.order import day_of
from legation.ledger.keeping.schema import KINDS, lines, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.narrow import Narrow
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import LINES, Match
from legation.ledger.search.narrowing import wanted_of
from legation.ledger.search.searching import MOST_RANKED
from legation.nouns import Area, Kind, Stage

_AREAS: tuple[Area, ...] = get_args(Area)
_MOST_PARTIES = 12
T = TypeVar("T")


class Facets(NamedTuple):
    """How many entries say what is looked for, by each that any of them has: the most first, years the last first."""

    kinds: Mapping[Kind, int]
    stages: Mapping[Stage, int]
    areas: Mapping[Area, int]
    parties: Mapping[str, int]  # of those not chosen yet, the dozen that most have
    years: Mapping[int, int]  # in which their documents became known
    whole: bool  # whether all entries are counted; else `MOST_RANKED`, those that came on record last


class _Line(NamedTuple):
    id: int
    number: int
    kind: int
    stage: int | None
    areas: int
    ord: int


def facets(connection: Connection, parties: Collection[str], narrow: Narrow, by: int) -> Facets:
    """Count what is found by what it can be narrowed to, among what is known up to an ord.

    Raises QueryError where there is no word to look for.
    """
    found, whole = _found(connection, parties, narrow, by)

    def without(**nothing: object) -> Sequence[_Line]:
        """Give what would be found if nothing of one filter were chosen."""
        nonlocal whole
        freed = narrow._replace(**nothing)  # type: ignore[arg-type]
        if freed == narrow:
            return found
        wider, of_all = _found(connection, parties, freed, by)
        whole = whole and of_all
        return wider

    return Facets(
        kinds=_most_first(KINDS[line.kind] for line in without(kinds=())),
        stages=_most_first(STAGES[line.stage] for line in without(stages=()) if line.stage is not None),
        areas=_most_first(area for line in without(areas=()) for area in _areas(line.areas)),
        parties=_most_first(_parties(connection, found, parties), _MOST_PARTIES),
        years=_last_first(day_of(line.ord).year for line in without(since=None, until=None)),
        whole=whole,
    )


def _found(connection: Connection, parties: Collection[str], narrow: Narrow, by: int) -> tuple[Sequence[_Line], bool]:
    """Lines that are found, and whether these are all: of very many those that came on record last."""
    wanted = wanted_of(parties, narrow, by)
    index = indexing.index(connection)
    found = index.some(connection, LINES, wanted, MOST_RANKED + 1)
    if whole := len(found) <= MOST_RANKED:
        return _lines(connection, found), whole
    return _lines(connection, index.newest(connection, LINES, wanted, MOST_RANKED)), whole


def _lines(connection: Connection, found: Iterable[Match]) -> Sequence[_Line]:
    query = select(lines.c.id, lines.c.number, lines.c.kind, lines.c.stage, lines.c.areas, lines.c.ord)
    rows = (
        row
        for some in chunks(match.id for match in found)
        for row in connection.execute(query.where(lines.c.id.in_(some)))
    )
    return [_Line(*row) for row in rows]


def _parties(connection: Connection, found: Sequence[_Line], chosen: Collection[str]) -> Iterator[str]:
    """Parties of each line: a document keeps them in the order of its lines' numbers."""
    of: dict[int, Sequence[Sequence[str]]] = {}
    order: dict[int, list[int]] = defaultdict(list)
    for some in chunks({line.number for line in found}):
        facts = select(shown.c.number, shown.c.facts).where(shown.c.number.in_(some))
        of |= {row.number: parties_in(row.facts) for row in connection.execute(facts)}
        ids = select(lines.c.number, lines.c.id).where(lines.c.number.in_(some)).order_by(lines.c.id)
        for row in connection.execute(ids):
            order[row.number].append(row.id)
    for line in found:
        involved = of[line.number][order[line.number].index(line.id)]
        yield from (party for party in set(involved) if party not in chosen)


def _areas(bits: int) -> Iterator[Area]:
    return (area for place, area in enumerate(_AREAS) if bits >> place & 1)


def _most_first(values: Iterable[T], most: int | None = None) -> Mapping[T, int]:
    return dict(sorted(Counter(values).items(), key=lambda each: (-each[1], str(each[0])))[:most])


def _last_first(years_: Iterable[int]) -> Mapping[int, int]:
    return dict(sorted(Counter(years_).items(), reverse=True))
