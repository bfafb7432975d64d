"""Words and units by which reported amounts are held against reference series: loading of `yardsticks.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("yardsticks.toml").read_text("utf-8"))
_WORDS: dict[str, list[str]] = _TABLE["words"]
_UNITS: dict[str, dict[str, float]] = _TABLE["units"]
_PER_YEAR = {"": 1.0, "year": 1.0, "annum": 1.0, "month": 12.0, "week": 52.0, "day": 365.0}
_PER = re.compile(r"(.+?)(?:\s+per\s+|\s*/\s*)(year|annum|month|week|day)")
PEOPLE: frozenset[str] = frozenset(_TABLE["people"]["units"])


def _any_of(words: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})\b"


_NOT = re.compile(_any_of(_TABLE["not"]["phrases"]), re.IGNORECASE)
_STOCK = re.compile(_any_of(_TABLE["stock"]["words"]), re.IGNORECASE)


@cache
def _named(things: frozenset[str]) -> re.Pattern[str]:
    groups = (f"(?P<g{n}>{_any_of(_WORDS.get(thing, [thing]))})" for n, thing in enumerate(sorted(things)))
    return re.compile("|".join(groups), re.IGNORECASE)


@lru_cache(maxsize=1 << 14)  # the same words are told in one document after another
def thing_in(text: str, things: frozenset[str]) -> str | None:
    """Find which of the things that series measure is named first in a text; None where none is."""
    if not things:
        return None
    found = _named(things).search(_NOT.sub(lambda phrase: " " * len(phrase[0]), text))
    return sorted(things)[int((found.lastgroup or "g0")[1:])] if found else None


@lru_cache(maxsize=1 << 14)
def is_stock(text: str) -> bool:
    """Whether words tell of a stock, a capacity or a sum over many years rather than of what comes in a year."""
    return _STOCK.search(text) is not None


def in_unit_of_series(value: float, unit: str, thing: str, series_unit: str) -> float | None:
    """Convert a reported amount to the unit of a series, an amount by the day to a year's; None where it is another.

    "200 million tonnes" is 200,000,000 tonnes; "1 million barrels per day" of crude oil is some 579 TWh a year.
    """
    by_time = _PER.fullmatch(unit)
    plain, times = (by_time[1], _PER_YEAR[by_time[2]]) if by_time else (unit, 1.0)
    if plain == series_unit:
        return value * times
    factor = _UNITS.get(thing if series_unit == "TWh" else series_unit, {}).get(plain)
    return None if factor is None else value * factor * times


def out_of_unit_of_series(value: float, unit: str, thing: str, series_unit: str) -> float | None:
    """Convert a datum to the unit in which something was reported, as `in_unit_of_series` the other way."""
    one = in_unit_of_series(1.0, unit, thing, series_unit)
    return value / one if one else None
