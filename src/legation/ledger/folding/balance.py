"""Promised against delivered, by unit: what may be summed, and what may not.

What an entry says is done was delivered, and of what is under way the part that it tells of as past; what else it
offers, pledges, agrees, signs or has under way was promised. What is asked for, talked about, held up or refused is
neither. A delivery was, by the same token, promised.

- "More" comes on top of what was promised or delivered before it. Another value without "more" is the same promise in
  other words, of which the largest counts; where the words say that it was cut, the new one.
- The same value again is a repetition and no second time, whoever says so: the other side restates what was promised
  to it. Only what was delivered at times that are told apart was delivered twice.
- A total to date ("500,000 so far") holds what was delivered before it. A rate ("a year") is no total.
- What different parties undertake side by side adds up; units, and so currencies, do not.
- What is no promise at all (costs, sizes, rates) is told apart in `promises.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from legation.ledger.folding.amounts import Amount, amounts_of
from legation.ledger.folding.chronology import Undertaking
from legation.ledger.folding.promises import is_money
from legation.ledger.folding.sides import sides
from legation.nouns import Balance, Counted, Side, Stage

_APART = timedelta(days=7)  # two reports of one delivery seldom date it further apart than this
_AS: dict[Stage, str] = {
    "offered": "offered", "pledged": "pledged", "agreed": "agreed", "signed": "signed", "underway": "under way",
    "done": "still to come",
}  # fmt: skip


class _Weighed(NamedTuple):
    """What one amount adds to its account, and why."""

    side: Side | None
    adds: int | float
    why: str


def balances(history: Iterable[Undertaking]) -> tuple[Balance, ...]:
    """Balance of each unit in which something was promised or delivered, sorted by unit."""
    found = []
    for unit, amounts in sorted(_by_unit(amounts_of(history)).items()):
        accounts, lines = _weigh(amounts)
        promised, delivered = _sums(accounts)
        counted = tuple(
            Counted(quantity=amount.quantity, mention=amount.undertaking.mention, **line._asdict())
            for amount, line in zip(amounts, lines, strict=True)
        )
        if promised:  # what was delivered was promised
            found.append(Balance(unit=unit, promised=promised, delivered=delivered, counted=counted))
    return tuple(found)


def outstanding(history: Sequence[Undertaking], after: Collection[int]) -> frozenset[int]:
    """After which of the given numbers of entries part of the goods had been delivered, and part was still to come."""
    places = {id(undertaking): place for place, undertaking in enumerate(history)}
    goods = [
        (places[id(amount.undertaking)], amount)
        for amount in amounts_of(history)
        if amount.neither is None and not is_money(amount.quantity.unit)
    ]
    found = set()
    for number in after:
        for known in _by_unit([amount for place, amount in goods if place < number]).values():
            promised, delivered = _sums(_weigh(known)[0])
            if 0 < delivered < promised:
                found.add(number)
                break
    return frozenset(found)


def _by_unit(amounts: Iterable[Amount]) -> dict[str, list[Amount]]:
    by_unit: dict[str, list[Amount]] = defaultdict(list)
    for amount in amounts:
        by_unit[amount.quantity.unit].append(amount)
    return by_unit


def _weigh(amounts: Sequence[Amount]) -> tuple[Collection["_Account"], list[_Weighed]]:
    """Lay the amounts of one unit to accounts, one for each side that undertakes something in it."""
    counting = [amount for amount in amounts if amount.neither is None]
    side_of = iter(sides([(amount.undertaking.entry, amount.quantity) for amount in counting]))
    accounts: dict[int, _Account] = defaultdict(_Account)
    lines = [
        accounts[next(side_of)].take(amount) if amount.neither is None else _Weighed(None, 0, amount.neither)
        for amount in amounts
    ]
    return accounts.values(), lines


def _sums(accounts: Iterable["_Account"]) -> tuple[int | float, int | float]:
    known = tuple(accounts)
    return sum(account.promised for account in known), sum(account.delivered for account in known)


class _Account:
    """What one side has promised and delivered in one unit, in running order."""

    def __init__(self) -> None:
        self.promised: int | float = 0
        self.delivered: int | float = 0
        self._on_top: set[int | float] = set()
        self._deliveries: dict[int | float, _Told] = {}

    def take(self, amount: Amount) -> _Weighed:
        """Count one amount: on which side, how much it adds, and why."""
        if amount.come:
            adds, why = self._deliver(amount)
            self.delivered += adds
            self.promised = max(self.promised, self.delivered)
            return _Weighed("delivered", adds, why)
        adds, why = self._promise(amount)
        self.promised += adds
        return _Weighed("promised", adds, why)

    def _deliver(self, amount: Amount) -> tuple[int | float, str]:
        value = amount.quantity.value
        told = self._deliveries.setdefault(value, _Told())
        another = told.leave_room_for(amount)
        told.add(amount)
        if not another:
            return 0, "the same delivery again"
        if amount.total:
            return max(value - self.delivered, 0), "a total to date, which holds what came before it"
        return value, "another delivery" if self.delivered else "delivered"

    def _promise(self, amount: Amount) -> tuple[int | float, str]:
        value, word = amount.quantity.value, _AS[amount.undertaking.entry.stage]
        if amount.quantity.additional:
            if value in self._on_top:
                return 0, "the same promise of more again"
            self._on_top.add(value)
            return value, f"{word}, on top of what was before"
        if not self.promised:
            return value, word
        if value > self.promised:
            return value - self.promised, f"{word}: more than the promise before it, which it takes the place of"
        if amount.cut and value >= self.delivered:
            return value - self.promised, f"{word}: less than the promise before it, which it takes the place of"
        if value < self.promised:
            return 0, "held to be part of what was promised before"
        return 0, "the same promise again"


class _Told:
    """When a delivery of one number was told of before."""

    def __init__(self) -> None:
        self._latest = date.min
        self._days: set[date | None] = set()

    def add(self, amount: Amount) -> None:
        """Note that it was told of again."""
        self._latest = max(self._latest, amount.happened)
        self._days.add(amount.day)

    def leave_room_for(self, amount: Amount) -> bool:
        """Whether an amount can be another delivery than those told of."""
        if not self._days:
            return True
        if amount.quantity.additional:  # "another million" on another day; a bare million is the one already told of
            return amount.happened > self._latest
        known = [day for day in self._days if day is not None]
        return (
            amount.day is not None and None not in self._days and all(abs(amount.day - day) > _APART for day in known)
        )
