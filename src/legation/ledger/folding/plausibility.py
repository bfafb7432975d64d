"""Figures and amounts that the reference series rule out, with the arithmetic. A flag never corrects the record.

A series gives one year's figure, and another year's may differ. An amount is ruled out where it is more than
`TIMES` what the most generous reading of the series allows, and for each year between the two `GROWTH` more: a good
year is seldom twice the last one on file, and 5 percent a year doubles an output in 14 years, which few have kept up
for longer. What this is to catch, a thousand taken for a million or one unit for another, is wrong by ten and more. The
most generous reading: of all parties that a mention names the one with the most, of what it harvests, or what it uses
and ships together where its harvest is not on file; and where one party is not on file or none is named in the words,
the world's. So a flag is rare, and worth a look.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from legation.amounts import amount, digits, with_unit
from legation.ledger.folding.claims import Claim, claims_of, sources, times_as_much
from legation.ledger.folding.scale import beyond_its_states
from legation.nouns import Datum, Flag, Mention
from legation.reference.naming import is_named
from legation.reference.series import WORLD, Series
from legation.reference.yardsticks import in_unit_of_series, is_stock, out_of_unit_of_series, thing_in

TIMES = 2.0
GROWTH = 1.05  # by the year
_HARVESTED = frozenset({"wheat", "maize", "barley"})
_SENT = re.compile(r"\b(?:trad\w+|export\w*|s[oe]ld|sells?|sales?|ship\w*|suppl\w+|deliver\w*)\b", re.IGNORECASE)
_OF_THE_WORLD = re.compile(r"\b(?:world|worldwide|global|globally)\b", re.IGNORECASE)


class Bound(NamedTuple):
    """How much there can be by the series, in their unit: the sum of some data of one place and year."""

    value: float
    data: tuple[Datum, ...]


def implausible(mentions: Iterable[Mention], series: Series) -> tuple[Flag, ...]:
    """One flag for each amount of a figure or commitment that the series rule out, in the order of mentions."""
    flags = (
        _of_goods(claim, series) or beyond_its_states(claim, series)
        for mention in dict.fromkeys(mentions)
        for claim in claims_of(mention)
    )
    return tuple(flag for flag in flags if flag is not None)


def _of_goods(claim: Claim, series: Series) -> Flag | None:
    """Hold an amount of wheat, oil or whatever else the series have against what can be had of it in a year."""
    goods = series.goods()
    named = (thing_in(text, goods) for text in (claim.after, claim.what, claim.before))
    thing = next((thing for thing in named if thing is not None), None)
    if thing is None or is_stock(f"{claim.what} {claim.before} {claim.after}"):
        return None
    bound = _most(claim, thing, series)
    value = None if bound is None else in_unit_of_series(claim.value, claim.unit, thing, bound.data[0].unit)
    if bound is None or value is None:
        return None
    spread = claim.spread()
    times = value / spread / bound.value
    if times <= TIMES * GROWTH ** claim.years_to(bound.data[0].year):
        return None
    said = f"{amount(claim.value, claim.unit)} of {thing}{f' over {spread} years' if spread > 1 else ''}"
    text = f"{said} is {times_as_much(times)} times {_what_of(thing, bound)}: {_sum(bound, claim.unit, thing)}"
    exported = _exports(claim, thing, bound, series)
    if exported is None:
        return Flag(kind="implausible", text=f"{text}.", mentions=(claim.mention,), against=bound.data)
    text += f"; it is {times_as_much(value / spread / exported.value)} times what {exported.place} exported in "
    text += f"{exported.year}: {_sum(Bound(exported.value, (exported,)), claim.unit, thing)}."
    return Flag(kind="implausible", text=text, mentions=(claim.mention,), against=(*bound.data, exported))


def _most(claim: Claim, thing: str, series: Series) -> Bound | None:
    """How much of a thing the party with the most of it has in a year; the world where it may be of another."""
    year = claim.year or 9999
    words = claim.words
    if _OF_THE_WORLD.search(words) is None and any(is_named(code, words) for code in claim.parties):
        bounds = [_bound(code, thing, year, series) for code in claim.parties]
        known = [bound for bound in bounds if bound is not None]
        if len(known) == len(bounds):
            return max(known, key=lambda bound: bound.value)
    return _bound(WORLD, thing, year, series)


def _bound(code: str, thing: str, year: int, series: Series) -> Bound | None:
    produced, used, sent = (
        series.nearest(code, thing, measure, year) for measure in ("production", "domestic supply", "exports")
    )
    if produced is not None and (used is None or used.value <= produced.value):
        bound = Bound(produced.value, (produced,))
    elif used is None:
        return None
    elif sent is not None and produced is None and (sent.year, sent.unit) == (used.year, used.unit):
        bound = Bound(used.value + sent.value, (used, sent))
    else:
        bound = Bound(used.value, (used,))
    return bound if bound.value > 0 else None


def _exports(claim: Claim, thing: str, bound: Bound, series: Series) -> Datum | None:
    """What the place of a bound exported, where the words are of trade and the bound is not made of it already."""
    code = bound.data[0].code
    if code == WORLD or len(bound.data) > 1 or not _SENT.search(claim.words):
        return None
    exported = series.nearest(code, thing, "exports", bound.data[0].year)
    return exported if exported and exported.value > 0 and exported.unit == bound.data[0].unit else None


def _what_of(thing: str, bound: Bound) -> str:
    datum = bound.data[0]
    place = "the world" if datum.code == WORLD else datum.place
    if len(bound.data) > 1:
        return f"what {place} used at home and exported together in {datum.year}"
    if datum.measure == "production":
        return f"what {place} {'harvested' if thing in _HARVESTED else 'produced'} in {datum.year}"
    return f"what {place} used in {datum.year}"


def _sum(bound: Bound, unit: str, thing: str) -> str:
    """Write the data of a bound with their source, and as well in the unit that was reported if that is another."""
    datum = bound.data[0]
    written = with_unit(" + ".join(digits(each.value) for each in bound.data), datum.unit)
    own_unit = unit.partition(" per ")[0]
    converted = out_of_unit_of_series(bound.value, own_unit, thing, datum.unit)
    if own_unit != datum.unit and converted is not None:
        written += f", or some {amount(float(f'{converted:.3g}'), own_unit)}"
    return f"{written} ({sources(bound.data)})"
