"""Fit the model of figures: ``python -m training.figures ../shared/gold/train src/legation/reading/figures.json``.

Every number of the documents is an example: a figure where an annotator has entered its value there, else none. Two
logistic regressions over the cues of `legation.reading.figurecues` come out: whether a number is a figure, and for
those that are whether it is a level, an increase, a decrease or a share. Cues of fewer than two documents are left out,
so that no document's own words are kept, and small weights are dropped. ``--more`` adds a folder of further annotated
documents; ``--cross`` reports what five-fold cross-validation over the documents of the first folder gives.
"""

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from legation.intake.header import read_header
from legation.nouns import Document
from legation.reading.cuetable import CueTable
from legation.reading.figurecues import PageCues
from legation.reading.figures import FIGURE
from legation.reading.filling import fill
from legation.reading.numbers import numbers
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposals import proposals
from legation.reading.rules import taken

DOCUMENTS = 2
SMALL = 0.02
SLACK = 3  # characters by which a quote may end before the unit of a number
STRENGTH = {"figure": 0.3, "change": 1.0}
"""The inverse of the ridge penalty of each model, set by cross-validation."""


class Example(NamedTuple):
    """One number of a document: its cues, and the change that the annotator gives it (None: no figure)."""

    document: str
    cues: list[str]
    change: str | None


def examples(folder: Path) -> list[Example]:
    """Every number of the annotated documents of a folder, and of the folders in it."""
    found: list[Example] = []
    for path in sorted(folder.rglob("*.json")):
        text = path.with_suffix(".txt").read_text("utf-8")
        header = read_header(text)
        page = Page(
            Document(id="", name=path.stem, text=text, date=header.date, source=header.source, dateline=header.dateline)
        )
        objects = Objects(page.doc, page.parties, page.people)
        ruled = [(entry, made) for made in proposals(page) if (entry := fill(page, objects, made)) is not None]
        around = PageCues(page, taken(ruled))
        entered = [e for e in json.loads(path.read_text("utf-8"))["entries"] if e["kind"] == "figure"]
        for number in numbers(page):
            value, start, end = number.quantity.value, number.quantity.start, number.quantity.end
            hit = next(
                (
                    entry
                    for entry in entered
                    if abs(value - float(entry["value"])) <= 0.01 * abs(value)
                    and any(
                        at <= start and end <= at + len(quote) + SLACK
                        for quote in entry["evidence"]
                        if (at := text.find(quote)) >= 0
                    )
                ),
                None,
            )
            if hit is not None:
                entered.remove(hit)
            found.append(Example(path.stem, around.of(number).words, hit["change"] if hit is not None else None))
    return found


def fit(rows: list[Example]) -> dict[str, CueTable]:
    """The two tables of weights."""
    figures = [row for row in rows if row.change is not None]
    return {
        "figure": _table(rows, ["figure" if row.change is not None else "none" for row in rows], STRENGTH["figure"]),
        "change": _table(figures, [str(row.change) for row in figures], STRENGTH["change"]),
    }


def _table(rows: list[Example], answers: list[str], strength: float) -> CueTable:
    documents: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for cue in row.cues:
            documents[cue].add(row.document)
    kept = {cue for cue, names in documents.items() if len(names) >= DOCUMENTS}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys((c for c in row.cues if c in kept), 1) for row in rows])
    model = LogisticRegression(C=strength, max_iter=3000).fit(matrix, answers)
    values, columns, bias = list(model.classes_), model.coef_.T, model.intercept_
    if len(values) == 2:  # one column: that of the second value
        keep = values.index("figure")
        columns, bias, values = columns * (1 if keep else -1), bias * (1 if keep else -1), ["figure"]
    weights = {
        cue: row
        for cue, row in zip(vectors.get_feature_names_out(), columns.round(2).tolist(), strict=True)
        if max(map(abs, row)) > SMALL
    }
    return {"values": values, "bias": bias.round(3).tolist(), "weights": weights}


def cross(rows: list[Example], more: list[Example], folds: int = 5) -> tuple[float, float]:
    """Precision and recall of the numbers taken for figures in the folds left out, at the threshold of the rules."""
    names = sorted({row.document for row in rows})
    hit = taken = asked = 0
    for fold in range(folds):
        out = set(names[fold::folds])
        table = fit([row for row in rows if row.document not in out] + more)["figure"]
        weights, bias = table["weights"], table["bias"]
        for row in (row for row in rows if row.document in out):
            odds = bias[0] + sum(weights.get(cue, [0.0])[0] for cue in row.cues)
            sure = odds > math.log(FIGURE / (1 - FIGURE))
            hit, taken = hit + (sure and row.change is not None), taken + sure
            asked += row.change is not None
    return hit / max(taken, 1), hit / max(asked, 1)


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(prog="python -m training.figures", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of annotated documents")
    parser.add_argument("out", type=Path, help="the file of the tables")
    parser.add_argument("--more", type=Path, help="folder of more annotated documents")
    parser.add_argument("--but", type=Path, help="a JSON list of names of documents to leave out")
    parser.add_argument("--cross", action="store_true", help="report cross-validation as well")
    args = parser.parse_args()
    out = set(json.loads(args.but.read_text("utf-8"))) if args.but else set()
    rows = [row for row in examples(args.gold) if row.document not in out]
    more = examples(args.more) if args.more else []
    if args.cross:
        print("precision {:.3f}, recall {:.3f}".format(*cross(rows, more)))
    args.out.write_text(json.dumps(fit([*rows, *more]), separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
