"""Whether two places of a text are one."""

from legation.nouns import Evidence
from legation.reading.spans import Span

SAME = 0.5
"""Share of the shorter one from which two places are one: as entries are matched with annotations."""


def overlap(place: Evidence | Span, other: Evidence | Span) -> float:
    """Shared characters of two places over the length of the shorter one."""
    shared = min(place.end, other.end) - max(place.start, other.start)
    shorter = min(place.end - place.start, other.end - other.start)
    return shared / shorter if shared > 0 and shorter > 0 else 0.0
