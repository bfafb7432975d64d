"""Promised against delivered, by unit.

What an entry says is done was delivered; what it offers, pledges, agrees, signs or has under way was promised. What
is asked for, talked about, held up or refused is neither. A delivery was, by the same token, promised. "More" comes
on top of what was promised or delivered before it; another value without "more" is the same promise in other words,
of which the largest counts. The same value in the same unit again is a repetition, not a second time.

Money that measures what something costs is no promise: money counts where money is the thing undertaken. Nor do sizes
count: lengths, powers, rates, shares and spans of time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from legation.ledger.chronology import Undertaking, in_order_of_report
from legation.nouns import Balance, Commitment, Quantity, Stage

_PROMISED: frozenset[Stage] = frozenset({"offered", "pledged", "agreed", "signed", "underway"})
_MONEY = re.compile(r"[A-Z]{3}")
_MONEY_IS_THE_THING = re.compile(
    r"\b(loans?|credits?|credit lines?|grants?|aid|assistance|donat\w+|pa(?:y|ys|id|ying|yments?)|funds?|funding|"
    r"financ\w+|contribut\w+|compensation|relief|debts?|deposits?|instalments?|tranches?)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"\b(percent|percentage|per|years?|months?|weeks?|days?|hours?|(?:kilo|centi)?metres?|kilometres?|km|miles?|"
    r"(?:mega|giga|kilo)?watts?|hectares?|degrees?|times?)\b|/",
    re.IGNORECASE,
)


def is_money(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code."""
    return _MONEY.fullmatch(unit) is not None


def is_goods(unit: str) -> bool:
    """Whether a unit counts or weighs things, rather than money, sizes, rates, shares or time."""
    return not is_money(unit) and _SIZE.search(unit) is None


def balances(history: Iterable[Undertaking]) -> tuple[Balance, ...]:
    """Balance of each unit in which something was promised or delivered, sorted by unit."""
    sums: dict[str, _Sum] = defaultdict(_Sum)
    # Within one document what it says is done comes first: "provided 50,000 and intends 150,000 more".
    order = sorted(in_order_of_report(history), key=lambda u: (u.reported, u.mention.document, u.entry.stage != "done"))
    for undertaking in order:
        for quantity in undertaking.entry.quantities:
            if is_promise(quantity, undertaking.entry):
                sums[quantity.unit].take(quantity, undertaking)
    return tuple(sums[unit].balance(unit) for unit in sorted(sums))


def is_promise(quantity: Quantity, entry: Commitment) -> bool:
    """Whether a quantity of an entry is something promised or delivered, rather than what it costs or how big it is."""
    if entry.stage != "done" and entry.stage not in _PROMISED:
        return False
    if is_money(quantity.unit):
        return _MONEY_IS_THE_THING.search(entry.what) is not None
    return quantity.value > 0 and is_goods(quantity.unit)


class _Sum:
    """The running balance of one unit."""

    def __init__(self) -> None:
        self.promised: int | float = 0
        self.delivered: int | float = 0
        self._promises: set[int | float] = set()
        self._deliveries: dict[int | float, list[Undertaking]] = defaultdict(list)

    def take(self, quantity: Quantity, undertaking: Undertaking) -> None:
        """Count one quantity of one entry."""
        value = quantity.value
        if undertaking.entry.stage == "done":
            before = self._deliveries[value]
            # "Another million" on another day is another delivery; a bare million is the one already told of.
            if not before or (quantity.additional and all(undertaking.happened > other.happened for other in before)):
                self.delivered += value
            before.append(undertaking)
            self.promised = max(self.promised, self.delivered)
        elif not quantity.additional:
            self.promised = max(self.promised, value)
        elif value not in self._promises:
            self._promises.add(value)
            self.promised += value

    def balance(self, unit: str) -> Balance:
        """Where it stands."""
        return Balance(unit=unit, promised=self.promised, delivered=self.delivered)
