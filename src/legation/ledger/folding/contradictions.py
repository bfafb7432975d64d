"""Where sources contradict each other: on how much, and on how far a matter has come.

Only different documents contradict each other, and only about one thing. What a thing costs and what else is measured
of it is one thing however often it is told; what was promised or delivered is one where it is told of one occasion:
two deliveries differ without contradiction. Two numbers that are all but the same ("12.4 billion", "12.3 billion")
count the same thing. A rounded number does not contradict the one that it rounds.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, pairwise, product
from math import inf, isfinite
from typing import NamedTuple

from legation.amounts import digits
from legation.days import days, in_words
from legation.ledger.folding.chronology import Undertaking
from legation.ledger.folding.promises import is_cost, is_goods, is_money, is_promise
from legation.ledger.folding.surroundings import around
from legation.ledger.linking.wording import telling
from legation.nouns import Figure, Flag, Mention, Quantity, Stage
from legation.reference.naming import in_order_of_naming

_COST = ""  # the aspect of what the thing costs: no word of any figure
_OF_COST = re.compile(r"\b(cost|price|worth|value|invest|estimate|expens)", re.IGNORECASE)
_AT_ONE_TIME = timedelta(days=7)
_ALL_BUT_THE_SAME = 0.05  # of the larger: nearer than this, two amounts in one matter are taken to count one thing
_ROUNDING = 0.1  # of the exact number: who rounds off more than a tenth says something else
_ONE_THING = 3.0  # of what a thing costs or measures, numbers further apart than this are of the whole and of a part
_NEAR = 40  # characters before a number in which what it measures is named
_SHARE = re.compile(r"\bpercent|\bpoint", re.IGNORECASE)
# What came true in one source cannot have come to nothing in another; a signed deal can well be suspended that day.
_EXCLUDING: dict[Stage, frozenset[Stage]] = {
    "dropped": frozenset({"agreed", "signed", "underway", "done"}),
    "stalled": frozenset({"underway", "done"}),
}
_APPROXIMATE = re.compile(
    r"\b(?:about|around|some|nearly|almost|over|more than|exceed\w*|at least|up to|roughly|approximately|less than|"
    r"close to|estimated|an average of)\s*(?:\W*(?:us)?\$)?\s*$",
    re.IGNORECASE,
)


class Claim(NamedTuple):
    """That a document puts a number on something."""

    value: int | float
    unit: str
    mention: Mention


def contradictions(history: Sequence[Undertaking], figures: Iterable[Mention]) -> tuple[Flag, ...]:
    """Contradictions between the documents of a matter: one flag for each unit in which they differ, one for stages."""
    figures = tuple(figures)
    found: dict[str, tuple[Claim, ...]] = {}
    for claims in (*_of_aspects(history, figures), *_of_occasions(history), *_all_but_the_same(history, figures)):
        found.setdefault(claims[0].unit, claims)
    return (*(_differing(found[unit]) for unit in sorted(found)), *_stages(history))


def contradictions_of_figures(figures: Iterable[Mention]) -> tuple[Flag, ...]:
    """Contradictions between figures that belong to no matter: other numbers for one thing, of one time and parties."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for mention in figures:
        figure = mention.entry
        if isinstance(figure, Figure) and figure.change in {"level", "share"} and figure.date and figure.actors:
            about = telling(" ".join((figure.what, *figure.objects)))
            from_to = in_order_of_naming(figure.actors, figure.evidence[0].quote)  # whose exports to whom
            if about and len(from_to) == len(set(figure.actors)):
                key = (figure.change, figure.unit, figure.date, from_to, about)
                groups[key].append(Claim(figure.value, figure.unit, mention))
    return tuple(_differing(apart) for claims in groups.values() if (apart := _contradicting(claims)))


def _of_aspects(history: Iterable[Undertaking], figures: Iterable[Mention]) -> Iterator[tuple[Claim, ...]]:
    """Numbers on one aspect of the thing: what it costs, by whichever entry, and what figures measure of it."""
    stated: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for mention, entry in history:
        for quantity in entry.quantities:
            if entry.stage not in {"sought", "discussed"} and is_cost(quantity, entry):
                stated[quantity.unit, _COST].append(Claim(quantity.value, quantity.unit, mention))
    for mention in figures:
        if isinstance(figure := mention.entry, Figure) and figure.change == "level":
            for aspect in sorted(_aspects(figure)):
                stated[figure.unit, aspect].append(Claim(figure.value, figure.unit, mention))
    for mention, entry in history:
        for quantity in entry.quantities:
            if not is_money(quantity.unit) and not is_goods(quantity.unit):
                for aspect in sorted(telling(around(quantity.value, entry.evidence[0].quote).before[-_NEAR:])):
                    if (
                        quantity.unit,
                        aspect,
                    ) in stated:  # "with a capacity of 12.4", where a figure gives the capacity
                        stated[quantity.unit, aspect].append(Claim(quantity.value, quantity.unit, mention))
    differing = [(aspect, apart) for aspect, claims in stated.items() if (apart := _contradicting(claims, _ONE_THING))]
    for _, claims in sorted(differing, key=lambda item: (item[0][0], -len({c.value for c in item[1]}), item[0][1])):
        yield claims


def _aspects(figure: Figure) -> frozenset[str]:
    if is_money(figure.unit) and _OF_COST.search(figure.what):
        return frozenset({_COST})
    return telling(figure.what)


def _of_occasions(history: Sequence[Undertaking]) -> Iterator[tuple[Claim, ...]]:
    """What two documents say was promised or delivered on one occasion, where each gives one number."""
    amounts: dict[tuple[str, str], list[tuple[Undertaking, Quantity]]] = defaultdict(list)
    for undertaking in history:
        for quantity in undertaking.entry.quantities:
            if is_promise(quantity, undertaking.entry):
                amounts[undertaking.entry.stage, quantity.unit].append((undertaking, quantity))
    for (_, unit), told in sorted(amounts.items(), key=lambda item: item[0]):
        numbers: dict[str, set[float]] = defaultdict(set)
        for undertaking, quantity in told:
            numbers[undertaking.mention.document].add(quantity.value)
        for (one, much), (other, more) in combinations(told, 2):
            single = all(len(numbers[each.mention.document]) == 1 for each in (one, other))
            if single and much.additional == more.additional and _one_occasion(one, other):
                claims = (Claim(much.value, unit, one.mention), Claim(more.value, unit, other.mention))
                if apart := _contradicting(claims):
                    yield apart


def _one_occasion(one: Undertaking, other: Undertaking) -> bool:
    """Whether two entries tell of one act: by the same parties, on days that the sources give and that meet."""
    first, second = days(one.entry.date), days(other.entry.date)
    if first is None or second is None or not first.overlaps(second):
        return False
    exact = first.last - first.first <= _AT_ONE_TIME and second.last - second.first <= _AT_ONE_TIME
    return exact and {*one.entry.by, *one.entry.to} == {*other.entry.by, *other.entry.to}


def _all_but_the_same(history: Iterable[Undertaking], figures: Iterable[Mention]) -> Iterator[tuple[Claim, ...]]:
    """Amounts so near each other that they must count one thing; what was delivered may well be near."""
    by_unit: dict[str, list[Claim]] = defaultdict(list)
    for mention, entry in history:
        for quantity in entry.quantities if entry.stage != "done" else ():
            by_unit[quantity.unit].append(Claim(quantity.value, quantity.unit, mention))
    for mention in figures:
        if isinstance(figure := mention.entry, Figure) and figure.change == "level":
            by_unit[figure.unit].append(Claim(figure.value, figure.unit, mention))
    for unit, claims in sorted(by_unit.items()):
        if _SHARE.search(unit):
            continue
        for one, other in pairwise(sorted(claims, key=lambda claim: (claim.value, claim.mention.document))):
            if one.value >= other.value * (1 - _ALL_BUT_THE_SAME) and (apart := _contradicting((one, other))):
                yield apart


def _contradicting(claims: Iterable[Claim], at_most: float = inf) -> tuple[Claim, ...]:
    """The claims of each document of which no number agrees with one of some other document, of the same time.

    Numbers of which one is more than `at_most` times the other do not meet, and so agree.
    """
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.mention.document].append(claim)
    apart: set[str] = set()
    if len({claim.value for told in by_document.values() for claim in told}) > 1:
        for (one, mine), (other, theirs) in combinations(by_document.items(), 2):
            if not any(_agree(*two, at_most) or _of_other_times(*two) for two in product(mine, theirs)):
                apart.update((one, other))
    return tuple(claim for document, told in by_document.items() if document in apart for claim in told)


def _agree(one: Claim, other: Claim, at_most: float) -> bool:
    """Whether a number is another or rounds it, or is near it and said to be no more than near: "about", "over"."""
    if max(one.value, other.value) > at_most * min(one.value, other.value):
        return True
    if one.value == other.value or _rounds(one.value, other.value) or _rounds(other.value, one.value):
        return True
    near = abs(one.value - other.value) <= _ROUNDING * max(one.value, other.value)
    return near and any(
        _APPROXIMATE.search(around(claim.value, claim.mention.entry.evidence[0].quote).before) for claim in (one, other)
    )


def _rounds(rounded: float, exact: float) -> bool:
    """Whether a number is another one in fewer digits, and near it: 12 for 12.4, but not 12.3, nor 2 for 2.4."""
    if not (isfinite(rounded) and isfinite(exact)) or abs(exact - rounded) > _ROUNDING * abs(exact):
        return False
    number = Decimal(repr(rounded)).normalize()
    last_digit = Decimal(1).scaleb(number.adjusted() - len(number.as_tuple().digits) + 1)
    return Decimal(repr(exact)).quantize(last_digit, ROUND_HALF_UP) == number


def _of_other_times(one: Claim, other: Claim) -> bool:
    """Whether two figures are of times that do not meet."""
    first, second = days(one.mention.entry.date), days(other.mention.entry.date)
    measured = isinstance(one.mention.entry, Figure) and isinstance(other.mention.entry, Figure)
    return measured and first is not None and second is not None and not first.overlaps(second)


def _differing(claims: Sequence[Claim]) -> Flag:
    first: dict[int | float, Claim] = {}
    for claim in claims:
        first.setdefault(claim.value, claim)
    told = [first[value] for value in sorted(first)]
    said = "; ".join(f"{digits(claim.value)} {claim.unit} ({_cited(claim.mention)})" for claim in told)
    return Flag(
        kind="contradicted", text=f"Sources differ: {said}.", mentions=tuple(dict.fromkeys(c.mention for c in told))
    )


def _stages(history: Sequence[Undertaking]) -> Iterator[Flag]:
    """One flag where different documents say of the same undertaker, at one time, that it came true and to nothing."""
    came_to_nothing = [undertaking for undertaking in history if undertaking.entry.stage in _EXCLUDING]
    for one, other in product(history, came_to_nothing):
        if one.entry.stage in _EXCLUDING[other.entry.stage] and _of_one_event(one, other):
            text = (
                f"Sources differ: {one.entry.stage} ({_cited(one.mention)}),"
                f" {other.entry.stage} ({_cited(other.mention)})."
            )
            yield Flag(kind="contradicted", text=text, mentions=(one.mention, other.mention))
            return


def _of_one_event(one: Undertaking, other: Undertaking) -> bool:
    """Whether two such words exclude each other: done and dropped within days, others on a day that both name."""
    if one.mention.document == other.mention.document or set(one.entry.by) != set(other.entry.by):
        return False
    if (one.entry.stage, other.entry.stage) == ("done", "dropped"):
        return abs(one.happened - other.happened) <= _AT_ONE_TIME
    day = days(one.entry.date)
    return day is not None and day.first == day.last and day == days(other.entry.date)


def _cited(mention: Mention) -> str:
    """Quote with its source and date."""
    quote = " ".join(mention.entry.evidence[0].quote.split())
    origin = [mention.source or mention.doc, *([in_words(mention.reported)] if mention.reported else [])]
    return f"“{quote}”, {', '.join(origin)}"
