"""Dates in a text, absolute and relative, and the dates by which something is due."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple, cast

from legation.reading import calendar as cal

Role = Literal["date", "due"]

_MONTH = "(?:" + "|".join(sorted((m.capitalize() for m in cal.MONTHS), key=lambda m: (-len(m), m))) + ")"
_MONTH_WORD = rf"(?:{_MONTH}|{_MONTH.upper()})"
_DAYS = [d.capitalize() for d in cal.WEEKDAYS if d.endswith("day")]
_WEEKDAY = "(?:" + "|".join([*_DAYS, *(d.upper() for d in _DAYS)]) + ")"
_NUMBERS = dict(
    zip(
        "a one two three four five six seven eight nine ten eleven twelve fifteen eighteen twenty thirty".split(),
        (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 20, 30),
        strict=True,
    )
)
_NUMBER = r"(?:\d{1,3}|" + "|".join(w for w in _NUMBERS if w != "a") + ")"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|/|\bto\b|\band\b|\bor\b|&|\bthrough\b|\btill\b|\buntil\b)\s?"
_YEAR = r"(?:1[5-9]|2[01])\d\d"
_RELATIVE_YEAR = r"(?:(?:this|next|last)\s{1,2}year)"
_YEARS_OFF = {"last": -1, "this": 0, "next": 1}
_GRAINS: dict[str, cal.Grain] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_DATE = re.compile(
    rf"""
    (?<![\w$€£.,/-])
    (?:(?P<by>(?i:by|before|until|till|through|no\ later\ than|not\ later\ than|on\ or\ before|prior\ to|up\ to|ahead\ of|on\ or\ by))\s{{1,3}})?
    (?:(?:the\ )?(?P<edge>(?i:end|start|beginning|middle|close|rest|remainder))(?:\ of\s{{1,2}}(?:the\ (?={_MONTH}))?|-)|(?:(?i:the\ )?)(?P<part>(?i:early|late|mid))(?:\ in)?[\s-])?
    (?:
      (?P<iso>\d{{4}}-\d\d-\d\d)(?![\d-])
    | (?P<numeric>(?P<n1>\d{{1,2}})[./](?P<n2>\d{{1,2}})[./](?P<n3>{_YEAR}))(?!\d)
    | (?P<day_month>(?P<d1>\d{{1,2}}){_ORDINAL}(?:(?P<to1>{_TO})(?P<d2>\d{{1,2}}){_ORDINAL})?(?:\s{{1,2}}|\s?-)(?:of\ )?(?P<m1>{_MONTH_WORD})\b\.?(?:,?\s{{1,2}}(?P<y1>{_YEAR}))?)(?!\d)
    | (?P<month_day>(?P<m2>{_MONTH_WORD})\b\.?\s{{1,2}}(?P<d3>\d{{1,2}})(?![\d:%])(?!,\d)(?!\ (?:mln|million|billion|pct|per\ ?cent)\b){_ORDINAL}(?:(?P<to2>{_TO})(?P<d4>\d{{1,2}})(?![\d:%.])(?!,\d)(?!\s(?:[a-z]+s|mln|million|billion|pct|per)\b){_ORDINAL})?(?:,?\s{{1,2}}(?P<y2>{_YEAR}))?)(?!\d)
    | (?P<month_year>(?P<m3>{_MONTH_WORD})\b\.?(?:,|\ of)?\s{{1,2}}(?:(?P<y3>{_YEAR})(?!\d)|(?P<ry3>{_RELATIVE_YEAR})))
    | (?P<months>(?P<ms>{_MONTH_WORD}\.?(?:/(?:(?:early|late|mid)[\s-])?{_MONTH_WORD}\.?){{1,3}}|{_MONTH_WORD}\ (?:and|to)\ {_MONTH_WORD})\b(?:(?:\ of|,)?\s(?:(?P<y4>{_YEAR})|(?P<ry4>{_RELATIVE_YEAR})))?)
    | (?P<which_month>(?P<wm>(?i:last|next|this|this\ past|this\ coming))\s{{1,3}}(?P<m5>{_MONTH_WORD})\b)
    | (?P<month>(?P<m6>{_MONTH_WORD})\b)
    | (?P<which_weekday>(?:(?P<ww>(?i:last|next|this|this\ coming|this\ past|the\ following))\s{{1,3}})?(?P<wd1>{_WEEKDAY})\b(?:\s{{1,2}}(?:or|and|to|through)\s{{1,2}}(?P<wd2>{_WEEKDAY})\b)?(?!,?\s{{1,2}}(?:{_MONTH_WORD}\.?\s\d|\d{{1,2}}{_ORDINAL}\s(?:of\s)?{_MONTH_WORD}))(?:\s{{1,2}}(?P<wn>of\ (?:this|next|last)\ week))?)
    | (?P<near>(?i:the\ day\ before\ yesterday|the\ day\ after\ tomorrow|yesterday|today|tomorrow|tonight|last\ night|overnight|this\ (?:morning|afternoon|evening)))\b
    | (?P<period>(?:(?P<rel>(?i:earlier\ this|later\ this|early\ this|late\ this|early\ next|late\ last|early\ last|late\ next|last|this|next|the\ past|the\ previous|the\ current|the\ coming|the))\s{{1,3}})(?P<unit>(?i:weekend|week|month|year|quarter))\b(?!['’-]?s?\s(?:old|long)))
    | (?P<year_end>(?i:year[-\ ]end|end-year))\b
    | (?P<slice>(?i:(?:the\ )?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)(?:\s{{1,2}}(?P<months_n>{_NUMBER}))?\s{{1,2}}(?P<piece>half|quarter|months|month))(?:\s(?:of\s)?(?:the\s)?(?:(?P<y7>{_YEAR})|(?P<ry7>(?i:{_RELATIVE_YEAR}|the\ year|year))))?)\b
    | (?P<ago>(?P<an>{_NUMBER}|(?i:a|an))\s{{1,2}}(?P<au>day|week|month|year)s?\s{{1,2}}ago)\b
    | (?P<within>(?i:(?:within|in|over|during|for)(?:\s{{1,2}}(?:the|a\ period\ of))?(?:\s{{1,2}}(?P<next>next|coming|following))?(?:\ (?:about|some|(?P<soon>as\ (?:soon|little)\ as)))?\s{{1,2}}(?P<wnum>{_NUMBER}|a|an))(?:\s{{1,2}}|-)(?P<wu>(?i:day|week|month|year))s?\b(?P<time>['’]?\s{{1,2}}time\b)?(?P<of>\s{{1,2}}(?:of|from|after)\s{{1,2}})?)
    | (?P<season>(?P<sw>(?i:last|this|next))\s{{1,3}}(?:spring|summer|autumn|fall|winter))\b
    | (?P<decade>(?:the\ )?(?P<dec>(?:1[5-9]|20)\d0)['’]?s)\b
    | (?P<year>(?P<y8>{_YEAR})(?:\s?[-–/]\s?(?P<y9>{_YEAR}|\d\d)(?!\d|,\d|-\d)|\ (?:to|and)\ (?P<y10>{_YEAR}))?)(?![\d%$]|,\d|\.\d|-\d)
    )
    """,
    re.VERBOSE,
)
_TIME_AHEAD = re.compile(r"\b(?:will|would|shall|expected to|expects? to|is to|are to|due|plans? to|planned|scheduled|set to|going to|may|might|to be|until|by|next)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s{1,3}(?=[A-Z\"“])|\n\s*\n")
_MONTH_LEADS = re.compile(r"\b(?:in|since|during|for|of|from|to|between|and|until|around|about|this|on|effective|with|beginning|starting|from early|from late)\s{1,3}$", re.IGNORECASE)
_NO_YEAR_AFTER = re.compile(r"\s?(?:mln|million|billion|bln|pct|percent|per\s?cent|dlrs?|dollars|tonnes|tons|barrels|bpd|km|miles|mw|MW|doses|troops|people|vehicles|metric|kilomet|megawatt|points?)\b")
_NO_YEAR_BEFORE = re.compile(r"(?:\b(?:Resolution|No\.?|Rs\.?|Room|Flight|Article|UNSCR|Tel\.?|about|some|nearly|almost|over|around|approximately|least|than)\s{0,2}|\d\s)$")
_FROM = re.compile(r"\b(?:from|between)\s{1,3}$", re.IGNORECASE)
_JOIN = re.compile(r"\s{1,2}(?:to|through|until|till|and|-|–)\s{1,2}$")
_MONTH_WORDS = re.compile(_MONTH_WORD)


class FoundDate(NamedTuple):
    """A date where it stands. The span takes in the words that belong to it ("by the end of")."""

    start: int
    end: int
    edtf: str
    role: Role  # due: by then something is to be done
    past: bool | None  # seen from `today`; None where it holds that day, or no day is known


def find_dates(text: str, today: date | None, *, future: bool = False) -> list[FoundDate]:
    """Dates from left to right, without overlap.

    `today` is the date of the document; without it, words that need it ("on Wednesday", "6 April") are skipped. A weekday
    or a month without a year is the last one up to that day; with `future` it is the next one.
    """
    found: list[FoundDate] = []
    floor = 0
    for match in _DATE.finditer(text):
        if match.start() < floor:
            continue
        at = _Reading(text, match, today, future)
        edtf = at.resolve()
        if edtf is None:
            continue
        start, end = match.start(), match.end()
        if match["of"] is not None:
            end = match.start("of")
            anchored = _anchored(text, match, today)
            if anchored is not None:
                edtf, end = anchored
        role: Role = "due" if at.due else "date"
        here = FoundDate(start, end, edtf, role, _past(edtf, today))
        joined = _joined(text, found[-1], here, today) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(here)
        floor = end
    return found


def _anchored(text: str, match: re.Match[str], today: date | None) -> tuple[str, int] | None:
    """A span of time counted from a named day: "within 60 days of 28 May 2021"."""
    following = _DATE.match(text, match.end())
    if following is None:
        return None
    edtf = _Reading(text, following, today, False).resolve()
    if edtf is None or len(edtf) != len("2021-05-28"):
        return None
    due = _ahead(date.fromisoformat(edtf), _number(match["wnum"]), _GRAINS[match["wu"].lower()])
    return (due, following.end()) if due is not None else None


def _joined(text: str, first: FoundDate, second: FoundDate, today: date | None) -> FoundDate | None:
    """One interval out of "from 20 June through 25 September"."""
    between = text[first.end : second.start]
    if second.start - first.end > 12 or "/" in first.edtf + second.edtf or len(first.edtf) != len(second.edtf) or first.edtf > second.edtf:
        return None
    whole = text[first.end : second.end]
    linked = _JOIN.match(between + " ") if between.strip() else re.match(r"\s{1,3}(?:through|until|till)\b", whole)
    if linked is None or not _FROM.search(text[max(0, first.start - 12) : first.start]):
        return None
    edtf = cal.span(first.edtf, second.edtf)
    return FoundDate(first.start, second.end, edtf, "date", _past(edtf, today))


def _bounds(edtf: str) -> tuple[str, str]:
    first, _, last = edtf.partition("/")
    last = last or first
    return first, last


def _past(edtf: str, today: date | None) -> bool | None:
    if today is None:
        return None
    first, last = _bounds(edtf)
    if last < today.isoformat()[: len(last)]:
        return True
    return False if first > today.isoformat()[: len(first)] else None


def _number(word: str) -> int:
    low = word.lower()
    return 1 if low == "an" else _NUMBERS.get(low) or int(low)


def _ahead(today: date, number: int, grain: cal.Grain) -> str | None:
    """What lies ahead by so much: weeks to the day."""
    return cal.shifted(today, number * 7, "day") if grain == "week" else cal.shifted(today, number, grain)


def _month_number(word: str) -> int:
    return cal.MONTHS[word.lower().rstrip(".")]


class _Reading:
    """One match and what it stands for."""

    def __init__(self, text: str, match: re.Match[str], today: date | None, future: bool) -> None:
        self.text, self.match, self.today = text, match, today
        self.due = match["by"] is not None
        self.future = future or self.due
        self.kind = str(match.lastgroup) if match.lastgroup in _KINDS else next(k for k in _KINDS if match[k] is not None)

    def resolve(self) -> str | None:
        """The date as EDTF; None where it is none, or needs a day that is not known."""
        return getattr(self, f"_{self.kind}")()  # type: ignore[no-any-return]

    def _looks_ahead(self) -> bool:
        """Whether the words before, in the same sentence, speak of what is to come."""
        if self.future:
            return True
        before = self.text[max(0, self.match.start() - 90) : self.match.start()]
        ends = list(_SENTENCE_END.finditer(before))
        return _TIME_AHEAD.search(before[ends[-1].end() if ends else 0 :]) is not None

    def _at_end(self) -> bool:
        return (self.match["edge"] or "").lower() in ("end", "close", "rest", "remainder")

    def _is_rest(self) -> bool:
        return (self.match["edge"] or "").lower() in ("rest", "remainder")

    def _iso(self) -> str | None:
        year, month, number = map(int, self.match["iso"].split("-"))
        found = cal.day(year, month, number)
        return found.isoformat() if found else None

    def _numeric(self) -> str | None:
        first, second, year = int(self.match["n1"]), int(self.match["n2"]), int(self.match["n3"])
        if "/" in self.match["numeric"] and first <= 12 and second <= 12 and first != second:
            return None  # 06/04/2021: nobody can tell
        found = cal.day(year, second, first) or cal.day(year, first, second)
        return found.isoformat() if found else None

    def _day_month(self) -> str | None:
        m = self.match
        return self._days(m["m1"], m["d1"], m["d2"], m["y1"])

    def _month_day(self) -> str | None:
        m = self.match
        return self._days(m["m2"], m["d3"], m["d4"], m["y2"])

    def _days(self, month: str, first: str, last: str | None, year: str | None) -> str | None:
        start = self._day(_month_number(month), int(first), year)
        if start is None:
            return None
        end = self._day(_month_number(month), int(last), str(start.year)) if last else None
        return cal.span(start.isoformat(), end.isoformat()) if end is not None and end > start else start.isoformat()

    def _day(self, month: int, number: int, year: str | None) -> date | None:
        if year is not None:
            return cal.day(int(year), month, number)
        if self.today is None:
            return None
        days = [d for y in (-1, 0, 1) if (d := cal.day(self.today.year + y, month, number)) is not None]
        if self.future:
            days = [d for d in days if d >= self.today] or days
        today = self.today
        return min(days, key=lambda d: abs((d - today).days), default=None)

    def _relative_year(self, words: str | None) -> int | None:
        if self.today is None:
            return None
        return self.today.year + (_YEARS_OFF[words.split()[0].lower()] if words else 0)

    def _month_year(self) -> str | None:
        m = self.match
        year = int(m["y3"]) if m["y3"] else self._relative_year(m["ry3"])
        return None if year is None else self._whole_month(year, _month_number(m["m3"]))

    def _whole_month(self, year: int, month: int) -> str:
        part = (self.match["part"] or "").lower()
        if part == "mid" and self.due:
            return f"{year:04d}-{month:02d}-15"
        return cal.month_of(year, month)

    def _months(self) -> str | None:
        words = _MONTH_WORDS.findall(self.match["ms"])
        first, last = _month_number(words[0]), _month_number(words[-1])
        if self.match["y4"]:
            year = int(self.match["y4"])
        elif self.match["ry4"] and self.today is not None:
            year = self.today.year + _YEARS_OFF[self.match["ry4"].split()[0].lower()]
        elif self.today is not None:
            ahead = "/" in self.match["ms"] or self._looks_ahead()  # "April/May shipment" is to come
            year = self.today.year + (ahead and self.today.month - first > 6)
        else:
            return None
        return cal.span(cal.month_of(year, first), cal.month_of(year + (last < first), last))

    def _which_month(self) -> str | None:
        if self.today is None:
            return None
        month, which = _month_number(self.match["m5"]), self.match["wm"].lower().split()[-1]
        year = self.today.year
        if which in ("last", "past") and month >= self.today.month:
            year -= 1
        if which in ("next", "coming") and month <= self.today.month:
            year += 1
        return self._whole_month(year, month)

    def _month(self) -> str | None:
        m = self.match
        if self.today is None or m["m6"].lower() in ("mar", "sun") or m["m6"].isupper() and m["m6"].lower() in ("may", "march"):
            return None
        before = self.text[max(0, m.start() - 20) : m.start()]
        if not (m["by"] or m["edge"] or m["part"] or _MONTH_LEADS.search(before)):
            return None
        month, year = _month_number(m["m6"]), self.today.year
        if self._looks_ahead():
            year += month < self.today.month
        elif month > self.today.month:
            year -= 1
        return self._whole_month(year, month)

    def _which_weekday(self) -> str | None:
        if self.today is None:
            return None
        m = self.match
        which = (m["ww"] or "").lower().split()[-1:] or [""]
        number = cal.WEEKDAYS[m["wd1"].lower()]
        if m["wn"]:
            offset = {"next": 1, "last": -1}.get(m["wn"].split()[1], 0)
            monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=offset)
            first = monday + timedelta(days=number)
        elif which[0] in ("next", "coming", "following"):
            first = cal.weekday_near(self.today + timedelta(days=1), number, future=True)
        elif which[0] in ("last", "past"):
            first = cal.weekday_near(self.today - timedelta(days=1), number, future=False)
        else:
            first = cal.weekday_near(self.today, number, future=self._looks_ahead() if self.future or which[0] == "this" else self.future)
        if m["wd2"] is None:
            return first.isoformat()
        last = first + timedelta(days=(cal.WEEKDAYS[m["wd2"].lower()] - number) % 7)
        return cal.span(first.isoformat(), last.isoformat())

    def _near(self) -> str | None:
        if self.today is None:
            return None
        word = self.match["near"].lower()
        days = {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2, "the day after tomorrow": 2}
        return (self.today + timedelta(days=days.get(word, 0))).isoformat()

    def _period(self) -> str | None:
        m = self.match
        rel, unit = m["rel"].lower(), m["unit"].lower()
        if self.today is None or (rel == "the" and not m["edge"] and unit != "weekend"):
            return None
        offset = 1 if rel.endswith(("next", "coming")) else -1 if rel.endswith(("last", "past", "previous")) else 0
        if unit == "week":
            return cal.week_of(self.today, offset)
        if unit == "weekend":
            saturday = self.today + timedelta(days=5 - self.today.weekday())
            if offset == -1 or (offset == 0 and self.today.weekday() < 2 and not self._looks_ahead()):
                saturday -= timedelta(weeks=1)
            return cal.span(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat())
        if unit == "quarter":
            return self._quarter(self.today.year, (self.today.month - 1) // 3 + 1 + offset)
        if self._is_rest():
            self.due = True
        ends = self._at_end() and (self.due or unit == "year")
        if unit == "month":
            month = cal.month_of(self.today.year, self.today.month + offset)
            return cal.last_day(int(month[:4]), int(month[5:])).isoformat() if ends else month
        year = f"{self.today.year + offset:04d}"
        return f"{year}-12-31" if ends else year

    def _year_end(self) -> str | None:
        return None if self.today is None else f"{self.today.year:04d}-12-31"

    @staticmethod
    def _quarter(year: int, number: int) -> str:
        first = (number - 1) * 3 + 1
        return cal.span(cal.month_of(year, first), cal.month_of(year, first + 2))

    def _slice(self) -> str | None:
        m = self.match
        piece, nth = m["piece"].lower(), m["nth"].lower()
        year = int(m["y7"]) if m["y7"] else self._relative_year(m["ry7"] if m["ry7"] and m["ry7"][0] in "tTnNlL" and "the" not in m["ry7"] else None)
        if year is None:
            return None
        number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}.get(nth, 4)
        if piece.startswith("month"):
            count = _number(m["months_n"]) if m["months_n"] else 1
            named = m["y7"] or m["ry7"]
            return cal.span(cal.month_of(year, 1), cal.month_of(year, count)) if nth == "first" and named and 0 < count <= 12 else None
        if m["months_n"]:
            return None
        if piece == "half":
            first = 1 if number == 1 else 7
            return cal.span(cal.month_of(year, first), cal.month_of(year, first + 5)) if number in (1, 2) else None
        return self._quarter(year, number)

    def _ago(self) -> str | None:
        m = self.match
        return None if self.today is None else cal.shifted(self.today, -_number(m["an"]), _GRAINS[m["au"]])

    def _within(self) -> str | None:
        m = self.match
        opening = m["within"].split()[0].lower()
        if self.today is None or (opening != "within" and not m["next"] and not m["time"] and not m["soon"]) or opening == "for":
            return None
        self.due = True
        return _ahead(self.today, _number(m["wnum"]), _GRAINS[m["wu"].lower()])

    def _season(self) -> str | None:
        return None if self.today is None else f"{self.today.year + {'last': -1, 'next': 1}.get(self.match['sw'].lower(), 0):04d}"

    def _decade(self) -> str | None:
        first = int(self.match["dec"])
        return f"{first:04d}/{first + 9:04d}"

    def _year(self) -> str | None:
        m = self.match
        if _NO_YEAR_AFTER.match(self.text, m.end()) or _NO_YEAR_BEFORE.search(self.text[max(0, m.start() - 15) : m.start()]):
            return None
        first = m["y8"]
        last = m["y10"] or m["y9"]
        if last is not None:
            last = first[: 4 - len(last)] + last
            return cal.span(first, last) if last > first else None
        if self._is_rest():
            self.due = True
            return f"{first}-12-31"
        if self._at_end() and not self.due:
            return f"{first}-12-31"
        return first


_KINDS = tuple(cast("str", name.removeprefix("_")) for name in (
    "_iso", "_numeric", "_day_month", "_month_day", "_month_year", "_months", "_which_month", "_month", "_which_weekday", "_near", "_period",
    "_year_end", "_slice", "_ago", "_within", "_season", "_decade", "_year",
))  # fmt: skip
