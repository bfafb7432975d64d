"""What a person should look at: where sources contradict each other. A flag never corrects the record."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from legation.days import in_words
from legation.ledger.balance import is_money, is_promise
from legation.ledger.chronology import Undertaking
from legation.ledger.wording import telling
from legation.nouns import Figure, Flag, Mention

_COST = ""  # the aspect of what the thing costs: no word of any figure
_OF_COST = re.compile(r"\b(cost|price|worth|value|invest|estimate|expens)", re.IGNORECASE)
_AT_ONE_TIME = timedelta(days=7)


def flags(history: Sequence[Undertaking], figures: Sequence[Mention]) -> tuple[Flag, ...]:
    """Contradictions between the documents of a matter: sums of money that differ, done here and dropped there."""
    return (*_differing(history, figures), *_done_and_dropped(history))


def _differing(history: Iterable[Undertaking], figures: Iterable[Mention]) -> Iterator[Flag]:
    """One flag for each unit in which different documents put different numbers on one aspect of the thing.

    What it costs is one aspect, by whichever entry; what a figure measures is another for each of its telling words.
    Goods and loans are not compared: two deliveries differ without contradiction.
    """
    stated: dict[tuple[str, str], dict[int | float, Mention]] = defaultdict(dict)
    for mention, entry in history:
        for quantity in entry.quantities:
            if is_money(quantity.unit) and not is_promise(quantity, entry):
                stated[quantity.unit, _COST].setdefault(quantity.value, mention)
    for mention in figures:
        if isinstance(mention.entry, Figure) and mention.entry.change == "level":
            for aspect in _aspects(mention.entry):
                stated[mention.entry.unit, aspect].setdefault(mention.entry.value, mention)
    fullest: dict[str, dict[int | float, Mention]] = {}
    for (unit, _), values in sorted(stated.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        if len({mention.document for mention in values.values()}) > 1:
            fullest.setdefault(unit, values)
    return (_contradiction(unit, values) for unit, values in fullest.items())


def _aspects(figure: Figure) -> frozenset[str]:
    if is_money(figure.unit) and _OF_COST.search(figure.what):
        return frozenset({_COST})
    return telling(figure.what)


def _contradiction(unit: str, stated: dict[int | float, Mention]) -> Flag:
    said = "; ".join(f"{_written(value)} {unit} ({_cited(stated[value])})" for value in sorted(stated))
    return Flag(
        kind="contradicted",
        text=f"Sources differ: {said}.",
        mentions=tuple(stated[value] for value in sorted(stated)),
    )


def _done_and_dropped(history: Sequence[Undertaking]) -> Iterator[Flag]:
    """One flag where different documents say of the same undertaker, at one time, that it was done and dropped."""
    dropped = [undertaking for undertaking in history if undertaking.entry.stage == "dropped"]
    for one in (undertaking for undertaking in history if undertaking.entry.stage == "done"):
        for other in dropped:
            if _of_one_event(one, other):
                text = f"Sources differ: done ({_cited(one.mention)}), dropped ({_cited(other.mention)})."
                yield Flag(kind="contradicted", text=text, mentions=(one.mention, other.mention))
                return


def _of_one_event(one: Undertaking, other: Undertaking) -> bool:
    return (
        one.mention.document != other.mention.document
        and set(one.entry.by) == set(other.entry.by)
        and abs(one.happened - other.happened) <= _AT_ONE_TIME
    )


def _written(value: float) -> str:
    return f"{int(value) if isinstance(value, float) and value.is_integer() else value:,}"


def _cited(mention: Mention) -> str:
    """Quote with its source and date."""
    quote = " ".join(mention.entry.evidence[0].quote.split())
    origin = [mention.source or mention.doc, *([in_words(mention.reported)] if mention.reported else [])]
    return f"“{quote}”, {', '.join(origin)}"
