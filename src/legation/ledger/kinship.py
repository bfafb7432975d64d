"""The chance that two mentions are of one matter, and why."""

from math import exp
from typing import NamedTuple

from legation.ledger.frequencies import weight_of
from legation.ledger.traits import Traits


class Kinship(NamedTuple):
    """How likely two mentions are to be of one matter, 0 to 1, and a reviewer's reasons, for and against."""

    chance: float
    reasons: tuple[str, ...]


def fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the parties of two groups can be those of one matter: one has all of the other's, or they share two."""
    return one <= other or other <= one or len(one & other) > 1


def kinship(later: Traits, earlier: Traits) -> Kinship:
    """Weigh what two mentions have in common against what tells them apart."""
    parties, others = frozenset(later.parties), frozenset(earlier.parties)
    if not fit(parties, others):
        return Kinship(0.0, ("other parties",))
    shared = frozenset(later.stems) & frozenset(earlier.stems)
    names = frozenset(later.names) & frozenset(earlier.names)
    score = -3.0 + sum(weight_of(stem) for stem in sorted(shared)) / 2
    reasons = []
    if names:
        score += 4.0
        reasons.append(f"both name {', '.join(sorted(names))}")
    elif later.names and earlier.names:
        score -= 2.0
        reasons.append("they name different things")
    if parties == others:
        score += 1.0
        reasons.append("the same parties")
    if shared:
        reasons.append(f"both speak of {', '.join(sorted(shared)[:5])}")
    if not frozenset(later.areas) & frozenset(earlier.areas):
        score -= 2.0
        reasons.append("different fields")
    if later.document == earlier.document:
        score += 0.5
        if later.points_back:
            score += 1.5
            reasons.append("it points back to what was spoken of before")
    return Kinship(1 / (1 + exp(-score)), tuple(reasons))
