"""Matters looked up: which piles are one matter as of a day, and what is laid to them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from legation.ledger.folding.chronology import UNKNOWN, Undertaking, undertakings
from legation.ledger.folding.matters import matter_of, parties_together
from legation.ledger.keeping import leading, store, views
from legation.ledger.keeping.facts import name_keys
from legation.ledger.keeping.folds import Fold, Folds, Known
from legation.ledger.keeping.order import CROWD, day_of, end_ord, ground, is_dated, number, of_entry
from legation.ledger.keeping.schema import KINDS, formerly, grounds, keys, lines, pile_grounds, piles
from legation.ledger.keeping.tying import SOME, chunks
from legation.nouns import Matter, Silence
from legation.reference.series import shipped

_COMMITMENT = KINDS.index("commitment")
_NAMED = (
    select(keys.c.key, lines.c.id, lines.c.number, lines.c.place)
    .join(lines, lines.c.id == keys.c.line)
    .where(keys.c.key.in_(SOME), keys.c.ord <= bindparam("by"))
)
_SILENT = Silence(documents=0, last=None)
_BATCH = 64  # matters put together at a time while looking for so many of some parties


class Asked(NamedTuple):
    """As of when matters are asked for, and by whose memory."""

    today: date
    by: int  # ord up to which documents are known
    folds: Folds


class Laid(NamedTuple):
    """A matter as of a day, by its piles."""

    pile: int  # that of its first entry
    last: int  # ord of the last that was laid to it by then
    piles: tuple[int, ...]


def matters(
    connection: Connection, parties: Collection[str], asked: Asked, *, latest: int | None
) -> tuple[Matter, ...]:
    """Matters that involve all these parties as of then, those last reported on first, the first so many of them."""
    wanted = frozenset(parties)
    heard = Heard(connection, asked.by)
    found: list[Matter] = []
    laid = _laid(connection, _roots(connection, wanted, asked.by, latest), asked.by)
    for begin in range(0, len(laid), _BATCH):
        together = _matters(connection, laid[begin : begin + _BATCH], heard, asked)
        found += [matter for matter in together if wanted <= set(matter.parties)]
        if latest is not None and len(found) >= latest:
            return tuple(found[:latest])
    return tuple(found)


def matter(connection: Connection, entry: int, asked: Asked) -> Matter | None:
    """Give the matter that an entry, by its number, was laid to as of then."""
    query = select(piles.c.root).join(lines, lines.c.pile == piles.c.pile)
    root = connection.execute(query.where(lines.c.entry == entry, lines.c.ord <= asked.by)).scalar()
    if root is None:
        return None
    for laid in _laid(connection, [root], asked.by):
        for found in _matters(connection, [laid], Heard(connection, asked.by), asked):
            if any(of_entry(step.mention.entry.id) == entry for step in found.history):
                return found
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


def _matters(connection: Connection, laid: Sequence[Laid], heard: "Heard", asked: Asked) -> list[Matter]:
    """Give matters as of then: remembered ones where nothing was laid to them since, else folded."""
    at = _lines(connection, laid, asked.by)
    keys_of = [tuple(line.id for line in of) for of in at]
    known = {key: of for key in keys_of if (of := asked.folds.known(key)) is not None}
    groups: dict[tuple[int, ...], tuple[Undertaking, ...]] = {}

    def load(wanted: Sequence[int]) -> None:
        every = [line for place in wanted for line in at[place]]
        mentions = dict(zip(every, views.mentions(connection, every), strict=True))
        for place in wanted:
            groups[keys_of[place]] = undertakings(mentions[line] for line in at[place])
            known[keys_of[place]] = _known(groups[keys_of[place]])

    load([place for place, key in enumerate(keys_of) if key not in known])
    figures = _figures(connection, [known[key].names for key in keys_of], asked.by)
    folds = [
        Fold(key, tuple(line.id for line in of), asked.today, len(heard.added))
        for key, of in zip(keys_of, figures, strict=True)
    ]
    found = [asked.folds.matter(fold) for fold in folds]
    new = [place for place, matter in enumerate(found) if matter is None]
    load([place for place in new if keys_of[place] not in groups])
    lines_ = sorted({line for place in new for line in figures[place]})
    measured = dict(zip(lines_, views.mentions(connection, lines_), strict=True))
    for place in new:
        about = [measured[line] for line in figures[place]]
        folded = matter_of(groups[keys_of[place]], about, _SILENT, asked.today, heard.series)
        asked.folds.remember(folds[place], known[keys_of[place]], folded)
        found[place] = folded
    return [
        matter.model_copy(update={"silence": heard.silence(known[key].last_told, known[key].parties)})
        for key, matter in zip(keys_of, found, strict=True)
        if matter is not None
    ]


def _lines(connection: Connection, laid: Sequence[Laid], by: int) -> list[list[views.Line]]:
    """Lines of each of these, in order."""
    of_pile = {pile: place for place, each in enumerate(laid) for pile in each.piles}
    found: list[list[views.Line]] = [[] for _ in laid]
    for some in chunks(of_pile):
        query = select(lines.c.id, lines.c.number, lines.c.place, lines.c.pile)
        query = query.where(lines.c.pile.in_(some), lines.c.ord <= by)
        for row in connection.execute(query.order_by(lines.c.ord, lines.c.place)):
            found[of_pile[row.pile]].append(views.Line(row.id, row.number, row.place))
    return found


def _known(group: Sequence[Undertaking]) -> Known:
    names = name_keys([name for undertaking in group for name in undertaking.entry.objects])
    return Known(
        names=frozenset(number(name) for name in names),
        parties=parties_together(group),
        last_told=max((undertaking.reported for undertaking in group), default=UNKNOWN),
    )


def _figures(connection: Connection, names: Sequence[frozenset[int]], by: int) -> list[list[views.Line]]:
    """Lines of the figures of each matter, that name its thing by one of the names that it has for it."""
    named: dict[int, set[views.Line]] = defaultdict(set)
    for some in chunks({key for of in names for key in of}):
        for key, *line in connection.execute(_NAMED, {"some": some, "by": by}):
            named[key].add(views.Line(*line))
    return [sorted({line for key in of for line in named[key]}) for of in names]


class Heard:
    """What matters are held against: what was heard of their parties, in documents with a date, and known figures."""

    def __init__(self, connection: Connection, by: int) -> None:
        self._connection = connection
        self._by = by
        self._ords: dict[frozenset[str], list[int]] = {}
        self.added = store.every_series(connection)
        self.series = shipped().with_more(self.added)

    def silence(self, last_told: date, parties: frozenset[str]) -> Silence:
        """Documents later than a matter's last report that speak of all of its parties together, but not of it."""
        if last_told == UNKNOWN:  # none are later than what is not dated
            return Silence(documents=0, last=None)
        heard = self._of(parties)
        later = len(heard) - bisect_right(heard, end_ord(last_told))
        return Silence(documents=later, last=day_of(heard[-1]).isoformat() if later else None)

    def _of(self, parties: frozenset[str]) -> list[int]:
        if parties not in self._ords:
            on = views.stood_on(parties, KINDS, self._by)
            query = select(on.c.ord).distinct().order_by(on.c.ord)
            self._ords[parties] = [ord_ for ord_ in self._connection.execute(query).scalars() if is_dated(ord_)]
        return self._ords[parties]
