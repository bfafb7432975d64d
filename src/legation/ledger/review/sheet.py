"""A document on a reviewer's desk: its entries, and what became of each."""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from legation.ledger.keeping import store
from legation.ledger.keeping.readings import readings_of
from legation.ledger.record import Kept
from legation.ledger.review.decisions import (
    Decision,
    Subject,
    Verb,
    by_topic,
    heads,
    newest,
    on_entries,
    settled,
    subject_of,
    verdicts,
)
from legation.ledger.review.effective import is_verbatim
from legation.nouns import Entry

State = Literal["proposed", "accepted", "corrected", "added", "rejected", "in conflict"]
_STATE: dict[Verb, State] = {"accept": "accepted", "correct": "corrected", "add": "added", "reject": "rejected"}


class Judged(NamedTuple):
    """An entry, and what reviewers made of it."""

    entry: Entry  # as it is in force; what was rejected as it was proposed, or stood last
    state: State
    decisions: tuple[Decision, ...] = ()  # in force: one, or several that agree; of a conflict those that differ
    knew: tuple[str, ...] = ()  # ids of the newest decisions on it: what `Desk.decide` wants to know of
    verdict: Decision | None = None  # on the truth of what it says, where one is in force

    @property
    def decision(self) -> Decision | None:
        """The decision that it stands or falls by, if any: who, when and why."""
        return settled(self.decisions)


class Sheet(NamedTuple):
    """A document with its entries in order of their place, those that were rejected among them."""

    kept: Kept
    judged: tuple[Judged, ...]


def sheet(connection: Connection, document: str) -> Sheet:
    """Lay a document that is kept, by its id, before a reviewer."""
    own = store.in_force(connection, document)
    every = store.decided(connection, {document})
    on_entry, rated = by_topic(on_entries(every)), verdicts(every)
    others = {topic[0]: of for topic, of in on_entry.items()}
    found: list[Judged] = []
    for entry, decision in own.entries:
        of = others.pop(decision.subject if decision else subject_of(document, entry), [])
        standing = heads(of)
        state = _STATE[decision.verb] if decision else "proposed"
        if standing and settled(standing) is None:
            state = "in conflict"
        found.append(Judged(entry, state, standing, newest(of), rated.get(entry.id)))
    last = _last_proposed(connection, own, others)
    for subject, of in others.items():
        standing = heads(of)
        once = _stood_last(of, own.document.text) or last.get(subject)
        decision = settled(standing)
        if standing and once is not None and (decision is None or decision.verb == "reject"):
            found.append(Judged(once, "rejected" if decision else "in conflict", standing, newest(of)))
    found.sort(key=lambda one: (one.entry.evidence[0].start, one.entry.id))
    in_force = tuple(one.entry for one in own.entries)
    return Sheet(Kept(own.document, in_force, own.reader, own.added), tuple(found))


def _last_proposed(connection: Connection, own: store.InForce, wanted: Collection[Subject]) -> dict[Subject, Entry]:
    """Entries as the last reading that proposed them has them."""
    document = own.document.id
    found = {subject_of(document, entry): entry for entry in own.proposed}
    if found.keys() >= set(wanted):
        return found
    older = (entry for reading in readings_of(connection, document) for entry in reading.entries)
    return {subject_of(document, entry): entry for entry in older} | found


def _stood_last(of: Iterable[Decision], text: str) -> Entry | None:
    stood = [entry for decision in of if (entry := decision.stands_as) is not None and is_verbatim(entry, text)]
    return stood[-1] if stood else None
