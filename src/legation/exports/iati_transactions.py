"""What money a matter moves, as transactions of IATI.

They are what the balance of the matter makes of its amounts (`ledger/folding/balance.py`): what is said again adds
nothing. An amount that was delivered is a disbursement; one that stands in something signed is a firm, written
commitment; any other promise is a pledge. One sum may be both, first pledged and then signed: IATI keeps the two apart,
and whoever adds up takes one kind. A promise that was cut is a negative pledge, as IATI has it for what is taken back.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from legation.days import days
from legation.ledger.folding.promises import is_money
from legation.nouns import Commitment, Counted, Matter, Mention

Flow = Literal["pledge", "commitment", "disbursement"]


class Transaction(NamedTuple):
    """One movement of money, promised or made."""

    flow: Flow
    of_receiver: bool  # whether it is told on the word of those alone who receive
    value: int | float
    currency: str
    day: date
    mention: Mention
    by: tuple[str, ...]
    to: tuple[str, ...]


def transactions(matter: Matter, today: date) -> Iterator[Transaction]:
    """What money a matter moves, in running order, up to a day; what has no day is left out."""
    for balance in matter.balance:
        if not is_money(balance.unit):
            continue
        signed: dict[tuple[str, ...], int | float] = defaultdict(int)
        for counted in balance.counted:
            entry = counted.mention.entry
            if not isinstance(entry, Commitment) or counted.side is None:
                continue
            flow: Flow = "disbursement" if counted.side == "delivered" else "pledge"
            value = counted.adds
            if flow == "pledge" and entry.stage == "signed":
                flow, value = "commitment", _signed(counted, signed[entry.by])
                signed[entry.by] += value
            day = day_of(counted.mention, today)
            if value and day is not None:
                told = bool(entry.speaker_for) and set(entry.speaker_for) <= set(entry.to) - set(entry.by)
                yield Transaction(flow, told, value, balance.unit, day, counted.mention, entry.by, entry.to)


def _signed(counted: Counted, before: float) -> int | float:
    """How much a signed sum adds to what was signed before, pledges apart."""
    value = counted.quantity.value
    if counted.quantity.additional:
        return max(counted.adds, 0)
    return max(value - before, 0)


def day_of(mention: Mention, today: date) -> date | None:
    """Day of what a mention tells: its own, if it is one day and past, else that of the report."""
    told, reported = days(mention.entry.date), days(mention.reported)
    for span in (told, reported):
        if span is not None and span.first == span.last <= today:
            return span.first
    return told.first if told is not None and told.last <= today else None
