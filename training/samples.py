"""Spans that the span model learns from: the annotated ones, variations of them, and the tagger's own proposals."""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np

from legation.reading.spans import HEADS, KINDS, Floats, Ints, propose
from training.data import GoldSpan

UNKNOWN = -100
"""The value that torch's cross-entropy leaves out."""


class Samples(NamedTuple):
    """Spans of one window with targets: quality of each kind (0 to 1), value index of each head."""

    firsts: Ints
    lasts: Ints
    quality: Floats
    values: Ints


def _variations(spans: list[GoldSpan], count: int, rng: random.Random) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for span in spans:
        found.add((span.first, span.last))
        for _ in range(2):
            found.add((span.first + rng.randint(-8, 8), span.last + rng.randint(-8, 8)))
        middle = (span.first + span.last) // 2
        found.add(rng.choice([(span.first, middle), (middle, span.last)]))
        other = rng.choice(spans)
        found.add((min(span.first, other.first), min(max(span.last, other.last), span.first + 80)))
    for _ in range(10):
        first = rng.randrange(count)
        found.add((first, first + rng.randint(5, 40)))
    return found


def draw(spans: list[GoldSpan], tags: Floats, rng: random.Random) -> Samples:
    """Spans for one window, with targets by the scorer's own test of a match.

    A span that overlaps an annotated one by half of the shorter counts as found; how good it is, grows with how well
    the borders agree, so that of several that match the best-cut one wins.
    """
    count = len(tags)
    found = _variations(spans, count, rng)
    own = propose(tags, floor=0.2, per_start=2)
    pairs = list(zip(own.firsts.tolist(), own.lasts.tolist(), strict=True))
    found.update(rng.sample(pairs, min(24, len(pairs))))
    kept = sorted((a, b) for a, b in found if 0 <= a <= b < count)
    table = np.array(kept, dtype=np.int64).reshape(-1, 2)
    firsts, lasts = table[:, 0], table[:, 1]
    quality = np.zeros((len(kept), len(KINDS)), np.float32)
    closest = np.full((len(kept), len(KINDS)), 0.5)
    values = np.full((len(kept), len(HEADS)), UNKNOWN, np.int64)
    for span in spans:
        shared = np.minimum(lasts, span.last) - np.maximum(firsts, span.first) + 1
        lengths, length = lasts - firsts + 1, span.last - span.first + 1
        matched = shared / np.minimum(lengths, length) >= 0.5
        closeness = shared / np.maximum(lengths + length - shared, 1)
        good = np.where(matched, 0.4 + 0.6 * closeness, 0.0).astype(np.float32)
        quality[:, span.kind] = np.maximum(quality[:, span.kind], good)
        nearer = closeness > closest[:, span.kind]
        closest[:, span.kind] = np.where(nearer, closeness, closest[:, span.kind])
        for n, (kind, label) in enumerate(HEADS):
            if kind == KINDS[span.kind]:
                values[nearer, n] = span.labels[label]
    return Samples(firsts, lasts, quality, values)
