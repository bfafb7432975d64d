"""Predictions in the format of the gold, and their score by the project's own judge."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from legation.reading.spans import LABELS_OF, Span

Figures = dict[str, dict[str, float]]
JUDGED = ("stage", "form", "status", "polarity", "change")
EXTRA = ("voice", "parties", "count", "role")


def entry_of(span: Span) -> dict[str, object]:
    """Write a span as an entry: the most likely value of each label, and nothing about parties."""
    top = {label: max(shares, key=lambda v: shares[v]) for label, shares in span.labels.items()}
    return {
        "kind": span.kind,
        "evidence": [{"start": span.start, "end": span.end}],
        "confidence": round(span.confidence, 4),
        **top,
        "labels": {label: {v: round(p, 4) for v, p in shares.items()} for label, shares in span.labels.items()},
    }


def write(path: Path, spans: Iterable[tuple[str, list[Span]]]) -> None:
    """Write one JSON line a document."""
    lines = [json.dumps({"doc": doc, "entries": [entry_of(s) for s in found]}) for doc, found in spans]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def judge(score_py: Path, gold: Path, predictions: Path) -> Figures:
    """Compute the figures of ``score.py``: detection by kind, and for each head the share right of the matched."""
    spec = importlib.util.spec_from_file_location("score", score_py)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(score_py)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    figures = cast("Figures", score.score(gold, predictions))
    right: dict[str, list[bool]] = defaultdict(list)
    predicted = score.load_pred(predictions)
    for path, body, text in score.load_gold(gold):
        entries = predicted.get(path.stem, [])
        for i, j in score.match(body["entries"], entries, text):
            wanted, given = body["entries"][i], entries[j]
            for label in LABELS_OF[wanted["kind"]]:
                if label in JUDGED:
                    right[label].append(wanted[label] == given[label])
            right["voice"].append((wanted.get("speaker") is None) == (given["voice"] == "own"))
            if "by" in wanted:
                right["parties"].append((len(wanted["by"]) > 1) == (given["parties"] == "several"))
    figures["heads"] = {label: round(sum(v) / len(v), 4) for label, v in sorted(right.items())}
    return figures


def table(figures: Figures) -> str:
    """Lay out figures as lines of text."""
    lines = [f"{'kind':<11}{'gold':>6}{'pred':>6}{'prec':>8}{'recall':>8}{'F1':>8}"]
    for kind in (*LABELS_OF, "all"):
        f = figures[kind]
        lines.append(
            f"{kind:<11}{f['gold']:>6}{f['predicted']:>6}{f['precision']:>8.3f}{f['recall']:>8.3f}{f['f1']:>8.3f}"
        )
    lines.append("right of the matched: " + "  ".join(f"{k} {v:.3f}" for k, v in figures["heads"].items()))
    empty = figures["empty_documents"]
    lines.append(
        f"documents with no entry: {empty['documents']}, entries invented in them: {empty['invented_entries']}"
    )
    return "\n".join(lines)
