"""Amounts that mentions give, made ready to be held against reference series."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from legation.amounts import amount, digits
from legation.days import days
from legation.ledger.folding.promises import is_rate
from legation.ledger.folding.surroundings import around
from legation.ledger.parties import parties_of
from legation.nouns import Commitment, Datum, Figure, Flag, Mention, Quantity

_NEAR = 80  # characters on either side of a number in which what it counts is named
_YEARS = re.compile(
    r"\b(?:over|for|in|during|within)\s+(?:a\s+period\s+of\s+)?(?:the\s+)?(?:next\s+|coming\s+)?(\d{1,2}|two|three|four|"
    r"five|six|seven|eight|nine|ten|twelve|fifteen|twenty)[\s-]years?\b|\b(\d{1,2})-year\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
_MANY_YEARS = 30  # no undertaking is spread over more: a longer number counts something else


class Claim(NamedTuple):
    """An amount that a mention gives, as it is written there."""

    value: int | float
    unit: str
    mention: Mention
    before: str  # the words before the number, up to `_NEAR` characters
    after: str  # and after it
    quantity: Quantity | None  # of a commitment; None for a figure

    @property
    def what(self) -> str:
        """What is measured or undertaken, in the words of the text."""
        entry = self.mention.entry
        return entry.what if isinstance(entry, Figure | Commitment) else ""

    @property
    def words(self) -> str:
        """All the words that it is said in."""
        return f"{self.what} {self.mention.entry.evidence[0].quote}"

    @property
    def year(self) -> int | None:
        """Year that it is of: that of its date, else of its report."""
        span = days(self.mention.entry.date) or days(self.mention.reported)
        return span.last.year if span else None

    @property
    def parties(self) -> tuple[str, ...]:
        """Codes of whom it is said."""
        return parties_of(self.mention.entry)

    def years_to(self, year: int) -> int:
        """Years between it and another year; none where it has no date."""
        return abs((self.year or year) - year)

    def spread(self) -> int:
        """Years over which it is spread: one, unless it is a sum and the words say over how many."""
        entry = self.mention.entry
        if not isinstance(entry, Commitment) or self.quantity is None or is_rate(self.quantity, entry):
            return 1
        found = _YEARS.search(entry.evidence[0].quote)
        if found is None:
            return 1
        written = (found[1] or found[2]).casefold()
        return min(max(_NUMBERS.get(written) or int(written), 1), _MANY_YEARS)


def claims_of(mention: Mention) -> Iterator[Claim]:
    """Amounts of a figure or a commitment; shares, of which no series knows, are left out."""
    entry = mention.entry
    given: Sequence[tuple[int | float, str, Quantity | None]] = ()
    if isinstance(entry, Figure) and entry.change != "share":
        given = ((entry.value, entry.unit, None),)
    elif isinstance(entry, Commitment):
        given = tuple((quantity.value, quantity.unit, quantity) for quantity in entry.quantities)
    for value, unit, quantity in given:
        if value > 0:
            before, after = around(value, entry.evidence[0].quote)
            yield Claim(value, unit, mention, before[-_NEAR:], after[:_NEAR], quantity)


def ruled_out(claim: Claim, data: Sequence[Datum], comparison: str) -> Flag:
    """Flag a claim against the sum of some data: `... is COMPARISON: the figures (their sources).`."""
    units = " and ".join(sorted({datum.unit for datum in data}))
    figures = " + ".join(digits(datum.value) for datum in data)
    text = f"{amount(claim.value, claim.unit)} is {comparison}: {figures} {units} ({sources(data)})."
    return Flag(kind="implausible", text=text, mentions=(claim.mention,), against=tuple(data))


def sources(data: Sequence[Datum]) -> str:
    """Name who vouches for some data, each once."""
    return "; ".join(dict.fromkeys(datum.source for datum in data))


def times_as_much(times: float) -> str:
    """Write how many times, to two digits that tell: 2.7, 36, 1,300."""
    return digits(float(f"{times:.2g}"))
