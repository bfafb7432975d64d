"""Rows of a ledger, written and read back: the only place that knows both the tables and the nouns."""

import json
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, true

from legation.ledger.parties import parties_of
from legation.ledger.record import Added, Kept
from legation.ledger.schema import documents, entries, parties, places, readings
from legation.nouns import Commitment, Document, Entry, Kind, Mention

_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
# Shown of a document are its first place of publication and its newest reading.
_SHOWN = documents.join(places).join(readings, readings.c.document_id == documents.c.id)
_FIRST_AND_NEWEST = and_(
    places.c.id.in_(select(func.min(places.c.id)).group_by(places.c.document_id)),
    readings.c.id.in_(select(func.max(readings.c.id)).group_by(readings.c.document_id)),
)


class Asked(NamedTuple):
    """What is asked for: entries that involve all of these parties, in documents published up to a day."""

    parties: frozenset[str] = frozenset()
    until: date | None = None
    kind: Kind | None = None

    def known(self) -> ColumnElement[bool]:
        """Condition on `documents` and `places`: one without a date counts by the day on which it was added."""
        if self.until is None:
            return true()
        undated = and_(places.c.date.is_(None), documents.c.added <= datetime.combine(self.until, time.max))
        return or_(places.c.date <= self.until.isoformat(), undated)

    def concerned(self) -> ColumnElement[bool]:
        """Condition on `entries`."""
        wanted = [entries.c.kind == self.kind] if self.kind else []
        involved = [
            select(parties)
            .where(
                parties.c.reading_id == entries.c.reading_id,
                parties.c.place == entries.c.place,
                parties.c.party == party,
            )
            .exists()
            for party in sorted(self.parties)
        ]
        return and_(true(), *wanted, *involved)


def keep(connection: Connection, document: Document, found: Sequence[Entry], reader: str, raw: bytes) -> Added:
    """Add what is not kept yet of a document, its place of publication and its reading."""
    now = datetime.now(UTC).replace(tzinfo=None)
    if connection.execute(select(documents.c.id).where(documents.c.id == document.id)).first() is None:
        kept = {"id": document.id, "raw": zlib.compress(raw), "text": zlib.compress(document.text.encode())}
        connection.execute(insert(documents).values(**kept, added=now))
    _keep_place(connection, document, now)
    reading = select(readings.c.id).where(readings.c.document_id == document.id, readings.c.reader == reader)
    before = connection.execute(reading).scalar_one_or_none()
    if before is not None:
        count = select(func.count()).select_from(entries).where(entries.c.reading_id == before)
        return Added(new=False, entries=connection.execute(count).scalar_one())
    row = insert(readings).values(document_id=document.id, reader=reader, added=now).returning(readings.c.id)
    _keep_entries(connection, connection.execute(row).scalar_one(), found)
    return Added(new=True, entries=len(found))


def _keep_place(connection: Connection, document: Document, now: datetime) -> None:
    place = document.model_dump(include={"name", "source", "date", "dateline", "language"})
    same = and_(*(places.c[column].is_not_distinct_from(place[column]) for column in ("name", "source", "date")))
    if connection.execute(select(places.c.id).where(places.c.document_id == document.id, same)).first() is None:
        connection.execute(insert(places).values(document_id=document.id, added=now, **place))


def _keep_entries(connection: Connection, reading: int, found: Sequence[Entry]) -> None:
    rows: list[dict[str, str | int | None]] = []
    involved: list[dict[str, str | int]] = []
    for place, entry in enumerate(found):
        at: dict[str, int] = {"reading_id": reading, "place": place}
        stage, due = (entry.stage, entry.due) if isinstance(entry, Commitment) else (None, None)
        shown = {"id": entry.id, "kind": entry.kind, "stage": stage, "date": entry.date, "due": due}
        # Not pydantic's own JSON: it writes an infinite number as null, which it then refuses to read.
        rows.append({**at, **shown, "json": json.dumps(entry.model_dump(mode="json"))})
        involved.extend({**at, "party": party} for party in parties_of(entry))
    if rows:
        connection.execute(insert(entries), rows)
    if involved:
        connection.execute(insert(parties), involved)


def version(connection: Connection) -> int:
    """Give a number that grows with every reading added: what was derived at the same number still holds."""
    return connection.execute(select(func.max(readings.c.id))).scalar_one() or 0


def mentions(connection: Connection, asked: Asked) -> tuple[Mention, ...]:
    """Entries asked for, by date of their document, undated ones first, then in order of the text."""
    query = (
        select(documents.c.id, places.c.name, places.c.source, places.c.date, entries.c.json)
        .select_from(_SHOWN.join(entries, entries.c.reading_id == readings.c.id))
        .where(_FIRST_AND_NEWEST, asked.known(), asked.concerned())
        .order_by(places.c.date.nulls_first(), documents.c.id, entries.c.place)
    )
    return tuple(
        Mention(
            document=row.id, doc=row.name, reported=row.date, source=row.source, entry=_ENTRY.validate_json(row.json)
        )
        for row in connection.execute(query)
    )


def kept(connection: Connection, asked: Asked, *, only: ColumnElement[bool] | None = None) -> tuple[Kept, ...]:
    """Documents in which there is what is asked for, by date, undated ones first."""
    query = (
        select(documents, places.c.name, places.c.source, places.c.date, places.c.dateline, places.c.language)
        .add_columns(readings.c.reader, readings.c.id.label("reading_id"))
        .select_from(_SHOWN)
        .where(_FIRST_AND_NEWEST, asked.known())
        .order_by(places.c.date.nulls_first(), documents.c.id)
    )
    if asked.parties:
        query = query.where(select(entries).where(entries.c.reading_id == readings.c.id, asked.concerned()).exists())
    if only is not None:
        query = query.where(only)
    return tuple(
        Kept(
            document=Document(
                id=row.id,
                name=row.name,
                text=zlib.decompress(row.text).decode(),
                date=row.date,
                source=row.source,
                dateline=row.dateline,
                language=row.language,
            ),
            entries=_entries(connection, row.reading_id),
            reader=row.reader,
            added=row.added.replace(tzinfo=UTC),
        )
        for row in connection.execute(query)
    )


def called(connection: Connection, key: str, until: date | None) -> tuple[Kept, ...]:
    """Documents that bear a name; where none does, those whose id begins so, with or without `sha256:`."""
    named = documents.c.id.in_(select(places.c.document_id).where(places.c.name == key))
    begun = or_(*(documents.c.id.startswith(start, autoescape=True) for start in (key, f"sha256:{key}")))
    asked = Asked(until=until)
    return kept(connection, asked, only=named) or (kept(connection, asked, only=begun) if key else ())


def _entries(connection: Connection, reading: int) -> tuple[Entry, ...]:
    query = select(entries.c.json).where(entries.c.reading_id == reading).order_by(entries.c.place)
    return tuple(_ENTRY.validate_json(row.json) for row in connection.execute(query))
