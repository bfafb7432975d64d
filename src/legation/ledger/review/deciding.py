"""Decisions taken: checked, put on record, and what hangs on them filed or laid anew."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

from sqlalchemy import Connection, func, or_, select

from legation.errors import DecisionRefused, Overtaken, QueryError
from legation.ledger.keeping import store
from legation.ledger.keeping.filing import file
from legation.ledger.keeping.laying import lay_ruled
from legation.ledger.keeping.order import of_entry
from legation.ledger.keeping.readings import readings_of
from legation.ledger.keeping.schema import decisions, documents, formerly, lines, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.review.correcting import corrected
from legation.ledger.review.decisions import (
    Decision,
    OnEntry,
    OnTwo,
    Subject,
    Topic,
    Verb,
    by_topic,
    heads,
    made,
    made_since,
    newest,
    on_entries,
    settled,
    states,
    subject_of,
)
from legation.ledger.review.effective import is_verbatim
from legation.nouns import Entry

_DID: Mapping[Verb, str] = {
    "accept": "accepted it",
    "correct": "corrected it",
    "reject": "rejected it",
    "add": "added it",
    "same": "ruled them one matter",
    "different": "ruled them different matters",
    "unsure": "left them open",
    "rate": "rated it",
    "undo": "took a decision back",
}


class Known(NamedTuple):
    """An entry that the ledger knows, in force or not."""

    subject: Subject
    entry: Entry  # as it is in force, else as it was last proposed
    text: str  # of its document
    in_force: bool


class Conflict(NamedTuple):
    """A topic on which reviewers put different things in force, so that none of it has effect."""

    topic: Topic
    decisions: tuple[Decision, ...]  # those that differ, in order of time


def decide(
    connection: Connection,
    verb: OnEntry | OnTwo,
    entry: str,
    other: str | None,
    *,
    by: str,
    at: datetime,
    changes: Mapping[str, Any] | None,
    why: str | None,
    knew: Collection[str] | None,
) -> Decision:
    """Put a decision on record and into effect. Raises QueryError for an unknown entry, DecisionRefused, Overtaken."""
    by = whoever(by)
    if verb not in (*get_args(OnEntry), *get_args(OnTwo)):
        raise DecisionRefused(f"{verb!r} is no decision: accept, correct or reject, or same, different or unsure")
    if (verb in get_args(OnTwo)) != (other is not None):
        raise DecisionRefused(f"{verb!r} is decided of {'one entry' if other is not None else 'two entries'}")
    if (verb == "correct") != (changes is not None):
        raise DecisionRefused("fields are changed by 'correct', and by nothing else")
    known = named(connection, entry)
    against = None if other is None else named(connection, other)
    stands: Entry | None = None
    if changes is not None:
        stands = corrected(known.entry, changes, known.text)
    elif verb == "accept":
        stands = known.entry
    if against is not None:
        if {known.subject.kind, against.subject.kind} != {"commitment"}:
            raise DecisionRefused(f"{entry} and {other} are not both commitments: only these belong to matters")
        if known.subject == against.subject:
            raise DecisionRefused(f"{entry} and {other} are one entry: name two")
    two = sorted(each.subject for each in (known, against) if each is not None)
    topic = two[0], (two[1] if against else None)
    before = on_topic(connection, topic)
    if knew is not None and (meanwhile := made_since(before, knew)):
        raise Overtaken(f"{_told(meanwhile)}: nothing of yours was kept; look at it again", meanwhile)
    decision = made(verb, *topic, by=by, at=at, entry=stands, why=why or None, supersedes=newest(before))
    keep(connection, [decision])
    return decision


def _told(meanwhile: Iterable[Decision]) -> str:
    """Say who decided what and when, while somebody else was about to."""
    each = (f"{one.by} {_DID[one.verb]} on {one.at:%Y-%m-%d at %H:%M} UTC" for one in meanwhile)
    return f"meanwhile {', and '.join(each)}"


def undo(connection: Connection, decision: str, *, by: str, at: datetime, why: str | None) -> Decision:
    """Take a decision back, so that all is as if it had not been made.

    Raises QueryError where there is none of this id, DecisionRefused where it has been taken back or set aside.
    """
    by = whoever(by)
    found = next(iter(store.decisions_of(connection, decisions.c.id == decision)), None)
    if found is None:
        raise QueryError(f"no decision is called {decision!r}: `legation log` shows those on an entry")
    state = states(on_topic(connection, found.topic))[found.id]
    if state != "in force":
        raise DecisionRefused(f"{decision} is {state} already")
    back = made("undo", *found.topic, by=by, at=at, why=why or None, supersedes=(found.id,))
    keep(connection, [back])
    return back


def whoever(by: str) -> str:
    """Name of whoever decides, less space around it. Raises DecisionRefused where there is none."""
    if not by.strip():
        raise DecisionRefused("nobody is named who decides: say who you are")
    return by.strip()


def keep(connection: Connection, of: Iterable[Decision]) -> int:
    """Put decisions on record and into effect; how many of them were not kept yet."""
    fresh = [decision for decision in of if store.decide(connection, decision)]
    touched = {decision.subject.document for decision in on_entries(fresh)}
    here = _documents_here(connection, touched)
    for document in here:
        file(connection, document)
    lay_ruled(connection, {s.entry for d in fresh if d.other is not None for s in (d.subject, d.other)})
    return len(fresh)


def _documents_here(connection: Connection, wanted: Collection[str]) -> Sequence[str]:
    query = select(shown.c.document_id).where(shown.c.document_id.in_(sorted(wanted))).order_by(shown.c.ord)
    return connection.execute(query).scalars().all()


def conflicts(connection: Connection) -> tuple[Conflict, ...]:
    """Every topic in conflict but verdicts, by when the last of it was decided."""
    every = by_topic(one for one in decided_twice(connection) if not one.subject.truth)
    found = (Conflict(topic, heads(of)) for topic, of in every.items())
    open_ = [conflict for conflict in found if conflict.decisions and settled(conflict.decisions) is None]
    return tuple(sorted(open_, key=lambda conflict: (conflict.decisions[-1].made, conflict.decisions[-1].id)))


def decided_twice(connection: Connection) -> tuple[Decision, ...]:
    """Every decision on an entry that more than one is on: among these are all in which people differ, or agree."""
    more = select(decisions.c.entry).group_by(decisions.c.entry).having(func.count() > 1)
    return store.decisions_of(connection, decisions.c.entry.in_(more))


def tally(connection: Connection, by: str, since: datetime | None) -> Counter[Verb]:
    """Count what a person has decided, since then, and is in force, by verb."""
    when = () if since is None else (decisions.c.made >= since.astimezone(UTC).replace(tzinfo=None),)
    own = {one.id: one for one in store.decisions_of(connection, *when) if one.by == by and one.verb != "undo"}
    found: Counter[Verb] = Counter()
    for some in chunks({one.subject.entry for one in own.values()}):
        for of in by_topic(store.decisions_of(connection, decisions.c.entry.in_(some))).values():
            found.update(one.verb for one in heads(of) if one.id in own)
    return found


def on_topic(connection: Connection, topic: Topic) -> list[Decision]:
    """Every decision on a topic, in order of time."""
    same = decisions.c.entry == topic[0].entry
    return by_topic(store.decisions_of(connection, same)).get(topic, [])


def newest_on(connection: Connection, keys: Iterable[Sequence[str]]) -> dict[frozenset[str], tuple[str, ...]]:
    """Ids of the newest decisions on each of these, one entry or two by their ids: what a reviewer of it knows of."""
    wanted = {frozenset(key) for key in keys}
    found: dict[frozenset[str], list[Decision]] = {key: [] for key in wanted}
    for some in chunks({entry for key in wanted for entry in key}):
        for decision in store.decisions_of(connection, decisions.c.entry.in_(some)):
            if decision.subject.truth:
                continue
            key = frozenset(subject.entry for subject in decision.topic if subject is not None)
            if key in found:
                found[key].append(decision)
    return {key: newest(of) for key, of in found.items()}


def misquoted(connection: Connection, decision: Decision) -> bool:
    """Whether a decision quotes what its document, if it is kept, does not say."""
    row = connection.execute(select(documents).where(documents.c.id == decision.subject.document)).first()
    return row is not None and not is_verbatim(decision.stands_as, store.text_of(row.raw, row.text))


def named(connection: Connection, entry: str) -> Known:
    """Give the entry of this id that is in force, was proposed once, or was decided on. Raises QueryError."""
    for document in documents_with(connection, entry):
        kept = store.in_force(connection, document)
        for one in kept.entries:
            if one.entry.id == entry:
                subject = one.decision.subject if one.decision else subject_of(document, one.entry)
                return Known(subject, one.entry, kept.document.text, in_force=True)
        decided = store.decisions_of(connection, or_(decisions.c.entry == entry, decisions.c.other == entry))
        every = (each for reading in readings_of(connection, document) for each in reading.entries)
        proposed = [each for each in every if each.id == entry]
        accepted = [each for decision in decided if (each := decision.stands_as) is not None]
        if found := [*accepted, *proposed]:
            subjects = [s for d in decided for s in d.topic if s is not None and s.entry == entry and not s.truth]
            subject = subjects[0] if subjects else subject_of(document, found[-1])
            return Known(subject, found[-1], kept.document.text, in_force=False)
    raise QueryError(
        f"no entry is called {entry!r}: `legation read --json` and `legation matters --json` tell their ids"
    )


def documents_with(connection: Connection, entry: str) -> list[str]:
    """Ids of documents in which an entry of this id is in force, was a commitment once, or was decided on."""
    digits = entry.removeprefix("e")
    if len(digits) != 12 or any(digit not in "0123456789abcdef" for digit in digits):
        return []
    number = of_entry(entry)
    document = select(shown.c.document_id)
    places = (
        document.join(lines, lines.c.number == shown.c.number).where(lines.c.entry == number),
        document.join(formerly, formerly.c.number == shown.c.number).where(formerly.c.entry == number),
        document.join(decisions, decisions.c.document_id == shown.c.document_id).where(decisions.c.entry == entry),
    )
    found = (row for query in places for row in connection.execute(query.order_by(shown.c.ord)).scalars())
    return list(dict.fromkeys(found))
