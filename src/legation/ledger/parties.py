"""Who is involved in an entry."""

from legation.nouns import Commitment, Entry, Figure, Meeting


def parties_of(entry: Entry) -> tuple[str, ...]:
    """Codes of all whom an entry names as acting or acted upon, sorted, each once."""
    if isinstance(entry, Meeting | Figure):
        return tuple(sorted(set(entry.actors)))
    return tuple(sorted({*entry.by, *entry.to}))


def undertakers(commitment: Commitment) -> tuple[str, ...]:
    """Those who are to carry it out, sorted."""
    return tuple(sorted(set(commitment.by)))
