"""The trained tagger: where a text states something, of which kind, and at which stage, form or stance.

A small encoder fine-tuned on annotated documents (`MODEL_CARD.md`). It does not say who is meant. Run by onnxruntime
on one thread; a folder holds `encoder.onnx`, `spans.onnx`, `tokenizer.json` and `tagger.json`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypedDict

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from legation.reading.pieces import Pieces, Window, cut, framed, windows
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
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cls, self._sep = self._tokenizer.encode("").ids  # what the tokenizer frames any text with
        self.settings: Settings = json.loads((folder / "tagger.json").read_text("utf-8"))

    def tag(self, text: str, least: float = 0.0) -> list[Span]:
        """Find the spans of a text with a chance of `least` or more, in order.

        Never raises; linear in the length of the text.
        """
        candidates = self.candidates(text)
        if not candidates:
            return []
        kinds = np.array([c.kind for c in candidates], np.int64)
        sure = chances(kinds, np.stack([c.features for c in candidates]), self.settings["calibration"])
        found = [
            Span(c.start, c.end, KINDS[c.kind], float(chance), distributions(KINDS[c.kind], c.row))
            for c, chance in zip(candidates, sure, strict=True)
            if chance >= least
        ]
        return sorted(found, key=lambda s: (s.start, s.end, KINDS.index(s.kind)))

    def candidates(self, text: str) -> list[Candidate]:
        """Find all spans that no better one of their kind overlaps, however doubtful."""
        pieces = cut(text, self._tokenizer)
        found: list[Candidate] = []
        for window in windows(len(pieces.ids)):
            start, end = int(pieces.starts[window.first]), int(pieces.ends[window.last - 1])
            if any(c.isalpha() for c in text[start:end]):  # rows of dashes and dots are passed over
                found += self._read(pieces, window)
        return found

    def _read(self, pieces: Pieces, window: Window) -> Iterator[Candidate]:
        ids, shapes, offset = framed(pieces, window, self._cls, self._sep)
        hidden, logits = self._encoder.run(None, {"ids": ids[None], "shapes": shapes[None]})
        body = slice(offset, len(ids) - 1)
        tags = 1 / (1 + np.exp(-logits[0, body, : 3 * len(KINDS)]))
        proposals = propose(tags.reshape(-1, 3, len(KINDS)))
        if not len(proposals.kinds):
            return
        (rows,) = self._spans.run(None, {"spans": pooled(hidden[0, body], proposals.firsts, proposals.lasts)})
        values = features(proposals, rows)
        for n in best(proposals, ranks(proposals, rows)):
            first, last = window.first + int(proposals.firsts[n]), window.first + int(proposals.lasts[n])
            if window.own_from <= first < window.own_to:
                yield Candidate(
                    int(pieces.starts[first]), int(pieces.ends[last]), int(proposals.kinds[n]), values[n], rows[n]
                )
