"""What a document says of itself: its date of publication, its agency or paper, its dateline.

Three places are looked at, in this order: a header line (`date 2021-04-08 Ag APP`, or `Date: ...` and `Source: ...`),
the dateline that opens the report (`GENEVA, March 20, 1987 (Reuter) -`), and a line in the head that is nothing but a
title and a full date. A date is taken only where day, month and year are all there and can be read in one way; what
the text does not tell is None.
"""

import re
from dataclasses import dataclass

from legation.intake import dateline
from legation.intake.calendar import DATE, day_of

_HEADER = re.compile(  # where lines were broken in it, the date stands on the next one
    r"\ufeff?\s*date(?:[ \t]+|[ \t]*\r?\n[ \t]*(?=\d))(?P<date>\S+)"
    r"(?:(?:[ \t]+|[ \t]*\r?\n[ \t]*(?=Ag\s))Ag(?:[ \t]+(?P<source>[^\r\n]*))?)?[ \t]*(?:\r?\n|$)"
)
_POSTED = re.compile(
    rf"(?:first\s+)?(?:published|posted|issued|released)\s+(?:on\s+)?(?:[a-z]+day,?\s+)?(?P<date>{DATE.pattern})"
    r"(?:\s+by\s.{0,80}|[^\w].{0,40})?",
    DATE.flags,
)
_FIELD = re.compile(
    r"(?P<key>date|published|publication date|issued|source|agency|publisher)[ \t]*:[ \t]*(?P<value>\S.*)",
    re.IGNORECASE,
)
_DATE_KEYS = ("date", "published", "publication date", "issued")
_SOURCE_KEYS = ("source", "agency", "publisher")
_HEAD_LINES = 10  # a date further down is one that the report tells of, not its own
_TITLE_LENGTH = 100  # characters before the date in a line of title and date
_TITLE_AND_DATE = re.compile(rf"(?P<title>.*?)(?P<date>{DATE.pattern})(?P<rest>.*)", DATE.flags)
_REST = re.compile(
    r"[\s'’|,)\]]*(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?)?[\s'’|,)\]]*", re.IGNORECASE
)
_TELLS_OF_A_DAY = re.compile(
    r"(?:^|\s)(?:in|on|of|from|until|till|to|by|since|before|after|for|and|between|effective|dated|ending|ended|due)\s*$"
    r"|(?:^|\s)\d{1,2}\s*[-–]\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """Date of publication (YYYY-MM-DD), source and dateline as the text gives them; None where it does not."""

    date: str | None = None
    source: str | None = None
    dateline: str | None = None


def read_header(text: str) -> Header:
    """Header of a text. Pure; never raises."""
    line = _HEADER.match(text)
    date = day_of(line["date"]) if line else None
    source = ((line["source"] or "").strip() or None) if line else None
    head = _head(text[line.end() :] if line else text)
    fields = {found["key"].lower(): found["value"] for found in map(_FIELD.fullmatch, reversed(head)) if found}
    days = [day_of(written[0]) for key in _DATE_KEYS if (written := DATE.search(fields.get(key, "")))]
    date = date or next((day for day in days if day), None)
    if days:  # a source alone may be the credit of a chart
        source = source or next((fields[key] for key in _SOURCE_KEYS if key in fields), None)
    opening = dateline.find([entry for entry in head if not _FIELD.fullmatch(entry)])
    if opening:
        date = date or opening.date
        source = source or opening.agency
    return Header(date or _date_line(head), source, opening.place if opening else None)


def _head(text: str) -> list[str]:
    """First lines that hold anything."""
    lines: list[str] = []
    for line in re.finditer(r"[^\r\n]+", text):
        stripped = line[0].strip(" \t\ufeff\u00a0")
        if stripped:
            lines.append(stripped)
        if len(lines) == _HEAD_LINES:
            break
    return lines


def _date_line(head: list[str]) -> str | None:
    """Date of the first line that is a title with a full date at its end, or such a date alone, or says `Posted on`."""
    for line in head:
        if posted := _POSTED.fullmatch(line):
            return day_of(posted["date"])
        found = _TITLE_AND_DATE.fullmatch(line[:200])
        if (
            found
            and len(line) <= 200
            and len(found["title"]) <= _TITLE_LENGTH
            and not _TELLS_OF_A_DAY.search(found["title"])
            and _REST.fullmatch(found["rest"])
        ):
            return day_of(found["date"])
    return None
