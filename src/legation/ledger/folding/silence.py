"""What is not reported any more: an inference with its bound, never mixed with what a source declares."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from legation.days import days
from legation.ledger.folding.chronology import UNKNOWN, Undertaking
from legation.ledger.parties import parties_of
from legation.nouns import Mention, Silence


class Testimony(NamedTuple):
    """That a dated document speaks of certain parties together."""

    day: date
    reported: str
    document: str
    parties: frozenset[str]


class Record:
    """What every dated document speaks of, by party."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        heard: set[Testimony] = set()
        for mention in mentions:
            span = days(mention.reported)
            if span is not None and mention.reported is not None:
                parties = frozenset(parties_of(mention.entry))
                heard.add(Testimony(span.last, mention.reported, mention.document, parties))
        self._of_party: dict[str, list[Testimony]] = defaultdict(list)
        for testimony in sorted(heard, key=lambda each: each.day):
            for party in testimony.parties:
                self._of_party[party].append(testimony)

    def silence(self, history: Iterable[Undertaking], parties: frozenset[str]) -> Silence:
        """Documents later than a matter's last report that speak of all of its parties together, but not of it.

        None are later than what is not dated: how long it has been silent cannot be said then.
        """
        told_in: set[str] = set()
        last_told = UNKNOWN
        for undertaking in history:
            told_in.add(undertaking.mention.document)
            last_told = max(last_told, undertaking.reported)
        if last_told == UNKNOWN:
            return Silence(documents=0, last=None)
        of_rarest = min((self._of_party.get(party, []) for party in sorted(parties)), key=len, default=[])
        later = of_rarest[bisect_right(of_rarest, last_told, key=lambda each: each.day) :]
        silent = {
            each.document: each.reported for each in later if parties <= each.parties and each.document not in told_in
        }
        return Silence(documents=len(silent), last=max(silent.values(), default=None))
