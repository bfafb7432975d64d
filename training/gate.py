"""Fit the gate (`legation/reading/gate.py`): ``python -m training.gate``.

Learns from annotated documents which paragraphs hold evidence, and from stories in which the tagger sees nothing which
words stand where there is none. Thresholds are set by documents left out: the cheapest that lose no more than `LOSS` of
the entries of the first folder.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from legation.reading.gate import Seen, Table, contexts, own_logit, seen
from legation.reading.parties import find_parties
from legation.reading.tagger import Tagger

LOSS = 0.015
"""Share of the entries that may lie in what is passed over."""
RARE = 6
"""Paragraphs in which a word must stand to count."""
MARKS = 6_000
"""Words and pairs that are kept, those that weigh most."""
FOLDS = 5
QUIET = 0.42
"""Chance under which the tagger must stay throughout a story for it to count as one without entries."""

Array = npt.NDArray[np.float64]


class Text(NamedTuple):
    """A document as its paragraphs, and how many entries stand in each."""

    sort: str
    parts: list[Seen]
    entries: list[int]


def annotated(folder: Path, sort: str) -> list[Text]:
    """Load a folder of annotated documents."""
    found = []
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        quotes = [entry["evidence"][0] for entry in json.loads(path.read_text("utf-8"))["entries"]]
        places = [(text.find(quote), text.find(quote) + len(quote)) for quote in quotes]
        parts = seen(text, find_parties(text))
        found.append(Text(sort, parts, [sum(s < p.end and p.start < e for s, e in places) for p in parts]))
    return found


def quiet(stories: Path, tagger: Path, cache: Path) -> tuple[list[Text], list[list[Seen]]]:
    """Stories in which the tagger sees nothing, as texts without an entry; and the paragraphs of all stories."""
    lines = [json.loads(line) for line in stories.read_text("utf-8").splitlines()]
    texts = [f"{story['title']}\n\n{story['text']}" for story in lines]
    if not cache.exists():
        model = Tagger(tagger)
        tops = [max((s.confidence for s in model.tag(text)), default=0.0) for text in texts]
        cache.write_text(json.dumps(tops), "utf-8")
    chances = json.loads(cache.read_text("utf-8"))
    parts = [seen(text, find_parties(text)) for text in texts]
    none = [Text("quiet", p, [0] * len(p)) for p, c in zip(parts, chances, strict=True) if c < QUIET]
    return none, parts


def fitted(texts: list[Text]) -> Table:
    """Fit both models; the second one to what the first says of texts left out."""
    weights, bias = _words(texts)
    rows = np.array([own_logit(part, weights, bias) for text in texts for part in text.parts])
    dealt = np.array([n % FOLDS for n, text in enumerate(texts) for _ in text.parts])
    for fold in range(FOLDS):
        part_weights, part_bias = _words([t for n, t in enumerate(texts) if n % FOLDS != fold])
        left = [
            own_logit(p, part_weights, part_bias) for n, t in enumerate(texts) if n % FOLDS == fold for p in t.parts
        ]
        rows[dealt == fold] = left
    x, y, weight = _contexts(texts, rows), _targets(texts), _weights(texts)
    mean, spread = x.mean(axis=0), x.std(axis=0)
    model = LogisticRegression(C=1.0, max_iter=1000).fit((x - mean) / spread, y, sample_weight=weight)
    context = model.coef_[0] / spread
    return {
        "marks": {mark: round(w, 2) for mark, w in sorted(weights.items())},
        "bias": round(bias, 3),
        "context": [round(float(w), 4) for w in context],
        "context_bias": round(float(model.intercept_[0] - context @ mean), 4),
        "document": 0.0,
        "paragraph": 0.0,
        "share": 0.0,
    }


def logits(table: Table, parts: list[Seen]) -> Array:
    """Logits of the paragraphs of a text."""
    rows = contexts(parts, [own_logit(part, table["marks"], table["bias"]) for part in parts])
    return np.array(rows).reshape(-1, len(table["context"])) @ np.array(table["context"]) + table["context_bias"]


def _words(texts: list[Text]) -> tuple[dict[str, float], float]:
    parts = [part for text in texts for part in text.parts]
    counted = Counter(mark for part in parts for mark in part.marks)
    names = sorted(mark for mark, count in counted.items() if count >= RARE)
    index = {mark: n for n, mark in enumerate(names)}
    data, columns, ends = [], [], [0]
    for part in parts:
        here = sorted(index[mark] for mark in part.marks if mark in index)
        columns += here
        data += [1 / np.sqrt(len(part.marks))] * len(here)
        ends.append(len(columns))
    x = csr_matrix((data, columns, ends), shape=(len(parts), len(names)))
    model = LogisticRegression(C=3.0, max_iter=1000, solver="liblinear", random_state=0)
    model.fit(x, _targets(texts), sample_weight=_weights(texts))
    order = np.argsort(-np.abs(model.coef_[0]), kind="stable")[:MARKS]
    return {names[n]: float(model.coef_[0][n]) for n in order}, float(model.intercept_[0])


def _targets(texts: list[Text]) -> Array:
    return np.array([count > 0 for text in texts for count in text.entries], np.float64)


def _weights(texts: list[Text]) -> Array:
    worth = {"gold": 1.0, "more": 2.0, "quiet": 0.5}
    return np.array([worth[text.sort] for text in texts for _ in text.parts])


def _contexts(texts: list[Text], own: Array) -> Array:
    rows: list[list[float]] = []
    for text in texts:
        rows += contexts(text.parts, own[len(rows) : len(rows) + len(text.parts)].tolist())
    return np.array(rows)


class Outcome(NamedTuple):
    """What some thresholds keep."""

    entries: int
    words: int


def outcome(parts: list[Seen], entries: list[int], chances: Array, at: tuple[float, float, float]) -> Outcome:
    """Entries and words of a text that are read at the thresholds `document`, `paragraph` and `share`."""
    document, paragraph, share = at
    if not len(chances) or chances.max() < document or not any(part.parties for part in parts):
        return Outcome(0, 0)
    words = np.array([part.words for part in parts])
    kept = chances >= paragraph
    if words[kept].sum() >= share * words.sum():
        kept[:] = True
    return Outcome(int(np.array(entries)[kept].sum()), int(words[kept].sum()))


def thresholds(
    texts: list[Text], out: list[Array], stories: list[list[Seen]], all_in: list[Array]
) -> tuple[float, float, float]:
    """The thresholds that read the fewest words of the stories and lose no more than `LOSS` of the gold's entries."""
    gold = [(t, c) for t, c in zip(texts, out, strict=True) if t.sort == "gold"]
    whole = sum(sum(t.entries) for t, _ in gold)
    grid = itertools.product(np.arange(-1.5, 0.6, 0.25), np.arange(-2, 0.1, 0.25), (0.2, 0.3, 0.4, 0.5, 0.6))
    fine = []
    for at in grid:
        if sum(outcome(t.parts, t.entries, c, at).entries for t, c in gold) >= (1 - LOSS) * whole:
            cost = sum(outcome(p, [0] * len(p), c, at).words for p, c in zip(stories, all_in, strict=True))
            fine.append((cost, (float(at[0]), float(at[1]), float(at[2]))))
    return min(fine)[1]


def main() -> None:
    """Fit, report what is kept of texts left out, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.gate", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of annotated documents of the genre")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="folders of annotated general news")
    parser.add_argument("--stories", type=Path, required=True, help="JSON lines with title and text")
    parser.add_argument("--tagger", type=Path, default=Path("src/legation/reading/model"))
    parser.add_argument("--cache", type=Path, required=True, help="where the tagger's chances of the stories are kept")
    parser.add_argument("--out", type=Path, default=Path("src/legation/reading/gate.json"))
    args = parser.parse_args()
    none, stories = quiet(args.stories, args.tagger, args.cache)
    texts = annotated(args.gold, "gold") + [t for folder in args.more for t in annotated(folder, "more")] + none
    texts = [text for text in texts if text.parts]
    random.Random(1).shuffle(texts)  # noqa: S311 - reproducible dealing, no secret
    out: list[Array] = [np.array([])] * len(texts)
    for fold in range(FOLDS):
        table = fitted([t for n, t in enumerate(texts) if n % FOLDS != fold])
        for n in range(fold, len(texts), FOLDS):
            out[n] = logits(table, texts[n].parts)
    table = fitted(texts)
    at = thresholds(texts, out, stories, [logits(table, parts) for parts in stories])
    table["document"], table["paragraph"], table["share"] = at
    args.out.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print("thresholds (document, paragraph, share):", at)
    for sort in ("gold", "more", "quiet"):
        mine = [(t, outcome(t.parts, t.entries, c, at)) for t, c in zip(texts, out, strict=True) if t.sort == sort]
        entries = sum(sum(t.entries) for t, _ in mine)
        words = sum(p.words for t, _ in mine for p in t.parts)
        kept, read = sum(o.entries for _, o in mine), sum(o.words for _, o in mine)
        print(f"{sort}: {kept} of {entries} entries kept, {read / max(words, 1):.3f} of {words} words read")
    cost = sum(outcome(p, [0] * len(p), logits(table, p), at).words for p in stories)
    print(f"stories: {cost / sum(q.words for p in stories for q in p):.3f} of the words read")


if __name__ == "__main__":
    main()
