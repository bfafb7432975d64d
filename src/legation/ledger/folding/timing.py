"""Due dates: every one that a matter was given, how far each slipped, and how the matter stands against them.

An undertaking is due more than once: its instrument is to be signed, work on it is to start, it is to be completed, and
there are steps on the way. A date for the one is no slip of a date for another; what was due is told by the words of
the entry.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from legation.days import Days, days
from legation.ledger.folding.chronology import Undertaking, in_order_of_report
from legation.ledger.folding.stages import PATH, furthest
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
# What is a step on the way, unless it is the whole; its first word tells one step from another.
_STEP = re.compile(
    r"\b(stud(?=y\b|ies\b)|survey|apprais|team\b|delegation|meet|session|conven(?=e|ing)|summit|vote\b|visit|travel|"
    r"invit|tests?\b|trials?\b|train(?=ing|ed)|tender|talks\b|instal?ment|tranche|consult|payment|hearing|conference|"
    r"compan(?=y\b|ies\b)|committee|working group|secretariat|statut|formalit|documents?\b)",
    re.IGNORECASE,
)
# The stage at which each milestone is behind.
_REACHED: dict[Milestone, Stage] = {"signature": "signed", "start": "underway", "completion": "done"}
_TOLD_BY: dict[Milestone, re.Pattern[str]] = {"start": _START, "completion": _COMPLETION, "signature": _SIGNATURE}
_BEHIND = frozenset({"signed", "underway", "done"})  # what is put at one of these is not to be signed any more


class _Dated(NamedTuple):
    """An undertaking with a due date, for what of it, and the days of it."""

    what: tuple[Milestone, str]
    undertaking: Undertaking
    days: Days


def slipped(history: Sequence[Undertaking]) -> tuple[Due, ...]:
    """Every due date, in the order in which they were given; one that is only repeated is given once.

    A slip is counted from last day to last day of what one milestone was due on, in days: "December 2017" is the 31st.
    A vaguer word for the date in force ("in 2017") repeats it. A date that had passed when it was reported ("had been
    expected by 2017") was given earlier: it takes its place before the first later date in the row.
    """
    row: list[_Dated] = []
    reached: Stage = "sought"
    for undertaking in in_order_of_report(history):
        span, reported = days(undertaking.entry.due), days(undertaking.mention.reported)
        before, reached = reached, furthest(reached, undertaking.entry.stage)
        if span is None:
            continue
        dated = _Dated(_milestone(undertaking.entry, before), undertaking, span)
        past = reported is not None and span.last < reported.first
        same = [(place, other) for place, other in enumerate(row) if other.what == dated.what]
        # A date that had passed repeats any that was given, another one only the one in force.
        if any(_vaguer(span, other.days) for _, other in (same if past else same[-1:])):
            continue
        later = (place for place, other in same if past and other.days.last > span.last)
        row.insert(next(later, len(row)), dated)
    last: dict[tuple[Milestone, str], date] = {}
    dues: list[Due] = []
    for what, undertaking, span in row:
        slip = (span.last - last[what]).days if what in last else None
        last[what] = span.last
        due = undertaking.entry.due or ""
        dues.append(Due(due=due, slip_days=slip, milestone=what[0], mention=undertaking.mention))
    return tuple(dues)


def _milestone(entry: Commitment, reached: Stage) -> tuple[Milestone, str]:
    """Tell by its words what of an undertaking is due, those of the trigger first; and which of that kind.

    A date for a milestone that is behind, as the stage `reached` before has it, is one for another: for the protocol to
    the agreement that was signed. What is completed in part has its completion still ahead.
    """
    for words in (entry.trigger, entry.what):
        if step := _STEP.search(words):
            return "step", step[1].casefold()
        for milestone, telling in _TOLD_BY.items():
            if telling.search(words) and (milestone != "signature" or entry.stage not in _BEHIND):
                behind = milestone != "completion" and PATH.index(reached) >= PATH.index(_REACHED[milestone])
                return milestone, "another" if behind else ""
    around = entry.evidence[0].quote  # the rest of its sentence: "the statutory documents are to be ready"
    if step := _STEP.search(around):
        return "step", step[1].casefold()
    if entry.stage not in _BEHIND and _SIGNATURE.search(around):
        return "signature", "another" if PATH.index(reached) >= PATH.index("signed") else ""
    return "completion", ""


def in_force(dues: Sequence[Due], reached: Stage) -> Due | None:
    """Give the due date that counts now: the last one given for the first milestone that is still ahead.

    `reached` is the furthest stage on the path so far. What is done was due when its completion was; a step on the way
    counts where no milestone has a date.
    """
    ahead: list[Milestone] = [
        milestone for milestone, stage in _REACHED.items() if PATH.index(reached) < PATH.index(stage)
    ] or ["completion"]
    if reached != "done":
        ahead.append("step")
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


def _vaguer(span: Days, known: Days) -> bool:
    return span.first <= known.first and known.last <= span.last
