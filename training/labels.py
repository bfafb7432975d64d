"""Fit the label models: ``python -m training.labels ../shared/gold/train src/legation/reading/labels.json``.

Each label is a multinomial logistic regression over the cues of `legation.reading.cues`, at the annotators' spans. Cues
of fewer than two documents are left out, so that no document's own words are kept, and small weights are dropped.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from legation.intake.header import read_header
from legation.nouns import Document
from legation.reading.cues import cues
from legation.reading.page import Page
from legation.reading.proposals import proposal_at

LABELS = {"commitment": ("stage",), "meeting": ("form", "status"), "position": ("polarity",), "figure": ("change",)}
DOCUMENTS = 2
SMALL = 0.03


def rows(folder: Path) -> dict[str, list[tuple[str, list[str], str]]]:
    """For each label the (document, cues, value) of every annotated entry."""
    found: dict[str, list[tuple[str, list[str], str]]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
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
                    found[name].append((path.stem, seen, entry[name]))
    return found


def fit(examples: list[tuple[str, list[str], str]]) -> dict[str, object]:
    """One table of weights."""
    documents: dict[str, set[str]] = defaultdict(set)
    for name, seen, _ in examples:
        for cue in seen:
            documents[cue].add(name)
    kept = {cue for cue, names in documents.items() if len(names) >= DOCUMENTS}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys((c for c in seen if c in kept), 1) for _, seen, _ in examples])
    model = LogisticRegression(C=1.0, max_iter=3000).fit(matrix, [value for _, _, value in examples])
    columns = model.coef_.T.round(2).tolist()
    weights = {c: w for c, w in zip(vectors.get_feature_names_out(), columns, strict=True) if max(map(abs, w)) > SMALL}
    return {"values": list(model.classes_), "bias": model.intercept_.round(3).tolist(), "weights": weights}


def main(folder: str, target: str) -> None:
    """Write the tables."""
    tables = {name: fit(examples) for name, examples in sorted(rows(Path(folder)).items())}
    Path(target).write_text(json.dumps(tables, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
