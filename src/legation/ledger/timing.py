"""Due dates: every one that a matter was given, how far each slipped, and how the matter stands against the last."""

from collections.abc import Sequence
from datetime import date, timedelta

from legation.days import days
from legation.ledger.chronology import Undertaking, in_order_of_report
from legation.nouns import Due, Stage, Timing

SOON = timedelta(days=90)  # "due soon": within a quarter of a year


def slipped(history: Sequence[Undertaking]) -> tuple[Due, ...]:
    """Every due date, in the order in which they were reported; one that is only repeated is given once.

    A slip is counted from last day to last day, in days: "December 2017" is the 31st. A date that had passed when it
    was reported ("had been expected by") was in force before: it opens the row where none was known, and moves nothing.
    """
    dues: list[Due] = []
    last: date | None = None
    for mention, entry in in_order_of_report(history):
        span = days(entry.due)
        if entry.due is None or span is None or (dues and dues[-1].due == entry.due):
            continue
        reported = days(mention.reported)
        if dues and reported is not None and span.last < reported.first:
            continue
        slip = None if last is None else (span.last - last).days
        dues.append(Due(due=entry.due, slip_days=slip, mention=mention))
        last = span.last
    return tuple(dues)


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
