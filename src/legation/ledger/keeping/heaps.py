"""Matters looked up: which piles are one matter as of a day, and what is laid to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from legation.ledger.folding.chronology import UNKNOWN, Undertaking, undertakings
from legation.ledger.folding.matters import matter_of, parties_together
from legation.ledger.keeping import leading, store, views
from legation.ledger.keeping.facts import name_keys
from legation.ledger.keeping.order import CROWD, day_of, end_ord, ground, is_dated, number, of_entry
from legation.ledger.keeping.schema import KINDS, formerly, grounds, keys, lines, pile_grounds, piles
from legation.ledger.keeping.tying import SOME, chunks
from legation.nouns import Matter, Mention, Silence
from legation.reference.series import shipped

_COMMITMENT = KINDS.index("commitment")
_NAMED = (
    select(keys.c.key, lines.c.id, lines.c.number, lines.c.place)
    .join(lines, lines.c.id == keys.c.line)
    .where(keys.c.key.in_(SOME), keys.c.ord <= bindparam("by"))
)
_BATCH = 64  # matters put together at a time while looking for so many of some parties


class Laid(NamedTuple):
    """A matter as of a day, by its piles."""

    pile: int  # that of its first entry
    last: int  # ord of the last that was laid to it by then
    piles: tuple[int, ...]


def matters(
    connection: Connection, parties: Collection[str], today: date, *, by: int, latest: int | None
) -> tuple[Matter, ...]:
    """Matters that involve all these parties as of then, those last reported on first, the first so many of them."""
    wanted = frozenset(parties)
    heard = Heard(connection, by)
    found: list[Matter] = []
    laid = _laid(connection, _roots(connection, wanted, by, latest), by)
    for begin in range(0, len(laid), _BATCH):
        groups = list(_groups(connection, laid[begin : begin + _BATCH], by))
        together = _matters(connection, groups, heard, today, by)
        found += [matter for matter in together if wanted <= set(matter.parties)]
        if latest is not None and len(found) >= latest:
            return tuple(found[:latest])
    return tuple(found)


def matter(connection: Connection, entry: int, today: date, by: int) -> Matter | None:
    """Give the matter that an entry, by its number, was laid to as of then."""
    query = select(piles.c.root).join(lines, lines.c.pile == piles.c.pile)
    root = connection.execute(query.where(lines.c.entry == entry, lines.c.ord <= by)).scalar()
    if root is None:
        return None
    for group in _groups(connection, _laid(connection, [root], by), by):
        if any(of_entry(undertaking.entry.id) == entry for undertaking in group):
            return next(_matters(connection, [group], Heard(connection, by), today, by))
    return None


def led_on(connection: Connection, entry: int, by: int) -> int | None:
    """Give the commitment in force in the words of one that is not, else one of its matter; both by their numbers."""
    was = connection.execute(select(formerly).where(formerly.c.entry == entry)).first()
    if was is None:
        return None
    query = select(lines.c.id, lines.c.number, lines.c.place).where(
        lines.c.number == was.number, lines.c.kind == _COMMITMENT, lines.c.ord <= by
    )
    found = views.mentions(connection, [views.Line(*row) for row in connection.execute(query)])
    places = ((mention.entry.evidence[0], mention.entry.id) for mention in found)
    over = (identity for place, identity in places if place.start <= was.start < place.end)
    return next((of_entry(identity) for identity in over), None) or leading.led_on(connection, entry, by)


def count(connection: Connection, parties: Collection[str], by: int) -> int:
    """How many matters involve all these parties as of then."""
    roots = _roots(connection, frozenset(parties), by, None)
    if by == views.ALWAYS:
        return len(roots)
    laid = _laid(connection, roots, by)
    every = [pile for each in laid for pile in each.piles]
    involving = [_involving(connection, every, party, by) for party in parties]
    return sum(all(not of.isdisjoint(each.piles) for of in involving) for each in laid)


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


def _roots(connection: Connection, parties: frozenset[str], by: int, latest: int | None) -> list[int]:
    """Piles that name a matter of these parties by what is known now: as of earlier there may be fewer parties."""
    query = select(piles.c.pile).where(piles.c.into.is_(None), piles.c.first <= by)
    if parties:
        first, *rest = sorted(parties)
        together = and_(_on(first, *rest[:1]), *(_on(party) for party in rest[1:]))
        among = and_(piles.c.pile.in_(_crowds()), *(_on(party) for party in sorted(parties)))
        query = query.where(or_(together, among) if rest else together)
    query = query.order_by(piles.c.last.desc(), piles.c.first)
    return list(connection.execute(query.limit(latest if by == views.ALWAYS else None)).scalars())


def _on(*parties: str) -> ColumnElement[bool]:
    return piles.c.pile.in_(select(pile_grounds.c.pile).where(pile_grounds.c.ground == ground(parties)))


def _crowds() -> Select[tuple[int]]:
    return select(pile_grounds.c.pile).where(pile_grounds.c.ground == CROWD)


def _laid(connection: Connection, roots: Collection[int], by: int) -> list[Laid]:
    """Take piles that are one matter now apart into those that were as of then; those last laid to first."""
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


def _groups(connection: Connection, laid: Sequence[Laid], by: int) -> Iterator[tuple[Undertaking, ...]]:
    of_pile = {pile: place for place, each in enumerate(laid) for pile in each.piles}
    at: list[views.Line] = []
    place_of: list[int] = []
    for some in chunks(of_pile):
        query = select(lines.c.id, lines.c.number, lines.c.place, lines.c.pile)
        query = query.where(lines.c.pile.in_(some), lines.c.ord <= by)
        for row in connection.execute(query.order_by(lines.c.ord, lines.c.place)):
            at.append(views.Line(row.id, row.number, row.place))
            place_of.append(of_pile[row.pile])
    gathered: list[list[Mention]] = [[] for _ in laid]
    for place, mention in zip(place_of, views.mentions(connection, at), strict=True):
        gathered[place].append(mention)
    return (undertakings(group) for group in gathered)


def _matters(
    connection: Connection, groups: Sequence[Sequence[Undertaking]], heard: "Heard", today: date, by: int
) -> Iterator[Matter]:
    for group, figures in zip(groups, _figures(connection, groups, by), strict=True):
        silence = heard.silence(group, parties_together(group))
        yield matter_of(group, figures, silence, today, heard.series)


def _figures(connection: Connection, groups: Iterable[Sequence[Undertaking]], by: int) -> list[list[Mention]]:
    """Figures of each group that name the thing by one of the names that the group has for it."""
    names = [
        {number(key) for key in name_keys([name for undertaking in group for name in undertaking.entry.objects])}
        for group in groups
    ]
    named: dict[int, set[views.Line]] = defaultdict(set)
    for some in chunks({key for of_group in names for key in of_group}):
        for key, *line in connection.execute(_NAMED, {"some": some, "by": by}):
            named[key].add(views.Line(*line))
    at = sorted({line for of_key in named.values() for line in of_key})
    mentions = dict(zip(at, views.mentions(connection, at), strict=True))
    return [
        [mentions[line] for line in sorted({line for key in of_group for line in named[key]})] for of_group in names
    ]


class Heard:
    """What matters are held against: what was heard of their parties, in documents with a date, and known figures."""

    def __init__(self, connection: Connection, by: int) -> None:
        self._connection = connection
        self._by = by
        self._ords: dict[frozenset[str], list[int]] = {}
        self.series = shipped().with_more(store.every_series(connection))

    def silence(self, history: Iterable[Undertaking], parties: frozenset[str]) -> Silence:
        """Documents later than a matter's last report that speak of all of its parties together, but not of it."""
        last_told = max((undertaking.reported for undertaking in history), default=UNKNOWN)
        if last_told == UNKNOWN:  # none are later than what is not dated
            return Silence(documents=0, last=None)
        later = [ord_ for ord_ in self._of(parties) if ord_ > end_ord(last_told)]
        return Silence(documents=len(later), last=day_of(later[-1]).isoformat() if later else None)

    def _of(self, parties: frozenset[str]) -> list[int]:
        if parties not in self._ords:
            on = views.stood_on(parties, KINDS, self._by)
            query = select(on.c.ord).distinct().order_by(on.c.ord)
            self._ords[parties] = [ord_ for ord_ in self._connection.execute(query).scalars() if is_dated(ord_)]
        return self._ords[parties]
