"""Figures and amounts that the reference series rule out, with the arithmetic. A flag never corrects the record.

A series gives one year's figure, and another year's may differ. An amount is ruled out where it is more than
`TIMES` what the most generous reading of the series allows, and for each year between the two `GROWTH` more: a good
year is seldom twice the last one on file, and 5 percent a year doubles an output in 14 years, which few have kept up
for longer; money grows by prices too. What this is to catch, a thousand taken for a million or one unit for another, is
wrong by ten and more. The most generous reading: of all parties that a mention names the one with the most, of what it
harvests, what it uses and ships together where its harvest is not on file; and where one party is not on file, the
world's. So a flag is rare, and worth a look.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from legation.amounts import amount, digits, with_unit
from legation.days import days
from legation.ledger.balance import is_rate
from legation.ledger.parties import parties_of
from legation.ledger.surroundings import around
from legation.nouns import Commitment, Datum, Figure, Flag, Mention, Quantity
from legation.reference.parties import party_name
from legation.reference.series import WORLD, Series
from legation.reference.yardsticks import (
    PEOPLE,
    in_unit_of_series,
    is_named,
    is_stock,
    out_of_unit_of_series,
    thing_in,
)

TIMES = 2.0  # of harvests, outputs, money
GROWTH = 1.05  # of them, by the year
TIMES_PEOPLE, GROWTH_PEOPLE = 1.25, 1.03  # no population has doubled in less than a generation
GROWTH_MONEY = 1.10  # growth and prices together
# No state in the series spends half of its gross domestic product on its forces; at war some come near.
LARGEST_SHARE = 0.5
_PRODUCED = "production"
_YEARS = re.compile(
    r"\b(?:over|for|in|during|within)\s+(?:a\s+period\s+of\s+)?(?:the\s+)?(?:next\s+|coming\s+)?(\d{1,2}|two|three|four|"
    r"five|six|seven|eight|nine|ten|twelve|fifteen|twenty)[\s-]years?\b|\b(\d{1,2})-year\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
_MANY_YEARS = 30  # a period that is not told exactly ("over many years") is not held to be longer
_TRADE = re.compile(r"\b(?:trade|turnover|commerce)\b", re.IGNORECASE)
_SENT = re.compile(r"\b(?:trad\w+|export\w*|s[oe]ld|sells?|sales?|ship\w*|suppl\w+|deliver\w*)\b", re.IGNORECASE)
_FOOD = "tonne"
_NEAR = 80  # characters on either side of a number in which what it counts is named


class Bound(NamedTuple):
    """How much there can be by the series: in its unit, with the data that it is the sum of."""

    value: float
    data: tuple[Datum, ...]

    @property
    def year(self) -> int:
        """Year of the data; of several the latest."""
        return max(datum.year for datum in self.data)


class Claim(NamedTuple):
    """An amount that a mention gives, as it is written there."""

    value: float
    unit: str
    mention: Mention
    of: str  # what it is said of: the words in which the thing is named
    near: str  # the words around the number
    quantity: Quantity | None  # of a commitment; None for a figure

    @property
    def year(self) -> int | None:
        """Year that it is of: that of its date, else of its report."""
        span = days(self.mention.entry.date) or days(self.mention.reported)
        return span.last.year if span else None

    @property
    def parties(self) -> tuple[str, ...]:
        """Codes of whom it is said."""
        return parties_of(self.mention.entry)


def implausible(mentions: Iterable[Mention], series: Series) -> tuple[Flag, ...]:
    """One flag for each amount of a figure or commitment that the series rule out, in the order of mentions."""
    found: list[Flag] = []
    for mention in dict.fromkeys(mentions):
        for claim in _claims(mention):
            flag = _of_goods(claim, series)
            if flag is None and isinstance(mention.entry, Figure) and mention.entry.change == "level":
                flag = _of_people(claim, series) or _of_money(claim, series)
            if flag is not None:
                found.append(flag)
    return tuple(found)


def _claims(mention: Mention) -> Iterator[Claim]:
    entry = mention.entry
    quote = entry.evidence[0].quote
    if isinstance(entry, Figure) and entry.change != "share" and entry.value > 0:
        near = " ".join(part[-_NEAR:] if n == 0 else part[:_NEAR] for n, part in enumerate(around(entry.value, quote)))
        yield Claim(entry.value, entry.unit, mention, entry.what, near, None)
    elif isinstance(entry, Commitment):
        for quantity in entry.quantities:
            before, after = around(quantity.value, quote)
            near = f"{before[-_NEAR:]} {after[:_NEAR]}"
            yield Claim(quantity.value, quantity.unit, mention, entry.what, near, quantity)


def _of_goods(claim: Claim, series: Series) -> Flag | None:
    """Hold an amount of wheat, oil or whatever else the series have against what can be had of it in a year."""
    before, after = around(claim.value, claim.mention.entry.evidence[0].quote)
    things = _goods(series)
    thing = next(
        (named for text in (after[:_NEAR], claim.of, before[-_NEAR:]) if (named := thing_in(text, things))), None
    )
    if thing is None or is_stock(f"{claim.of} {claim.near}"):
        return None
    bound = _most(claim, thing, series)
    if bound is None:
        return None
    yearly = in_unit_of_series(claim.value, claim.unit, thing, bound.data[0].unit)
    if yearly is None:
        return None
    span = _span_in_years(claim)
    times = yearly / span / bound.value
    if times <= TIMES * GROWTH ** _years_between(claim, bound):
        return None
    said = f"{amount(claim.value, claim.unit)} of {thing}{f' over {span} years' if span > 1 else ''}"
    sentences = [f"{said} is {_written(times)} times {_what_of(thing, bound)}: {_sum(bound, claim.unit, thing)}"]
    against = bound.data
    exported = _exports(claim, thing, bound, series)
    if exported is not None:
        more = yearly / span / exported.value
        sentences.append(
            f"it is {_written(more)} times what {exported.place} exported in {exported.year}: "
            f"{_sum(Bound(exported.value, (exported,)), claim.unit, thing)}"
        )
        against = (*against, exported)
    return Flag(kind="implausible", text="; ".join(sentences) + ".", mentions=(claim.mention,), against=against)


def _goods(series: Series) -> frozenset[str]:
    return frozenset(
        datum.what for datum in series.data if datum.measure in {_PRODUCED, "domestic supply", "exports", "imports"}
    )


def _most(claim: Claim, thing: str, series: Series) -> Bound | None:
    """How much of a thing the party with the most of it has in a year; the world's where a party is not on file."""
    year = claim.year or 9999
    bounds = [_bound(code, thing, year, series) for code in claim.parties]
    known = [bound for bound in bounds if bound is not None]
    if known and len(known) == len(bounds):
        return max(known, key=lambda bound: bound.value)
    return _bound(WORLD, thing, year, series)


def _bound(code: str, thing: str, year: int, series: Series) -> Bound | None:
    produced, used, sent = (
        series.nearest(code, thing, measure, year) for measure in (_PRODUCED, "domestic supply", "exports")
    )
    if produced is not None and (used is None or used.value <= produced.value):
        return Bound(produced.value, (produced,))
    if used is None:
        return None
    if sent is not None and produced is None and sent.year == used.year and sent.unit == used.unit:
        return Bound(used.value + sent.value, (used, sent))
    return Bound(used.value, (used,))


def _exports(claim: Claim, thing: str, bound: Bound, series: Series) -> Datum | None:
    """What the party of a bound exported, where the words are of trade and the bound is not made of it already."""
    code = bound.data[0].code
    if code == WORLD or len(bound.data) > 1 or not _SENT.search(f"{claim.of} {claim.mention.entry.evidence[0].quote}"):
        return None
    return series.nearest(code, thing, "exports", bound.year)


def _what_of(thing: str, bound: Bound) -> str:
    datum = bound.data[0]
    place = "the world" if datum.code == WORLD else datum.place
    if len(bound.data) > 1:
        return f"what {place} used at home and exported together in {datum.year}"
    if datum.measure == _PRODUCED:
        return (
            f"what {place} {'harvested' if datum.unit == _FOOD and thing in _HARVESTED else 'produced'} in {datum.year}"
        )
    return f"what {place} used in {datum.year}"


_HARVESTED = frozenset({"wheat", "maize", "barley"})


def _sum(bound: Bound, unit: str, thing: str) -> str:
    """Write the data of a bound with their source, and as well in the unit that was reported if that is another."""
    datum = bound.data[0]
    written = with_unit(" + ".join(digits(each.value) for each in bound.data), datum.unit)
    own_unit = unit.partition(" per ")[0]
    converted = out_of_unit_of_series(bound.value, own_unit, thing, datum.unit)
    if own_unit != datum.unit and converted is not None:
        written += f", or some {amount(float(f'{converted:.3g}'), own_unit)}"
    sources = "; ".join(dict.fromkeys(each.source for each in bound.data))
    return f"{written} ({sources})"


def _span_in_years(claim: Claim) -> int:
    """Years over which an amount is spread: one, unless it is a sum and the words say over how many."""
    entry = claim.mention.entry
    if not isinstance(entry, Commitment) or claim.quantity is None or is_rate(claim.quantity, entry):
        return 1
    found = _YEARS.search(entry.evidence[0].quote)
    if found is None:
        return 1
    written = (found[1] or found[2]).casefold()
    return min(max(_NUMBERS.get(written) or int(written), 1), _MANY_YEARS)


def _of_people(claim: Claim, series: Series) -> Flag | None:
    """Hold a number of people against how many the states that it is said of have together."""
    if claim.unit not in PEOPLE:
        return None
    data = _of_each(claim.parties, "population", claim, series)
    if not data:
        return None
    bound = Bound(sum(datum.value for datum in data), tuple(data))
    times = claim.value / bound.value
    if times <= TIMES_PEOPLE * GROWTH_PEOPLE ** _years_between(claim, bound):
        return None
    return _flag(claim, data, f"{_written(times)} times as many as lived in {_places(data)} in {bound.year}")


def _of_money(claim: Claim, series: Series) -> Flag | None:
    """Hold products of states, spending on their forces and their trade against their gross domestic products."""
    if claim.unit != "USD":
        return None
    words = f"{claim.of} {claim.mention.entry.evidence[0].quote}"
    thing = thing_in(words, frozenset({"gross domestic product", "military expenditure"}))
    products = _of_each(claim.parties, "gross domestic product", claim, series)
    if not products:
        return None
    bound = Bound(sum(datum.value for datum in products), tuple(products))
    growth = GROWTH_MONEY ** _years_between(claim, bound)
    times = claim.value / bound.value
    ofwhat = f"what {_places(products)} produced in {bound.year}, its gross domestic product"
    if len(products) > 1:
        ofwhat = f"the gross domestic products of {_places(products)} in {bound.year} together"
    if thing is None and len(products) > 1 and _TRADE.search(words):
        return _flag(claim, products, f"{_written(times)} times {ofwhat}") if times > TIMES * growth else None
    # "Defence spending increased to 2.46 trillion" may be that of the whole world: only who is named is held to it.
    if len(products) != 1 or not is_named(products[0].code, words):
        return None
    if thing == "gross domestic product" and times > TIMES * growth:
        return _flag(claim, products, f"{_written(times)} times {ofwhat}")
    if thing == "military expenditure" and times > LARGEST_SHARE * growth:
        spent = series.nearest(products[0].code, thing, "spending", claim.year or 9999)
        flag = _flag(claim, products, f"{_written(times)} times {ofwhat}")
        if spent is None:
            return flag
        own = f"; it is {_written(claim.value / spent.value)} times what {spent.place} spent on its forces in "
        own += f"{spent.year}: {digits(spent.value)} {spent.unit} ({spent.source})."
        return flag.model_copy(update={"text": flag.text.removesuffix(".") + own, "against": (*flag.against, spent)})
    return None


def _of_each(codes: Sequence[str], thing: str, claim: Claim, series: Series) -> list[Datum]:
    """One datum for each party; none at all where one is not on file."""
    found = [series.nearest(code, thing, "level", claim.year or 9999) for code in codes]
    data = [datum for datum in found if datum is not None]
    return data if data and len(data) == len(found) else []


def _flag(claim: Claim, data: Sequence[Datum], comparison: str) -> Flag:
    units = {datum.unit for datum in data}
    figures = " + ".join(digits(datum.value) for datum in data)
    sources = "; ".join(dict.fromkeys(datum.source for datum in data))
    text = f"{amount(claim.value, claim.unit)} is {comparison}: {figures} {' and '.join(sorted(units))} ({sources})."
    return Flag(kind="implausible", text=text, mentions=(claim.mention,), against=tuple(data))


def _places(data: Sequence[Datum]) -> str:
    return " and ".join(party_name(datum.code) for datum in data)


def _years_between(claim: Claim, bound: Bound) -> int:
    return abs((claim.year or bound.year) - bound.year)


def _written(times: float) -> str:
    """How many times, to two digits that tell: 2.7, 36, 1,300."""
    return digits(float(f"{times:.2g}"))
