"""What is not reported any more: an inference with its bound, never mixed with what a source declares."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from legation.days import days
from legation.ledger.copies.kinds import Copy
from legation.ledger.folding.chronology import UNKNOWN, Undertaking
from legation.ledger.folding.testimony import stories
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

    def __init__(self, mentions: Iterable[Mention], copies: Collection[Copy] = ()) -> None:
        """`copies` are what the documents are of each other."""
        self._copies = copies
        heard: set[Testimony] = set()
        for mention in mentions:
            span = days(mention.reported)
            if span is not None and mention.reported is not None:
                parties = frozenset(parties_of(mention.entry))
                heard.add(Testimony(span.last, mention.reported, mention.document, parties))
        self._day_of = {each.document: each.day for each in heard}
        self._of_party: dict[str, list[Testimony]] = defaultdict(list)
        for testimony in sorted(heard, key=lambda each: each.day):
            for party in testimony.parties:
                self._of_party[party].append(testimony)

    def silence(self, history: Iterable[Undertaking], parties: frozenset[str]) -> Silence:
        """Documents later than a matter's last report that speak of all of its parties together, but not of it.

        One story counts once, and not at all where an edition of it was out before. None are later than what is not
        dated: how long it has been silent cannot be said then.
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
        fresh = [
            story
            for story in stories(silent, self._copies)
            if not silent.keys().isdisjoint(story) and self._is_later(story, last_told)
        ]
        told = [silent[document] for of in fresh for document in of if document in silent]
        return Silence(documents=len(fresh), last=max(told, default=None))

    def _is_later(self, story: Iterable[str], than: date) -> bool:
        return all(self._day_of[document] > than for document in story if document in self._day_of)
