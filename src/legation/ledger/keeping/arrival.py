"""One thing that was handed in to be read, as a value and as a row."""

from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from legation.errors import QueryError
from legation.ledger.keeping.schema import arrivals
from legation.nouns import Noun

State = Literal["waiting", "reading", "kept", "failed"]

OF = arrivals.c
ALL_BUT_BYTES = select(*(column for column in OF if column is not OF.raw), OF.raw.is_not(None).label("has_bytes"))


class Arrival(Noun):
    """One thing that was handed in, and how far it has come."""

    number: int
    name: str  # what the document is called
    url: str | None  # where it is to be fetched from, or was
    date: str | None  # of publication, where the document tells none: YYYY-MM-DD
    source: str | None  # likewise
    who: str
    at: datetime  # when it was handed in, UTC
    state: State
    since: datetime  # when it came to that, UTC
    before: int | None = None  # how many are read before it; None unless it waits
    reason: str | None = None  # why it failed, a sentence
    document: str | None = None  # id of the document that it was kept as
    entries: int | None = None  # how many entries were read in it
    known: bool = False  # whether that document had been kept before
    again: bool = False  # whether it has failed and can be tried again
    media: str | None = None  # media type, as it was declared or found to be
    title: str | None = None  # where the document tells none
    origin: str | None = None  # where it came from, for a person: a path, a URL, its place in an archive
    parts: int | None = None  # how many documents were found in it, where it holds several
    within: int | None = None  # number of the arrival that it was found in


def arrival_of(row: Row[Any], before: int | None = None) -> Arrival:
    """Arrival of a row of `ALL_BUT_BYTES`."""
    return Arrival(
        number=row.number,
        name=row.name,
        url=row.url,
        date=row.date,
        source=row.source,
        who=row.who,
        at=row.at.replace(tzinfo=UTC),
        state=row.state,
        since=row.since.replace(tzinfo=UTC),
        before=before,
        reason=row.reason,
        document=row.document_id,
        entries=row.entries,
        known=bool(row.known),
        again=row.state == "failed" and (row.has_bytes or row.url is not None),
        media=row.media,
        title=row.title,
        origin=row.origin,
        parts=row.parts,
        within=row.within,
    )


def now() -> datetime:
    """Time as it stands in tables: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def change(connection: Connection, number: int, state: State, *, reason: str | None = None, **values: Any) -> None:
    """Bring an arrival to another state."""
    changed = update(arrivals).where(OF.number == number)
    connection.execute(changed.values(state=state, since=now(), reason=reason, **values))


def row_of(connection: Connection, number: int) -> Row[Any]:
    """Row of an arrival. Raises QueryError if there is none of this number."""
    if (row := connection.execute(ALL_BUT_BYTES.where(OF.number == number)).first()) is None:
        raise QueryError(f"nothing that was handed in has the number {number}")
    return row


def count(connection: Connection, where: ColumnElement[bool]) -> int:
    """How many arrivals there are of some kind."""
    return int(connection.execute(select(func.count()).select_from(arrivals).where(where)).scalar_one())
