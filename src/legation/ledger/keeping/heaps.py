"""Which piles are one matter as of a day, and in which order matters come; `matters` puts them together."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from legation.ledger.keeping import views
from legation.ledger.keeping.order import CROWD, ground
from legation.ledger.keeping.schema import KINDS, grounds, lines, pile_grounds, piles, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.search.narrowing import EVER, Reach
from legation.ledger.search.sieve import Sieve

_COMMITMENT = KINDS.index("commitment")
LOOKED_AT = 10  # times as many matters as are wanted, among which they are looked for
_DOCUMENTS = 40  # whose matters are put together at a time while going back from a day
_MANY = 1000  # matters of some parties, above which those as of a day are looked for by going back from it
_LATEST = (
    select(shown.c.number, shown.c.ord)
    .where(shown.c.ord <= bindparam("before"))
    .order_by(shown.c.ord.desc())
    .limit(_DOCUMENTS)
)
_BATCH = 64  # matters put together at a time while looking for so many of some parties


class Stop(NamedTuple):
    """Where a matter comes among those last reported on first."""

    last: int  # ord of the last that was laid to it
    pile: int

    def comes_after(self, other: "Stop") -> bool:
        """Whether it comes later than another one."""
        return (-self.last, self.pile) > (-other.last, other.pile)


class Laid(NamedTuple):
    """A matter as of a day, by its piles."""

    pile: int  # that of its first entry
    last: int  # ord of the last that was laid to it by then
    piles: tuple[int, ...]

    @property
    def stop(self) -> Stop:
        """Its place among others."""
        return Stop(self.last, self.pile)


def in_turn(
    connection: Connection, parties: frozenset[str], sieve: Sieve, by: int, *, latest: int | None, after: Stop | None
) -> Iterator[list[Laid]]:
    """Matters that may involve all these parties as of then, some at a time, those last reported on first."""
    if by != views.ALWAYS and latest is not None and (not parties or _have_many(connection, parties)):
        for laid in _back_from(connection, by, by if after is None else min(by, after.last)):
            yield _naming(connection, laid, parties) if parties else laid
        return
    if latest is not None and sieve.narrows:
        latest *= LOOKED_AT
    roots = sieve.among(_roots(connection, parties, by, None if sieve.picks else latest, sieve.within))
    if by != views.ALWAYS:  # in which order they were then is known only of all of them
        laid = laid_as_of(connection, roots, by)
        yield from (laid[begin : begin + _BATCH] for begin in range(0, len(laid), _BATCH))
        return
    for begin in range(0, len(roots), _BATCH):
        yield laid_as_of(connection, roots[begin : begin + _BATCH], by)


def _have_many(connection: Connection, parties: frozenset[str]) -> bool:
    many = select(piles.c.pile).where(naming(parties)).limit(_MANY + 1)
    return len(connection.execute(many).all()) > _MANY


def _naming(connection: Connection, laid: Sequence[Laid], parties: frozenset[str]) -> list[Laid]:
    """Those of some matters that may involve all these parties."""
    roots = select(piles.c.pile).where(naming(parties)).scalar_subquery()
    of = piles.alias()
    query = select(of.c.pile).where(of.c.pile.in_([each.pile for each in laid]), of.c.root.in_(roots))
    theirs = set(connection.execute(query).scalars())
    return [each for each in laid if each.pile in theirs]


def _back_from(connection: Connection, by: int, before: int) -> Iterator[list[Laid]]:
    """Matters as of then, some at a time, by the documents before a place that tell of them: those last known first."""
    given: set[int] = set()
    while told_by := connection.execute(_LATEST, {"before": before}).all():
        before = told_by[-1].ord - 1
        numbers = [row.number for row in told_by]
        roots = (
            select(piles.c.root).distinct().join(lines, lines.c.pile == piles.c.pile).where(lines.c.number.in_(numbers))
        )
        laid = laid_as_of(connection, connection.execute(roots).scalars().all(), by)
        fresh = [each for each in laid if each.last > before and given.isdisjoint(each.piles)]
        given.update(pile for each in fresh for pile in each.piles)
        if fresh:
            yield fresh


def count(connection: Connection, parties: Collection[str], by: int) -> int:
    """How many matters involve all these parties as of then."""
    if not parties:
        return _count_all(connection, by)
    roots = _roots(connection, frozenset(parties), by, None)
    if by == views.ALWAYS:
        return len(roots)
    laid = laid_as_of(connection, roots, by)
    every = [pile for each in laid for pile in each.piles]
    involving = [_involving(connection, every, party, by) for party in parties]
    return sum(all(not of.isdisjoint(each.piles) for of in involving) for each in laid)


def _count_all(connection: Connection, by: int) -> int:
    """How many matters there are as of then; those that are one by now are taken apart."""
    if by == views.ALWAYS:
        return connection.execute(select(func.count(piles.c.root.distinct()))).scalar_one()
    joined = connection.execute(select(piles.c.root.distinct()).where(piles.c.into.is_not(None))).scalars().all()
    others = select(func.count()).select_from(piles).where(piles.c.first <= by, piles.c.root.not_in(joined))
    return connection.execute(others).scalar_one() + len(laid_as_of(connection, joined, by))


def _involving(connection: Connection, among: Collection[int], party: str, by: int) -> set[int]:
    """Piles with a commitment that involves a party and was known by then."""
    found: set[int] = set()
    for some in chunks(among):
        query = (
            select(lines.c.pile)
            .distinct()
            .join(grounds, and_(grounds.c.ord == lines.c.ord, grounds.c.line == lines.c.id))
            .where(grounds.c.ground == ground((party,)), grounds.c.kind == _COMMITMENT)
            .where(lines.c.pile.in_(some), lines.c.ord <= by)
        )
        found.update(pile for pile in connection.execute(query).scalars() if pile is not None)
    return found


def _roots(
    connection: Connection, parties: frozenset[str], by: int, latest: int | None, within: Reach = EVER
) -> list[int]:
    """Piles that name a matter of these parties by what is known now: as of earlier there may be fewer parties.

    Of those only that were begun before the end of a reach, and told of after its beginning.
    """
    query = select(piles.c.pile).where(piles.c.into.is_(None), piles.c.first <= min(by, within.last))
    query = query.where(piles.c.last >= within.first)
    if parties:
        query = query.where(naming(parties))
    query = query.order_by(piles.c.last.desc(), piles.c.pile)
    return list(connection.execute(query.limit(latest if by == views.ALWAYS else None)).scalars())


def naming(parties: Collection[str]) -> ColumnElement[bool]:
    """Condition that a row of `piles` names a matter of all these parties, at least one, by what is known now."""
    first, *rest = sorted(set(parties))
    together = and_(_on(first, *rest[:1]), *(_on(party) for party in rest[1:]))
    among = and_(piles.c.pile.in_(_crowds()), *(_on(party) for party in (first, *rest)))
    return or_(together, among) if rest else together


def _on(*parties: str) -> ColumnElement[bool]:
    return piles.c.pile.in_(select(pile_grounds.c.pile).where(pile_grounds.c.ground == ground(parties)))


def _crowds() -> Select[tuple[int]]:
    return select(pile_grounds.c.pile).where(pile_grounds.c.ground == CROWD)


def laid_as_of(connection: Connection, roots: Collection[int], by: int) -> list[Laid]:
    """Take piles that are one matter now apart into those that were as of then; those last laid to first."""
    if by == views.ALWAYS:
        return _laid_now(connection, roots)
    into: dict[int, int] = {}
    for some in chunks(roots):
        query = select(piles.c.pile, piles.c.into, piles.c.since).where(piles.c.root.in_(some), piles.c.first <= by)
        for row in connection.execute(query):
            into[row.pile] = row.into if row.into is not None and row.since <= by else row.pile
    last: dict[int, int] = {}
    for some in chunks(into):
        latest = select(lines.c.pile, func.max(lines.c.ord)).where(lines.c.pile.in_(some), lines.c.ord <= by)
        last |= {row[0]: row[1] for row in connection.execute(latest.group_by(lines.c.pile))}
    gathered: dict[int, list[int]] = defaultdict(list)
    for pile in last:  # as of then, a pile may have yet to begin
        root = pile
        while into[root] != root:
            root = into[root]
        gathered[root].append(pile)
    found = [Laid(root, max(last[pile] for pile in of), tuple(sorted(of))) for root, of in gathered.items()]
    return sorted(found, key=lambda laid: (-laid.last, laid.pile))


def _laid_now(connection: Connection, roots: Collection[int]) -> list[Laid]:
    last: dict[int, int] = {}
    gathered: dict[int, list[int]] = defaultdict(list)
    for some in chunks(roots):
        query = select(piles.c.pile, piles.c.root, piles.c.last).where(piles.c.root.in_(some))
        for row in connection.execute(query):
            gathered[row.root].append(row.pile)
            if row.pile == row.root:
                last[row.root] = row.last
    found = [Laid(root, last[root], tuple(sorted(of))) for root, of in gathered.items()]
    return sorted(found, key=lambda laid: (-laid.last, laid.pile))
