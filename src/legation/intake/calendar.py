"""Full dates as headers write them, read only where they can be read in one way."""

import datetime as dt
import re
from email.utils import parsedate_tz

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS = (
    r"(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)",  # 2021-04-08
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+\d{{4}}(?!\d)",  # 8th April 2021
    rf"(?<![a-z]){_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)",  # April 8, 2021
    r"(?<![\d.])\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)",  # 08.04.2021
)
DATE = re.compile("|".join(_FORMS), re.IGNORECASE)
"""A full date in any of the forms that `day_of` reads."""
_COMPACT = re.compile(r"((?:18|19|20|21)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[T ]?\d{4}(?:\d{2})?(?:\.\d+)?Z?)?")
_CLOCK = re.compile(r"\d\d:\d\d")
_EPOCH = re.compile(r"\d{9,19}(?:\.\d+)?")


def day_of(written: str) -> str | None:
    """Day as YYYY-MM-DD, or None for what is no day of the calendar or could be two.

    `08/04/2021` is April in London and August in Washington, so it is None; `28/04/2021` is not in doubt, and numbers
    parted by full stops are written with the day first wherever they are written.
    """
    month = re.search(r"[A-Za-z]{3}", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", written, flags=re.IGNORECASE))
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    if month and month[0].lower() in _MONTHS and len(numbers) == 2:
        day, year = numbers
        return _valid(year, _MONTHS.index(month[0].lower()) + 1, day)
    if month or len(numbers) != 3:
        return None
    first, second, third = numbers
    if first > 31:
        return _valid(first, second, third)
    if "." in written or first > 12 or first == second:
        return _valid(third, second, first)
    return _valid(third, first, second) if second > 12 else None


def published_day(told: object) -> str | None:
    """Day as YYYY-MM-DD, in its own time zone, as a table, a feed or a message tells it; None where that is no date.

    ISO 8601 with or without a time (`2021-04-08T23:30:00+05:00`), also without hyphens (`20210408`, `20210408T2330Z`),
    RFC 2822 (`Thu, 08 Apr 2021 23:30:00 +0500`), days in words, and seconds or smaller parts of them since 1970 (UTC).
    """
    if isinstance(told, dt.date):  # a datetime is one, too
        return told.strftime("%Y-%m-%d") if 1800 <= told.year < 2200 else None
    if isinstance(told, float | int) and not isinstance(told, bool):
        told = f"{told:.0f}" if abs(told) < 1e20 else ""
    if not isinstance(told, str):
        return None
    told = told.strip()[:200]
    if compact := _COMPACT.fullmatch(told):
        return _valid(*map(int, compact.groups()[:3]))
    if _EPOCH.fullmatch(told):
        return _day_since_1970(float(told))
    if found := DATE.search(told):
        return day_of(found[0])
    written = parsedate_tz(told) if _CLOCK.search(told) else None  # with a year of two digits, as RFC 822 had it
    return _valid(*written[:3]) if written else None


def _day_since_1970(passed: float) -> str | None:
    while passed > 5e9:  # milliseconds, microseconds, nanoseconds; in seconds that is the year 2128
        passed /= 1000
    return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=passed)).strftime("%Y-%m-%d")


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat() if 1800 <= year < 2200 else None
    except ValueError:
        return None
