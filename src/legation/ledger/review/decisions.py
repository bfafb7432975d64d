"""What reviewers decide, as values, and what is in force of it. Pure: rows and commands are elsewhere.

A decision is about an entry (accept, correct, reject; add: no reader proposed it), about two (same, different,
unsure: whether they are of one matter), or about the truth of what an entry says (rate: a verdict, by which the entry
stands or falls no more than before). It names the decisions on the same topic that its maker knew of (`supersedes`)
and sets these aside, and what these had set aside. An `undo` takes back the decisions that it names, so that all is as
if they had never been made; it can be undone like any other. In force is what is neither taken back nor set aside. So
two people can work apart, and what is in force does not depend on whose work comes first: where they put different
things in force, the topic is in conflict, and neither has effect until somebody decides with both before them.

An entry is meant by document, kind and span, so that decisions stay attached to it when a newer reader reads anew.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any, Literal, Self

from pydantic import TypeAdapter, model_validator

from legation.errors import DecisionRefused
from legation.nouns import Entry, Kind, Noun
from legation.reading.register import identity as identity_of_entry

OnEntry = Literal["accept", "correct", "reject"]
OnTwo = Literal["same", "different", "unsure"]
Verb = Literal["accept", "correct", "reject", "add", "same", "different", "unsure", "rate", "undo"]
Rating = Literal["true", "mostly true", "half true", "mostly false", "false", "unproven"]
State = Literal["in force", "set aside", "undone"]
ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
LONGEST_REASON = 2_000  # characters


class Subject(Noun):
    """An entry that a decision is about."""

    document: str  # Document.id
    kind: Kind
    start: int  # of the main evidence, code points
    end: int
    entry: str  # its id, which is a hash of the rest
    truth: bool = False  # not whether it is rightly entered, but whether what it says is so

    def __lt__(self, other: "Subject") -> bool:
        return (self.document, self.start, self.end, self.kind, self.entry, self.truth) < (
            other.document, other.start, other.end, other.kind, other.entry, other.truth
        )  # fmt: skip


Topic = tuple[Subject, Subject | None]


class Decision(Noun):
    """One decision: who, when, what, why. Make one by `made`, which gives it its id."""

    id: str  # "d" and 12 hex digits, of all the rest
    made: str  # ISO 8601, UTC
    by: str  # who decided
    verb: Verb
    subject: Subject
    other: Subject | None = None  # of two entries that which comes after the subject by document and place
    entry: dict[str, Any] | None = None  # accept, correct and add: the entry as it stands from now on, whole
    rating: Rating | None = None  # rate: how true what the entry says is
    why: str | None = None
    supersedes: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def topic(self) -> Topic:
        """What it is about."""
        return self.subject, self.other

    @property
    def at(self) -> datetime:
        """When it was made, UTC."""
        return datetime.fromisoformat(self.made)

    @cached_property
    def stands_as(self) -> Entry | None:
        """The entry that it puts in force, if any."""
        return None if self.entry is None else ENTRY.validate_python(self.entry)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.by.strip():
            raise ValueError("nobody is named who decided")
        if self.at.utcoffset() != timedelta(0):
            raise ValueError("the time is not in UTC")
        if self.verb != "undo" and (self.other is not None) != (self.verb in {"same", "different", "unsure"}):
            raise ValueError(f"'{self.verb}' is not about {'two entries' if self.other else 'one entry'}")
        if self.other is not None and not self.subject < self.other:
            raise ValueError("the two entries are one, or in the wrong order")
        if self.verb == "undo" and not self.supersedes:
            raise ValueError("it undoes nothing")
        if (self.rating is not None) != (self.verb == "rate"):
            raise ValueError(f"'{self.verb}' comes {'with' if self.rating else 'without'} a rating")
        if self.verb != "undo" and self.subject.truth != (self.verb == "rate"):
            raise ValueError(f"'{self.verb}' is not about {'the truth of ' * self.subject.truth}an entry")
        if self.verb == "rate" and not (self.why or "").strip():
            raise ValueError("a verdict without its grounds")
        entry = self.stands_as
        if (entry is not None) != (self.verb in {"accept", "correct", "add"}):
            raise ValueError(f"'{self.verb}' comes {'with' if entry else 'without'} an entry")
        if entry is not None and (entry.id, entry.kind) != (self.subject.entry, self.subject.kind):
            raise ValueError("the entry is not that which it is about")
        if self.verb == "add" and entry is not None and not _is_its_own(self.subject, entry):
            raise ValueError("the entry does not stand where, or under the id by which, it is added")
        return self


def made(
    verb: Verb,
    subject: Subject,
    other: Subject | None = None,
    *,
    by: str,
    at: datetime,
    entry: Entry | None = None,
    rating: Rating | None = None,
    why: str | None = None,
    supersedes: Iterable[str] = (),
) -> Decision:
    """Make a decision, its id from all that it says; of two entries whichever comes first is the subject.

    Raises DecisionRefused for a reason that is too long: it stays on record for good, and the log shows it.
    """
    if why is not None and len(why) > LONGEST_REASON:
        raise DecisionRefused(f"a reason of {len(why):,} characters is too long: {LONGEST_REASON:,} at most")
    if other is not None and other < subject:
        subject, other = other, subject
    unnamed = Decision(
        id="",
        made=at.astimezone(UTC).isoformat(timespec="microseconds"),
        by=by,
        verb=verb,
        subject=subject,
        other=other,
        entry=None if entry is None else plain(entry),
        rating=rating,
        why=why,
        supersedes=tuple(sorted(set(supersedes))),
    )
    return unnamed.model_copy(update={"id": identity(unnamed)})


def identity(decision: Decision) -> str:
    """Id that a decision has by what it says."""
    said = decision.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
    return "d" + hashlib.sha256(canonical(said).encode("ascii")).hexdigest()[:12]


def _is_its_own(subject: Subject, entry: Entry) -> bool:
    """Whether an entry that is added stands where its subject says, under the id that its place gives it."""
    return subject == subject_of(subject.document, entry) and entry.id == identity_of_entry(subject.document, entry)


def canonical(value: object) -> str:
    """Write a value as JSON in the one way that is hashed and exported."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def plain(entry: Entry) -> dict[str, Any]:
    """Entry as it stands in a decision."""
    return {"kind": entry.kind} | entry.model_dump(mode="json", exclude_defaults=True)


def subject_of(document: str, entry: Entry) -> Subject:
    """Say which entry of a document is meant."""
    place = entry.evidence[0]
    return Subject(document=document, kind=entry.kind, start=place.start, end=place.end, entry=entry.id)


def by_topic(decisions: Iterable[Decision]) -> dict[Topic, list[Decision]]:
    """Decisions by what they are about, each once, in order of time."""
    found: dict[Topic, dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        found[decision.topic][decision.id] = decision
    return {topic: sorted(of.values(), key=lambda d: (d.made, d.id)) for topic, of in found.items()}


def states(on_one_topic: Iterable[Decision]) -> dict[str, State]:
    """What has become of each decision on one topic, by id; that of an undo is `in force` or `undone`."""
    known = {decision.id: decision for decision in on_one_topic}
    if len(known) == 1:  # as on most topics
        return dict.fromkeys(known, "in force")
    later: dict[str, list[Decision]] = {identity: [] for identity in known}
    for decision in known.values():
        for former in decision.supersedes:
            if former in later:
                later[former].append(decision)
    found: dict[str, State] = {}
    buried: set[str] = set()  # under one that is in force, or that was set aside by such a one
    # Ids are hashes of what they name, so nothing supersedes itself, however long the way round.
    for this in TopologicalSorter({of: [d.id for d in after] for of, after in later.items()}).static_order():
        live = [decision for decision in later[this] if found[decision.id] != "undone"]
        if any(decision.verb != "undo" for decision in live) or any(d.id in buried for d in later[this]):
            buried.add(this)
        if any(decision.verb == "undo" for decision in live):
            found[this] = "undone"
        else:
            found[this] = "set aside" if this in buried and known[this].verb != "undo" else "in force"
    return found


def heads(on_one_topic: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions on one topic that are in force, in order of time; undos, which only take back, are not among them."""
    known = tuple(on_one_topic)
    found = states(known)
    return tuple(d for d in known if found[d.id] == "in force" and d.verb != "undo")


def made_since(on_one_topic: Iterable[Decision], knew: Iterable[str]) -> tuple[Decision, ...]:
    """Give decisions on one topic that are none of those known, nor what these name, in order of time."""
    every = {decision.id: decision for decision in on_one_topic}
    seen: set[str] = set()
    waiting = list(knew)
    while waiting:
        if (decision := every.get(waiting.pop())) is not None and decision.id not in seen:
            seen.add(decision.id)
            waiting += decision.supersedes
    left = (decision for decision in every.values() if decision.id not in seen)
    return tuple(sorted(left, key=lambda decision: (decision.made, decision.id)))


def newest(on_one_topic: Iterable[Decision]) -> tuple[str, ...]:
    """Ids of those that no other names: what a further decision on the topic supersedes."""
    known = tuple(on_one_topic)
    named = {former for decision in known for former in decision.supersedes}
    return tuple(sorted(decision.id for decision in known if decision.id not in named))


def standing(decisions: Iterable[Decision]) -> Mapping[Topic, tuple[Decision, ...]]:
    """Decisions in force, by what they are about; see `settled` for several on one topic."""
    found = {topic: heads(of) for topic, of in by_topic(decisions).items()}
    return {topic: of for topic, of in found.items() if of}


def settled(of: tuple[Decision, ...]) -> Decision | None:
    """Give the one decision on a topic, the first of several that come to the same; None where they are in conflict."""
    return of[0] if of and all(comes_to(decision) == comes_to(of[0]) for decision in of) else None


def comes_to(decision: Decision) -> Verb | Rating | Entry:
    """What a decision comes to, the same for two that agree: the entry that it puts in force, its rating, its verb."""
    entry = decision.stands_as
    return decision.rating or decision.verb if entry is None else entry.model_copy(update={"confidence": None})


def on_entries(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Of decisions those on whether entries are rightly entered: not those on two, and no verdicts."""
    return (decision for decision in decisions if decision.other is None and not decision.subject.truth)


def verdicts(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Verdicts in force, by the id of the entry; of one that is in conflict there is none."""
    on_truth = standing(decision for decision in decisions if decision.subject.truth)
    return {subject.entry: one for (subject, _), of in on_truth.items() if (one := settled(of)) is not None}
