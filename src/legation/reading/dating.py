"""What each form of date stands for, seen from the day of the document."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from legation.reading import calendar as cal
from legation.reading.datewords import FORMS, MONTH, NUMBERS

_YEARS_OFF = {"last": -1, "this": 0, "next": 1}
_GRAINS: dict[str, cal.Grain] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_AHEAD = re.compile(  # case counts: "may" is no month
    r"\b(?:will|would|shall|expected to|expects? to|is to|are to|due|plans? to|planned|scheduled|set to|going to"
    r"|may|might|to be|until|by|next)\b"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s{1,3}(?=[A-Z\"“])|\n\s{0,20}\n")
_CLAUSE = 90  # characters back in which words tell that a date is to come
_MONTH_LEADS = re.compile(  # a bare "May" or "March" is a month only behind one of these
    r"\b(?:in|since|during|for|of|from|to|between|and|until|around|about|this|on|effective|with|beginning|starting)"
    r"\s{1,3}$",
    re.IGNORECASE,
)
_NO_YEAR_AFTER = re.compile(
    r"\s?(?:mln|million|billion|bln|pct|percent|per\s?cent|dlrs?|dollars|tonnes|tons|barrels|bpd|km|miles|mw|MW|doses|troops|people"
    r"|vehicles|metric|kilomet|megawatt|points?)\b"
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:\b(?:Resolution|No\.?|Rs\.?|Room|Flight|Article|UNSCR|Tel\.?|about|some|nearly|almost|over|around|approximately|least|than)"
    r"\s{0,2}|\d\s)$"
)
_MONTH_WORDS = re.compile(MONTH)


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as it is worded."""

    text: str
    match: re.Match[str]  # of DATE_WORDS
    today: date  # of the document
    dated: bool  # whether `today` is known: words that need it stand for nothing otherwise
    future: bool  # a weekday or a month without a year lies ahead

    def __getitem__(self, group: str) -> str:
        return str(self.match[group] or "")

    @property
    def due(self) -> bool:
        """Whether something is to be done by then."""
        return bool(self["by"] or self["within"] or self.rest)

    @property
    def rest(self) -> bool:
        """Whether it is the rest of a year: due by its end."""
        return self["edge"].lower() in ("rest", "remainder")

    @property
    def end(self) -> bool:
        """Whether it is the end of a month or year."""
        return self.rest or self["edge"].lower() in ("end", "close")

    def lies_ahead(self) -> bool:
        """Tell whether the words before, in the same sentence, speak of what is to come."""
        if self.future or self["by"]:
            return True
        before = self.text[max(0, self.match.start() - _CLAUSE) : self.match.start()]
        ends = [end.end() for end in _SENTENCE_END.finditer(before)]
        return _AHEAD.search(before, ends[-1] if ends else 0) is not None


def resolve(it: Expression) -> str | None:
    """Give a date as EDTF; None where the words are no date, or the day they count from is not known."""
    form = next(name for name in FORMS if it.match[name] is not None)
    return _RESOLVERS[form](it)


def number_of(word: str) -> int:
    """Read a small number in figures or words."""
    return NUMBERS.get(word.lower()) or int(word)


def ahead(day: date, count: int, grain: str) -> str | None:
    """Give what lies so many days, weeks, months or years ahead: weeks to the day."""
    return cal.shifted(day, count * 7, "day") if grain == "week" else cal.shifted(day, count, _GRAINS[grain])


def _month_number(word: str) -> int:
    return cal.MONTHS[word.lower().rstrip(".")]


def _iso(it: Expression) -> str | None:
    year, month, number = map(int, it["iso"].split("-"))
    found = cal.day(year, month, number)
    return found.isoformat() if found else None


def _numeric(it: Expression) -> str | None:
    first, second, year = int(it["n1"]), int(it["n2"]), int(it["n3"])
    if it["n_mark"] == "/" and first <= 12 and second <= 12 and first != second:
        return None  # 06/04/2021: April or June, nobody can tell
    found = cal.day(year, second, first) or cal.day(year, first, second)
    return found.isoformat() if found else None


def _days(it: Expression, form: str) -> str | None:
    month, year = _month_number(it[f"{form}_month"]), it[f"{form}_year"]
    start = _day(it, month, int(it[f"{form}_first"]), int(year) if year else None)
    if start is None:
        return None
    last = it[f"{form}_last"]
    end = cal.day(start.year, month, int(last)) if last else None
    return cal.span(start.isoformat(), end.isoformat()) if end is not None and end > start else start.isoformat()


def _day(it: Expression, month: int, number: int, year: int | None) -> date | None:
    if year is not None:
        return cal.day(year, month, number)
    if not it.dated:
        return None
    days = [day for y in (-1, 0, 1) if (day := cal.day(it.today.year + y, month, number)) is not None]
    if it.future or it["by"]:
        days = [day for day in days if day >= it.today]
    return min(days, key=lambda day: abs((day - it.today).days), default=None)


def _year_of(it: Expression, year: str, relative: str) -> int | None:
    """Give the year that stands with a month or a quarter: written out, "this year", or the document's own."""
    if year:
        return int(year)
    if not it.dated:
        return None
    return it.today.year + (_YEARS_OFF[relative.partition(" ")[0].lower()] if relative else 0)


def _whole_month(it: Expression, year: int, month: int) -> str:
    middle = it["part"].lower() == "mid" and it["by"]
    return f"{year:04d}-{month:02d}-15" if middle else cal.month_of(year, month)


def _month_year(it: Expression) -> str | None:
    year = _year_of(it, it["my_year"], it["my_rel"])
    return None if year is None else _whole_month(it, year, _month_number(it["my_month"]))


def _months(it: Expression) -> str | None:
    words = _MONTH_WORDS.findall(it["ms_list"])
    first, last = _month_number(words[0]), _month_number(words[-1])
    year = _year_of(it, it["ms_year"], it["ms_rel"])
    if year is None:
        return None
    if not (it["ms_year"] or it["ms_rel"]) and ("/" in it["ms_list"] or it.lies_ahead()):
        year += it.today.month - first > 6  # "April/May shipment" is to come
    return cal.span(cal.month_of(year, first), cal.month_of(year + (last < first), last))


def _which_month(it: Expression) -> str | None:
    if not it.dated:
        return None
    month, year = _month_number(it["wm_month"]), it.today.year
    which = it["wm_which"].lower().rpartition(" ")[2]
    if which in ("last", "past"):
        year -= month >= it.today.month
    elif which in ("next", "coming"):
        year += month <= it.today.month
    return _whole_month(it, year, month)


def _month(it: Expression) -> str | None:
    word = it["month"]
    if not it.dated or word.lower() == "mar" or word in ("MAY", "MARCH"):
        return None
    before = it.text[max(0, it.match.start() - 20) : it.match.start()]
    if not (it["by"] or it["edge"] or it["part"] or _MONTH_LEADS.search(before)):
        return None
    month, year = _month_number(word), it.today.year
    if it.lies_ahead():
        year += month < it.today.month
    else:
        year -= month > it.today.month
    return _whole_month(it, year, month)


def _weekday(it: Expression) -> str | None:
    if not it.dated:
        return None
    which, number, today = it["wd_which"].lower().split()[-1:], cal.WEEKDAYS[it["wd_first"].lower()], it.today
    if it["wd_week"]:
        first = cal.monday_of(today, _YEARS_OFF[it["wd_week"]]) + timedelta(days=number)
    elif which in (["next"], ["coming"], ["following"]):
        first = cal.weekday_near(today + timedelta(days=1), number, future=True)
    elif which in (["last"], ["past"]):
        first = cal.weekday_near(today - timedelta(days=1), number, future=False)
    else:
        first = cal.weekday_near(today, number, future=it.future or bool(it["by"]) or which == ["this"])
    last = it["wd_last"]
    end = first + timedelta(days=(cal.WEEKDAYS[last.lower()] - number) % 7) if last else first
    return cal.span(first.isoformat(), end.isoformat())


def _near(it: Expression) -> str | None:
    days = {
        "yesterday": -1,
        "tomorrow": 1,
        "last night": -1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return (it.today + timedelta(days=days.get(it["near"].lower(), 0))).isoformat() if it.dated else None


def _period(it: Expression) -> str | None:
    which, unit, today = it["p_which"].lower(), it["p_unit"].lower(), it.today
    if not it.dated or (which == "the" and not it["edge"] and unit != "weekend"):
        return None
    offset = {"next": 1, "coming": 1, "last": -1, "past": -1, "previous": -1}.get(which.split()[-1], 0)
    if unit == "week":
        return cal.week_of(today, offset)
    if unit == "quarter":
        return cal.quarter(today.year, (today.month - 1) // 3 + 1 + offset)
    if unit == "weekend":
        # early in the week the weekend is the one gone by, unless the sentence looks ahead
        gone = offset < 0 or (offset == 0 and today.weekday() < 2 and not it.lies_ahead())
        saturday = cal.monday_of(today, offset if offset > 0 else -gone) + timedelta(days=5)
        return cal.span(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat())
    if unit == "month":
        month = cal.month_of(today.year, today.month + offset)
        return cal.last_day(int(month[:4]), int(month[5:])).isoformat() if it.end and it.due else month
    return f"{today.year + offset:04d}-12-31" if it.end else f"{today.year + offset:04d}"


def _year_end(it: Expression) -> str | None:
    return f"{it.today.year:04d}-12-31" if it.dated else None


def _slice(it: Expression) -> str | None:
    piece, nth, count = it["s_piece"].lower(), it["s_nth"].lower(), it["s_count"]
    year = _year_of(it, it["s_year"], it["s_rel"])
    number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}.get(nth)
    if year is None or number is None:
        return None
    if piece.startswith("month"):
        months = number_of(count) if count else 1
        named = it["s_year"] or it["s_rel"] or it["s_own"]
        return (
            cal.span(cal.month_of(year, 1), cal.month_of(year, months))
            if number == 1 and named and 0 < months <= 12
            else None
        )
    if count:
        return None
    if piece == "half":
        return cal.span(cal.month_of(year, number * 6 - 5), cal.month_of(year, number * 6)) if number <= 2 else None
    return cal.quarter(year, number)


def _ago(it: Expression) -> str | None:
    return cal.shifted(it.today, -number_of(it["a_count"]), _GRAINS[it["a_grain"]]) if it.dated else None


def _within(it: Expression) -> str | None:
    sure = it["w_opening"].lower() == "within" or it["w_next"] or it["w_time"] or it["w_soon"]
    return ahead(it.today, number_of(it["w_count"]), it["w_grain"].lower()) if it.dated and sure else None


def _season(it: Expression) -> str | None:
    return f"{it.today.year + _YEARS_OFF[it['se_which'].lower()]:04d}" if it.dated else None


def _decade(it: Expression) -> str | None:
    first = int(it["d_first"])
    return f"{first:04d}/{first + 9:04d}"


def _year(it: Expression) -> str | None:
    start, end = it.match.span()
    if _NO_YEAR_AFTER.match(it.text, end) or _NO_YEAR_BEFORE.search(it.text[max(0, start - 15) : start]):
        return None
    first, last = it["y_first"], it["y_last"] or it["y_short"]
    if last:
        last = first[: 4 - len(last)] + last
        return cal.span(first, last) if last > first else None
    # "at the end of 1986" is a day; "by the end of 1989" leaves it at the year, as annotators do
    return f"{first}-12-31" if it.rest or (it.end and not it.due) else first


_RESOLVERS: dict[str, Callable[[Expression], str | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_month": lambda it: _days(it, "dm"),
    "month_day": lambda it: _days(it, "md"),
    "month_year": _month_year,
    "months": _months,
    "which_month": _which_month,
    "month": _month,
    "weekday": _weekday,
    "near": _near,
    "period": _period,
    "year_end": _year_end,
    "slice": _slice,
    "ago": _ago,
    "within": _within,
    "season": _season,
    "decade": _decade,
    "year": _year,
}
