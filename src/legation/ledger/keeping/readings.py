"""The readings of a document on record, the newest last: each what one reader, of one version, proposed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from legation.ledger.keeping.packing import pack, unpack
from legation.ledger.keeping.schema import documents, readings
from legation.ledger.keeping.store import text_of
from legation.nouns import Entry

_LAST = 2**31 - 1  # number that no reading has
_BEFORE = (
    select(readings, documents.c.raw, documents.c.text)
    .join(documents)
    .where(readings.c.document_id == bindparam("of"), readings.c.id < bindparam("before"))
    .order_by(readings.c.id)
)


class Reading(NamedTuple):
    """One reading."""

    id: int
    reader: str  # name and version
    added: datetime  # UTC
    entries: tuple[Entry, ...]


def readings_of(connection: Connection, document: str, before: int | None = None) -> tuple[Reading, ...]:
    """Give the readings of a document that is kept, or those before one, in the order in which they were made."""
    rows = connection.execute(_BEFORE, {"of": document, "before": _LAST if before is None else before}).all()
    text = text_of(rows[0].raw, rows[0].text) if rows else ""
    return tuple(Reading(row.id, row.reader, row.added.replace(tzinfo=UTC), unpack(row.entries, text)) for row in rows)


def add_reading(connection: Connection, document: str, text: str, entries: Sequence[Entry], reader: str) -> None:
    """Put a reading of a document with this text on record, as the newest."""
    now = datetime.now(UTC).replace(tzinfo=None)
    packed = pack(entries, text)
    connection.execute(insert(readings).values(document_id=document, reader=reader, added=now, entries=packed))
