"""When a matter began and ended, or is to, as dates of an activity of IATI.

Actual dates are those of what was reported under way and done, planned ones the due dates. IATI wants a start: where
none is told, the planned one is the day on which the matter is first on record, and says so.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from legation.days import days
from legation.exports.iati_transactions import day_of
from legation.nouns import Matter, Stage


def dates(matter: Matter, today: date) -> Iterator[tuple[str, date, str]]:
    """Dates of an activity, by the names of `iati.toml`, each with words where it is not told as such."""
    done = _first(matter, ("done",), today) if matter.stage == "done" else None
    begun = _first(matter, ("underway",), today)
    due = {slip.milestone: days(slip.due) for slip in matter.slipped}
    starts, ends = due.get("start"), due.get("completion")
    first = min((day for step in matter.history if (day := day_of(step.mention, today))), default=today)
    if begun is not None and done is not None and begun > done:
        begun = None
    if starts is not None:
        yield "planned_start", starts.first, ""
    elif begun is None:
        known = [day for day in (first, done, ends.last if ends else None) if day is not None]
        yield "planned_start", min(known), "no start is told: this is when it is first on record"
    if begun is not None:
        yield "actual_start", begun, ""
    if ends is not None and (starts is None or starts.first <= ends.last):
        yield "planned_end", ends.last, ""
    if done is not None:
        yield "actual_end", done, ""


def _first(matter: Matter, stages: Sequence[Stage], today: date) -> date | None:
    told = (day_of(step.mention, today) for step in matter.history if step.stage in stages)
    return min((day for day in told if day is not None), default=None)
