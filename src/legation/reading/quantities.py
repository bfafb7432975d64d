"""Quantities in a text: numbers with their units."""

import re
from fractions import Fraction
from typing import Literal, NamedTuple

from legation.reading.counted import counted_noun
from legation.reading.numerals import Numeral, find_numerals
from legation.reference.units import MAGNITUDES, SYMBOLS, UNITS, Unit

Bound = Literal["exact", "at least", "at most", "about"]

_SYMBOL = re.compile("(?:" + "|".join(re.escape(s) for s in sorted(SYMBOLS, key=lambda s: (-len(s), s))) + r")\s?$")
_LONGEST_SYMBOL = max(map(len, SYMBOLS)) + 1
_BY_FIRST: dict[str, list[str]] = {}
for _words in UNITS:
    _BY_FIRST.setdefault(re.split(r"[\s-]", _words)[0], []).append(_words)
_UNIT = {
    first: re.compile("|".join(r"[\s-]{1,3}".join(map(re.escape, re.split(r"[\s-]", words))) for words in sorted(group, key=lambda w: (-len(w), w))), re.IGNORECASE)
    for first, group in _BY_FIRST.items()
}
_FIRST = re.compile(r"(?:[\s-]{1,3})?(%|°C|[A-Za-z][A-Za-z./]{0,20})")
_ADDED_BETWEEN = re.compile(r"\s{1,3}(?:more|additional|further|extra|fresh|new)\b(?=\s)", re.IGNORECASE)
_ADDED_BEFORE = re.compile(r"\b(?:another|(?:an\s)?additional|(?:a\s)?further|(?:an\s)?extra)\s{1,3}(?:(?:about|some|around|estimated)\s)?$", re.IGNORECASE)
_BOUND_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at most", re.compile(r"\b(?:up to|at most|no more than|not more than|less than|fewer than|under|below|a maximum of|as much as|as many as|nearly|almost|just under)\s{1,3}$", re.IGNORECASE)),
    ("at least", re.compile(r"\b(?:at least|over|more than|above|no less than|not less than|a minimum of|exceeding|exceeded|in excess of|upwards of|just over|well over)\s{1,3}$", re.IGNORECASE)),
    ("about", re.compile(r"\b(?:about|around|some|approximately|roughly|an estimated|estimated|circa|close to|near|an average of|average)\s{1,3}$", re.IGNORECASE)),
)
_OR_MORE = re.compile(r"\s{1,3}or\s(?:more|above)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|–|—|/|\sto\s|to\s|or\s|\sor\s)\s?(?:[$€£]|US\$|Rs\.?\s?)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s{1,3}(?:[$€£₹]|US\$|Rs\.?\s?)?$", re.IGNORECASE)
_AND = re.compile(r"\s{1,3}and\s{1,3}(?:[$€£₹]|US\$|Rs\.?\s?)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s{1,3}(?:(?:about|around|some)\s)?$", re.IGNORECASE)
_CONVERSION = re.compile(r"\s{0,3}[(\[]\s?(?:about|around|some|approximately|or|US)?\s?$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:Group of|Article|Resolution|Section|Chapter|Phase|Route|Boeing|Airbus|No\.?|Number|Page|Paragraph|Annex|Protocol|Block|Flight|Round"
    r"|Channel|Highway|Room|Gate|Covid|COP|Agenda|Vision|Law|Order|Decree|Bill|Directive|Regulation|Stage|Tel|Tel\.|Phone|Fax|aged|age)[\s:-]{0,2}$"
)
_AGE = re.compile(r"[\s-](?:year|month|week|day|hour|minute)s?[\s-]old\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[6-9]|20|21)\d\d$")
_MONTH_BEFORE = re.compile(r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s{1,3}$", re.IGNORECASE)
_MONTH_AFTER = re.compile(r"(?:st|nd|rd|th)?\s{1,3}(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b")
_CLOCK = re.compile(r"(?::\d\d|\s?[ap]\.?m\b\.?|\s?(?:GMT|EST|EDT|IST|UTC|hrs|hours local|o'clock)\b)", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?<![.!?:]\s)\b([A-Z][A-Za-z]+)\s$")
_LEADS = frozenset(
    "in of on at to from for with by and but or the some about over around nearly almost another only all than between more at least up these those its their"
    " including imports exports sold bought with approximately roughly additional further under just said that which have has had".split()
)
_PARAGRAPH = re.compile(r"\n\s{0,20}\n")
_NEAR = 300  # characters back to the unit that a bare magnitude takes up ("16.6 mln bpd ... and 18.3 mln")


class FoundQuantity(NamedTuple):
    """A quantity where it stands; the span covers sign, number and unit. `value` is in full, `unit` in the singular."""

    start: int
    end: int
    value: int | float
    unit: str
    additional: bool  # "150,000 more", "another 20": on top of what is already there
    bound: Bound


class _Measured(NamedTuple):
    """A number with what was found around it, before ranges are joined."""

    numeral: Numeral
    start: int
    end: int
    unit: str | None
    factor: int
    money: bool
    more: bool


def find_quantities(text: str) -> list[FoundQuantity]:
    """Quantities from left to right, without overlap. Of a range the lower bound, as one quantity.

    No quantities are years, dates, times, ages, durations, ordinals and numbers that are names (Article 5, G-7, Boeing 737).
    """
    numerals = find_numerals(text)
    measured = [_measure(text, numeral) for numeral in numerals]
    found: list[FoundQuantity] = []
    last: _Measured | None = None
    skip_until = 0
    for i, here in enumerate(measured):
        if here is None or here.start < skip_until:
            continue
        low, high = here, None
        following = measured[i + 1] if i + 1 < len(measured) else None
        if following is not None and _is_range(text, here, following):
            high = following
            skip_until = following.end
        unit_of = low if low.unit is not None else high
        value, factor = low.numeral.value, low.factor
        if high is not None and low.numeral.scale == 1 and high.numeral.scale > 1 and value < high.numeral.scale:
            value *= high.numeral.scale
        if unit_of is None or unit_of.unit is None:
            if high is not None:
                skip_until = 0
            taken = _taken_up(text, here, last)
            if taken is None:
                continue
            unit_of = taken
        elif last is not None and unit_of.money and last.money and _CONVERSION.match(text[last.end : here.start]):
            last = here
            continue
        if unit_of is not low:
            factor = unit_of.factor
        end = max(low.end, high.end if high is not None else 0)
        found.append(_found(text, here, end, value * factor, str(unit_of.unit), more=low.more or bool(high and high.more)))
        last = here._replace(unit=unit_of.unit, end=end, money=unit_of.money, factor=factor)
    return found


def _found(text: str, here: _Measured, end: int, value: Fraction, unit: str, *, more: bool) -> FoundQuantity:
    before = text[max(0, here.start - 40) : here.start]
    additional = more or _ADDED_BEFORE.search(before) is not None
    bound: Bound = "exact"
    for name, pattern in _BOUND_BEFORE:
        if pattern.search(before):
            bound = name
            break
    if _OR_MORE.match(text, end):
        bound = "at least"
    if here.numeral.share and unit == "percent":
        value = Fraction(round(value, 1))
    exact: int | float = int(value) if value.denominator == 1 else float(value)
    return FoundQuantity(here.start, end, exact, unit, additional, bound)


def _is_range(text: str, low: _Measured, high: _Measured) -> bool:
    between = text[low.end : high.numeral.start]
    before = text[max(0, low.start - 30) : low.start]
    if len(between) > 12 or (low.unit is not None and high.unit is not None and low.unit != high.unit):
        return False
    if low.unit is None and low.numeral.scale > high.numeral.scale and high.unit is None:
        return False
    if _AND.match(between) and _BETWEEN.search(text[max(0, low.start - 30) : low.numeral.start]):
        return True
    return _RANGE.match(between) is not None and _FROM.search(before) is None


def _taken_up(text: str, here: _Measured, last: _Measured | None) -> _Measured | None:
    """The quantity before, whose unit a bare magnitude takes up: "16.6 mln bpd for the third quarter and 18.3 mln"."""
    if last is None or here.numeral.scale < 1000 or here.numeral.letter or here.start - last.end > _NEAR or last.unit == "percent":
        return None
    return None if _PARAGRAPH.search(text, last.end, here.start) else last._replace(factor=1)


def _measure(text: str, numeral: Numeral) -> _Measured | None:
    """A number with its sign and unit; None where it is a name, a date or a time."""
    start, end = numeral.start, numeral.end
    before = text[max(0, start - 40) : start]
    symbol = _SYMBOL.search(before[-_LONGEST_SYMBOL:])
    if symbol is not None and symbol.group()[0].isalpha() and re.search(r"\w$", before[: -len(symbol.group())]):
        symbol = None
    if symbol is not None:
        start -= len(symbol.group())
        unit = _unit_at(text, end)
        if unit is not None and unit[0].money:
            end = unit[1]
        return _Measured(numeral, start, end, SYMBOLS[symbol.group().strip()], 1, money=True, more=False)
    if text[end : end + 1].isalpha() and not (numeral.figures and _unit_at(text, end)):
        return None
    added = _ADDED_BETWEEN.match(text, end)
    at = added.end() if added is not None else end
    unit = _unit_at(text, at)
    if unit is not None:
        if _AGE.match(text, end):
            return None
        return _Measured(numeral, start, unit[1], unit[0].name, unit[0].factor, unit[0].money, added is not None)
    if _is_name_or_time(text, numeral, before):
        return None
    if numeral.share:
        return _Measured(numeral, start, end, "percent", 100, money=False, more=False)
    if numeral.letter:
        return None if counted_noun(text, at, float(numeral.value)) is None else _counted(text, numeral, at, added is not None)
    return _counted(text, numeral, at, added is not None)


def _counted(text: str, numeral: Numeral, at: int, more: bool) -> _Measured:
    counted = counted_noun(text, at, float(numeral.value))
    if counted is None or numeral.value == 1 or numeral.value.denominator != 1:
        return _Measured(numeral, numeral.start, numeral.end, None, 1, money=False, more=more)
    return _Measured(numeral, numeral.start, counted[1], counted[0], 1, money=False, more=more)


def _is_name_or_time(text: str, numeral: Numeral, before: str) -> bool:
    written = text[numeral.start : numeral.end]
    name = _NAME_BEFORE.search(before)
    return bool(
        (_YEAR.match(written) and numeral.figures)
        or _NUMBERED.search(before)
        or (numeral.figures and numeral.value <= 31 and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(text, numeral.end)))
        or _CLOCK.match(text, numeral.end)
        or _AGE.match(text, numeral.end)
        or (numeral.figures and numeral.scale == 1 and name is not None and name[1].lower() not in _LEADS)
    )


def _unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """The currency or measure that begins at `at`, blank or hyphen aside, and where it ends."""
    first = _FIRST.match(text, at)
    if first is None:
        return None
    word = first[1].lower()
    for key in dict.fromkeys((word, word.rstrip("."), word.split("/")[0], word.split(".")[0])):
        pattern = _UNIT.get(key)
        found = pattern.match(text, first.start(1)) if pattern is not None else None
        if found is None:
            continue
        end = found.end()
        if end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            continue
        spelt = " ".join(re.split(r"[\s-]+", found.group().lower()))
        unit = UNITS.get(spelt) or UNITS.get(found.group().lower())
        if unit is not None:
            return unit, end
    return None
