"""Dates in a text, absolute and relative, and the dates by which something is due."""

import re
from datetime import date
from typing import Literal, NamedTuple

from legation.reading.calendar import span
from legation.reading.datewords import DATE_WORDS
from legation.reading.dating import Expression, ahead, number_of, resolve

Role = Literal["date", "due"]

_FROM = re.compile(r"\b(?:from|between)\s{1,3}$", re.IGNORECASE)
_TO = re.compile(r"\s{1,2}(?:to|and|-|–)\s{1,2}$")
_THROUGH = re.compile(r"(?:through|until|till)\b", re.IGNORECASE)
_NO_DAY = date(1, 1, 1)  # stands in where the document has no date; nothing is counted from it


class FoundDate(NamedTuple):
    """A date where it stands. The span takes in the words that belong to it ("by the end of")."""

    start: int
    end: int
    edtf: str
    role: Role  # due: by then something is to be done
    past: bool | None  # seen from `today`; None where it holds that day, or no day is known


def find_dates(text: str, today: date | None, *, future: bool = False) -> list[FoundDate]:
    """Find dates from left to right, without overlap.

    `today` is the date of the document; without it, words that need it ("on Wednesday", "6 April") are skipped. A
    weekday or a month without a year is the last one up to that day; with `future` it is the next one.
    """
    found: list[FoundDate] = []
    reached = 0
    for match in DATE_WORDS.finditer(text):
        if match.start() < reached:
            continue
        here = _dated(text, match, today, future=future)
        if here is None:
            continue
        interval = _interval(text, found[-1], here) if found else None
        if interval is not None:
            found[-1] = interval._replace(past=_past(interval.edtf, today))
        else:
            found.append(here)
        reached = here.end
    return found


def _dated(text: str, match: re.Match[str], today: date | None, *, future: bool) -> FoundDate | None:
    it = Expression(text, match, today or _NO_DAY, dated=today is not None, future=future)
    edtf, end = resolve(it), match.end() - match.group().endswith(".")  # the full stop is the sentence's
    if match["w_of"] is not None:  # counted from a day of its own: "within 60 days of 28 May 2021"
        end = match.start("w_of")
        following = DATE_WORDS.match(text, match.end())
        from_day = _dated(text, following, today, future=False) if following is not None else None
        if from_day is not None and len(from_day.edtf) == len("2021-05-28"):
            counted = ahead(date.fromisoformat(from_day.edtf), number_of(it["w_count"]), it["w_grain"].lower())
            edtf, end = counted, from_day.end
        elif not it["w_next"]:
            return None  # "within a month of the accord"
    if edtf is None:
        return None
    return FoundDate(match.start(), end, edtf, "due" if it.due else "date", _past(edtf, today))


def _interval(text: str, first: FoundDate, second: FoundDate) -> FoundDate | None:
    """Join "from 20 June through 25 September" into one interval."""
    between = text[first.end : second.start]
    like = len(first.edtf) == len(second.edtf) and "/" not in first.edtf + second.edtf and first.edtf < second.edtf
    if not like or len(between) > len("  through  "):
        return None
    linked = _TO.match(between) or (not between.strip() and _THROUGH.match(text, second.start))
    if not linked or not _FROM.search(text[max(0, first.start - 12) : first.start]):
        return None
    return first._replace(end=second.end, edtf=span(first.edtf, second.edtf), role="date")


def _past(edtf: str, today: date | None) -> bool | None:
    if today is None:
        return None
    first, _, last = edtf.partition("/")
    last = last or first
    if last < today.isoformat()[: len(last)]:
        return True
    return False if first > today.isoformat()[: len(first)] else None
