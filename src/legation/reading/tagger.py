"""The trained tagger: where a text states something, of which kind, at which stage, form or stance, and who acts.

A small encoder fine-tuned on annotated documents (`MODEL_CARD.md`). Run by onnxruntime on one thread; a folder holds
`encoder.onnx`, `spans.onnx`, `roles.onnx`, `tokenizer.json` and `tagger.json`.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from legation.reading.paragraphs import Stretch
from legation.reading.pieces import Pieces, Window, cut, framed, windows
from legation.reading.roles import Chances, Place, Stated, Surroundings, indices
from legation.reading.roles import chances as role_chances
from legation.reading.roles import features as role_features
from legation.reading.spans import (
    KINDS,
    Calibration,
    Floats,
    Span,
    best,
    chances,
    distributions,
    features,
    pooled,
    propose,
    ranks,
)

Ints = npt.NDArray[np.int64]
Halves = npt.NDArray[np.float16]


SIZE = 384


class Settings(TypedDict):
    """What ``tagger.json`` holds."""

    version: str
    calibration: dict[str, Calibration]


class Candidate(NamedTuple):
    """A proposal that outlived its rivals, before calibration: offsets, kind index, features and logits."""

    start: int
    end: int
    kind: int
    features: Floats
    row: Floats


class Tagging(NamedTuple):
    """A text as the tagger read it: its spans, and what the role model needs to look at them again."""

    spans: list[Span]
    pieces: Pieces
    vectors: Halves
    """One a piece, from the window that owns it."""
    triggers: Floats


class Tagger:
    """The trained tagger, loaded from its folder. Deterministic: one thread, one window at a time."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._encoder = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._spans = onnxruntime.InferenceSession(
            str(folder / "spans.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._roles = onnxruntime.InferenceSession(
            str(folder / "roles.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cls, self._sep = self._tokenizer.encode("").ids  # what the tokenizer frames any text with
        self.settings: Settings = json.loads((folder / "tagger.json").read_text("utf-8"))

    def tag(self, text: str, least: float = 0.0) -> list[Span]:
        """Find the spans of a text with a chance of `least` or more, in order.

        Never raises; linear in the length of the text.
        """
        return self.tagging(text, least).spans

    def tagging(self, text: str, least: float = 0.0, stretches: Sequence[Stretch] | None = None) -> Tagging:
        """Find the spans of a text, or of some stretches of it, as `tag` does, and keep what `roles` needs."""
        candidates, read = self._candidates(text, stretches)
        if not candidates:
            return read
        kinds = np.array([c.kind for c in candidates], np.int64)
        sure = chances(kinds, np.stack([c.features for c in candidates]), self.settings["calibration"])
        found = [
            Span(c.start, c.end, KINDS[c.kind], float(chance), distributions(KINDS[c.kind], c.row))
            for c, chance in zip(candidates, sure, strict=True)
            if chance >= least
        ]
        return read._replace(spans=sorted(found, key=lambda s: (s.start, s.end, KINDS.index(s.kind))))

    def roles(self, read: Tagging, stated: Stated, around: Surroundings) -> dict[str, Chances]:
        """Give the chances of each code to act, and to receive, in what a stretch of the text states."""
        near = around.near(stated)
        if not near or not len(read.pieces.ids):
            return {}
        mentions = [around.mentions[n] for n in near]
        firsts, lasts = indices([stated, *mentions], read.pieces.starts, read.pieces.ends)
        low, high = int(firsts[0]), int(lasts[0]) + 1
        span = pooled(
            read.vectors[low:high].astype(np.float32), read.triggers[low:high], np.zeros(1, np.int64), lasts[:1] - low
        )
        means = [read.vectors[a : b + 1].mean(axis=0, dtype=np.float32) for a, b in zip(firsts, lasts, strict=True)]
        (logits,) = self._roles.run(
            None,
            {"spans": span, "mentions": np.stack(means[1:]), "known": role_features(stated, around, near)[None]},
        )
        return role_chances(mentions, logits[0])

    def trigger(self, read: Tagging, start: int, end: int) -> int:
        """Offset of the word between `start` and `end` that most likely expresses what they state."""
        firsts, lasts = indices([Place(start, end)], read.pieces.starts, read.pieces.ends)
        first, last = int(firsts[0]), int(lasts[0])
        return int(read.pieces.starts[first + int(read.triggers[first : last + 1].argmax())])

    def candidates(self, text: str) -> list[Candidate]:
        """Find all spans that no better one of their kind overlaps, however doubtful."""
        return self._candidates(text)[0]

    def _candidates(self, text: str, stretches: Sequence[Stretch] | None = None) -> tuple[list[Candidate], Tagging]:
        pieces = cut(text, self._tokenizer, stretches)
        vectors = np.zeros((len(pieces.ids), SIZE), np.float16)
        triggers = np.zeros(len(pieces.ids), np.float32)
        found: list[Candidate] = []
        for window in windows(len(pieces.ids)):
            start, end = int(pieces.starts[window.first]), int(pieces.ends[window.last - 1])
            if any(c.isalpha() for c in text[start:end]):  # rows of dashes and dots are passed over
                hidden, logits = self._encoded(pieces, window)
                own = slice(window.own_from, window.own_to)
                inside = slice(window.own_from - window.first, window.own_to - window.first)
                vectors[own], triggers[own] = hidden[inside], logits[inside, -1]
                found += self._read(pieces, window, hidden, logits)
        return found, Tagging([], pieces, vectors, triggers)

    def _encoded(self, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
        ids, shapes, offset = framed(pieces, window, self._cls, self._sep)
        hidden, logits = self._encoder.run(None, {"ids": ids[None], "shapes": shapes[None]})
        return hidden[0, offset:-1], logits[0, offset:-1]

    def _read(self, pieces: Pieces, window: Window, hidden: Floats, logits: Floats) -> Iterator[Candidate]:
        shares = logits[:, : 3 * len(KINDS)].reshape(-1, 3, len(KINDS))
        tags: Floats = (1 / (1 + np.exp(-shares))).astype(np.float32)
        proposals = propose(tags)
        if not len(proposals.kinds):
            return
        (rows,) = self._spans.run(None, {"spans": pooled(hidden, logits[:, -1], proposals.firsts, proposals.lasts)})
        values = features(proposals, rows)
        for n in best(proposals, ranks(proposals, rows)):
            first, last = window.first + int(proposals.firsts[n]), window.first + int(proposals.lasts[n])
            if window.own_from <= first < window.own_to:
                yield Candidate(
                    int(pieces.starts[first]), int(pieces.ends[last]), int(proposals.kinds[n]), values[n], rows[n]
                )
