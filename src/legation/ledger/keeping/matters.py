"""Matters put together: what is laid to one matter as of a day, folded or remembered."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from legation.days import end_of
from legation.ledger.copies.kinds import Copy
from legation.ledger.folding.chronology import UNKNOWN, Undertaking, undertakings
from legation.ledger.folding.matters import matter_of, parties_told
from legation.ledger.keeping import editions, views
from legation.ledger.keeping.facts import name_keys
from legation.ledger.keeping.folds import Fold, Folds, Known, Told
from legation.ledger.keeping.heaps import LOOKED_AT, Laid, Stop, in_turn, laid_as_of
from legation.ledger.keeping.heard import Heard, Last
from legation.ledger.keeping.order import number, of_entry
from legation.ledger.keeping.schema import keys, lines, piles
from legation.ledger.keeping.tying import SOME, chunks
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.search.sieve import Sieve
from legation.nouns import Matter, Silence

_SILENT = Silence(documents=0, last=None)
_TURNS = 4  # after which what is remembered is forgotten, where all matters are walked and none comes again
_NAMED = (
    select(keys.c.key, lines.c.id, lines.c.number, lines.c.place, lines.c.ord)
    .join(lines, lines.c.id == keys.c.line)
    .where(keys.c.key.in_(SOME), keys.c.ord <= bindparam("by"))
)


class Asked(NamedTuple):
    """As of when matters are asked for, and by whose memory."""

    today: date
    by: int  # ord up to which documents are known
    folds: Folds

    @classmethod
    def of(cls, as_of: str | None, folds: Folds) -> "Asked":
        """As of the end of an EDTF date, or of now (UTC). Raises QueryError for what is no date."""
        today = datetime.now(UTC).date() if as_of is None else end_of(as_of)
        return cls(today, views.known_by(as_of), folds)


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
    turns = in_turn(connection, wanted, sieve, asked.by, latest=None if most is None else most + 1, after=after)
    for turn in turns:
        laid = [each for each in turn if after is None or each.stop.comes_after(after)]
        looked_at += [each.stop for each in laid]
        found += _sifted(connection, laid, wanted, asked, sieve=sieve, heard=heard)
        if most is None:
            continue
        if len(found) > most or (len(found) == most and next(turns, None) is not None):
            return [matter for _, matter in found[:most]], found[most - 1][0]
        if sieve.narrows and len(looked_at) >= LOOKED_AT * most:
            return [matter for _, matter in found], looked_at[-1]
    return [matter for _, matter in found], None


def every(
    connection: Connection, parties: Collection[str], asked: Asked, *, narrow: Narrow = WHOLE
) -> Iterator[Matter]:
    """Walk all of the same matters, without holding more than some of them at a time."""
    wanted = frozenset(parties)
    sieve = Sieve(connection, narrow, asked.by, asked.folds)
    latest = None if asked.by == views.ALWAYS else views.ALWAYS  # so that they are found by going back from the day
    for turn, laid in enumerate(in_turn(connection, wanted, sieve, asked.by, latest=latest, after=None)):
        if turn % _TURNS == 0:
            heard, asked = Heard(connection, asked.by), asked._replace(folds=Folds())
        for _, matter in _sifted(connection, laid, wanted, asked, sieve=sieve, heard=heard):
            yield matter


def _sifted(
    connection: Connection, laid: Sequence[Laid], wanted: frozenset[str], asked: Asked, *, sieve: Sieve, heard: Heard
) -> list[tuple[Stop, Matter]]:
    """Of matters, those that are left and involve the parties."""
    left = sieve.left([each.piles for each in laid])
    kept = [each for each, is_left in zip(laid, left, strict=True) if is_left]
    together = zip(kept, _folded(connection, kept, heard, asked), strict=True)
    return [(each.stop, of) for each, of in together if wanted <= set(of.parties) and sieve.takes(of)]


def matters_of(connection: Connection, wanted: Sequence[int], sieve: Sieve, asked: Asked) -> list[Matter]:
    """Matters that are left of those that some piles, by number, are of as of then; in their order, each once."""
    roots = connection.execute(select(piles.c.root).distinct().where(piles.c.pile.in_(wanted))).scalars().all()
    laid_with = {pile: each for each in laid_as_of(connection, sieve.among(roots), asked.by) for pile in each.piles}
    laid = list(dict.fromkeys(laid_with[pile] for pile in wanted if pile in laid_with))
    left = zip(laid, sieve.left([each.piles for each in laid]), strict=True)
    together = _folded(connection, [each for each, is_left in left if is_left], Heard(connection, asked.by), asked)
    return [matter for matter in together if sieve.takes(matter)]


def matter(connection: Connection, entry: int, asked: Asked) -> Matter | None:
    """Give the matter that an entry, by its number, was laid to as of then."""
    query = select(piles.c.root).join(lines, lines.c.pile == piles.c.pile)
    root = connection.execute(query.where(lines.c.entry == entry, lines.c.ord <= asked.by)).scalar()
    if root is None:
        return None
    for laid in laid_as_of(connection, [root], asked.by):
        for found in _folded(connection, [laid], Heard(connection, asked.by), asked):
            if any(of_entry(one.entry.id) == entry for step in found.history for one in step.mentions):
                return found
    return None


class _Lines(NamedTuple):
    """Lines of commitments or of figures, with the ords of their documents."""

    lines: tuple[views.Line, ...]
    ords: frozenset[int]


def _folded(connection: Connection, laid: Sequence[Laid], heard: Heard, asked: Asked) -> list[Matter]:
    """Give matters as of then: remembered ones where nothing was laid to them since, else folded."""
    at = _lines(connection, laid, asked.by)
    stories = editions.around(connection, {ord_ for of in at for ord_ in of.ords}, asked.by)
    keys_of = [Told(tuple(line.id for line in of.lines), stories.of(of.ords)) for of in at]
    known = {key: of for key in keys_of if (of := asked.folds.known(key)) is not None}
    groups: dict[Told, tuple[Undertaking, ...]] = {}

    def load(wanted: Sequence[int]) -> None:
        every = [line for place in wanted for line in at[place].lines]
        mentions = dict(zip(every, views.mentions(connection, every), strict=True))
        for place in wanted:
            groups[keys_of[place]] = undertakings(mentions[line] for line in at[place].lines)
            known[keys_of[place]] = _known(groups[keys_of[place]], keys_of[place].copies)

    load([place for place, key in enumerate(keys_of) if key not in known])
    figures = _figures(connection, [known[key].names for key in keys_of], asked.by)
    of_figures = editions.around(connection, {ord_ for of in figures for ord_ in of.ords}, asked.by)
    folds = [
        Fold(
            key,
            Told(tuple(line.id for line in of.lines), of_figures.of(of.ords)),
            asked.today,
            len(heard.added),
        )
        for key, of in zip(keys_of, figures, strict=True)
    ]
    found = [asked.folds.matter(fold) for fold in folds]
    new = [place for place, matter in enumerate(found) if matter is None]
    load([place for place in new if keys_of[place] not in groups])
    lines_ = sorted({line for place in new for line in figures[place].lines})
    measured = dict(zip(lines_, views.mentions(connection, lines_), strict=True))
    for place in new:
        about = [measured[line] for line in figures[place].lines]
        copies = {*folds[place].told.copies, *folds[place].figures.copies}
        group = groups[keys_of[place]]
        folded = matter_of(group, about, _SILENT, asked.today, heard.series, copies=sorted(copies))
        asked.folds.remember(folds[place], known[keys_of[place]], folded)
        found[place] = folded
    silences = heard.silences([Last(known[key].last_told, known[key].parties) for key in keys_of])
    return [
        matter.model_copy(update={"silence": silence})
        for matter, silence in zip(found, silences, strict=True)
        if matter is not None
    ]


def _lines(connection: Connection, laid: Sequence[Laid], by: int) -> list[_Lines]:
    """Lines of each of these, in order."""
    of_pile = {pile: place for place, each in enumerate(laid) for pile in each.piles}
    found: list[dict[views.Line, int]] = [{} for _ in laid]
    for some in chunks(of_pile):
        query = select(lines.c.id, lines.c.number, lines.c.place, lines.c.pile, lines.c.ord)
        query = query.where(lines.c.pile.in_(some), lines.c.ord <= by)
        for row in connection.execute(query.order_by(lines.c.ord, lines.c.place)):
            found[of_pile[row.pile]][views.Line(row.id, row.number, row.place)] = row.ord
    return [_Lines(tuple(of), frozenset(of.values())) for of in found]


def _known(group: Sequence[Undertaking], copies: Collection[Copy]) -> Known:
    names = name_keys([name for undertaking in group for name in undertaking.entry.objects])
    return Known(
        names=frozenset(number(name) for name in names),
        parties=parties_told(group, copies),
        last_told=max((undertaking.reported for undertaking in group), default=UNKNOWN),
    )


def _figures(connection: Connection, names: Sequence[frozenset[int]], by: int) -> list[_Lines]:
    """Lines of the figures of each matter, that name its thing by one of the names that it has for it."""
    named: dict[int, dict[views.Line, int]] = defaultdict(dict)
    for some in chunks({key for of in names for key in of}):
        for key, *line, ord_ in connection.execute(_NAMED, {"some": some, "by": by}):
            named[key][views.Line(*line)] = ord_
    found = [{line: ord_ for key in of for line, ord_ in named[key].items()} for of in names]
    return [_Lines(tuple(sorted(of)), frozenset(of.values())) for of in found]
