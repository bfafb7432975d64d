"""What reviewers decide, as values, and what is in force of it. Pure: rows and commands are elsewhere.

A decision is about an entry (accept, correct, reject) or about two (same, different, unsure: whether they are of one
matter). It names the decisions on the same subject that its maker knew of and sets aside (`supersedes`); an `undo`
does nothing else. In force is what no other decision sets aside. So two people can work apart: where they put different
things in force, the subject is in conflict, and neither has effect until somebody decides with both before them.

An entry is meant by document, kind and span, so that decisions stay attached to it when a newer reader reads anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import TypeAdapter

from legation.nouns import Entry, Kind, Noun

Verb = Literal["accept", "correct", "reject", "same", "different", "unsure", "undo"]
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


class Subject(Noun):
    """An entry that a decision is about."""

    document: str  # Document.id
    kind: Kind
    start: int  # of the main evidence, code points
    end: int
    entry: str  # its id, which is a hash of the rest

    def __lt__(self, other: "Subject") -> bool:
        return (self.document, self.start, self.end, self.kind, self.entry) < (
            other.document, other.start, other.end, other.kind, other.entry
        )  # fmt: skip


class Decision(Noun):
    """One decision: who, when, what, why."""

    id: str  # "d" and 12 hex digits, of all the rest
    made: str  # ISO 8601, UTC
    by: str  # who decided
    verb: Verb
    subject: Subject
    other: Subject | None = None  # of two entries the later in order, in a decision about both
    entry: dict[str, Any] | None = None  # accept and correct: the entry as it stands from now on, whole
    why: str | None = None
    supersedes: tuple[str, ...] = ()


Topic = tuple[Subject, Subject | None]


def standing(decisions: Iterable[Decision]) -> Mapping[Topic, tuple[Decision, ...]]:
    """Decisions that no other sets aside, undone ones left out, by what they are about; see `settled` for several."""
    known = {decision.id: decision for decision in decisions}
    set_aside = {former for decision in known.values() for former in decision.supersedes}
    heads: dict[Topic, list[Decision]] = defaultdict(list)
    for identity in sorted(known):
        decision = known[identity]
        if identity not in set_aside and decision.verb != "undo":
            heads[decision.subject, decision.other].append(decision)
    return {topic: tuple(sorted(found, key=lambda d: (d.made, d.id))) for topic, found in heads.items()}


def settled(heads: tuple[Decision, ...]) -> Decision | None:
    """Give the one decision on a topic, the first of several that say the same; None where they are in conflict."""
    said = {(decision.verb, repr(decision.entry) if decision.verb == "correct" else "") for decision in heads}
    return heads[0] if len(said) == 1 else None


class Effective(NamedTuple):
    """An entry in force, and the decision that it stands by, if any."""

    entry: Entry
    decision: Decision | None


def subject_of(document: str, entry: Entry) -> Subject:
    """Say which entry of a document is meant."""
    place = entry.evidence[0]
    return Subject(document=document, kind=entry.kind, start=place.start, end=place.end, entry=entry.id)


def effective(document: str, entries: Iterable[Entry], decisions: Iterable[Decision]) -> tuple[Effective, ...]:
    """Entries of a reading as reviewers left them, in order of the text: what people decided outranks what is proposed.

    A rejected entry is gone, a corrected one stands as corrected. What a person accepted or corrected stands even where
    the reading no longer proposes it, and then takes the place of what the reading proposes of the same kind in mostly
    the same words.
    """
    ruled = {
        topic[0]: decision
        for topic, heads in standing(d for d in decisions if d.other is None).items()
        if topic[0].document == document and (decision := settled(heads)) is not None
    }
    if not ruled:
        return tuple(Effective(entry, None) for entry in entries)
    proposed = {subject_of(document, entry): entry for entry in entries}
    left = [
        Effective(_as_decided(entry, ruled.get(subject)), ruled.get(subject))
        for subject, entry in proposed.items()
        if subject not in ruled or ruled[subject].verb != "reject"
    ]
    kept = [
        Effective(_ENTRY.validate_python(decision.entry), decision)
        for subject, decision in ruled.items()
        if subject not in proposed and decision.verb != "reject" and decision.entry is not None
    ]
    left = [one for one in left if one.decision or not any(_same_words(one.entry, two.entry) for two in kept)]
    return tuple(sorted((*left, *kept), key=lambda one: one.entry.evidence[0].start))


def _as_decided(entry: Entry, decision: Decision | None) -> Entry:
    if decision is None or decision.verb != "correct" or decision.entry is None:
        return entry
    return _ENTRY.validate_python(decision.entry)


def _same_words(one: Entry, other: Entry) -> bool:
    here, there = one.evidence[0], other.evidence[0]
    shared = min(here.end, there.end) - max(here.start, there.start)
    return one.kind == other.kind and 2 * shared >= min(here.end - here.start, there.end - there.start)
