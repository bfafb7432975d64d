"""What a person should look at: where sources contradict each other. A flag never corrects the record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from legation.ledger.balance import is_money
from legation.ledger.chronology import Undertaking
from legation.ledger.days import in_words
from legation.nouns import Commitment, Figure, Flag, Mention


def flags(history: Sequence[Undertaking], figures: Sequence[Mention]) -> tuple[Flag, ...]:
    """Contradictions between the documents of a matter: sums of money that differ, done here and dropped there."""
    return (*_differing(history, figures), *_done_and_dropped(history))


def _differing(history: Iterable[Undertaking], figures: Iterable[Mention]) -> tuple[Flag, ...]:
    """One flag for each currency or measure in which different documents put different numbers on the thing.

    Money of commitments is compared, and every level that figures report of the thing. Goods are not: two deliveries
    differ without contradiction.
    """
    stated: dict[str, dict[int | float, Mention]] = defaultdict(dict)
    for mention, entry in history:
        for quantity in entry.quantities:
            if is_money(quantity.unit):
                stated[quantity.unit].setdefault(quantity.value, mention)
    for mention in figures:
        if isinstance(mention.entry, Figure) and mention.entry.change == "level":
            stated[mention.entry.unit].setdefault(mention.entry.value, mention)
    return tuple(
        _contradiction(unit, stated[unit])
        for unit in sorted(stated)
        if len(stated[unit]) > 1 and len({mention.document for mention in stated[unit].values()}) > 1
    )


def _contradiction(unit: str, stated: dict[int | float, Mention]) -> Flag:
    said = "; ".join(f"{value:,} {unit} ({_cited(stated[value])})" for value in sorted(stated))
    return Flag(
        kind="contradicted",
        text=f"Sources differ: {said}.",
        mentions=tuple(stated[value] for value in sorted(stated)),
    )


def _done_and_dropped(history: Sequence[Undertaking]) -> tuple[Flag, ...]:
    done = [u for u in history if u.entry.stage == "done"]
    dropped = [u for u in history if u.entry.stage == "dropped"]
    for one in done:
        for other in dropped:
            if one.mention.document != other.mention.document and _same_words(one.entry, other.entry):
                text = f"Sources differ: done ({_cited(one.mention)}), dropped ({_cited(other.mention)})."
                return (Flag(kind="contradicted", text=text, mentions=(one.mention, other.mention)),)
    return ()


def _same_words(one: Commitment, other: Commitment) -> bool:
    return set(one.by) == set(other.by)


def _cited(mention: Mention) -> str:
    """Quote with its source and date."""
    quote = " ".join(mention.entry.evidence[0].quote.split())
    origin = [mention.source or mention.doc, *([in_words(mention.reported)] if mention.reported else [])]
    return f"“{quote}”, {', '.join(origin)}"
