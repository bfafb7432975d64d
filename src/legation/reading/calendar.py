"""Days and spans of days as EDTF (Extended Date/Time Format, ISO 8601-2: `2021-04`, `2019-06-14/2019-06-15`)."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "month", "year"]

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: dict[str, int] = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
FIRST_YEAR, LAST_YEAR = 1500, 2199  # years that wire copy speaks of


def day(year: int, month: int, number: int) -> date | None:
    """Give a day, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_of(year: int, month: int) -> str:
    """Give a month as EDTF; `month` may lie outside 1 to 12 and then falls into the years beside."""
    years, index = divmod(month - 1, 12)
    return f"{year + years:04d}-{index + 1:02d}"


def last_day(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def shifted(today: date, number: int, grain: Grain) -> str | None:
    """Give what lies so many days, weeks, months or years from a day, as finely as that tells: weeks to the month."""
    try:
        if grain == "day":
            return (today + timedelta(days=number)).isoformat()
        if grain == "week":
            return f"{today + timedelta(weeks=number):%Y-%m}".zfill(7)
    except OverflowError:
        return None
    if grain == "month":
        return (
            month_of(today.year, today.month + number) if FIRST_YEAR <= today.year + number // 12 <= LAST_YEAR else None
        )
    return f"{today.year + number:04d}" if FIRST_YEAR <= today.year + number <= LAST_YEAR else None


def span(first: str, last: str) -> str:
    """Give an interval, or the one day where both ends are the same."""
    return first if first == last else f"{first}/{last}"


def monday_of(today: date, offset: int = 0) -> date:
    """Give the Monday of a week, counted from the one that holds `today`."""
    return today - timedelta(days=today.weekday()) + timedelta(weeks=offset)


def quarter(year: int, number: int) -> str:
    """Give the months of a quarter of a year, 1 to 4; others fall into the years beside."""
    return span(month_of(year, number * 3 - 2), month_of(year, number * 3))


def week_of(today: date, offset: int = 0) -> str:
    """Give Monday to Sunday of a week, counted from the one that holds `today`."""
    monday = monday_of(today, offset)
    return span(monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def weekday_near(today: date, number: int, *, future: bool) -> date:
    """Give the last such weekday on or before a day, or with `future` the first one after it or on it."""
    back = (today.weekday() - number) % 7
    return today + timedelta(days=(7 - back) % 7) if future else today - timedelta(days=back)
