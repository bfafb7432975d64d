"""Since when what is on record stands there as it does."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from legation.ledger.keeping.schema import decisions, documents
from legation.ledger.keeping.tying import chunks


def recorded(connection: Connection, entries: Sequence[tuple[str, str]]) -> tuple[datetime, ...]:
    """Say of entries when their documents were first kept or, where people have decided on them since, the last time.

    Each is given by the ids of its document and its own. Times are of this ledger, in UTC, and say nothing of when the
    document was published.
    """
    added: dict[str, datetime] = {}
    for some in chunks({document for document, _ in entries}):
        rows = connection.execute(select(documents.c.id, documents.c.added).where(documents.c.id.in_(some)))
        added |= {row.id: row.added for row in rows}
    ruled: dict[str, datetime] = {}
    for some in chunks({entry for _, entry in entries}):
        for column in (decisions.c.entry, decisions.c.other):
            last = select(column.label("entry"), func.max(decisions.c.made).label("made")).where(column.in_(some))
            for row in connection.execute(last.group_by(column)):
                ruled[row.entry] = max(row.made, ruled.get(row.entry, row.made))
    first = datetime.min  # noqa: DTZ901 - as times are in the tables: UTC, and nothing says so
    return tuple(max(added[document], ruled.get(entry, first)).replace(tzinfo=UTC) for document, entry in entries)
