"""Quantities in a text: numbers with their units, ranges joined, conversions left out."""

import re
from fractions import Fraction
from typing import Literal, NamedTuple

from legation.reading.measured import Measured, measure
from legation.reading.numerals import find_numerals

Bound = Literal["exact", "at least", "at most", "about"]

_SIGN = r"(?:US\$|[$€£₹]|Rs\.?\s?)?"
_ADDED_BEFORE = re.compile(
    r"\b(?:another|(?:an\s)?additional|(?:a\s)?further|(?:an\s)?extra)\s{1,3}(?:(?:about|some|around|estimated)\s)?$",
    re.IGNORECASE,
)
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "at most",
        re.compile(
            r"\b(?:up to|at most|no more than|not more than|less than|fewer than|under|below|a maximum of|as much as"
            r"|as many as)\s{1,3}$",
            re.IGNORECASE,
        ),
    ),
    (
        "at least",
        re.compile(
            r"\b(?:at least|over|more than|above|no less than|not less than|a minimum of|exceeding|exceeded"
            r"|in excess of|upwards of)\s{1,3}$",
            re.IGNORECASE,
        ),
    ),
    (
        "about",
        re.compile(
            r"\b(?:about|around|some|approximately|roughly|estimated|circa|close to|near|nearly|almost|average"
            r"|average of)\s{1,3}$",
            re.IGNORECASE,
        ),
    ),
)
_OR_MORE = re.compile(r"\s{1,3}or\s(?:more|above)\b", re.IGNORECASE)
_RANGE = re.compile(rf"\s{{0,3}}(?:-|–|—|/|\bto\b|\bor\b)\s{{0,3}}{_SIGN}$", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s{{1,3}}{_SIGN}$", re.IGNORECASE)
_AND = re.compile(rf"\s{{1,3}}and\s{{1,3}}{_SIGN}$", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\s{1,3}(?:(?:about|around|some|just|over)\s{1,3}){0,2}$", re.IGNORECASE)
_WIDEST = 12  # characters between the two numbers of a range
_CONVERSION = re.compile(r"[^()\[\].;]{0,40}[(\[]\s?(?:about|around|some|approximately|or|US)?\s?$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n\s{0,20}\n")
_TAKES_UP = 300  # characters back to the unit that a bare magnitude takes up ("16.6 mln bpd ... and 18.3 mln")
_OF_BEINGS = re.compile(r"\s{1,3}(?:were|was|are|is|have|has|had|who|live|lived|remain|[A-Z])")


class FoundQuantity(NamedTuple):
    """A quantity where it stands; the span covers sign, number and unit. `value` is in full, `unit` in the singular."""

    start: int
    end: int
    value: int | float
    unit: str
    additional: bool  # "150,000 more", "another 20": on top of what is already there
    bound: Bound


def find_quantities(text: str) -> list[FoundQuantity]:
    """Quantities from left to right, without overlap. Of a range the lower bound, as one quantity.

    No quantities are years, dates, times, ages, durations, ordinals, numbers that are names (Article 5, G-7, Boeing
    737) and sums of money said again in another currency ("36 billion Ecus (41 billion dollars)").
    """
    measured = [measure(text, numeral) for numeral in find_numerals(text)]
    found: list[FoundQuantity] = []
    last: Measured | None = None
    reached = 0
    for i, here in enumerate(measured):
        if here is None or here.start < reached:
            continue
        high = measured[i + 1] if i + 1 < len(measured) else None
        linked = high is not None and _is_range(text, here, high)
        quantity = _joined(text, here, high) if linked and high is not None else here
        if quantity.unit is None:
            taken = _taken_up(text, here, last)
            if taken is None:
                continue
            quantity = here._replace(unit=taken.unit, kind=taken.kind)
        elif (
            last is not None
            and quantity.kind == last.kind == "money"
            and _CONVERSION.match(text[last.end : here.start])
        ):
            continue
        found.append(_found(text, quantity))
        last = quantity
        reached = quantity.end
    return found


def _is_range(text: str, low: Measured, high: Measured) -> bool:
    between = text[low.end : high.numeral.start]
    if len(between) > _WIDEST or (low.unit is not None and high.unit is not None and low.unit != high.unit):
        return False
    if high.unit is None and (low.unit is None or high.numeral.value < low.numeral.value):
        return False
    return _RANGE.match(between) is not None or (
        _AND.match(between) is not None
        and _BETWEEN.search(text[max(0, low.start - 30) : low.numeral.start]) is not None
    )


def _joined(text: str, low: Measured, high: Measured) -> Measured:
    """Take the lower end of a range, with the unit and the magnitude that stand at the upper one.

    "From 25 to 35 pct" is as often a change as a range: its upper end stays a quantity of its own.
    """
    numeral = low.numeral
    if numeral.scale == 1 and high.numeral.scale > 1 and numeral.value < high.numeral.scale:
        numeral = numeral._replace(value=numeral.value * high.numeral.scale, scale=high.numeral.scale)
    of = low if low.unit is not None else high
    change = _FROM_TO.search(text[max(0, low.start - 30) : low.start]) and "to" in text[low.end : high.start]
    return Measured(
        numeral, low.start, low.end if change else high.end, of.unit, of.factor, of.kind, low.more or high.more
    )


def _taken_up(text: str, here: Measured, last: Measured | None) -> Measured | None:
    """Find the quantity before, whose unit a bare magnitude takes up: "16.6 mln bpd now and 18.3 mln later"."""
    if (
        last is None
        or last.kind not in ("money", "measure")
        or last.unit == "percent"
        or here.start - last.end > _TAKES_UP
    ):
        return None
    if here.numeral.scale < 1000 or _OF_BEINGS.match(text, here.end) or _PARAGRAPH.search(text, last.end, here.start):
        return None
    return last


def _found(text: str, quantity: Measured) -> FoundQuantity:
    before = text[max(0, quantity.start - 40) : quantity.start]
    additional = quantity.more or _ADDED_BEFORE.search(before) is not None
    bound: Bound = next((name for name, pattern in _BOUNDS if pattern.search(before)), "exact")
    if _OR_MORE.match(text, quantity.end):
        bound = "at least"
    value = quantity.numeral.value * quantity.factor
    if quantity.numeral.share:
        value = Fraction(round(value, 1))
    exact: int | float = int(value) if value.denominator == 1 else float(value)
    return FoundQuantity(quantity.start, quantity.end, exact, str(quantity.unit), additional, bound)
