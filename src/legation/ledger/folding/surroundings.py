"""Where an amount stands in a quote, and the words around it: what a number counts is said beside it."""

import re
from functools import lru_cache
from typing import NamedTuple

_WORDS = {
    "half a": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6,
    "crore": 1e7, "billion": 1e9, "bln": 1e9, "bn": 1e9, "bcm": 1e9, "mcm": 1e6, "bcf": 1e9, "tcf": 1e12,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_MAGNITUDE = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.])(?:(?P<digits>\d[\d,]*(?:\.\d+)?)|(?P<word>{'|'.join(_WORDS)})(?=[\s-](?:{_MAGNITUDE})\b))"
    rf"(?:[\s-]*(?P<magnitude>{_MAGNITUDE})\b)?",
    re.IGNORECASE,
)


class Surroundings(NamedTuple):
    """The words around an amount, up to the amounts on either side; of one that is not found all of the quote."""

    before: str
    after: str


@lru_cache(maxsize=8192)  # a fold asks of the same amount many times
def around(value: float, quote: str) -> Surroundings:
    """Find an amount in a quote by its value, in digits or words: `2.5 billion`, `500,000`, `half a million`."""
    numbers = list(_NUMBER.finditer(quote))
    for place, number in enumerate(numbers):
        if _means(number, value):
            begin = numbers[place - 1].end() if place else 0
            end = numbers[place + 1].start() if place + 1 < len(numbers) else len(quote)
            return Surroundings(quote[begin : number.start()], quote[number.end() : end])
    return Surroundings(quote, quote)


def _means(number: re.Match[str], value: float) -> bool:
    digits, word, magnitude = number["digits"], number["word"], number["magnitude"]
    plain = float(digits.replace(",", "")) if digits else float(_WORDS[word.casefold()])
    return abs(plain * _MAGNITUDES.get((magnitude or "").casefold(), 1) - value) <= 1e-9 * abs(value)
