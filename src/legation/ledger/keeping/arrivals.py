"""What was handed in to be read: kept as received first, so that nothing is lost whatever happens to the server."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from legation.errors import QueryError
from legation.intake.files import LIMIT, too_large
from legation.ledger.keeping.arrival import ALL_BUT_BYTES, OF, Arrival, State, arrival_of, change, count, now, row_of
from legation.ledger.keeping.failures import Failures, digest, not_again
from legation.ledger.keeping.pressing import loosen, press
from legation.ledger.keeping.schema import arrivals
from legation.nouns import Document

MOST_FILES = 100
"""Documents in one handing-in."""
MOST_BYTES = 200_000_000
"""Bytes of one request that hands documents in."""


class Arrivals(Failures):
    """The store of arrivals; each method is one transaction. Raises LedgerError where the ledger cannot be used."""

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
        media: str | None = None,
    ) -> int:
        """Keep bytes, or the URL to have them from, until they are read; give the arrival's number.

        `date` and `source` stand in for what the document does not tell; `media` is its type as it was declared.
        Bytes over the limit of one document are not
        kept: the arrival has failed at once, and says so. `size` is how many there are, where so many were not read.
        """
        if (raw is None) == (url is None):
            raise ValueError("either bytes or a URL is handed in")
        begun = now() if at is None else at.astimezone(UTC).replace(tzinfo=None)
        told: dict[str, Any] = {"name": name, "url": url, "date": date, "source": source, "who": who, "at": begun}
        told |= {"media": media}
        if raw is not None and (length := max(len(raw), size or 0)) > LIMIT:
            told |= {"state": "failed", "reason": too_large(name, LIMIT, length)}
        else:
            told |= {"state": "waiting", "raw": None if raw is None else press(raw)}
            told["digest"] = None if raw is None else digest(raw)
        with self._database.transaction("write") as connection:
            added = connection.execute(insert(arrivals).values(since=begun, **told).returning(OF.number))
            return int(added.scalar_one())

    def waiting(self) -> int:
        """How many are yet to be read, those included that are being read."""
        with self._database.transaction("read") as connection:
            return count(connection, OF.state.in_(("waiting", "reading")))

    def recent(self, limit: int | None = 100, state: State | None = None) -> tuple[Arrival, ...]:
        """The latest arrivals, of any state or of one, the latest first."""
        query = ALL_BUT_BYTES.order_by(OF.number.desc()).limit(limit)
        if state is not None:
            query = query.where(OF.state == state)
        with self._database.transaction("read") as connection:
            rows = connection.execute(query).all()
            queued = sorted(row.number for row in rows if row.state == "waiting")
            ahead = _ahead(connection, queued[0]) if queued else 0
        # All that wait behind the first of these are among them, since they are the latest.
        places = {number: ahead + place for place, number in enumerate(queued)}
        return tuple(arrival_of(row, places.get(row.number)) for row in rows)

    def get(self, number: int) -> Arrival:
        """Give the arrival of this number. Raises QueryError if there is none."""
        with self._database.transaction("read") as connection:
            row = row_of(connection, number)
            return arrival_of(row, _ahead(connection, number) if row.state == "waiting" else None)

    def take(self) -> Arrival | None:
        """Claim what is to be read next, the first that came; None where nothing waits. No two readers get the same."""
        first = select(func.min(OF.number)).where(OF.state == "waiting")
        with self._database.transaction("read") as connection:
            if connection.execute(first).scalar() is None:
                return None  # without asking for a turn to write
        with self._database.transaction("write") as connection:
            if (number := connection.execute(first).scalar()) is None:
                return None
            change(connection, number, "reading")
            return arrival_of(row_of(connection, number))

    def raw(self, number: int) -> bytes | None:
        """Bytes of an arrival as received; None where they are to be fetched, or were kept as a document."""
        with self._database.transaction("read") as connection:
            pressed = connection.execute(select(OF.raw).where(OF.number == number)).scalar()
        return None if pressed is None else loosen(pressed)

    def kept(self, number: int, document: str, entries: int, *, known: bool = False) -> None:
        """Note the document that it was kept as, and let its bytes go."""
        with self._database.transaction("write") as connection:
            change(connection, number, "kept", document_id=document, entries=entries, known=known, raw=None)

    def opened(self, number: int, parts: int, entries: int) -> None:
        """Note how many documents were found in it, and how many entries in those; let its bytes go."""
        with self._database.transaction("write") as connection:
            change(connection, number, "kept", parts=parts, entries=entries, raw=None)

    def found(self, within: Arrival, document: Document, entries: int, origin: str | None, *, known: bool) -> None:
        """Note a document that was found in an arrival and is kept. Once: whoever opens it again says so again."""
        told = {"name": document.name, "title": document.title, "url": document.url, "date": document.date}
        told |= {"source": document.source, "document_id": document.id, "who": within.who, "origin": origin}
        with self._database.transaction("write") as connection:
            if not count(connection, (OF.within == within.number) & (OF.document_id == document.id)):
                at = now()
                row = insert(arrivals).values(state="kept", at=at, since=at, within=within.number, entries=entries)
                connection.execute(row.values(known=known, **told))

    def failed(self, number: int, reason: str) -> None:
        """Note why it could not be kept, a sentence for a person; its bytes stay, to be tried again."""
        with self._database.transaction("write") as connection:
            change(connection, number, "failed", reason=reason)

    def retry(self, number: int) -> None:
        """Have one that failed wait again. Raises QueryError where there is none or nothing is left to try."""
        with self._database.transaction("write") as connection:
            if not arrival_of(row_of(connection, number)).again:
                raise QueryError(not_again(number))
            change(connection, number, "waiting")

    def retry_all(self) -> int:
        """Have all that failed and can be tried again wait again; how many."""
        with self._database.transaction("write") as connection:
            again = update(arrivals).where(OF.state == "failed", OF.raw.is_not(None) | OF.url.is_not(None))
            return connection.execute(again.values(state="waiting", since=now(), reason=None)).rowcount

    def resume(self) -> int:
        """Have those wait again whose reading was broken off; how many. For a reader that starts."""
        with self._database.transaction("read") as connection:
            if not count(connection, OF.state == "reading"):
                return 0  # nor is anything written where a ledger is only shown
        with self._database.transaction("write") as connection:
            half = update(arrivals).where(OF.state == "reading")
            return connection.execute(half.values(state="waiting", since=now())).rowcount


def _ahead(connection: Connection, number: int) -> int:
    """How many are read before an arrival that waits."""
    return count(connection, (OF.state == "reading") | ((OF.state == "waiting") & (OF.number < number)))
