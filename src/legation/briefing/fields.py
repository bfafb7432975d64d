"""Fields of an entry as a reviewer reads and writes them: plain words, names and amounts with semicolons between."""

import re
from collections.abc import Sequence
from typing import Any

from legation.errors import DecisionRefused
from legation.nouns import Entry, Quantity
from legation.reference.parties import party_code, party_meant

NOTHING = "-"  # what one writes to empty a field
PARTIES = frozenset({"by", "to", "awaits", "actors", "speaker_for"})
_LISTS = PARTIES | {"area", "people", "objects"}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER = re.compile(
    rf"(?P<value>[-+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?:\s+(?P<scale>{'|'.join(_SCALES)})\b)?"
)
_AMOUNT = re.compile(rf"{_NUMBER.pattern}\s+(?P<unit>.*?\S)(?P<more>\s+more)?\s*")


def written(entry: Entry, field: str) -> str:
    """Write the present value of a field; the empty string for none. Of the evidence the main quote is shown."""
    value = entry.evidence[0].quote if field == "evidence" else getattr(entry, field)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(_amount(one) if isinstance(one, Quantity) else str(one) for one in value)
    return str(value)


def understood(entry: Entry, field: str, text: str) -> Any:
    """Give the value, as in JSON, that a person wrote for a field: `-` is none, parties may go by name.

    Raises DecisionRefused for an amount that is not a number with its unit. What else a value cannot be, is for
    `ledger.correcting` to say.
    """
    if field == "evidence":
        return [text.strip(), *(place.model_dump() for place in entry.evidence[1:])]
    return value_of(field, text)


def value_of(field: str, text: str) -> Any:
    """Do the same for a field of any entry but its evidence."""
    text = text.strip()
    parts = [] if text == NOTHING else [part.strip() for part in text.split(";") if part.strip()]
    if field == "quantities":
        return [_quantity(part) for part in parts]
    if field in PARTIES:
        return [code for part in parts for code in _codes(part)]
    if field == "area":
        return [area for part in parts for area in re.split(r"[,\s]+", part) if area]
    if field in _LISTS:
        return parts
    if field == "value":
        return _number(text)
    return None if text == NOTHING else text


def _amount(quantity: Quantity) -> str:
    return f"{quantity.value!r} {quantity.unit}{' more' if quantity.additional else ''}"


def _quantity(text: str) -> dict[str, Any]:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise DecisionRefused(f"{text!r} is no amount: write a number and its unit, such as 50000 dose more")
    return {"value": _scaled(found), "unit": found["unit"], "additional": bool(found["more"])}


def _number(text: str) -> int | float:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise DecisionRefused(f"{text!r} is no number: write it such as 2500000, or 2.5 million")
    return _scaled(found)


def _scaled(found: re.Match[str]) -> int | float:
    """Give the number in full, whole where it is; a float only where it was written as one, or is none."""
    plain = found["value"].replace(",", "")
    if found["scale"]:
        value = float(f"{float(plain) * _SCALES[found['scale']]:.15g}")  # 1.15 million is no 1149999.9999999998
        return int(value) if value.is_integer() else value
    try:
        return int(plain)
    except ValueError:
        return float(plain)


def _codes(text: str) -> Sequence[str]:
    """Codes of parties; commas part them too, where all of what they part is known."""
    parts = [part.strip() for part in text.split(",")]
    known = [party_code(part) for part in parts]
    if party_code(text) is None and len(parts) > 1 and all(known):
        return [code for code in known if code]
    return [party_meant(text)]
