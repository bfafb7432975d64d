"""Fit the verdict on candidates: ``python -m training.verdict GOLD MODEL NAMES.json OUT.json --labels F --figures F``.

Neither the tagger MODEL nor the tables of labels and figures were learned from the documents of NAMES.json. A candidate
is right where it finds an annotated entry that no better one before it found, by the judge's own test. The threshold is
the lowest at which detection F1 is as good as best in cross-validation by document.
"""

import argparse
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from legation.intake.header import read_header
from legation.nouns import Document, Entry
from legation.reading import figuremodel, labels, tagged
from legation.reading.tagger import Tagger

STRENGTH = 0.1
PARTS = 5
SAME = 0.5
SLACK = 0.002
"""What the threshold may cost of F1: a doubtful entry is sooner struck out than a missing one is missed."""


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(shared, 0) / max(min(a[1] - a[0], b[1] - b[0]), 1)


def _finds(entry: Entry, gold: dict[str, Any], text: str) -> float:
    own = (entry.evidence[0].start, entry.evidence[0].end)
    quotes: list[str] = gold["evidence"] if gold["kind"] == entry.kind else []
    places = [(at, at + len(q)) for q in quotes if (at := text.find(q)) >= 0]
    return max((_overlap(own, place) for place in places), default=0.0)


def rows(folder: Path, names: list[str]) -> tuple[list[dict[str, float]], list[int], list[list[list[int]]], list[int]]:
    """Evidence of each candidate, number of its document, the entries it may find, and entries of each document."""
    seen: list[dict[str, float]] = []
    docs: list[int] = []
    finds: list[list[list[int]]] = []
    entries: list[int] = []
    for number, name in enumerate(sorted(names)):
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        gold = json.loads((folder / f"{name}.json").read_text("utf-8"))["entries"]
        header = read_header(text)
        document = Document(
            id="", name=name, text=text, date=header.date, source=header.source, dateline=header.dateline
        )
        entries.append(len(gold))
        finds.append([])
        for candidate in tagged.candidates(document):
            seen.append(dict(candidate.evidence))
            docs.append(number)
            finds[-1].append([n for n, g in enumerate(gold) if _finds(candidate.entry, g, text) >= SAME])
    return seen, docs, finds, entries


def _right(order: list[float], finds: list[list[int]]) -> list[bool]:
    """Whether each candidate of a document finds an entry, the likeliest first."""
    found: set[int] = set()
    right = [False] * len(finds)
    for n in sorted(range(len(finds)), key=lambda n: -order[n]):
        free = [g for g in finds[n] if g not in found]
        if free:
            found.add(free[0])
            right[n] = True
    return right


def main() -> None:
    """Write the table of weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder of annotated documents")
    parser.add_argument("model", type=Path, help="folder of a tagger")
    parser.add_argument("names", type=Path, help="a JSON list of the documents that nothing here was learned from")
    parser.add_argument("out", type=Path, help="the file of the weights")
    parser.add_argument("--labels", type=Path, required=True, help="table of labels")
    parser.add_argument("--figures", type=Path, required=True, help="table of figures")
    args = parser.parse_args()
    tagger = Tagger(args.model)
    tagged.trained_tagger = lambda: tagger
    told, counted = (json.loads(path.read_text("utf-8")) for path in (args.labels, args.figures))
    labels._tables = lambda: told  # noqa: SLF001 - read in the same way, from another place
    figuremodel._tables = lambda: counted  # noqa: SLF001
    seen, docs, finds, entries = rows(args.gold, json.loads(args.names.read_text("utf-8")))
    vectors = DictVectorizer(sparse=False)
    matrix = vectors.fit_transform(seen)
    at = np.array(docs)
    order = np.array([row["tagger"] + row["rule"] for row in seen])
    right = np.array([r for n, f in enumerate(finds) for r in _right(order[at == n].tolist(), f)])
    sure = np.zeros(len(right))
    for part in range(PARTS):
        out = at % PARTS == part
        fitted = LogisticRegression(C=STRENGTH, max_iter=5000, fit_intercept=False).fit(matrix[~out], right[~out])
        sure[out] = fitted.predict_proba(matrix[out])[:, 1]
    ranked = np.argsort(-sure, kind="stable")
    f1 = 2 * np.cumsum(right[ranked]) / (np.arange(1, len(right) + 1) + sum(entries))
    smooth = np.convolve(f1, np.ones(21) / 21, mode="same")
    threshold = float(sure[ranked[int(np.flatnonzero(smooth >= smooth.max() - SLACK).max())]])
    print(f"{len(right)} candidates, {right.sum()} right of {sum(entries)}; F1 {f1.max():.4f} at {threshold:.3f}")
    for low in (0.1, 0.3, 0.5, 0.7, 0.9):
        here = (sure >= low - 0.1) & (sure < low + 0.1)
        print(f"  chance {low - 0.1:.1f} to {low + 0.1:.1f}: {here.sum()} candidates, {right[here].mean():.2f} right")
    fitted = LogisticRegression(C=STRENGTH, max_iter=5000, fit_intercept=False).fit(matrix, right)
    weights = {n: round(float(w), 4) for n, w in zip(vectors.get_feature_names_out(), fitted.coef_[0], strict=True)}
    if not all(math.isfinite(w) for w in weights.values()):
        raise ValueError("the fit did not settle")
    table = {"weights": weights, "threshold": round(threshold, 3)}
    args.out.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
