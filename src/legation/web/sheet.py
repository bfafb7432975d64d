"""A month of meetings as it is laid out on a page: weeks of days, Monday first."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, get_args

from legation.briefing.calendar import Day, Month
from legation.briefing.encounters import Encounter
from legation.days import Days, days, in_words
from legation.nouns import Status

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")  # not the locale's
_WEEK = len(WEEKDAYS)
_STATUSES: tuple[Status, ...] = get_args(Status)


class Met(NamedTuple):
    """A meeting on a calendar: on one of its days, or where no day is known on none (0 of 0)."""

    meeting: Encounter
    day: int  # from 1
    of: int  # days that it takes
    how: str  # how it stands, in words


class Square(NamedTuple):
    """A day on the sheet."""

    date: str  # YYYY-MM-DD
    weekday: str
    met: tuple[Met, ...]  # as `on_day` has them
    more: int  # meetings beside these


class Step(NamedTuple):
    """A month that one can go to."""

    month: str  # YYYY-MM
    name: str  # "April"
    reports: int  # of meetings that begin in it


class Sheet(NamedTuple):
    """A month on one sheet, and the months that one can go to from there."""

    weeks: tuple[tuple[Square | None, ...], ...]  # of seven; None for days of other months
    some_day: tuple[Met, ...]
    some_month: tuple[Met, ...]
    tally: tuple[tuple[Status, int], ...]  # how many meetings of the month are of each status
    before: str | None  # YYYY-MM: the last month before with meetings
    after: str | None  # the first one after
    years: tuple[tuple[str, tuple[Step, ...]], ...]  # the latest year first


def sheet(month: Month, most: int, now: date) -> Sheet:
    """Lay out a month with at most so many meetings on a day, as seen from a day."""
    first = date.fromisoformat(month.days[0].date).weekday()
    squares: list[Square | None] = [None] * first + [_square(day, most, now) for day in month.days]
    squares += [None] * (-len(squares) % _WEEK)
    return Sheet(
        weeks=tuple(tuple(squares[at : at + _WEEK]) for at in range(0, len(squares), _WEEK)),
        some_day=tuple(Met(one, 0, 0, _how(one, now)) for one in month.some_day),
        some_month=tuple(Met(one, 0, 0, _how(one, now)) for one in month.some_month),
        tally=_tally(month),
        before=max((one for one in month.months if one < month.month), default=None),
        after=min((one for one in month.months if one > month.month), default=None),
        years=_years(month),
    )


def on_day(day: Day, now: date) -> tuple[Met, ...]:
    """Meetings of a day as seen from another: those that begin on it first, and of these the most reported."""
    here = date.fromisoformat(day.date)
    return tuple(sorted((_met(meeting, here, now) for meeting in day.meetings), key=_rank))


def weekday(day: str) -> str:
    """Name of the weekday of a day, YYYY-MM-DD."""
    return WEEKDAYS[date.fromisoformat(day).weekday()]


def beside(listed: Sequence[Day], day: str) -> tuple[str | None, str | None]:
    """Days with meetings that are next to a day, before and after, among some."""
    busy = [one.date for one in listed if one.meetings]
    return max((one for one in busy if one < day), default=None), min((one for one in busy if one > day), default=None)


def _square(day: Day, most: int, now: date) -> Square:
    met = on_day(day, now)
    return Square(day.date, weekday(day.date), met[:most], max(len(met) - most, 0))


def _rank(met: Met) -> tuple[bool, int, tuple[str, ...]]:
    return met.day > 1, -len(met.meeting.mentions), met.meeting.actors


def _met(meeting: Encounter, here: date, now: date) -> Met:
    span = days(meeting.date) or Days(here, here)
    return Met(meeting, (here - span.first).days + 1, (span.last - span.first).days + 1, _how(meeting, now))


def _how(meeting: Encounter, now: date) -> str:
    span = days(meeting.date)
    if meeting.status == "planned" and span is not None and span.last < now:
        return "planned; no report that it was held"
    return meeting.status


def _tally(month: Month) -> tuple[tuple[Status, int], ...]:
    every = (*(one for day in month.days for one in day.meetings), *month.some_day)
    # A meeting is on each of its days, and counts once.
    status = {(one.mentions[0].document, one.mentions[0].entry.id): one.status for one in every}
    counts = Counter(status.values())
    return tuple((one, counts[one]) for one in _STATUSES if counts[one])


def _years(month: Month) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    years: dict[str, list[Step]] = defaultdict(list)
    for one, reports in month.months.items():
        year, _ = one.split("-")
        years[year].append(Step(one, in_words(one).removesuffix(f" {year}"), reports))
    return tuple((year, tuple(years[year])) for year in sorted(years, reverse=True))
