"""Scores entries that were read against entries that people annotated.

Two entries agree when they are of one kind and their quotes share at least half of the shorter one. They agree
strictly when the fields that say who does what are the same as well. Each entry is paired with at most one other.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from legation.nouns import Commitment, Entry, Evidence, Figure, Meeting, Position

type_of_entry: TypeAdapter[Entry] = TypeAdapter(Entry)

Agreement = Callable[[Entry, Entry], bool]


class Tally(NamedTuple):
    """How many entries of some documents were annotated, were read, and agree."""

    annotated: int
    read: int
    agreed: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1; 1 when there was nothing to read and nothing was read."""
        total = self.annotated + self.read
        return 2 * self.agreed / total if total else 1.0


def annotated_entries(path: Path, text: str) -> tuple[Entry, ...]:
    """Entries of an annotation file; the offsets of its quotes are those of their first place in the text."""
    entries = []
    for number, row in enumerate(json.loads(path.read_text("utf-8"))["entries"]):
        evidence = [Evidence(start=text.index(q), end=text.index(q) + len(q), quote=q) for q in row["evidence"]]
        entries.append(type_of_entry.validate_python({**row, "id": f"e{number:012x}", "evidence": evidence}))
    return tuple(entries)


def overlaps(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes share at least half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start) > 0


def agree(annotated: Entry, read: Entry) -> bool:
    """Whether an entry that was read is the annotated one: any of the annotated quotes may be its main one."""
    return annotated.kind == read.kind and any(overlaps(quote, read.evidence[0]) for quote in annotated.evidence)


def agree_strictly(annotated: Entry, read: Entry) -> bool:
    """Whether they agree on who does what, too."""
    return agree(annotated, read) and _core(annotated) == _core(read)


def tally(annotated: Sequence[Entry], read: Sequence[Entry], agreement: Agreement = agree) -> Tally:
    """The greatest number of pairs that agree (a maximum matching, by augmenting paths)."""
    taken: dict[int, int] = {}

    def pair(i: int, tried: set[int]) -> bool:
        for j, entry in enumerate(read):
            if j not in tried and agreement(annotated[i], entry):
                tried.add(j)
                if j not in taken or pair(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    agreed = sum(pair(i, set()) for i in range(len(annotated)))
    return Tally(len(annotated), len(read), agreed)


def total(tallies: Sequence[Tally]) -> Tally:
    """Several documents as one."""
    return Tally(*(sum(column) for column in zip(*tallies, strict=True)))


def _core(entry: Entry) -> tuple[object, ...]:
    match entry:
        case Commitment():
            return (frozenset(entry.by), frozenset(entry.to), entry.stage)
        case Meeting():
            return (frozenset(entry.actors), entry.form, entry.status)
        case Figure():
            return (entry.value, entry.unit, entry.change)
        case Position():
            return (frozenset(entry.by), entry.polarity)
