"""Numbers in a text, in figures and in words: 50,000; 3-1/2; one and a half billion; 1 lakh crore."""

import re
from fractions import Fraction
from typing import NamedTuple

from legation.reference.units import MAGNITUDES

_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS = _ONES | _TEENS | _TENS
_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_SHARES = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10, "half": 2}

_MAGNITUDE = "(?:" + "|".join(sorted((w for w in MAGNITUDES if len(w) > 2), key=lambda w: (-len(w), w))) + r")s?"
_FEW = "(?:" + "|".join(_ONES | _TEENS) + ")"
_SMALL = f"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{_FEW})"
_NUMERAL = re.compile(
    rf"""
    (?<![\w.,/])(?<![A-Za-z][-–])(?<!\d\d\d\d[-–])
    (?:
        (?P<fraction>\d{{1,2}}/\d{{1,2}})(?![\d/])
      | (?P<figures>\d{{1,3}}(?:,\d{{2,3}}){{1,6}}(?:\.\d{{1,6}})?|\d{{1,15}}(?:\.\d{{1,9}})?(?![\d]))
        (?:[- ]?(?P<rest>\d{{1,2}}/\d{{1,2}})(?![\d/])|(?P<sign>[½¼¾])|(?<=\.\d\d)/\d\d(?![\d/]))?
      | (?P<share>
            (?P<shares>one|two|three|four)[- ](?P<part>third|quarter|fourth|fifth|tenth)s?\b(?![- ](?:place|time))
          | a[ ](?P<part_of>third|quarter|fourth|fifth|tenth)(?=\sof\b)
          | (?<!first\s)(?<!second\s)(?<!latter\s)(?<!this\s)(?<!last\s)(?<!next\s)half(?=\s(?:of|its|their)\b)
            (?!\sof\s(?:the\s|this\s|last\s|next\s)?(?:year|\d))
        )
      | (?P<half>half[ ]an?|half(?=\s{{1,3}}{_MAGNITUDE}\b)|an?[ ]half(?=\s{{1,3}}{_MAGNITUDE}\b))
      | (?P<words>{_SMALL})
        (?P<and_half>(?:[ ]and[ ]a[ ]|[ ]and[ ]one[- ]|-and-a-)half|\s(?P<extra>\d{{1,2}}/\d{{1,2}}))?
      | (?P<article>an?)(?=[ ]+(?:dozen|{_MAGNITUDE})\b)
    )
    (?P<scale>(?:(?:[- ]|\s{{1,3}})(?:dozen|{_MAGNITUDE})\b(?!\s?\d)){{0,3}})
    (?:(?<=hundred|housand)[ ]and[ ](?P<tail>{_SMALL})\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GLUED = re.compile(r"(?:mn|bn|tn|cr|m|b|k)\b", re.IGNORECASE)


class Numeral(NamedTuple):
    """A number where it stands: its value with its magnitude ("2.5 billion" is 2500000000)."""

    start: int
    end: int
    value: Fraction
    scale: int  # the magnitude within the value: 1 where there is none
    share: bool  # a part of a whole: "one third"
    letter: bool  # its magnitude is a mere letter, glued on: "20m"
    figures: bool  # written in figures


def find_numerals(text: str) -> list[Numeral]:
    """Find numbers from left to right, without overlap: years, ordinals and dates among them."""
    return [numeral for match in _NUMERAL.finditer(text) if (numeral := _numeral(match, text)) is not None]


def _fraction(text: str) -> Fraction | None:
    above, _, below = text.partition("/")
    return Fraction(int(above), int(below)) if int(below) else None


def _small(words: str) -> int:
    return sum(_WORDS[word] for word in re.split(r"[- ]", words.lower()))


def _numeral(match: re.Match[str], text: str) -> Numeral | None:
    value: Fraction | None
    end, scale, letter = match.end(), 1, False
    if match["figures"]:
        value = Fraction(match["figures"].replace(",", ""))
        if match["rest"]:
            part = _fraction(match["rest"])
            if part is None:
                return None
            value += part
        elif match["sign"]:
            value += _SIGNS[match["sign"]]
    elif match["fraction"]:
        value = _fraction(match["fraction"])
    elif match["share"]:
        value = Fraction(
            _small(match["shares"] or "one"), _SHARES[(match["part"] or match["part_of"] or "half").lower()]
        )
        return Numeral(match.start(), match.end("share"), value, 1, share=True, letter=False, figures=False)
    elif match["half"]:
        value = Fraction(1, 2)
    elif match["article"]:
        value = Fraction(1)
    else:
        value = Fraction(_small(match["words"]))
        if match["extra"]:
            value += _fraction(match["extra"]) or 0
        elif match["and_half"]:
            value += Fraction(1, 2)
    if value is None:
        return None
    for word in re.split(r"[-\s]+", match["scale"].strip().lower().lstrip("-")):
        if word:
            scale *= 12 if word == "dozen" else MAGNITUDES.get(word) or MAGNITUDES[word.removesuffix("s")]
    if match["tail"]:
        value += Fraction(_small(match["tail"]), scale)
    if scale == 1 and match["figures"] and (glued := _GLUED.match(text, end)):
        scale, end, letter = MAGNITUDES[glued.group().lower()], glued.end(), True
    return Numeral(match.start(), end, value * scale, scale, share=False, letter=letter, figures=bool(match["figures"]))
