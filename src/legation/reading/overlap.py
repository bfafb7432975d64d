"""Whether two places of a text are one, and which of many are near another."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from legation.nouns import Evidence
from legation.reading.spans import Span

Where = TypeVar("Where", Evidence, Span)

_STEP = 256  # characters of a bucket, in which neighbours are looked for
SAME = 0.5
"""Share of the shorter one from which two places are one: as entries are matched with annotations."""


def overlap(place: Evidence | Span, other: Evidence | Span) -> float:
    """Shared characters of two places over the length of the shorter one."""
    shared = min(place.end, other.end) - max(place.start, other.start)
    shorter = min(place.end - place.start, other.end - other.start)
    return shared / shorter if shared > 0 and shorter > 0 else 0.0


class Neighbours(Generic[Where]):
    """Places of a text that may touch another one: found in constant time, however long the text."""

    def __init__(self, places: Iterable[Where] = ()) -> None:
        self._places: list[Where] = []
        self._buckets: dict[int, list[int]] = {}
        for place in places:
            self.add(place)

    def add(self, place: Where) -> None:
        """Lay out one more place."""
        for bucket in _buckets(place):
            self._buckets.setdefault(bucket, []).append(len(self._places))
        self._places.append(place)

    def of(self, place: Evidence | Span) -> list[Where]:
        """The places that may touch one, in the order in which they were laid out."""
        found = {n for bucket in _buckets(place) for n in self._buckets.get(bucket, ())}
        return [self._places[n] for n in sorted(found)]


def _buckets(place: Evidence | Span) -> range:
    return range(place.start // _STEP, place.end // _STEP + 1)
