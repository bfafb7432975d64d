"""Which amounts of an undertaking are promised or delivered, and which are not: costs, sizes, rates, requests.

Money that measures what something costs is no promise: money counts where money is the thing undertaken. Nor do sizes
count: lengths, powers, shares and spans of time; nor rates, which come to no total.
"""

import re

from legation.ledger.folding.surroundings import around
from legation.nouns import Commitment, Quantity, Stage

_MONEY = re.compile(r"[A-Z]{3}")
_MONEY_IS_THE_THING = re.compile(
    r"\b(loans?|credits?|credit lines?|grants?|aid|assistance|donat\w+|pa(?:y|ys|id|ying|yments?)|funds?|funding|"
    r"financ\w+|contribut\w+|compensation|relief|debts?|deposits?|instalments?|tranches?)\b",
    re.IGNORECASE,
)
_MONEY_IS_MOVED = re.compile(
    r"\b(pay(?:s|ing)?|paid|len[dt]s?|lending|donat\w+|grant\w*|contribut\w+|repa(?:y|ys|id|ying)|invest\w*)\b",
    re.IGNORECASE,
)
_MONEY_IS_NAMED = re.compile(
    r"^\W*(?:(?:in|of|as|worth of|dlrs?|dollars?|euros?|yen|pounds?)\W+){0,2}(?:\w+[\s-]+){0,1}"
    r"(?:loans?|credits?|grants?|aid|assistance|donations?|contributions?|tranches?|instalments?|deposits?|"
    r"compensation)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"\b(percent|percentage|per|years?|months?|weeks?|days?|hours?|(?:kilo|centi)?metres?|kilometres?|km|miles?|"
    r"(?:mega|giga|kilo)?watts?|hectares?|degrees?|times?)\b|/",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"^(?:\W*\w+){0,8}?\W*(?:\b(?:a|per|each|every)\s+(?:year|annum|month|week|day)\b(?!\s+(?:ago|earlier|later|before|after))"
    r"|\b(?:annually|yearly|monthly|daily)\b)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"^(?:\W*\w+){0,2}?\W*\b(?:per|an?|each)\s+(?:million\s+|thousand\s+)?(?:british|tonne|ton|barrel|kilo|mega|cubic|"
    r"dose|unit|litre|gallon|bushel|pound|head|share|hour|mmbtu|mwh|kwh)",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(r"\b(?:annual(?:ly)?|yearly|monthly|daily)\b[^.;]{0,25}$", re.IGNORECASE)
_NEITHER: dict[Stage, str] = {
    "sought": "asked for, not promised",
    "discussed": "talked about, not promised",
    "stalled": "held up: neither a new promise nor a delivery",
    "dropped": "refused or called off: neither a promise nor a delivery",
}


def is_money(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code."""
    return _MONEY.fullmatch(unit) is not None


def is_goods(unit: str) -> bool:
    """Whether a unit counts or weighs things, rather than money, sizes, rates, shares or time."""
    return not is_money(unit) and _SIZE.search(unit) is None


def is_promise(quantity: Quantity, entry: Commitment) -> bool:
    """Whether a quantity of an entry is something promised or delivered, rather than what it costs or how big it is."""
    return why_neither(quantity, entry) is None


def is_cost(quantity: Quantity, entry: Commitment) -> bool:
    """Whether a quantity is money, and not the thing undertaken: what it costs, or is worth."""
    return is_money(quantity.unit) and not _is_given(quantity, entry)


def is_rate(quantity: Quantity, entry: Commitment) -> bool:
    """Whether the words give a quantity by the year, month or day."""
    before, after = around(quantity.value, entry.evidence[0].quote)
    return _RATE.search(after) is not None or _RATE_BEFORE.search(before) is not None


def why_neither(quantity: Quantity, entry: Commitment) -> str | None:
    """Say why a quantity of an entry is neither a promise nor a delivery; None where it is one."""
    if entry.stage in _NEITHER:
        return _NEITHER[entry.stage]
    if is_money(quantity.unit) and _PRICE.search(around(quantity.value, entry.evidence[0].quote).after):
        return "a price, not a sum"
    if is_cost(quantity, entry):
        return "what it costs, not what is given"
    if quantity.value <= 0 or not (is_money(quantity.unit) or is_goods(quantity.unit)):
        return "a size or a share, not an amount"
    return "a rate, not a total" if is_rate(quantity, entry) else None


def _is_given(quantity: Quantity, entry: Commitment) -> bool:
    """Whether money is the thing undertaken: by what is undertaken, what is done, or what stands beside the amount."""
    return bool(
        _MONEY_IS_THE_THING.search(entry.what)
        or _MONEY_IS_MOVED.search(entry.trigger)
        or _MONEY_IS_NAMED.match(around(quantity.value, entry.evidence[0].quote).after)
    )
