"""The gate: which stretches of a text may hold an entry, told from its words before tagger and parser are paid for.

Two small logistic models (`training/gate.py` fits them, `gate.json` holds them). The first one weighs the words of each
paragraph and the pairs of neighbours among them; names of parties count by what they are, not by which. The second one
looks at the paragraph in its document. Costs a hundredth of a parse; linear in the length of the text.
"""

import json
import math
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple, TypedDict

from legation.reading.names import is_domestic
from legation.reading.paragraphs import Stretch, body_start, paragraphs
from legation.reading.parties import PartyName, find_parties

_WORD = re.compile(r"~\w+|[^\W\d_]+|\d[\d,.]*|[%$€£]")
CONTEXT = (
    "own", "next", "best", "best three", "mean", "one party", "two parties", "two in text", "words", "paragraphs",
    "first",
)  # fmt: skip
"""What the second model reads of a paragraph: logits of the first one, counts as logarithms, the rest 0 or 1."""


class Seen(NamedTuple):
    """What the gate sees of a paragraph."""

    start: int
    end: int
    marks: frozenset[str]
    """Its words in lower case, names of parties and numbers by their sort, and the pairs of neighbours."""
    parties: frozenset[str]
    words: int


class Table(TypedDict):
    """What ``gate.json`` holds."""

    marks: dict[str, float]
    bias: float
    context: list[float]
    context_bias: float
    document: float
    """Logit that a paragraph of a text must reach for the text to be read at all."""
    paragraph: float
    """Logit from which a paragraph is read."""
    share: float
    """Share of a text's words in such paragraphs from which it is read whole."""


class Gate:
    """Decides which stretches of a text are read."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def stretches(self, text: str) -> list[Stretch]:
        """Places that may hold an entry, in order and apart from each other; none where nothing in the text can."""
        names = find_parties(text)
        if not names or is_domestic(dict(enumerate(names))):
            return []
        parts = seen(text, names)
        chances = self._chances(parts)
        if max(chances, default=-math.inf) < self._table["document"]:
            return []
        kept = [part for part, chance in zip(parts, chances, strict=True) if chance >= self._table["paragraph"]]
        if sum(p.words for p in kept) >= self._table["share"] * sum(p.words for p in parts):
            return [(0, len(text))]
        found: list[Stretch] = [(0, parts[0].start)] * bool(parts[0].start)  # the header line names day and agency
        for part in kept:
            if found and found[-1][1] == part.start:
                found[-1] = (found[-1][0], part.end)
            else:
                found.append((part.start, part.end))
        return found

    def _chances(self, parts: list[Seen]) -> list[float]:
        """The logit of each paragraph."""
        table = self._table
        own = [own_logit(part, table["marks"], table["bias"]) for part in parts]
        return [
            sum(w * x for w, x in zip(table["context"], row, strict=True)) + table["context_bias"]
            for row in contexts(parts, own)
        ]


@cache
def trained_gate() -> Gate:
    """The gate that ships with Legation."""
    table: Table = json.loads(files(__package__).joinpath("gate.json").read_text("utf-8"))
    return Gate(table)


def seen(text: str, names: list[PartyName]) -> list[Seen]:
    """What the gate sees of each paragraph of a text that is prose, its header line left out."""
    body = body_start(text)
    found: list[Seen] = []
    n = 0
    for part in paragraphs(text):
        at = start = max(part.start, body)
        if not part.prose or at >= part.end:
            continue
        spelt: list[str] = []
        codes: set[str] = set()
        while n < len(names) and names[n].start < part.end:
            name = names[n]
            n += 1
            if name.start >= at:
                spelt += [text[at : name.start].lower(), f" ~{name.form} "]
                at = min(name.end, part.end)
                codes.add(name.code)
        spelt.append(text[at : part.end].lower())
        words = ["#" if word[0].isdigit() else word for word in _WORD.findall("".join(spelt))]
        pairs = (f"{one} {other}" for one, other in pairwise(words))
        marks = frozenset(words) | frozenset(pairs) | {f"~parties {min(len(codes), 3)}"}
        found.append(Seen(start, part.end, marks, frozenset(codes), len(words)))
    return found


def own_logit(part: Seen, weights: dict[str, float], bias: float) -> float:
    """The logit of a paragraph by its words alone; a long one does not outweigh a short one."""
    # in the order of the alphabet: a sum of floats depends on its order, and that of a set on the hash seed
    known = [weights[mark] for mark in sorted(part.marks & weights.keys())]
    return bias + sum(known) / math.sqrt(len(part.marks))


def contexts(parts: list[Seen], own: list[float]) -> list[list[float]]:
    """What the second model reads of each paragraph (`CONTEXT`)."""
    if not parts:
        return []
    best = sorted(own, reverse=True)[:3]
    several = float(len(frozenset().union(*(part.parties for part in parts))) > 1)
    of_text = [best[0], sum(best) / len(best), sum(own) / len(own)]
    return [
        [
            own[n],
            own[n + 1] if n + 1 < len(own) else -2.0,
            *of_text,
            float(bool(part.parties)),
            float(len(part.parties) > 1),
            several,
            math.log(part.words + 1),
            math.log(len(parts)),
            float(n == 0),
        ]
        for n, part in enumerate(parts)
    ]
