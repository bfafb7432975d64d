"""Spans that the tagger proposes: found in the tags of pieces, scored, told apart, and given a calibrated chance."""

from itertools import pairwise
from typing import NamedTuple, TypedDict

import numpy as np
import numpy.typing as npt

from legation.nouns import Kind

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

KINDS: tuple[Kind, ...] = ("commitment", "meeting", "figure", "position")

LABELS: dict[str, tuple[str, ...]] = {
    "stage": (
        "sought",
        "offered",
        "discussed",
        "pledged",
        "agreed",
        "signed",
        "underway",
        "done",
        "stalled",
        "dropped",
    ),
    "form": ("visit", "talks", "call", "summit", "session", "press", "ceremony"),
    "status": ("held", "planned", "cancelled"),
    "polarity": ("positive", "negative", "concerned", "urges"),
    "change": ("level", "increase", "decrease", "share"),
    "voice": ("own", "source"),
    "parties": ("one", "several"),
    "count": ("one", "several"),
    "role": ("first", "again"),
}
"""The values of each label, in the order of the model's outputs. ``voice``: the document's own or a source's;
``parties``: those bound or holding the stance; ``count``: entries that rest on this one span; ``role``: the first
statement of its entry or a further one."""

LABELS_OF: dict[str, tuple[str, ...]] = {
    "commitment": ("stage", "voice", "parties", "count", "role"),
    "meeting": ("form", "status", "voice", "count", "role"),
    "figure": ("change", "voice", "count", "role"),
    "position": ("polarity", "voice", "parties", "count", "role"),
}

HEADS = tuple((kind, label) for kind in KINDS for label in LABELS_OF[kind])
"""The span model's outputs after those for the kinds: for each pair one output a value of the label."""

_WIDTHS = np.cumsum([len(KINDS), *(len(LABELS[label]) for _, label in HEADS)]).tolist()
COLUMNS: tuple[tuple[int, int], ...] = tuple(pairwise(_WIDTHS))
"""First and past-last column of each head in the span model's output."""

LONGEST_SPAN = 160
POOLS = 4
"""Vectors that are pooled of a span, see ``pooled``."""
STEEP = 8.0
"""Bound of a trigger logit that weighs a piece."""


class Span(NamedTuple):
    """A stretch of the text, ``text[start:end]`` in code points, that states an entry of ``kind``.

    ``confidence`` is the calibrated chance that an annotator has such an entry there; ``labels`` gives for each label
    of the kind (``LABELS_OF``) a distribution over its values.
    """

    start: int
    end: int
    kind: Kind
    confidence: float
    labels: dict[str, dict[str, float]]


class Proposals(NamedTuple):
    """Candidate spans: kind index, first and last piece (inclusive), and the three token scores behind each."""

    kinds: Ints
    firsts: Ints
    lasts: Ints
    begins: Floats
    insides: Floats
    ends: Floats


class Calibration(TypedDict):
    """A logistic model of the chance that a proposal is right, and the chance below which it is dropped."""

    weights: list[float]
    bias: float
    threshold: float


def propose(tags: Floats, floor: float = 0.03, per_start: int = 3) -> Proposals:
    """Candidate spans of every kind from the tag probabilities (pieces, 3, kinds): begin, inside, end.

    Each piece with begin above ``floor`` opens up to ``per_start`` spans, at those of the next pieces with the
    best end times mean inside. Linear in the number of pieces: a span has at most ``LONGEST_SPAN``.
    """
    count = len(tags)
    sums = np.concatenate([np.zeros((1, len(KINDS)), np.float64), np.cumsum(tags[:, 1], axis=0, dtype=np.float64)])
    rows: list[tuple[int, int, int, float, float, float]] = []
    for kind in range(len(KINDS)):
        begin, end = tags[:, 0, kind], tags[:, 2, kind]
        for first in np.flatnonzero(begin > floor).tolist():
            stop = min(first + LONGEST_SPAN, count)
            lengths = np.arange(1, stop - first + 1)
            inside = (sums[first + 1 : stop + 1, kind] - sums[first, kind]) / lengths
            score = end[first:stop] * inside**2
            for at in np.argsort(-score, kind="stable")[:per_start].tolist():
                if score[at] > floor**2:
                    last = first + at
                    rows.append((kind, first, last, float(begin[first]), float(inside[at]), float(end[last])))
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    whole = table[:, :3].astype(np.int64)
    part = table[:, 3:].astype(np.float32)
    return Proposals(whole[:, 0], whole[:, 1], whole[:, 2], part[:, 0], part[:, 1], part[:, 2])


def means(values: npt.NDArray[np.floating], firsts: Ints, lasts: Ints) -> Floats:
    """Mean of the rows ``firsts`` to ``lasts`` (inclusive) of each stretch."""
    sums = np.concatenate([np.zeros((1, values.shape[1]), np.float64), np.cumsum(values, axis=0, dtype=np.float64)])
    found: Floats = ((sums[lasts + 1] - sums[firsts]) / (lasts + 1 - firsts)[:, None]).astype(np.float32)
    return found


def pooled(hidden: Floats, triggers: Floats, firsts: Ints, lasts: Ints) -> Floats:
    """Pool what is read of each span: its first piece, its last, the mean of all, and the mean by trigger weight."""
    weights = np.exp(np.clip(triggers, -STEEP, STEEP))[:, None]
    weighted = means(np.concatenate([hidden * weights, weights], axis=1), firsts, lasts)
    return np.concatenate(
        [hidden[firsts], hidden[lasts], means(hidden, firsts, lasts), weighted[:, :-1] / weighted[:, -1:]], axis=1
    )


def features(proposals: Proposals, rows: Floats) -> Floats:
    """Gather what the calibration reads of each proposal.

    The quality of its kind and of the best other kind, the three tag scores, length, restatement: all as logits or
    logarithms, so that a linear model can weigh them like independent evidence.
    """
    at = np.arange(len(rows))
    again = np.zeros(len(rows), np.float32)
    for n, (kind, label) in enumerate(HEADS):
        if label == "role":
            first, second = COLUMNS[n][0], COLUMNS[n][0] + 1
            mine = proposals.kinds == KINDS.index(kind)
            again[mine] = (rows[:, second] - rows[:, first])[mine]
    own = rows[at, proposals.kinds]
    rival = np.where(np.arange(len(KINDS)) == proposals.kinds[:, None], -np.inf, rows[:, : len(KINDS)]).max(axis=1)
    length = np.log(proposals.lasts - proposals.firsts + 1.0)
    logs = [np.log(np.maximum(x, 1e-4)) for x in (proposals.begins, proposals.insides, proposals.ends)]
    values: Floats = np.stack([own, rival, *logs, length, again], axis=1).astype(np.float32)
    return values


def ranks(proposals: Proposals, rows: Floats) -> Floats:
    """Grade how well a span is cut and typed, to choose among spans that overlap: tag scores times the span model's."""
    quality = 1 / (1 + np.exp(-rows[np.arange(len(rows)), proposals.kinds]))
    tags = np.cbrt(proposals.begins * proposals.insides * proposals.ends)
    rank: Floats = np.sqrt(quality * tags).astype(np.float32)
    return rank


def best(proposals: Proposals, rank: Floats) -> Ints:
    """Find the proposals that no better one of the same kind overlaps by half of the shorter, best first."""
    kept: list[int] = []
    taken: dict[int, list[tuple[int, int]]] = {kind: [] for kind in range(len(KINDS))}
    for n in np.argsort(-rank, kind="stable"):
        kind, first, last = int(proposals.kinds[n]), int(proposals.firsts[n]), int(proposals.lasts[n]) + 1
        if all(min(last, b) - max(first, a) < 0.5 * min(last - first, b - a) for a, b in taken[kind]):
            taken[kind].append((first, last))
            kept.append(int(n))
    return np.array(kept, dtype=np.int64)


def chances(kinds: Ints, values: Floats, calibration: dict[str, Calibration]) -> Floats:
    """Give the calibrated chance of each proposal from its features."""
    weights = np.array([calibration[kind]["weights"] for kind in KINDS], np.float64)
    biases = np.array([calibration[kind]["bias"] for kind in KINDS], np.float64)
    logits = (values * weights[kinds]).sum(axis=1) + biases[kinds]
    sure: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return sure


def distributions(kind: str, row: Floats) -> dict[str, dict[str, float]]:
    """Give the probability of each value of each label of a kind, from the span model's logits."""
    found: dict[str, dict[str, float]] = {}
    for (of, label), (start, stop) in zip(HEADS, COLUMNS, strict=True):
        if of == kind:
            odds = np.exp(row[start:stop] - row[start:stop].max())
            shares = odds / odds.sum()
            found[label] = {value: float(share) for value, share in zip(LABELS[label], shares, strict=True)}
    return found
