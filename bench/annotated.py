"""Documents annotated with matters, and how near a grouping of entries comes to them.

The form of `matters.json` and the rule by which an entry is the one that is annotated are those of the gold's
`score_linking.py`: an entry of the document that shares at least half of the shorter quote.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.reliability import SAME
from legation.intake import receive
from legation.ledger.folding.chronology import Undertaking
from legation.nouns import Commitment, Document, Entry, Mention

Groups = Iterable[Sequence[Undertaking]]


class Told(NamedTuple):
    """A mention as it is annotated: words of a document, told of under a matter."""

    matter: str
    doc: str
    start: int
    end: int
    entry: Commitment

    def __str__(self) -> str:
        return f"{self.matter} {self.doc}: {self.entry.evidence[0].quote}"


class Score(NamedTuple):
    """B-cubed precision and recall, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Outcome(NamedTuple):
    """Each annotated mention with the number of the group that it was found in; None where it was not found."""

    items: tuple[tuple[Told, int | None], ...]

    @property
    def found(self) -> tuple[tuple[Told, int], ...]:
        """Those that were found."""
        return tuple((told, group) for told, group in self.items if group is not None)

    def over_found(self) -> Score:
        """Over the mentions that were found: of linking alone."""
        return b_cubed([(told.matter, group) for told, group in self.found])

    def over_all(self) -> Score:
        """Over every mention, of which one that was not found is alone."""
        alone = ((told, -1 - n if group is None else group) for n, (told, group) in enumerate(self.items))
        return b_cubed([(told.matter, group) for told, group in alone])


def b_cubed(items: Sequence[tuple[Hashable, Hashable]]) -> Score:
    """Score items given as (right group, found group): Bagga & Baldwin 1998, each item weighing the same."""
    right, found, both = Counter(r for r, _ in items), Counter(f for _, f in items), Counter(items)
    count = len(items) or 1
    return Score(
        sum(both[item] / found[item[1]] for item in items) / count,
        sum(both[item] / right[item[0]] for item in items) / count,
    )


def documents(folder: Path) -> dict[str, Document]:
    """The documents of a folder, by name."""
    return {path.stem: receive(path.read_bytes(), name=path.stem).document for path in sorted(folder.glob("*.txt"))}


def annotations(folder: Path, of: Mapping[str, Document]) -> tuple[Told, ...]:
    """The annotated mentions of a folder; words that are told of under two matters are one entry."""
    return tuple(
        _told(matter["id"], matter["area"], annotated, of[annotated["doc"]])
        for matter in json.loads((folder / "matters.json").read_text("utf-8"))["matters"]
        for annotated in matter["mentions"]
    )


def _told(matter: str, area: list[str], annotated: Mapping[str, object], document: Document) -> Told:
    quote = str(annotated["quote"])
    start = document.text.index(quote)
    end = start + len(quote)
    entry = Commitment.model_validate({
        "id": "e" + hashlib.sha256(f"{document.name} {start} {end}".encode()).hexdigest()[:12],
        "evidence": ({"start": start, "end": end, "quote": quote},),
        "trigger": quote.split(maxsplit=1)[0],
        "what": quote,
        "area": tuple(area),
        **{field: annotated[field] for field in ("by", "to", "stage", "due", "quantities")},
    })  # fmt: skip
    return Told(matter, document.name, start, end, entry)


def mention(document: Document, entry: Entry) -> Mention:
    """An entry in its document, as the ledger keeps it."""
    return Mention(document=document.id, doc=document.name, reported=document.date, source=document.source, entry=entry)


def outcome(told: Iterable[Told], groups: Groups) -> Outcome:
    """Find each annotated mention among grouped entries."""
    spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, group in enumerate(groups):
        for undertaking in group:
            spans[undertaking.mention.doc] += ((e.start, e.end, number) for e in undertaking.entry.evidence)
    return Outcome(tuple((each, _group(each, spans[each.doc])) for each in told))


def _group(told: Told, spans: Iterable[tuple[int, int, int]]) -> int | None:
    best, found = 0.0, None
    for start, end, number in spans:
        share = (min(told.end, end) - max(told.start, start)) / max(1, min(told.end - told.start, end - start))
        if share >= SAME and share > best:
            best, found = share, number
    return found


def errors(result: Outcome) -> Iterator[str]:
    """Lines that tell which mentions were joined to another matter, and which were left apart from their own.

    A group counts as the matter that most of it is of, a matter as gathered where most of it is.
    """
    of_group: dict[int, str] = {}
    of_matter: dict[str, int] = {}
    counts = Counter((told.matter, group) for told, group in result.found)
    for matter, group in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        of_group.setdefault(group, matter)
        of_matter.setdefault(matter, group)
    of_words: dict[str, set[str]] = defaultdict(set)  # those of two matters can be in one group only
    for told, _ in result.found:
        of_words[told.entry.id].add(told.matter)
    for told, group in result.found:
        if of_group[group] not in of_words[told.entry.id]:
            others = [each for each, at in result.found if at == group and each.matter == of_group[group]]
            other = next((each for each in others if each.doc == told.doc), others[0])
            yield f"joined {told}\n    to {other}"
    for told, group in result.found:
        if group != of_matter[told.matter]:
            yield f"apart  {told}"
