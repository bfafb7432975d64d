"""Matters looked up: which piles are one matter as of a day, and what is laid to them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from legation.ledger.folding.chronology import UNKNOWN, Undertaking, undertakings
from legation.ledger.folding.matters import matter_of, parties_together
from legation.ledger.keeping import leading, views
from legation.ledger.keeping.facts import name_keys
from legation.ledger.keeping.folds import Fold, Folds, Known
from legation.ledger.keeping.heard import Heard, Told
from legation.ledger.keeping.order import CROWD, ground, number, of_entry
from legation.ledger.keeping.schema import KINDS, formerly, grounds, keys, lines, pile_grounds, piles, shown
from legation.ledger.keeping.tying import SOME, chunks
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.search.narrowing import EVER, Reach
from legation.ledger.search.sieve import Sieve
from legation.nouns import Matter, Silence

_COMMITMENT = KINDS.index("commitment")
_DOCUMENTS = 40  # whose matters are put together at a time while going back from a day
_NAMED = (
    select(keys.c.key, lines.c.id, lines.c.number, lines.c.place)
    .join(lines, lines.c.id == keys.c.line)
    .where(keys.c.key.in_(SOME), keys.c.ord <= bindparam("by"))
)
_MANY = 1000  # matters of some parties, above which those as of a day are looked for by going back from it
_LATEST = (
    select(shown.c.number, shown.c.ord)
    .where(shown.c.ord <= bindparam("before"))
    .order_by(shown.c.ord.desc())
    .limit(_DOCUMENTS)
)
_SILENT = Silence(documents=0, last=None)
_BATCH = 64  # matters put together at a time while looking for so many of some parties
_LOOKED_AT = 10  # times as many matters as are wanted, among which they are looked for


class Asked(NamedTuple):
    """As of when matters are asked for, and by whose memory."""

    today: date
    by: int  # ord up to which documents are known
    folds: Folds


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


def matters(
    connection: Connection,
    parties: Collection[str],
    asked: Asked,
    *,
    latest: int | None,
    narrow: Narrow = WHOLE,
) -> tuple[Matter, ...]:
    """Matters that involve all these parties as of then, those last reported on first, the first so many of them.

    Narrowed, the latest so many that are left are looked for among the latest ten times as many.
    """
    return tuple(walked(connection, parties, asked, most=latest, narrow=narrow)[0])


def walked(
    connection: Connection,
    parties: Collection[str],
    asked: Asked,
    *,
    most: int | None,
    narrow: Narrow = WHOLE,
    after: Stop | None = None,
) -> tuple[list[Matter], Stop | None]:
    """Give the same matters, from a stop on, and the stop that they come to; None where there are no more."""
    wanted = frozenset(parties)
    heard = Heard(connection, asked.by)
    sieve = Sieve(connection, narrow, asked.by, asked.folds)
    found: list[tuple[Stop, Matter]] = []
    looked_at: list[Stop] = []
    turns = _in_turn(connection, wanted, sieve, asked.by, latest=None if most is None else most + 1, after=after)
    for turn in turns:
        laid = [each for each in turn if after is None or each.stop.comes_after(after)]
        looked_at += [each.stop for each in laid]
        left = sieve.left([each.piles for each in laid])
        kept = [each for each, is_left in zip(laid, left, strict=True) if is_left]
        together = zip(kept, _matters(connection, kept, heard, asked), strict=True)
        found += [(each.stop, of) for each, of in together if wanted <= set(of.parties) and sieve.takes(of)]
        if most is None:
            continue
        if len(found) > most or (len(found) == most and next(turns, None) is not None):
            return [matter for _, matter in found[:most]], found[most - 1][0]
        if sieve.narrows and len(looked_at) >= _LOOKED_AT * most:
            return [matter for _, matter in found], looked_at[-1]
    return [matter for _, matter in found], None


def matters_of(connection: Connection, wanted: Sequence[int], sieve: Sieve, asked: Asked) -> list[Matter]:
    """Matters that are left of those that some piles, by number, are of as of then; in their order, each once."""
    roots = connection.execute(select(piles.c.root).distinct().where(piles.c.pile.in_(wanted))).scalars().all()
    laid_with = {pile: each for each in _laid(connection, sieve.among(roots), asked.by) for pile in each.piles}
    laid = list(dict.fromkeys(laid_with[pile] for pile in wanted if pile in laid_with))
    left = zip(laid, sieve.left([each.piles for each in laid]), strict=True)
    together = _matters(connection, [each for each, is_left in left if is_left], Heard(connection, asked.by), asked)
    return [matter for matter in together if sieve.takes(matter)]


def _in_turn(
    connection: Connection, parties: frozenset[str], sieve: Sieve, by: int, *, latest: int | None, after: Stop | None
) -> Iterator[list[Laid]]:
    """Matters that may involve all these parties as of then, some at a time, those last reported on first."""
    if by != views.ALWAYS and latest is not None and (not parties or _have_many(connection, parties)):
        for laid in _back_from(connection, by, by if after is None else min(by, after.last)):
            yield _naming(connection, laid, parties) if parties else laid
        return
    if latest is not None and sieve.narrows:
        latest *= _LOOKED_AT
    roots = sieve.among(_roots(connection, parties, by, None if sieve.picks else latest, sieve.within))
    if by != views.ALWAYS:  # in which order they were then is known only of all of them
        laid = _laid(connection, roots, by)
        yield from (laid[begin : begin + _BATCH] for begin in range(0, len(laid), _BATCH))
        return
    for begin in range(0, len(roots), _BATCH):
        yield _laid(connection, roots[begin : begin + _BATCH], by)


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
        laid = _laid(connection, connection.execute(roots).scalars().all(), by)
        fresh = [each for each in laid if each.last > before and given.isdisjoint(each.piles)]
        given.update(pile for each in fresh for pile in each.piles)
        if fresh:
            yield fresh


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
    if not parties:
        return _count_all(connection, by)
    roots = _roots(connection, frozenset(parties), by, None)
    if by == views.ALWAYS:
        return len(roots)
    laid = _laid(connection, roots, by)
    every = [pile for each in laid for pile in each.piles]
    involving = [_involving(connection, every, party, by) for party in parties]
    return sum(all(not of.isdisjoint(each.piles) for of in involving) for each in laid)


def _count_all(connection: Connection, by: int) -> int:
    """How many matters there are as of then; those that are one by now are taken apart."""
    if by == views.ALWAYS:
        return connection.execute(select(func.count(piles.c.root.distinct()))).scalar_one()
    joined = connection.execute(select(piles.c.root.distinct()).where(piles.c.into.is_not(None))).scalars().all()
    others = select(func.count()).select_from(piles).where(piles.c.first <= by, piles.c.root.not_in(joined))
    return connection.execute(others).scalar_one() + len(_laid(connection, joined, by))


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


def _laid(connection: Connection, roots: Collection[int], by: int) -> list[Laid]:
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


def _matters(connection: Connection, laid: Sequence[Laid], heard: Heard, asked: Asked) -> list[Matter]:
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
    silences = heard.silences([Told(known[key].last_told, known[key].parties) for key in keys_of])
    return [
        matter.model_copy(update={"silence": silence})
        for matter, silence in zip(found, silences, strict=True)
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
