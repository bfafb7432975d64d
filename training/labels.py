"""Fit the label models: ``python -m training.labels ../shared/gold/train src/legation/reading/labels.json``.

Each label is a multinomial logistic regression over the cues of `legation.reading.cues`, at the annotators' spans. Cues
of fewer than two documents are left out, so that no document's own words are kept, and small weights are dropped.
``--more`` adds folders of further annotated documents; ``--cross`` reports how many labels five-fold cross-validation
over the documents gets right, by the cues alone.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from legation.intake.header import read_header
from legation.nouns import Document
from legation.reading.cues import cues
from legation.reading.cuetable import CueTable, scores
from legation.reading.page import Page
from legation.reading.proposals import proposal_at

LABELS = {"commitment": ("stage",), "meeting": ("form", "status"), "position": ("polarity",), "figure": ("change",)}
DOCUMENTS = 2
SMALL = 0.07
STRENGTH = {"stage": 0.2, "polarity": 0.3}
"""The inverse of the ridge penalty of a label, set by cross-validation; 1 where it is not named."""
FOLDS = 5


class Example(NamedTuple):
    """One annotated entry: its document, its cues and the value of a label."""

    document: str
    cues: list[str]
    value: str


def examples(folders: list[Path]) -> dict[str, list[Example]]:
    """For each label every annotated entry."""
    found: dict[str, list[Example]] = defaultdict(list)
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        text = path.with_suffix(".txt").read_text("utf-8")
        header = read_header(text)
        page = Page(
            Document(id="", name=path.stem, text=text, date=header.date, source=header.source, dateline=header.dateline)
        )
        for entry in json.loads(path.read_text("utf-8"))["entries"]:
            start = text.find(entry["evidence"][0])
            made = proposal_at(page, entry["kind"], start, start + len(entry["evidence"][0]))
            if made is not None:
                seen = cues(page, made, made.label if made.ruled else None)
                for name in LABELS[entry["kind"]]:
                    found[name].append(Example(path.stem, seen, entry[name]))
    return found


def fit(name: str, told: list[Example]) -> CueTable:
    """One table of weights."""
    documents: dict[str, set[str]] = defaultdict(set)
    for one in told:
        for cue in one.cues:
            documents[cue].add(one.document)
    kept = {cue for cue, names in documents.items() if len(names) >= DOCUMENTS}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys((c for c in one.cues if c in kept), 1) for one in told])
    model = LogisticRegression(C=STRENGTH.get(name, 1.0), max_iter=3000).fit(matrix, [one.value for one in told])
    columns = model.coef_.T.round(2).tolist()
    weights = {c: w for c, w in zip(vectors.get_feature_names_out(), columns, strict=True) if max(map(abs, w)) > SMALL}
    return {"values": list(model.classes_), "bias": model.intercept_.round(3).tolist(), "weights": weights}


def best(table: CueTable, seen: list[str]) -> str:
    """The value that the cues speak for."""
    told = scores(table, seen)
    return max(told, key=lambda value: told[value])


def cross(name: str, told: list[Example]) -> float:
    """The share of labels told rightly where no entry of the document has been learned from."""
    fold = {document: n % FOLDS for n, document in enumerate(sorted({one.document for one in told}))}
    right = 0
    for n in range(FOLDS):
        table = fit(name, [one for one in told if fold[one.document] != n])
        right += sum(best(table, one.cues) == one.value for one in told if fold[one.document] == n)
    return right / len(told)


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--but", type=Path, help="a JSON list of names of documents to leave out")
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    out = set(json.loads(args.but.read_text("utf-8"))) if args.but else set()
    found = {
        name: [one for one in told if one.document not in out]
        for name, told in examples([args.folder, *args.more]).items()
    }
    if args.cross:
        for name, told in sorted(found.items()):
            print(f"{name:10} {len(told)} entries, right {cross(name, told):.4f}")
    tables = {name: fit(name, told) for name, told in sorted(found.items())}
    args.target.write_text(json.dumps(tables, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
