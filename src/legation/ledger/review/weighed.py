"""Entries in force as they are weighed for reviewers, remembered by line, so that a queue need not unpack them all.

A line is never changed and its number is never given twice (see `keeping/folds.py`): what is weighed once stays so.
What depends on other lines, or on decisions, is not remembered.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock
from typing import NamedTuple

from sqlalchemy import Connection

from legation.ledger.keeping import views
from legation.ledger.parties import parties_of
from legation.ledger.review.consequence import ALONE, consequence, urgency
from legation.nouns import Area, Commitment, Kind, Mention

_REMEMBERED = 20_000  # lines of one ledger, some 10 MB


class Wanted(NamedTuple):
    """Which questions are asked for; what is empty asks for all."""

    parties: Collection[str] = ()
    kinds: Collection[Kind] = ()
    areas: Collection[Area] = ()


class Weighed(NamedTuple):
    """An entry in force: what it is about, how sure a reader was of it, and how much hangs on it."""

    document: str
    entry: str
    kind: Kind
    parties: frozenset[str]
    areas: frozenset[Area]
    confidence: float | None
    consequence: float  # apart from its matter

    @classmethod
    def of(cls, mention: Mention) -> "Weighed":
        """Weigh an entry."""
        entry = mention.entry
        areas = frozenset(entry.area) if isinstance(entry, Commitment) else frozenset()
        parties = frozenset(parties_of(entry))
        return cls(mention.document, entry.id, entry.kind, parties, areas, entry.confidence, consequence(entry))

    def is_wanted(self, wanted: Wanted) -> bool:
        """Whether it is of these parties, kinds and areas."""
        return (
            self.parties.issuperset(wanted.parties)
            and (not wanted.kinds or self.kind in wanted.kinds)
            and (not wanted.areas or not self.areas.isdisjoint(wanted.areas))
        )

    def urgency(self, *, alone: bool) -> float:
        """How soon to ask about it; `alone` where no other takes its matter as far as it does."""
        return urgency(self.confidence, self.consequence + ALONE * alone)


class Weighings:
    """What was weighed last, of one ledger. May be used from several threads."""

    def __init__(self) -> None:
        self._of_line: OrderedDict[int, Weighed] = OrderedDict()
        self._turn = Lock()

    def weighed(self, connection: Connection, at: Sequence[views.Line]) -> list[Weighed]:
        """Weigh the entries on these lines."""
        with self._turn:
            found = {line.id: self._of_line[line.id] for line in at if line.id in self._of_line}
        new = [line for line in at if line.id not in found]
        fresh = {
            line.id: Weighed.of(mention) for line, mention in zip(new, views.mentions(connection, new), strict=True)
        }
        with self._turn:
            self._of_line |= fresh
            for line in at:
                if line.id in self._of_line:
                    self._of_line.move_to_end(line.id)
            while len(self._of_line) > _REMEMBERED:
                self._of_line.popitem(last=False)
        found |= fresh
        return [found[line.id] for line in at]
