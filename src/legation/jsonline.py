"""A value as one line of JSON, the same line for the same value, whatever it is read by."""

import json
import re
from math import isfinite

# What a terminal would act on, or a person could not see: controls, format characters, bidi marks, line separators.
_ACTED_ON = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def json_line(value: object) -> bytes:
    """Write a value as a line of JSON in UTF-8, with its line feed; keys stay in their order.

    What a terminal would act on, and half of a surrogate pair, which UTF-8 has not, is escaped: whoever parses the line
    has the very text. A number that JSON has not, such as infinity, is null.
    """
    try:
        line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        line = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)
    escaped = _ACTED_ON.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in _utf16(found[0])), line)
    return escaped.encode() + b"\n"


def _utf16(character: str) -> list[int]:
    raw = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2)]


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not isfinite(value) else value
