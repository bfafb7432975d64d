"""Fit the chance that a candidate is right, and the threshold, to documents that were left out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from legation.reading.spans import KINDS, Calibration, chances
from legation.reading.tagger import Candidate, Tagger
from training.data import Document, Entry

FEATURES = 7


class Judged(NamedTuple):
    """Candidates of many documents: kind, features, whether each found an entry that no better one found."""

    kinds: npt.NDArray[np.int64]
    features: npt.NDArray[np.float32]
    right: npt.NDArray[np.float64]
    entries: npt.NDArray[np.int64]
    """Entries of each kind in the documents."""


def _spans(entry: Entry, text: str) -> list[tuple[int, int]]:
    places = ((text.find(q), len(q)) for q in entry["evidence"])
    return [(at, at + length) for at, length in places if at >= 0]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(shared, 0) / max(min(a[1] - a[0], b[1] - b[0]), 1)


def _right(doc: Document, found: list[Candidate]) -> list[bool]:
    """Whether each candidate, best first, finds an entry that none before it found."""
    open_entries = [(e["kind"], _spans(e, doc.text)) for e in doc.entries]
    verdicts = []
    for candidate in found:
        own = (candidate.start, candidate.end)
        fits = [
            (max((_overlap(own, s) for s in spans), default=0.0), n)
            for n, (kind, spans) in enumerate(open_entries)
            if kind == KINDS[candidate.kind]
        ]
        overlap, n = max(fits, default=(0.0, -1))
        verdicts.append(overlap >= 0.5)
        if overlap >= 0.5:
            del open_entries[n]
    return verdicts


def judge(docs: list[Document], tagger: Tagger) -> Judged:
    """Judge the candidates of documents that the tagger was not trained on."""
    kinds: list[int] = []
    features: list[npt.NDArray[np.float32]] = []
    right: list[bool] = []
    entries = np.zeros(len(KINDS), np.int64)
    for doc in docs:
        # Quality plus tag scores: as good an order as any before calibration is known.
        found = sorted(tagger.candidates(doc.text), key=lambda c: -float(c.features[0] + c.features[2:5].sum()))
        kinds += [c.kind for c in found]
        features += [c.features for c in found]
        right += _right(doc, found)
        for entry in doc.entries:
            entries[KINDS.index(entry["kind"])] += 1
    return Judged(np.array(kinds), np.stack(features), np.array(right, float), entries)


def merged(parts: list[Judged]) -> Judged:
    """Put together the candidates of several folds."""
    return Judged(
        np.concatenate([p.kinds for p in parts]),
        np.concatenate([p.features for p in parts]),
        np.concatenate([p.right for p in parts]),
        np.sum([p.entries for p in parts], axis=0),
    )


def _threshold(judged: Judged, calibration: dict[str, Calibration]) -> float:
    """Find the chance at which F1 over all kinds is best; one for all, as chances are comparable once calibrated."""
    sure = chances(judged.kinds, judged.features, calibration)
    order = np.argsort(-sure, kind="stable")
    f1 = 2 * np.cumsum(judged.right[order]) / (np.arange(1, len(order) + 1) + judged.entries.sum())
    smooth = np.convolve(f1, np.ones(41) / 41, mode="same")  # the peak of a noisy curve is luck
    return round(float(sure[order[int(smooth.argmax())]]), 3)


def fit(judged: Judged, strength: float = 1.0, steps: int = 200) -> dict[str, Calibration]:
    """Logistic regression for each kind by Newton's method, then one threshold.

    ``strength`` is the ridge penalty on standardised weights.
    """
    found: dict[str, Calibration] = {}
    for number, kind in enumerate(KINDS):
        mine = judged.kinds == number
        raw, right = judged.features[mine].astype(np.float64), judged.right[mine]
        mean, scale = raw.mean(axis=0), raw.std(axis=0) + 1e-6
        x = np.concatenate([(raw - mean) / scale, np.ones((len(raw), 1))], axis=1)
        ridge = np.diag([strength] * FEATURES + [0.0])
        weights = np.zeros(FEATURES + 1)
        for _ in range(steps):
            p = 1 / (1 + np.exp(-x @ weights))
            gradient = x.T @ (p - right) + ridge @ weights
            if np.abs(gradient).max() < 1e-6:
                break
            weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, gradient)
        plain = weights[:-1] / scale
        bias = float(weights[-1] - plain @ mean)
        found[kind] = {"weights": [round(float(w), 5) for w in plain], "bias": round(bias, 5), "threshold": 0.5}
    threshold = _threshold(judged, found)
    for calibration in found.values():
        calibration["threshold"] = threshold
    return found


def overall_f1(judged: Judged, calibration: dict[str, Calibration]) -> float:
    """Compute detection F1 over all kinds at the thresholds."""
    sure = chances(judged.kinds, judged.features, calibration)
    limits = np.array([calibration[k]["threshold"] for k in KINDS])
    kept = sure >= limits[judged.kinds]
    return float(2 * judged.right[kept].sum() / (kept.sum() + judged.entries.sum()))
