"""Who acts and towards whom: what the role model reads of each pair of span and mention, and what follows from it.

The encoder's vectors of span and mention say how they stand to each other in the text; the features say what parse,
gazetteer and rules know. Each code's chances to act, to receive, or neither come from all its mentions together.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from legation.nouns import Kind
from legation.reading.cast import Codes
from legation.reading.mentions import FORMS, Mention
from legation.reading.spans import KINDS, Floats, Ints

ROLES = ("by", "to")
"""Who acts, holds the stance, takes part or is measured; whom it is for, or whom the stance is about."""

_MOST_CODES = 3  # codes of a mention that stands for many, from which on more make no difference
_LEAD, _REACH = 400, 2_000  # characters of the opening, and to either side, whose mentions come into question
_OPENING = 5  # characters in which a stretch opens with a mention
_BLOCKS = (
    "inside", "same sentence", "sentence before", "earlier", "later", "distance", "nearest of its code",
    "acts by rule", "receives by rule", "a rule speaks", "only one acts by rule", "nobody receives by rule",
    "named", "share", "first", "second", "third or later", "codes", "speaker", "issuer", "opens",
)  # fmt: skip
FEATURES = len(_BLOCKS) + len(FORMS) + len(KINDS)
RULED = slice(_BLOCKS.index("acts by rule"), _BLOCKS.index("nobody receives by rule") + 1)
"""Features that say what the rules make of an entry: all zero where they are silent."""


class Place(NamedTuple):
    """A stretch of a text, ``text[start:end]`` in code points."""

    start: int
    end: int


class Stated(NamedTuple):
    """A stretch of text that states an entry, with what the rules make of its parties."""

    start: int
    end: int
    kind: Kind
    by: Codes
    to: Codes
    speaker: Codes


class Chances(NamedTuple):
    """Chances of one code in one entry: that it acts, and that it receives."""

    by: float
    to: float


class Surroundings:
    """What a document tells of its parties before any entry is looked at."""

    def __init__(self, mentions: Sequence[Mention], sentences: Sequence[int], issuer: Codes) -> None:
        """`sentences`: offsets at which they start; `issuer`: for whom the text itself speaks."""
        self.mentions = mentions
        self.issuer = issuer
        self.counts = Counter(code for m in mentions for code in m.codes)
        self.ranks = {code: rank for rank, (code, _) in enumerate(self.counts.most_common())}
        self.total = max(self.counts.total(), 1)
        self._sentences = sentences
        self._starts = [m.start for m in mentions]

    def sentence(self, at: int) -> int:
        """Number of the sentence in which an offset lies."""
        return bisect_right(self._sentences, at) - 1

    def near(self, stated: Stated) -> list[int]:
        """Numbers of the mentions that come into question: those around, and those that open the document."""
        lead = bisect_left(self._starts, _LEAD)
        first = bisect_left(self._starts, stated.start - _REACH)
        last = bisect_left(self._starts, stated.end + _REACH)
        return [*range(min(lead, first)), *range(first, last)]


def features(stated: Stated, around: Surroundings, near: Sequence[int]) -> Floats:
    """Features of some mentions, by number, as parties to what is stated: (mentions, FEATURES)."""
    found = np.zeros((len(near), FEATURES), np.float32)
    own, last = around.sentence(stated.start), around.sentence(stated.end - 1)
    ruled = bool(stated.by or stated.to)
    nearest: dict[Codes, tuple[int, int]] = {}
    for n, number in enumerate(near):
        mention = around.mentions[number]
        gap = max(mention.start - stated.end, stated.start - mention.end, 0)
        if mention.codes not in nearest or gap < nearest[mention.codes][0]:
            nearest[mention.codes] = gap, n
        code = mention.codes[0]
        rank = around.ranks[code]
        found[n, : len(_BLOCKS)] = (
            gap == 0 and mention.start >= stated.start,
            own <= mention.sentence <= last,
            mention.sentence == own - 1,
            mention.sentence < own - 1,
            mention.sentence > last,
            math.log1p(gap) / 6,
            0,  # nearest of its code: once all are seen
            any(c in stated.by for c in mention.codes),
            any(c in stated.to for c in mention.codes),
            ruled,
            len(stated.by) == 1,
            ruled and not stated.to,
            math.log(around.counts[code]) / 3,
            around.counts[code] / around.total,
            rank == 0,
            rank == 1,
            rank > 1,
            min(len(mention.codes), _MOST_CODES) - 1,
            any(c in stated.speaker for c in mention.codes),
            any(c in around.issuer for c in mention.codes),
            0 <= mention.start - stated.start < _OPENING,
        )
        found[n, len(_BLOCKS) + FORMS.index(mention.form)] = 1
        found[n, len(_BLOCKS) + len(FORMS) + KINDS.index(stated.kind)] = 1
    for _, n in nearest.values():
        found[n, _BLOCKS.index("nearest of its code")] = 1
    return found


def chances(mentions: Sequence[Mention], logits: Floats) -> dict[str, Chances]:
    """Chances of each code from the logits (mentions, roles) of its mentions: evidence adds up, "neither" is zero."""
    places: dict[str, list[int]] = {}
    for n, mention in enumerate(mentions):
        for code in mention.codes:
            places.setdefault(code, []).append(n)
    found = {}
    for code, own in places.items():
        odds = np.exp(logits[own].astype(np.float64)).sum(axis=0)
        found[code] = Chances(*(float(odd) for odd in odds / (1 + odds.sum())))
    return found


def decided(found: Mapping[str, Chances], *, several: bool = False) -> tuple[Codes, Codes]:
    """Who acts and who receives: each code in the likeliest of its roles; the likeliest actor where none is likely.

    ``several``: at least two act, as in a meeting.
    """
    by = [c for c, chance in found.items() if chance.by >= max(chance.to, 1 - chance.by - chance.to)]
    to = [c for c, chance in found.items() if c not in by and chance.to > 1 - chance.by - chance.to]
    rest = sorted((c for c in found if c not in by), key=lambda c: -found[c].by)
    while rest and len(by) < (2 if several else 1):
        by.append(rest.pop(0))
    return tuple(by), tuple(c for c in to if c not in by)


def indices(places: Sequence[Mention | Stated | Place], starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """First and last word piece of each place, by the pieces' offsets; the nearest piece where none lies inside."""
    first = np.searchsorted(ends, [p.start for p in places], side="right")
    last = np.searchsorted(starts, [p.end for p in places], side="left") - 1
    first = np.minimum(first, len(starts) - 1)
    return first.astype(np.int64), np.maximum(first, last).astype(np.int64)
