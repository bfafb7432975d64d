"""Lines that belong to a page and not to its article: credits, calls to subscribe, buttons, dates and bylines."""

import re
import tomllib
from importlib.resources import files

from legation.intake.calendar import DATE

_TABLE = tomllib.loads((files(__package__) / "furniture.toml").read_text("utf-8"))
_BYLINE = re.compile(
    r"(?:(?:[Ww]ritten|[Rr]eported|[Pp]osted|[Pp]ublished|[Ee]dited|[Cc]ompiled)\s+)?(?:By|BY|by)\s+"
    r"(?:\b[A-Z][\w.'’-]{0,30}\W{0,3}|(?:and|of|for|the)\W{1,3}){1,14}"
)
_WHEN = re.compile(
    r"(?:(?:first|published|posted|updated|last|modified|issued|date|on|at|from|est|edt|gmt|utc|ist|bst|cet|jst|et|pm?"
    r"|am?|ago|hours?|minutes?|mins?|read|by|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun|day|local|time|st|nd|rd|th"
    r"|\d{1,4})\W*)+",
    re.IGNORECASE,
)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns).replace(" ", r"\s+"), re.IGNORECASE | re.DOTALL)


_LINE, _CALL = _any_of(_TABLE["lines"]), _any_of(_TABLE["calls"])


def is_furniture(text: str) -> bool:
    """Whether a line is nothing but a part of the page around an article."""
    return len(text) < 300 and _LINE.fullmatch(text.strip(" \t\n*•·|>»-–—")) is not None


def is_call(text: str) -> bool:
    """Whether a short paragraph asks its reader to subscribe, to follow or to write."""
    return len(text) < 500 and _CALL.search(text) is not None


def is_byline(text: str) -> bool:
    """Whether a line says who wrote, and no more."""
    return len(text) < 160 and _BYLINE.fullmatch(text) is not None


def is_date_line(text: str) -> bool:
    """Whether a line says when something was published, and no more."""
    if len(text) > 160 or not any(character.isdigit() for character in text):
        return False
    return _WHEN.fullmatch(DATE.sub(" 1 ", text).strip()) is not None
