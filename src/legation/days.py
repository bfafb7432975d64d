"""EDTF dates as spans of days, and in words."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from legation.errors import QueryError

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip  # not calendar.month_name, which follows the locale


class Days(NamedTuple):
    """The first and the last day that a date can mean."""

    first: date
    last: date

    def overlaps(self, other: "Days") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=4096)  # a ledger asks for the same few thousand days again and again
def days(edtf: str | None) -> Days | None:
    """Days of an EDTF day, month, year or closed interval; None for None and for anything else."""
    begin, slash, end = (edtf or "").partition("/")
    first = _part(begin)
    last = _part(end) if slash else first
    if first is None or last is None or first.first > last.last:
        return None
    return Days(first.first, last.last)


def _part(edtf: str) -> Days | None:
    match = _PART.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    if year is None:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:  # year 0, month 13, 30 February
        return None
    if day:
        return Days(first, first)
    last_month = month or 12
    return Days(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))


def end_of(as_of: str) -> date:
    """Last day of an as-of date: an EDTF day, month or year. Raises QueryError for anything else."""
    return _span(as_of).last


def start_of(since: str) -> date:
    """First day of an EDTF day, month or year. Raises QueryError for anything else."""
    return _span(since).first


def _span(written: str) -> Days:
    span = None if "/" in written else days(written)
    if span is None:
        raise QueryError(f"{written!r} is no date: write a day, a month or a year, such as 2021-04-08, 2021-04 or 2021")
    return span


def in_words(edtf: str) -> str:
    """`2021-04-07` as `7 April 2021`, `2017-12` as `December 2017`; intervals with a dash; else as it is."""
    if days(edtf) is None:
        return edtf
    return " – ".join(_words(part) for part in edtf.split("/"))


def _words(edtf: str) -> str:
    year, *rest = edtf.split("-")
    month = f"{_MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{month}{year}"
