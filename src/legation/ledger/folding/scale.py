"""Numbers too large for the states that they are told of: people, products, spending on forces, trade.

`plausibility.py` says of what kind a bound is. Numbers of people are held against populations, of which none has
doubled in less than a generation. Money is held against gross domestic products, in the prices of the year, so that
each year between the two allows for growth and for prices.
"""

import re
from collections.abc import Sequence

from legation.amounts import digits
from legation.ledger.folding.claims import Claim, ruled_out, sources, times_as_much
from legation.nouns import Datum, Figure, Flag
from legation.reference.naming import is_named
from legation.reference.parties import party_name
from legation.reference.series import Series
from legation.reference.yardsticks import PEOPLE, thing_in

TIMES_PEOPLE, GROWTH_PEOPLE = 1.25, 1.03
TIMES_MONEY, GROWTH_MONEY = 2.0, 1.10
# Of gross domestic product, spent on forces: no state of the series comes up to it.
LARGEST_SHARE = 0.5
_PRODUCT, _FORCES = "gross domestic product", "military expenditure"
_TRADE = re.compile(r"\b(?:trade|turnover|commerce)\b", re.IGNORECASE)


def beyond_its_states(claim: Claim, series: Series) -> Flag | None:
    """Flag a figure, given as a level, that exceeds what the states that it is told of can come to together."""
    entry = claim.mention.entry
    if not isinstance(entry, Figure) or entry.change != "level":
        return None
    if claim.unit in PEOPLE:
        return _people(claim, _of_each("population", claim, series))
    return _money(claim, _of_each(_PRODUCT, claim, series), series) if claim.unit == "USD" else None


def _people(claim: Claim, data: Sequence[Datum]) -> Flag | None:
    times = _times(claim, data)
    if times <= TIMES_PEOPLE * GROWTH_PEOPLE ** _years(claim, data):
        return None
    return ruled_out(claim, data, f"{times_as_much(times)} times as many as lived in {_places(data)} in {_when(data)}")


def _money(claim: Claim, data: Sequence[Datum], series: Series) -> Flag | None:
    """Flag what one state is said to produce or to spend on its forces, or several to trade."""
    times, growth = _times(claim, data), GROWTH_MONEY ** _years(claim, data)
    thing = thing_in(claim.words, frozenset({_PRODUCT, _FORCES}))
    if len(data) > 1 and thing is None and _TRADE.search(claim.words) and times > TIMES_MONEY * growth:
        product = f"the gross domestic products of {_places(data)} in {_when(data)} together"
        return ruled_out(claim, data, f"{times_as_much(times)} times {product}")
    # "Defence spending rose to 2.46 trillion" may be the world's: only a state that is named is held to it.
    if len(data) != 1 or not is_named(data[0].code, claim.words):
        return None
    product = f"the gross domestic product of {_places(data)} in {_when(data)}"
    flag = ruled_out(claim, data, f"{times_as_much(times)} times {product}")
    if thing == _PRODUCT and times > TIMES_MONEY * growth:
        return flag
    if thing == _FORCES and times > LARGEST_SHARE * growth:
        spent = series.nearest(data[0].code, _FORCES, "spending", claim.year or 9999)
        return flag if spent is None or not spent.value else _with_spending(flag, claim, spent)
    return None


def _with_spending(flag: Flag, claim: Claim, spent: Datum) -> Flag:
    own = f"; it is {times_as_much(claim.value / spent.value)} times what {spent.place} spent on its forces in "
    own += f"{spent.year}: {digits(spent.value)} {spent.unit} ({sources((spent,))})."
    return flag.model_copy(update={"text": flag.text.removesuffix(".") + own, "against": (*flag.against, spent)})


def _of_each(thing: str, claim: Claim, series: Series) -> tuple[Datum, ...]:
    """One datum for each party that it is told of; none at all where one is not on file."""
    found = [series.nearest(code, thing, "level", claim.year or 9999) for code in claim.parties]
    data = tuple(datum for datum in found if datum is not None and datum.value > 0)
    return data if len(data) == len(found) else ()


def _times(claim: Claim, data: Sequence[Datum]) -> float:
    return claim.value / sum(datum.value for datum in data) if data else 0.0


def _years(claim: Claim, data: Sequence[Datum]) -> int:
    return max((claim.years_to(datum.year) for datum in data), default=0)


def _places(data: Sequence[Datum]) -> str:
    return " and ".join(party_name(datum.code) for datum in data)


def _when(data: Sequence[Datum]) -> str:
    return " and ".join(dict.fromkeys(str(datum.year) for datum in data))
