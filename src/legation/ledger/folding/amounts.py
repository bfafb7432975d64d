"""Amounts of a matter, each with what its words say of it: that it has come, is a total to date, was cut."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from legation.days import days
from legation.ledger.folding.chronology import Undertaking, in_order_of_report
from legation.ledger.folding.promises import is_goods, is_money, why_neither
from legation.ledger.folding.surroundings import around
from legation.nouns import Commitment, Quantity

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


class Amount(NamedTuple):
    """A quantity of an entry that can be in a balance."""

    quantity: Quantity
    undertaking: Undertaking
    neither: str | None  # why it is neither promised nor delivered; None where it is one of them
    come: bool  # delivered, not only promised
    total: bool  # a total to date, which holds what came before it
    cut: bool  # less than what was promised before, and in its place
    happened: date
    day: date | None  # the one day on which the source says it happened


def amounts_of(history: Iterable[Undertaking]) -> tuple[Amount, ...]:
    """Amounts of goods and money, in the order in which they are weighed: as they were reported.

    Within one document what has come is first: "provided 50,000 and intends 150,000 more".
    """
    found = [
        _amount(quantity, undertaking)
        for undertaking in in_order_of_report(history)
        for quantity in undertaking.entry.quantities
        if quantity.value > 0 and (is_money(quantity.unit) or is_goods(quantity.unit))
    ]
    return tuple(
        sorted(found, key=lambda one: (one.undertaking.reported, one.undertaking.mention.document, not one.come))
    )


def _amount(quantity: Quantity, undertaking: Undertaking) -> Amount:
    entry = undertaking.entry
    before, after = around(quantity.value, entry.evidence[0].quote)
    span = days(entry.date)
    return Amount(
        quantity=quantity,
        undertaking=undertaking,
        neither=why_neither(quantity, entry),
        come=_has_come(entry) and not (quantity.additional and _AHEAD.search(before)),
        total=not quantity.additional
        and bool(_TO_DATE.search(after) or _TOTAL_BEFORE.search(before) or _OF_THE.search(after)),
        cut=_CUT.search(before) is not None,
        happened=undertaking.happened,
        day=span.first if span and span.first == span.last else None,
    )


def _has_come(entry: Commitment) -> bool:
    """Whether what an entry tells of has come: all of it, or the part that it tells of."""
    if entry.stage == "underway":
        return _HAPPENED.match(entry.trigger) is not None and _BEGUN.search(entry.trigger) is None
    return entry.stage == "done"
