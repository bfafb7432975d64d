"""Since when what is on record stands there as it does."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from legation.ledger.keeping.schema import decisions, documents
from legation.ledger.keeping.tying import chunks
from legation.nouns import Mention


def recorded(connection: Connection, mentions: Sequence[Mention]) -> tuple[datetime, ...]:
    """Say of each mention when its document was first kept or, where a person has decided on it since, the last time.

    Times are of this ledger, in UTC, and say nothing of when the document was published.
    """
    added: dict[str, datetime] = {}
    for some in chunks({mention.document for mention in mentions}):
        rows = connection.execute(select(documents.c.id, documents.c.added).where(documents.c.id.in_(some)))
        added |= {row.id: row.added for row in rows}
    ruled: dict[str, datetime] = {}
    for some in chunks({mention.entry.id for mention in mentions}):
        for entry in (decisions.c.entry, decisions.c.other):
            last = select(entry.label("entry"), func.max(decisions.c.made).label("made")).where(entry.in_(some))
            for row in connection.execute(last.group_by(entry)):
                ruled[row.entry] = max(row.made, ruled.get(row.entry, row.made))
    first = datetime.min  # noqa: DTZ901 - as times are in the tables: UTC, and nothing says so
    return tuple(
        max(added[mention.document], ruled.get(mention.entry.id, first)).replace(tzinfo=UTC) for mention in mentions
    )
