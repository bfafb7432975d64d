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

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from legation.days import days
from legation.ledger.chronology import Undertaking, in_order_of_report
from legation.ledger.promises import is_goods, is_money, is_promise, why_neither
from legation.ledger.sides import sides
from legation.ledger.surroundings import around
from legation.nouns import Balance, Commitment, Counted, Quantity, Side, Stage

_APART = timedelta(days=7)  # two reports of one delivery seldom date it further apart than this
_TO_DATE = re.compile(
    r"\b(?:so far|to date|up to now|until now|in total|in all|altogether|during (?:this|the))\b", re.IGNORECASE
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:a total of|in total|altogether|so far|to date|already|add(?:s|ed|ing)? up to|total to)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"^\s*of\s+(?:the|its|a)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)  # "100 of the promised 400"
_AHEAD = re.compile(
    r"\b(?:intend\w*|plan(?:s|ned)?|will|would|shall|is to|are to|to (?:supply|send|deliver|provide|donate|give)|"
    r"promis\w*|pledg\w*|commit\w*|undert\w+|expect\w*)\b[^.;]*$",
    re.IGNORECASE,
)
# What is under way has happened in part where the words tell of it as past: "has released 21", "were freed".
_HAPPENED = re.compile(
    r"^(?:(?:has|have|had|was|were|been|already|also|so far)\s+)*"
    r"(?:\w+ed|sent|gave|given|brought|built|paid|lent|sold|met)$",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"\b(?:start|commenc|continu|launch|resum|expect|plann|need)", re.IGNORECASE)
_CUT = re.compile(
    r"\b(?:cut|reduc\w+|lower\w+|scal\w+ (?:back|down)|trimm\w+|down)\b[^.;]{0,40}\bto\b[^.;]{0,15}$", re.IGNORECASE
)


def balances(history: Iterable[Undertaking]) -> tuple[Balance, ...]:
    """Balance of each unit in which something was promised or delivered, sorted by unit."""
    # Within one document what it says is done comes first: "provided 50,000 and intends 150,000 more".
    order = sorted(in_order_of_report(history), key=lambda u: (u.reported, u.mention.document, not _has_come(u.entry)))
    by_unit: dict[str, list[tuple[Undertaking, Quantity]]] = defaultdict(list)
    for undertaking in order:
        for quantity in undertaking.entry.quantities:
            if quantity.value > 0 and (is_money(quantity.unit) or is_goods(quantity.unit)):
                by_unit[quantity.unit].append((undertaking, quantity))
    found = (_balance(unit, by_unit[unit]) for unit in sorted(by_unit))
    return tuple(balance for balance in found if balance.promised or balance.delivered)


def _balance(unit: str, amounts: Sequence[tuple[Undertaking, Quantity]]) -> Balance:
    """One unit, with an account for each side that undertakes something in it."""
    counting = [
        place for place, (undertaking, quantity) in enumerate(amounts) if is_promise(quantity, undertaking.entry)
    ]
    side_of = dict(
        zip(counting, sides([(amounts[place][0].entry, amounts[place][1]) for place in counting]), strict=True)
    )
    accounts: dict[int, _Account] = defaultdict(_Account)
    counted: list[Counted] = []
    for place, (undertaking, quantity) in enumerate(amounts):
        why = why_neither(quantity, undertaking.entry)
        side: Side | None = None
        adds: int | float = 0
        if why is None:
            side, adds, why = accounts[side_of[place]].take(quantity, undertaking)
        counted.append(Counted(quantity=quantity, side=side, adds=adds, why=why, mention=undertaking.mention))
    return Balance(
        unit=unit,
        promised=sum(account.promised for account in accounts.values()),
        delivered=sum(account.delivered for account in accounts.values()),
        counted=tuple(counted),
    )


class _Account:
    """What one side has promised and delivered in one unit, in running order."""

    def __init__(self) -> None:
        self.promised: int | float = 0
        self.delivered: int | float = 0
        self._on_top: set[int | float] = set()
        self._deliveries: dict[int | float, list[Undertaking]] = defaultdict(list)

    def take(self, quantity: Quantity, undertaking: Undertaking) -> tuple[Side, int | float, str]:
        """Count one quantity of one entry: on which side, how much it adds, and why."""
        before, after = around(quantity.value, undertaking.entry.evidence[0].quote)
        if _has_come(undertaking.entry) and not (quantity.additional and _AHEAD.search(before)):
            adds, why = self._deliver(quantity, undertaking, before, after)
            self.delivered += adds
            self.promised = max(self.promised, self.delivered)
            return "delivered", adds, why
        adds, why = self._promise(quantity, undertaking.entry.stage, before)
        self.promised += adds
        return "promised", adds, why

    def _deliver(
        self, quantity: Quantity, undertaking: Undertaking, before: str, after: str
    ) -> tuple[int | float, str]:
        value, earlier = quantity.value, self._deliveries[quantity.value]
        told_before = bool(earlier) and not self._another(quantity, undertaking, earlier)
        earlier.append(undertaking)
        if told_before:
            return 0, "the same delivery again"
        if not quantity.additional and (
            _TO_DATE.search(after) or _TOTAL_BEFORE.search(before) or _OF_THE.search(after)
        ):
            return max(value - self.delivered, 0), "a total to date, which holds what came before it"
        return value, "another delivery" if self.delivered else "delivered"

    def _another(self, quantity: Quantity, undertaking: Undertaking, earlier: Sequence[Undertaking]) -> bool:
        """Whether a delivery of a number that was told of before is another one."""
        if quantity.additional:  # "another million" on another day; a bare million is the one already told of
            return all(undertaking.happened > other.happened for other in earlier)
        return all(_days_apart(undertaking, other) > _APART for other in earlier)

    def _promise(self, quantity: Quantity, stage: Stage, before: str) -> tuple[int | float, str]:
        value, word = quantity.value, _AS[stage]
        if quantity.additional:
            if value in self._on_top:
                return 0, "the same promise of more again"
            self._on_top.add(value)
            return value, f"{word}, on top of what was before"
        if not self.promised:
            return value, word
        if value > self.promised:
            return value - self.promised, f"{word}: more than the promise before it, which it takes the place of"
        if _CUT.search(before) and value >= self.delivered:
            return value - self.promised, f"{word}: less than the promise before it, which it takes the place of"
        if value < self.promised:
            return 0, "held to be part of what was promised before"
        return 0, "the same promise again"


def _has_come(entry: Commitment) -> bool:
    """Whether what an entry tells of has come: all of it, or the part that it tells of."""
    if entry.stage == "underway":
        return _HAPPENED.match(entry.trigger) is not None and _BEGUN.search(entry.trigger) is None
    return entry.stage == "done"


_AS: dict[Stage, str] = {
    "offered": "offered", "pledged": "pledged", "agreed": "agreed", "signed": "signed", "underway": "under way",
    "done": "still to come",
}  # fmt: skip


def _days_apart(one: Undertaking, other: Undertaking) -> timedelta:
    """Days between the days that the sources themselves give of two events; none where one gives no day."""
    first, second = days(one.entry.date), days(other.entry.date)
    if first is None or second is None or first.first != first.last or second.first != second.last:
        return timedelta(0)
    return abs(second.first - first.first)
