"""Whether what is on record is what was put there: bytes, texts, readings, decisions and reference series."""

import hashlib
import zlib
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError

from legation.ledger.keeping.packing import unpack, unpack_value
from legation.ledger.keeping.pressing import loosen
from legation.ledger.keeping.schema import decisions, documents, places, readings, series
from legation.ledger.keeping.store import text_of
from legation.ledger.review.decisions import Decision, identity
from legation.ledger.upkeep.finding import RESTORE, Finding
from legation.nouns import Datum, Entry
from legation.reading import reader_names
from legation.reading.register import identity as identity_of_entry

# What damaged bytes, times or packs raise when they are read; pydantic's and JSON's errors are ValueErrors.
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, zlib.error)
_RULE = frozenset(reader_names())  # readers whose ids of entries are known to follow `register.identity`


def of_document(connection: Connection, document: str) -> Iterator[Finding]:
    """What is wrong with a document on record, its places of publication and its readings."""
    try:
        kept = connection.execute(select(documents).where(documents.c.id == document)).one()
        raw = loosen(kept.raw)
    except UNREADABLE as error:
        yield _lost(f"its bytes cannot be read ({error})", document)
        return
    if f"sha256:{hashlib.sha256(raw).hexdigest()}" != document:
        yield _lost("its bytes are not those that its id is the hash of", document)
    try:
        text = text_of(kept.raw, kept.text)
    except UNREADABLE as error:
        yield _lost(f"its text cannot be read ({error})", document)
        return
    try:
        published = connection.execute(select(places).where(places.c.document_id == document)).all()
        yield from _of_places(published, document)
        read = connection.execute(
            select(readings).where(readings.c.document_id == document).order_by(readings.c.id)
        ).all()
    except UNREADABLE as error:
        yield _lost(f"its places of publication or readings cannot be read ({error})", document)
        return
    if not read:
        yield _lost("it has no reading", document)
    for reading in read:
        where = f"{document}, reading {reading.id} by {reading.reader}"
        try:
            entries = unpack(reading.entries, text)
        except UNREADABLE as error:
            yield _lost(f"the entries cannot be unpacked ({type(error).__name__})", where)
            continue
        yield from of_reading(document, text, entries, reading.reader, where)


def _of_places(published: Sequence[Row[tuple[object, ...]]], document: str) -> Iterator[Finding]:
    if not published:
        yield _lost("it has no place of publication", document)
    for place in published:
        try:
            date.fromisoformat(place.date or "2000-01-01")
        except UNREADABLE:
            yield _lost(f"its day of publication is {place.date!r}, no day of the calendar", document)


def of_reading(document: str, text: str, entries: Sequence[Entry], reader: str, where: str) -> Iterator[Finding]:
    """What is wrong with what a reader, by its name and version, put on the record of a document with this text."""
    yield from of_entries(document, text, entries, where)
    if reader.partition("/")[0] in _RULE:
        yield from _of_ids(document, entries, where)


def of_entries(document: str, text: str, entries: Sequence[Entry], where: str) -> Iterator[Finding]:
    """What is wrong with entries: each quote must stand in the text at its place, each trigger in its quote."""
    seen: set[str] = set()
    for entry in entries:
        for place in entry.evidence:
            if not 0 <= place.start < place.end or text[place.start : place.end] != place.quote:
                said = f"the quote of {entry.id} is not what {document} says at {place.start} to {place.end}"
                yield _lost(said, where)
        if entry.trigger not in entry.evidence[0].quote:
            yield _lost(f"the trigger of {entry.id} is not in its quote", where)
        if entry.id in seen:
            yield _lost(f"two entries have the id {entry.id}", where)
        seen.add(entry.id)


def _of_ids(document: str, entries: Sequence[Entry], where: str) -> Iterator[Finding]:
    for entry in entries:
        if all(identity_of_entry(document, entry, nth) != entry.id for nth in range(1, len(entries) + 1)):
            yield _lost(f"the id {entry.id} is not that of its document, kind and place", where)


def of_decision(connection: Connection, number: int) -> Iterator[Finding]:
    """What is wrong with a decision on record."""
    where = f"decision {number}"
    try:
        row = connection.execute(select(decisions).where(decisions.c.number == number)).one()
        decision = Decision.model_validate(unpack_value(row.json))
        said = decision.made, decision.subject.document, decision.subject.entry
        other = (decision.other.document, decision.other.entry) if decision.other else (None, None)
        same = (row.made.replace(tzinfo=UTC).isoformat(timespec="microseconds"), row.document_id, row.entry) == said
    except UNREADABLE as error:
        yield _lost(f"it cannot be read ({type(error).__name__})", where)
        return
    if not decision.id == row.id == identity(decision):
        yield _lost(f"it says something else than when it was given its id {row.id}", where)
    if not same or (row.other_id, row.other) != other:
        yield _lost(f"its row has another time or subject than {decision.id} itself", where)


def of_series(connection: Connection, number: int) -> Iterator[Finding]:
    """What is wrong with reference figures on record."""
    try:
        row = connection.execute(select(series).where(series.c.number == number)).one()
        for datum in unpack_value(row.data):
            Datum.model_validate(datum)
    except UNREADABLE as error:
        yield _lost(f"it cannot be read ({type(error).__name__})", f"reference series {number}")


def unruled(connection: Connection) -> Collection[str]:
    """Readers whose ids of entries follow no rule that is known here, and are not recomputed."""
    try:
        readers = connection.execute(select(readings.c.reader).distinct()).scalars().all()
    except (SQLAlchemyError, *UNREADABLE):
        return ()
    return sorted(reader for reader in readers if reader.partition("/")[0] not in _RULE)


def _lost(what: str, where: str) -> Finding:
    return Finding(what, where, RESTORE)
