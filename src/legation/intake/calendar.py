"""Full dates as headers write them, read only where they can be read in one way."""

import datetime as dt
import re

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


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat() if 1800 <= year < 2200 else None
    except ValueError:
        return None
