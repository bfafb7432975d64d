"""Entries that no reader proposed, added by a reviewer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from legation.errors import DecisionRefused, QueryError
from legation.ledger.keeping import store
from legation.ledger.keeping.readings import readings_of
from legation.ledger.keeping.schema import documents
from legation.ledger.review.correcting import added
from legation.ledger.review.deciding import keep, on_topic, whoever
from legation.ledger.review.decisions import Decision, heads, made, newest, subject_of
from legation.ledger.review.effective import Effective, takes_the_place_of
from legation.nouns import Kind


class Span(NamedTuple):
    """Words of a document."""

    document: str  # Document.id
    start: int  # code points of its text
    end: int


def add(
    connection: Connection,
    kind: Kind,
    span: Span,
    fields: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    why: str | None,
) -> Decision:
    """Put an entry on record that rests on some words of a document.

    Raises QueryError where no such document is kept, DecisionRefused where the entry is there already, was proposed by
    some reading, or would take the place of one that is in force: an addition takes nothing away.
    """
    by = whoever(by)
    document, start, end = span
    if connection.execute(select(documents.c.id).where(documents.c.id == document)).first() is None:
        raise QueryError(f"no document has the id {document!r}")
    kept = store.in_force(connection, document)
    entry = added(kept.document, kind, start, end, fields)
    subject = subject_of(document, entry)
    before = on_topic(connection, (subject, None))
    there = {one.entry.id for one in kept.entries} | {decision.subject.entry for decision in heads(before)}
    proposed = {each.id for reading in readings_of(connection, document) for each in reading.entries}
    if entry.id in there | proposed:
        raise DecisionRefused(f"there is a {kind} in these words, {entry.id}: correct it, or accept it")
    decision = made("add", subject, by=by, at=at, entry=entry, why=why or None, supersedes=newest(before))
    mine = Effective(entry, decision)
    if rival := next((one.entry for one in kept.entries if takes_the_place_of(mine, one.entry, added=True)), None):
        raise DecisionRefused(f"there is a {kind} in mostly these words, {rival.id}: correct it, or mark other words")
    keep(connection, [decision])
    return decision
