"""Due dates: every one that a matter was given, how far each slipped, and how the matter stands against them.

An undertaking is due more than once: its instrument is to be signed, work on it is to start, it is to be completed. A
date for the one is no slip of a date for another; what was due is told by the words of the entry.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from legation.days import days
from legation.ledger.chronology import Undertaking, in_order_of_report
from legation.ledger.stages import PATH
from legation.nouns import Commitment, Due, Milestone, Stage, Timing

SOON = timedelta(days=90)  # "due soon": within a quarter of a year
_SIGNATURE = re.compile(
    r"\b(sign(?:s|ed|ing|ature)?|ratif\w+|initial(?:s|l?ed)?|conclu(?:de[ds]?|ding|sion)|finali[sz]\w+)\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|commenc\w+|break ground|ground-?breaking|get under way)\b",
    re.IGNORECASE,
)
_COMPLETION = re.compile(r"\b(complet\w+|finish\w*|deliver\w*|operational|in operation|commission\w*)\b", re.IGNORECASE)
# The stage at which each milestone is behind.
_REACHED: dict[Milestone, Stage] = {"signature": "signed", "start": "underway", "completion": "done"}


def slipped(history: Sequence[Undertaking]) -> tuple[Due, ...]:
    """Every due date, in the order in which they were given; one that is only repeated is given once.

    A slip is counted from last day to last day of what one milestone was due on, in days: "December 2017" is the 31st.
    A vaguer word for the date in force ("in 2017") repeats it. A date that had passed when it was reported ("had been
    expected by 2017") was given earlier: it takes its place before the first later date in the row.
    """
    row: list[tuple[Milestone, Undertaking]] = []
    for undertaking in in_order_of_report(history):
        span, reported = days(undertaking.entry.due), days(undertaking.mention.reported)
        if span is None:
            continue
        milestone = milestone_of(undertaking.entry)
        past = reported is not None and span.last < reported.first
        same = [(place, other) for place, (kind, other) in enumerate(row) if kind == milestone]
        if _repeats(undertaking, [other for _, other in same], past=past):
            continue
        later = (place for place, other in same if past and _last(other) > span.last)
        row.insert(next(later, len(row)), (milestone, undertaking))
    last: dict[Milestone, date] = {}
    dues: list[Due] = []
    for milestone, undertaking in row:
        day = _last(undertaking)
        slip = (day - last[milestone]).days if milestone in last else None
        last[milestone] = day
        due = undertaking.entry.due or ""
        dues.append(Due(due=due, slip_days=slip, milestone=milestone, mention=undertaking.mention))
    return tuple(dues)


def milestone_of(entry: Commitment) -> Milestone:
    """Tell by its words what of an undertaking is due: those of the trigger first, then what is undertaken."""
    for words in (entry.trigger, entry.what):
        if _START.search(words):
            return "start"
        if _COMPLETION.search(words):
            return "completion"
        if _SIGNATURE.search(words) and entry.stage not in {"signed", "underway", "done"}:
            return "signature"
    return "completion"


def in_force(dues: Sequence[Due], reached: Stage) -> Due | None:
    """Give the due date that counts now: the last one given for the first milestone that is still ahead.

    `reached` is the furthest stage on the path so far. What is done was due when its completion was.
    """
    ahead: Collection[Milestone] = [
        milestone
        for milestone, stage in _REACHED.items()
        if PATH.index(reached) < PATH.index(stage) or milestone == "completion"
    ]
    for milestone in ahead:
        if of_it := [due for due in dues if due.milestone == milestone]:
            return of_it[-1]
    return None


def timing(due: str | None, stage: Stage, done_on: date | None, today: date) -> Timing:
    """How a matter stands against the due date in force on a day.

    `done_on` is the day by which it was done. What was dropped is due no longer, and counts as undated.
    """
    span = days(due)
    if span is None or stage == "dropped":
        return "undated"
    if stage == "done":
        return "met late" if done_on is not None and done_on > span.last else "met"
    if today > span.last:
        return "overdue"
    return "due soon" if span.last - today <= SOON else "not due"


def _repeats(undertaking: Undertaking, given: Sequence[Undertaking], *, past: bool) -> bool:
    """Whether a due date only repeats the one in force of its milestone; one that had passed, any that was given."""
    span = days(undertaking.entry.due)
    for other in given if past else given[-1:]:
        known = days(other.entry.due)
        if span is not None and known is not None and span.first <= known.first and known.last <= span.last:
            return True
    return False


def _last(undertaking: Undertaking) -> date:
    span = days(undertaking.entry.due)
    return span.last if span else date.min
