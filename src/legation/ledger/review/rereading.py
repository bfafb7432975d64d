"""Documents read anew: which ones a reader has yet to read, and what its reading changes."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from legation.ledger.keeping import store, views
from legation.ledger.keeping.filing import file
from legation.ledger.keeping.readings import add_reading, readings_of
from legation.ledger.keeping.schema import readings, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.review.decisions import Decision, settled, standing, subject_of
from legation.ledger.review.differences import Difference, differences
from legation.ledger.review.effective import in_effect
from legation.nouns import Entry


class Reread(NamedTuple):
    """What became of a document that was read anew."""

    document: str  # Document.id
    doc: str  # Document.name
    was: str  # reader, with version, of the reading before
    reader: str
    differences: tuple[Difference, ...]  # between what the two propose
    unproposed: tuple[Decision, ...]  # in force on entries that are not proposed any more: they are kept


def outdated(connection: Connection, reader: str, parties: Collection[str], documents: Collection[str]) -> list[str]:
    """Ids of documents whose newest reading is not by this reader, in the order in which they became known.

    Of all documents; where some are given, or parties, of those and of what involves all of the parties.
    """
    query = (
        select(shown.c.ord, shown.c.document_id)
        .join(readings, readings.c.id == shown.c.reading_id)
        .where(readings.c.reader != reader)
    )
    if not parties and not documents:
        return [row.document_id for row in connection.execute(query.order_by(shown.c.ord))]
    found: set[tuple[int, str]] = set()
    numbers = views.numbers_of(connection, parties) if parties else []
    for some in chunks(numbers):
        found.update((row[0], row[1]) for row in connection.execute(query.where(shown.c.number.in_(some))))
    for named in chunks(documents):
        found.update((row[0], row[1]) for row in connection.execute(query.where(shown.c.document_id.in_(named))))
    return [document for _, document in sorted(found)]


def read_anew(connection: Connection, document: str, entries: Sequence[Entry], reader: str) -> Reread | None:
    """Put a reading on record as the newest of a document that is kept; None where the newest is by this reader."""
    before = readings_of(connection, document)[-1]
    if before.reader == reader:
        return None
    kept = store.in_force(connection, document)
    add_reading(connection, document, kept.document.text, entries, reader)
    file(connection, document)
    present = {subject_of(document, entry) for entry in entries}
    decided = store.decided(connection, {document})
    ruled = in_effect(document, kept.document.text, decided)
    added = {decision.subject for decision in decided if decision.verb == "add"}  # and so never proposed
    unproposed = [decision for subject, decision in ruled.items() if subject not in present | added]
    present |= {decision.subject for decision in ruled.values() if decision.stands_as is not None}
    on_two = store.decisions_of(connection, *store.on_two_of({document}))
    unproposed += [
        decision
        for (one, other), heads in standing(on_two).items()
        if (decision := settled(heads)) is not None
        and any(s is not None and s.document == document and s not in present for s in (one, other))
    ]
    return Reread(
        document,
        kept.document.name,
        before.reader,
        reader,
        differences(before.entries, entries),
        tuple(sorted(unproposed, key=lambda decision: (decision.made, decision.id))),
    )
