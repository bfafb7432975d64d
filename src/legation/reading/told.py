"""What is told already: which words of a text hold an entry of a kind."""

from collections.abc import Iterable

from legation.nouns import Entry, Evidence
from legation.reading.overlap import SAME, overlap

_STEP = 256  # characters of a bucket, in which neighbours are looked for


class Told:
    """Places of entries by kind; asked in constant time, however long the text."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._places: dict[tuple[str, int], list[Evidence]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Mark the words of an entry as taken."""
        place = entry.evidence[0]
        for bucket in range(place.start // _STEP, place.end // _STEP + 1):
            self._places.setdefault((entry.kind, bucket), []).append(place)

    def holds(self, entry: Entry) -> bool:
        """Whether an entry of the same kind is in the words of this one."""
        place = entry.evidence[0]
        return any(
            overlap(place, other) >= SAME
            for bucket in range(place.start // _STEP, place.end // _STEP + 1)
            for other in self._places.get((entry.kind, bucket), ())
        )
