"""What was handed in to be read: kept as received first, so that nothing is lost whatever happens to the server."""

from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from legation.errors import QueryError
from legation.intake.files import LIMIT, too_large
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.pressing import loosen, press
from legation.ledger.keeping.schema import arrivals
from legation.nouns import Noun

State = Literal["waiting", "reading", "kept", "failed"]

MOST_FILES = 100
"""Documents in one handing-in."""
MOST_BYTES = 200_000_000
"""Bytes of one request that hands documents in."""

_OF = arrivals.c
_ALL_BUT_BYTES = select(*(column for column in _OF if column is not _OF.raw), _OF.raw.is_not(None).label("has_bytes"))


class Arrival(Noun):
    """One thing that was handed in, and how far it has come."""

    number: int
    name: str  # what the document is called
    url: str | None  # where it is to be fetched from
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


class Arrivals:
    """The store of arrivals; each method is one transaction. Raises LedgerError where the ledger cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hand_in(
        self,
        name: str,
        raw: bytes | None = None,
        *,
        url: str | None = None,
        date: str | None = None,
        source: str | None = None,
        who: str,
        size: int | None = None,
        at: datetime | None = None,
    ) -> int:
        """Keep bytes, or the URL to have them from, until they are read; give the arrival's number.

        `date` and `source` stand in for what the document does not tell. Bytes over the limit of one document are not
        kept: the arrival has failed at once, and says so. `size` is how many there are, where so many were not read.
        """
        if (raw is None) == (url is None):
            raise ValueError("either bytes or a URL is handed in")
        now = _now() if at is None else at.astimezone(UTC).replace(tzinfo=None)
        told: dict[str, Any] = {"name": name, "url": url, "date": date, "source": source, "who": who, "at": now}
        if raw is not None and (length := max(len(raw), size or 0)) > LIMIT:
            told |= {"state": "failed", "reason": too_large(name, LIMIT, length)}
        else:
            told |= {"state": "waiting", "raw": None if raw is None else press(raw)}
        with self._database.transaction("write") as connection:
            added = connection.execute(insert(arrivals).values(since=now, **told).returning(_OF.number))
            return int(added.scalar_one())

    def waiting(self) -> int:
        """How many are yet to be read, those included that are being read."""
        with self._database.transaction("read") as connection:
            return _count(connection, _OF.state.in_(("waiting", "reading")))

    def recent(self, limit: int = 100, state: State | None = None) -> tuple[Arrival, ...]:
        """The latest arrivals, of any state or of one, the latest first."""
        query = _ALL_BUT_BYTES.order_by(_OF.number.desc()).limit(limit)
        if state is not None:
            query = query.where(_OF.state == state)
        with self._database.transaction("read") as connection:
            rows = connection.execute(query).all()
            queued = sorted(row.number for row in rows if row.state == "waiting")
            ahead = _ahead(connection, queued[0]) if queued else 0
        # All that wait behind the first of these are among them, since they are the latest.
        places = {number: ahead + place for place, number in enumerate(queued)}
        return tuple(_arrival(row, places.get(row.number)) for row in rows)

    def get(self, number: int) -> Arrival:
        """Give the arrival of this number. Raises QueryError if there is none."""
        with self._database.transaction("read") as connection:
            row = _row(connection, number)
            return _arrival(row, _ahead(connection, number) if row.state == "waiting" else None)

    def take(self) -> Arrival | None:
        """Claim what is to be read next, the first that came; None where nothing waits. No two readers get the same."""
        first = select(func.min(_OF.number)).where(_OF.state == "waiting")
        with self._database.transaction("read") as connection:
            if connection.execute(first).scalar() is None:
                return None  # without asking for a turn to write
        with self._database.transaction("write") as connection:
            if (number := connection.execute(first).scalar()) is None:
                return None
            _change(connection, number, "reading")
            return _arrival(_row(connection, number))

    def raw(self, number: int) -> bytes | None:
        """Bytes of an arrival as received; None where they are to be fetched, or were kept as a document."""
        with self._database.transaction("read") as connection:
            pressed = connection.execute(select(_OF.raw).where(_OF.number == number)).scalar()
        return None if pressed is None else loosen(pressed)

    def kept(self, number: int, document: str, entries: int, *, known: bool = False) -> None:
        """Note the document that it was kept as, and let its bytes go."""
        with self._database.transaction("write") as connection:
            _change(connection, number, "kept", document_id=document, entries=entries, known=known, raw=None)

    def failed(self, number: int, reason: str) -> None:
        """Note why it could not be kept, a sentence for a person; its bytes stay, to be tried again."""
        with self._database.transaction("write") as connection:
            _change(connection, number, "failed", reason=reason)

    def retry(self, number: int) -> None:
        """Have one that failed wait again. Raises QueryError where there is none or nothing is left to try."""
        with self._database.transaction("write") as connection:
            if not _arrival(_row(connection, number)).again:
                raise QueryError(f"arrival {number} cannot be tried again: it has not failed, or was too large to keep")
            _change(connection, number, "waiting")

    def retry_all(self) -> int:
        """Have all that failed and can be tried again wait again; how many."""
        with self._database.transaction("write") as connection:
            again = update(arrivals).where(_OF.state == "failed", _OF.raw.is_not(None) | _OF.url.is_not(None))
            return connection.execute(again.values(state="waiting", since=_now(), reason=None)).rowcount

    def forget(self, number: int) -> None:
        """Strike one that failed off the list, with its bytes. Raises QueryError where none has this number."""
        with self._database.transaction("write") as connection:
            if _row(connection, number).state != "failed":
                raise QueryError(f"arrival {number} has not failed: only what failed is struck off the list")
            connection.execute(arrivals.delete().where(_OF.number == number))

    def resume(self) -> int:
        """Have those wait again whose reading was broken off; how many. For a reader that starts."""
        with self._database.transaction("read") as connection:
            if not _count(connection, _OF.state == "reading"):
                return 0  # nor is anything written where a ledger is only shown
        with self._database.transaction("write") as connection:
            half = update(arrivals).where(_OF.state == "reading")
            return connection.execute(half.values(state="waiting", since=_now())).rowcount


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _change(connection: Connection, number: int, state: State, *, reason: str | None = None, **values: Any) -> None:
    now = update(arrivals).where(_OF.number == number)
    connection.execute(now.values(state=state, since=_now(), reason=reason, **values))


def _row(connection: Connection, number: int) -> Row[Any]:
    if (row := connection.execute(_ALL_BUT_BYTES.where(_OF.number == number)).first()) is None:
        raise QueryError(f"nothing that was handed in has the number {number}")
    return row


def _ahead(connection: Connection, number: int) -> int:
    """How many are read before an arrival that waits."""
    return _count(connection, (_OF.state == "reading") | ((_OF.state == "waiting") & (_OF.number < number)))


def _count(connection: Connection, where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(arrivals).where(where)).scalar_one())


def _arrival(row: Row[Any], before: int | None = None) -> Arrival:
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
    )
