"""What is told already: which words of a text hold an entry of a kind."""

from collections import defaultdict
from collections.abc import Iterable

from legation.nouns import Entry, Evidence
from legation.reading.overlap import SAME, Neighbours, overlap


class Told:
    """Places of entries by kind."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._places: defaultdict[str, Neighbours[Evidence]] = defaultdict(Neighbours)
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Mark the words of an entry as taken."""
        self._places[entry.kind].add(entry.evidence[0])

    def holds(self, entry: Entry) -> bool:
        """Whether an entry of the same kind is in the words of this one."""
        place = entry.evidence[0]
        return any(overlap(place, other) >= SAME for other in self._places[entry.kind].of(place))
