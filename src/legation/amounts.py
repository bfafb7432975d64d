"""Numbers and amounts in words, the same wherever a person reads them."""

from decimal import Decimal
from math import isfinite

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_ONE_FORM = frozenset({
    "percent", "hertz", "aircraft", "personnel", "people", "series", "species", "sheep", "means", "TWh", "GWh", "MWh",
    "kWh",
})  # fmt: skip
_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet"}


def number(value: float) -> str:
    """Digits in threes, or millions and more as a word where three decimals lose nothing: `50,000`, `2.5 billion`."""
    for scale, word in _SCALES:
        if isfinite(value) and abs(value) >= scale and round(value / scale, 3) * scale == value:
            return f"{f'{value / scale:,.3f}'.rstrip('0').rstrip('.')} {word}"
    return digits(value)


def digits(value: float) -> str:
    """Every digit, in threes; whole where it is whole."""
    return f"{int(value):,}" if isinstance(value, float) and value.is_integer() else f"{value:,}"


def written_out(value: float) -> str:
    """Every digit, with neither threes nor an exponent, as programs take decimals: `2500000000`, `0.5`."""
    return f"{Decimal(value) if isinstance(value, int) else Decimal(str(value)).normalize():f}"


def amount(value: float, unit: str) -> str:
    """Write a number with its unit: `50,000 doses`, `USD 2.5 billion`, `12.4 billion cubic metres per year`."""
    return with_unit(number(value), unit, one=value == 1)


def how_many(count: int, thing: str) -> str:
    """Count things, every digit: `1 entry`, `12,345 entries`."""
    return with_unit(digits(count), thing, one=count == 1)


def with_unit(written: str, unit: str, *, one: bool = False) -> str:
    """Put a unit to a number that is written already; money before it, all else after it, in the plural but for one."""
    if len(unit) == 3 and unit.isascii() and unit.isupper():
        return f"{unit} {written}"
    return f"{written} {unit if one else _plural(unit)}".rstrip()


def _plural(unit: str) -> str:
    head, per, rest = unit.partition(" per ")
    before, space, last = head.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh")) and last not in _ONE_FORM:
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last and last not in _ONE_FORM and not last.isupper():
        last += "s"
    return f"{before}{space}{last}{per}{rest}"
