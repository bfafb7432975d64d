"""Many documents kept in one transaction: what is new of them at once, what the ledger knows one by one."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, union

from legation.ledger.keeping import store
from legation.ledger.keeping.draft import Draft, draft_of
from legation.ledger.keeping.entering import Slip
from legation.ledger.keeping.filing import file, file_new
from legation.ledger.keeping.rows import numbers
from legation.ledger.keeping.schema import decisions, documents, places, readings
from legation.ledger.keeping.tying import SOME, chunks
from legation.ledger.record import Added, Read

_MET = union(
    select(documents.c.id).where(documents.c.id.in_(SOME)),
    select(decisions.c.document_id).where(decisions.c.document_id.in_(SOME)),
    select(decisions.c.other_id).where(decisions.c.other_id.in_(SOME)),
)
_PUBLISHED = ("name", "source", "date", "dateline", "language", "title", "url")


def keep_together(connection: Connection, given: Sequence[Draft | Read]) -> list[Added]:
    """Keep documents, drafted or not, and file them; what became of each, in order."""
    known = met(connection, [_id(one) for one in given])
    today = datetime.now(UTC).date().isoformat()
    fresh: dict[str, Draft] = {}
    added: dict[int, Added] = {}
    for place, one in enumerate(given):
        if (name := _id(one)) not in known and name not in fresh:
            draft = fresh[name] = one if isinstance(one, Draft) else draft_of(one, today)
            added[place] = Added(new=True, entries=draft.entries, moved=True)
    file_new(connection, _kept(connection, list(fresh.values())))
    for place, one in enumerate(given):
        if place not in added:
            document, entries, reader, raw = one.opened() if isinstance(one, Draft) else one
            added[place] = store.keep(connection, document, entries, reader, raw)
            if added[place].moved:
                file(connection, document.id)
    return [added[place] for place in range(len(given))]


def met(connection: Connection, some: Iterable[str]) -> Collection[str]:
    """Which of some documents, by id, are kept, or have been decided on elsewhere."""
    return {found for part in chunks(set(some)) for found in connection.execute(_MET, {"some": part}).scalars()}


def _id(one: Draft | Read) -> str:
    return one.id if isinstance(one, Draft) else one.document.id


def _kept(connection: Connection, drafts: Sequence[Draft]) -> list[Slip]:
    """Put new documents on record."""
    if not drafts:
        return []
    now = datetime.now(UTC).replace(tzinfo=None)
    at = [draft.added(now) for draft in drafts]
    connection.execute(
        insert(documents),
        [{"id": d.id, "raw": d.raw, "text": d.text, "added": added} for d, added in zip(drafts, at, strict=True)],
    )
    slips = [
        Slip(draft.card, place, reading)
        for draft, place, reading in zip(
            drafts,
            numbers(connection, places.c.id, len(drafts)),
            numbers(connection, readings.c.id, len(drafts)),
            strict=True,
        )
    ]
    published = (draft.published.model_dump(include=set(_PUBLISHED)) for draft in drafts)
    connection.execute(
        insert(places),
        [
            {"id": slip.place, "document_id": slip.card.document, "added": added} | place
            for slip, added, place in zip(slips, at, published, strict=True)
        ],
    )
    connection.execute(
        insert(readings),
        [
            {"id": slip.reading, "document_id": d.id, "reader": d.reader, "added": added, "entries": d.packed}
            for d, slip, added in zip(drafts, slips, at, strict=True)
        ],
    )
    return slips
