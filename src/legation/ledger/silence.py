"""What is not reported any more: an inference with its bound, never mixed with what a source declares."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from legation.ledger.chronology import UNKNOWN, Undertaking
from legation.ledger.days import days
from legation.ledger.parties import parties_of
from legation.nouns import Mention, Silence

Testimony = Mapping[str, tuple[str, frozenset[tuple[str, ...]]]]
"""By document: its date and the parties of each of its entries. Undated documents are not in it."""


def testimony(mentions: Iterable[Mention]) -> Testimony:
    """What each dated document speaks of, by parties."""
    found: dict[str, tuple[str, set[tuple[str, ...]]]] = {}
    for mention in mentions:
        if mention.reported is not None:
            _, spoken_of = found.setdefault(mention.document, (mention.reported, set()))
            spoken_of.add(parties_of(mention.entry))
    return {document: (reported, frozenset(spoken_of)) for document, (reported, spoken_of) in found.items()}


def silence(history: Iterable[Undertaking], parties: Collection[str], record: Testimony) -> Silence:
    """Documents later than a matter's last report that speak of all of its parties, but not of it."""
    wanted = set(parties)
    told_in: set[str] = set()
    last_told = UNKNOWN
    for undertaking in history:
        told_in.add(undertaking.mention.document)
        last_told = max(last_told, undertaking.reported)
    later = sorted(
        reported
        for document, (reported, spoken_of) in record.items()
        if document not in told_in and _day(reported) > last_told and any(wanted <= set(each) for each in spoken_of)
    )
    return Silence(documents=len(later), last=later[-1] if later else None)


def _day(reported: str) -> date:
    span = days(reported)
    return span.last if span else UNKNOWN
