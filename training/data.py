"""Annotated documents as windows of word pieces with their targets."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, cast

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from legation.nouns import Kind
from legation.reading.mentions import Mention
from legation.reading.pieces import Pieces, Window, cut, framed, windows
from legation.reading.roles import FEATURES, Stated, Surroundings, features, indices
from legation.reading.spans import KINDS, LABELS, LABELS_OF, Floats, Ints


class Entry(TypedDict, total=False):
    """An annotation as it stands in the file; only the fields that are learned from."""

    kind: str
    evidence: list[str]
    trigger: str
    speaker: str | None
    by: list[str]
    to: list[str]
    actors: list[str]
    stage: str
    form: str
    status: str
    polarity: str
    change: str


class GoldSpan(NamedTuple):
    """One evidence span of an entry: first and last piece, kind index, and a value index per label (-1 unknown)."""

    first: int
    last: int
    kind: int
    labels: dict[str, int]
    entry: int


class Parties(NamedTuple):
    """What the reader knows of a document's parties (`training.parties`): its mentions, and each entry by rule."""

    around: Surroundings
    stated: list[Stated]


@dataclass
class Document:
    """An annotated document with its pieces."""

    name: str
    text: str
    entries: list[Entry]
    pieces: Pieces
    spans: list[GoldSpan]
    triggers: Floats
    head: int
    """Pieces of the line that names date and publisher, which other texts may lack."""
    parties: Parties


class Roles(NamedTuple):
    """The mentions in a window's body and who each annotated span in it names as what."""

    firsts: Ints
    lasts: Ints
    """First and last piece of each mention, in the body."""
    codes: npt.NDArray[np.bool_]
    """(mentions, codes): which code a mention stands for."""
    known: Floats
    """(spans, mentions, FEATURES)."""
    roles: Ints
    """(spans, codes): 0 neither, 1 acts, 2 receives."""


class Example(NamedTuple):
    """One window: model inputs, tag targets (pieces, 3, kinds), trigger targets, and gold spans within the body."""

    ids: Ints
    shapes: Ints
    offset: int
    tags: Floats
    triggers: Floats
    spans: list[GoldSpan]
    window: Window
    roles: Roles


def tokenizer_at(folder: Path) -> Tokenizer:
    """Load the base model's tokenizer, without the padding and truncation that its file may set."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pieces_of(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """Find the first and last piece of the characters ``start`` to ``end``, or None where no piece lies in them."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left")) - 1
    return (first, last) if first <= last else None


def labels_of(entry: Entry, *, again: bool, several: bool) -> dict[str, int]:
    """Give the index of each label's value for one evidence span of an entry."""
    values: dict[str, str] = {
        "stage": entry.get("stage", ""),
        "form": entry.get("form", ""),
        "status": entry.get("status", ""),
        "polarity": entry.get("polarity", ""),
        "change": entry.get("change", ""),
        "voice": "own" if entry.get("speaker") is None else "source",
        "parties": "several" if len(entry.get("by", ())) > 1 else "one",
        "count": "several" if several else "one",
        "role": "again" if again else "first",
    }
    return {label: LABELS[label].index(values[label]) for label in LABELS_OF[entry["kind"]]}


def document(name: str, text: str, entries: list[Entry], tokenizer: Tokenizer, parties: Parties) -> Document:
    """Make a document with its spans in pieces."""
    pieces = cut(text, tokenizer)
    mains = [(e["kind"], e["evidence"][0]) for e in entries]
    spans: dict[tuple[int, int, int], GoldSpan] = {}
    triggers = np.zeros(len(pieces.ids), np.float32)
    for number, entry in enumerate(entries):
        for n, quote in enumerate(entry["evidence"]):
            at = text.find(quote)
            place = pieces_of(pieces, at, at + len(quote)) if at >= 0 else None
            if place is None:
                continue
            kind = KINDS.index(entry["kind"])
            labels = labels_of(entry, again=n > 0, several=mains.count((entry["kind"], quote)) > 1)
            spans.setdefault((*place, kind), GoldSpan(*place, kind, labels, number))
            if n == 0 and (t := quote.find(entry.get("trigger", ""))) >= 0:
                words = pieces_of(pieces, at + t, at + t + len(entry.get("trigger", "")))
                if words:
                    triggers[words[0] : words[1] + 1] = 1
    line = text.find("\n")
    head = int(np.searchsorted(pieces.ends, line, side="right")) if 0 < line < 100 and text.startswith(" date") else 0
    return Document(name, text, entries, pieces, list(spans.values()), triggers, head, parties)


def _parties(body: dict[str, Any], entries: list[Entry], text: str) -> Parties:
    mentions = [Mention(start, end, tuple(codes), form, at) for start, end, codes, form, at in body["mentions"]]
    stated = []
    for entry, (by, to, speaker) in zip(entries, body["rules"], strict=True):
        start = max(text.find(entry["evidence"][0]), 0)
        end = start + len(entry["evidence"][0])
        stated.append(Stated(start, end, cast("Kind", entry["kind"]), tuple(by), tuple(to), tuple(speaker)))
    return Parties(Surroundings(mentions, body["sentences"], tuple(body["issuer"])), stated)


def load(folder: Path, tokenizer: Tokenizer, parties: Path) -> list[Document]:
    """Load all documents of a folder of annotations, by name. ``parties``: the file that `training.parties` made."""
    known = json.loads(parties.read_text("utf-8"))
    found = []
    for path in sorted(folder.glob("*.json")):
        entries = json.loads(path.read_text("utf-8"))["entries"]
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        found.append(document(path.stem, text, entries, tokenizer, _parties(known[path.stem], entries, text)))
    return found


def tag_targets(spans: list[GoldSpan], count: int) -> Floats:
    """Mark begin, inside and end of each kind for every piece: (pieces, 3, kinds)."""
    tags = np.zeros((count, 3, len(KINDS)), np.float32)
    for span in spans:
        tags[span.first, 0, span.kind] = 1
        tags[span.first : span.last + 1, 1, span.kind] = 1
        tags[span.last, 2, span.kind] = 1
    return tags


def examples(doc: Document, cls: int, sep: int, *, beheaded: bool = False) -> list[Example]:
    """Cut the windows of a document; ``beheaded`` leaves out its line of date and publisher."""
    cutoff = doc.head if beheaded else 0
    pieces = Pieces(*(x[cutoff:] for x in doc.pieces))
    spans = [s._replace(first=s.first - cutoff, last=s.last - cutoff) for s in doc.spans if s.first >= cutoff]
    tags = tag_targets(spans, len(pieces.ids))
    found = []
    for window in windows(len(pieces.ids)):
        ids, shapes, offset = framed(pieces, window, cls, sep)
        inside = [
            s._replace(first=s.first - window.first, last=s.last - window.first)
            for s in spans
            if s.first >= window.first and s.last < window.last
        ]
        part = slice(window.first, window.last)
        triggers = doc.triggers[cutoff:][part]
        roles = _roles(doc, Pieces(*(x[part] for x in pieces)), inside)
        found.append(Example(ids, shapes, offset, tags[part], triggers, inside, window, roles))
    return found


def _roles(doc: Document, pieces: Pieces, spans: list[GoldSpan]) -> Roles:
    """Lay out who is named where in a window, and as what in each span."""
    around = doc.parties.around
    start, end = int(pieces.starts[0]), int(pieces.ends[-1])
    here = [n for n, m in enumerate(around.mentions) if m.start >= start and m.end <= end]
    mentions = [around.mentions[n] for n in here]
    names = sorted({code for m in mentions for code in m.codes})
    codes = np.array([[name in m.codes for name in names] for m in mentions], bool).reshape(len(mentions), len(names))
    known = np.zeros((len(spans), len(mentions), FEATURES), np.float32)
    roles = np.zeros((len(spans), len(names)), np.int64)
    for row, span in enumerate(spans):
        entry = doc.entries[span.entry]
        known[row] = features(doc.parties.stated[span.entry], around, here)
        by = {code.upper() for code in entry.get("by", entry.get("actors", []))}
        to = {code.upper() for code in entry.get("to", [])}
        roles[row] = [1 if n.upper() in by else 2 if n.upper() in to else 0 for n in names]
    return Roles(*indices(mentions, pieces.starts, pieces.ends), codes, known, roles)


def folds(docs: list[Document], count: int, seed: int) -> list[list[Document]]:
    """Deal documents at random into ``count`` folds of nearly equal length."""
    order = list(docs)
    random.Random(seed).shuffle(order)  # noqa: S311 - reproducible dealing, no secret
    dealt: list[list[Document]] = [[] for _ in range(count)]
    for doc in sorted(order, key=lambda d: -len(d.pieces.ids)):
        min(dealt, key=lambda fold: sum(len(d.pieces.ids) for d in fold)).append(doc)
    return dealt
