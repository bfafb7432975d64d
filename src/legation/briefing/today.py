"""What a desk officer wants to know in the morning: what is new, what moved, what falls due, and whose move it is."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from legation.days import days, end_of
from legation.ledger import Ledger, Listing
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.review.reviewing import Question
from legation.nouns import Matter, Noun, Stage, Step

Freshness = Literal["fresh", "recent", "old", "silent"]
_FRESH: tuple[tuple[Freshness, int], ...] = (("fresh", 7), ("recent", 30), ("old", 365))  # days, at most
_AHEAD = timedelta(days=60)
_NEW = timedelta(days=7)  # as of a day in the past, what is new
_OURS = 60  # matters, the latest reported, among which those are looked for in which the move is ours
_WAITING = 20  # questions up to which those that wait are counted
_SHOWN = 5  # of them


class _Scope(NamedTuple):
    """What the ledger is asked about."""

    ledger: Ledger
    parties: Collection[str]
    narrow: Narrow
    as_of: str | None


class News(Noun):
    """Documents that came in."""

    documents: tuple[Listing, ...]  # the last first
    count: int
    more: bool  # whether there are more than were counted


class Movement(Noun):
    """A step by which a matter moved."""

    matter: Matter
    was: Stage | None  # None: it begins with this step
    step: Step

    @property
    def now(self) -> Stage:
        """Stage to which it moved."""
        return self.step.matter_stage


class Some(Noun):
    """Some matters; `more` where looking on would perhaps have found others."""

    matters: tuple[Matter, ...]
    more: bool


class Moved(Noun):
    """Movements, by the documents that were known last first."""

    movements: tuple[Movement, ...]
    more: bool


class Today(Noun):
    """The morning's view."""

    day: str  # YYYY-MM-DD
    as_of: str | None
    us: tuple[str, ...]
    since: str  # UTC, ISO 8601; what came in after it is new; as of a date, what became known from its day on
    new: News
    moved: Moved
    due: Some  # within sixty days, the soonest first
    overdue: Some  # the last to have fallen due first
    our_move: Some


class Waiting(NamedTuple):
    """What waits for a reviewer now."""

    questions: tuple[Question, ...]  # the first few
    counted: int
    more: bool  # whether there are more than were counted


def today(
    ledger: Ledger,
    *,
    us: Collection[str] = (),
    since: datetime,
    day: date,
    parties: Collection[str] = (),
    narrow: Narrow = WHOLE,
    as_of: str | None = None,
    most: int = 20,
) -> Today:
    """Put together what is new after a time, and what is due around a day; at most so many of each.

    `us` are those (codes) whose moves are ours. As of a date, `day` is its end and new is what became known in the
    seven days up to it. Raises QueryError, from the ledger, for a date that is none.
    """
    if as_of is not None:
        day = end_of(as_of)
        since = datetime.combine(day - _NEW + timedelta(days=1), time(), UTC)
    of = _Scope(ledger, parties, narrow, as_of)
    came = ledger.arrived(since, parties=parties, narrow=narrow, as_of=as_of)
    return Today(
        day=day.isoformat(),
        as_of=as_of,
        us=tuple(us),
        since=since.astimezone(UTC).isoformat(timespec="seconds"),
        new=News(documents=came.documents[:most], count=len(came.documents), more=came.more),
        moved=_moved(of, came.documents, most),
        due=_due(of, day, day + _AHEAD, most),
        overdue=_due(of, date.min, day - timedelta(days=1), most, latest_first=True),
        our_move=_ours(of, us, most),
    )


def waiting(ledger: Ledger, *, parties: Collection[str] = (), narrow: Narrow = WHOLE, most: int = _SHOWN) -> Waiting:
    """Give the first few questions that wait for a reviewer, and how many there are, up to a hundred."""
    found = ledger.queue(parties=parties, kinds=narrow.kinds, areas=narrow.areas, most=_WAITING + 1)
    return Waiting(found[:most], min(len(found), _WAITING), len(found) > _WAITING)


def freshness(last: str | None, day: date) -> Freshness:
    """How fresh a matter is on a day whose last report is of some date (EDTF): by the days since the last it can mean.

    Up to 7 days fresh, up to 30 recent, up to 365 old; silent after that, and where nothing is dated.
    """
    meant = days(last)
    if meant is None:
        return "silent"
    passed = (day - meant.last).days
    return next((name for name, most in _FRESH if passed <= most), "silent")


def last_report(matter: Matter) -> str | None:
    """Date of the last report on a matter, if any is dated."""
    return max((step.reported for step in matter.history if step.reported is not None), default=None)


def _moved(of: _Scope, new: Iterable[Listing], most: int) -> Moved:
    ids = {listing.id for listing in new}
    told = of.ledger.told_by(ids, parties=of.parties, narrow=of.narrow, as_of=of.as_of, most=most)
    movements = tuple(movement for matter in told.matters for movement in _movements(matter, ids))
    return Moved(movements=movements, more=told.more)


def _movements(matter: Matter, by: Collection[str]) -> Iterable[Movement]:
    """Steps by which a matter moved that some documents, by their ids, tell of."""
    was: Stage | None = None
    for step in matter.history:
        if step.moved and step.mention.document in by:
            yield Movement(matter=matter, was=was, step=step)
        was = step.matter_stage


def _due(of: _Scope, first: date, last: date, most: int, *, latest_first: bool = False) -> Some:
    found = of.ledger.falling_due(
        first, last, parties=of.parties, narrow=of.narrow, as_of=of.as_of, most=most, latest_first=latest_first
    )
    return Some(matters=found.matters, more=found.more)


def _ours(of: _Scope, us: Collection[str], most: int) -> Some:
    """Matters in which the next move is ours, among the latest of each of us; the last reported on first."""
    each = max(_OURS // max(len(us), 1), 1)
    looked_at = {
        matter.id: matter
        for one in us
        for matter in of.ledger.matters({one, *of.parties}, as_of=of.as_of, latest=each, narrow=of.narrow)
    }
    ours = [matter for matter in looked_at.values() if _is_ours(matter, us)]
    ours.sort(key=lambda matter: last_report(matter) or "", reverse=True)
    return Some(matters=tuple(ours[:most]), more=len(ours) > most or len(looked_at) >= each)


def _is_ours(matter: Matter, us: Collection[str]) -> bool:
    return matter.next_move is not None and not set(us).isdisjoint(matter.next_move.parties)
