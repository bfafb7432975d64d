"""What could not be taken in, and why: noted once, with its bytes where there are any, and struck off when it could."""

import hashlib
import re
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, false, insert, or_, select, update

from legation.errors import QueryError
from legation.intake.files import LIMIT
from legation.ledger.keeping.arrival import OF, arrival_of, now, row_of
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.pressing import press
from legation.ledger.keeping.schema import arrivals

_DEEPEST = 10  # archives in archives that are looked for
_FAILED = OF.state == "failed"


class Failure(NamedTuple):
    """A document that could not be taken in, with what is known of it."""

    name: str
    reason: str  # a sentence
    raw: bytes | None = None
    url: str | None = None  # where it is to be fetched from, where there are no bytes
    media: str | None = None
    origin: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None


class Failures:
    """The failed among the arrivals; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, failure: Failure, *, who: str, within: int | None = None) -> int:
        """Note a failure; its number. One of the same bytes, or from the same place, is noted anew under its number.

        Bytes over the limit of one document are not kept: that cannot be tried again.
        """
        raw = failure.raw if failure.raw is not None and len(failure.raw) <= LIMIT else None
        told: dict[str, Any] = failure._asdict() | {"raw": None if raw is None else press(raw)}
        told |= {"digest": None if raw is None else digest(raw), "state": "failed", "since": now()}
        with self._database.transaction("write") as connection:
            same = _same(told["digest"], failure.name, failure.origin, failure.url, within)
            found = select(OF.number).where(_FAILED, same)
            number = connection.execute(found.order_by(OF.number).limit(1)).scalar()
            if number is not None:
                connection.execute(update(arrivals).where(OF.number == number).values(**told))
                return int(number)
            row = insert(arrivals).values(who=who, at=told["since"], within=within, **told).returning(OF.number)
            return int(connection.execute(row).scalar_one())

    def mend(self, document: str, name: str, origin: str | None) -> None:
        """Strike off what had failed of a document that is kept now, by its id, its name and where it came from.

        Where it lies in an archive, that could be opened: its failure is struck off, too, until it is noted anew.
        """
        same = _same(document.removeprefix("sha256:"), name, origin, origin, None)
        around = and_(OF.within.is_(None), OF.origin.in_(_around(origin or "")))
        same = and_(_FAILED, or_(same, around))
        with self._database.transaction("read") as connection:
            if connection.execute(select(OF.number).where(same).limit(1)).scalar() is None:
                return  # without asking for a turn to write
        with self._database.transaction("write") as connection:
            connection.execute(delete(arrivals).where(same))

    def forget(self, number: int) -> None:
        """Strike one that failed off the list, with its bytes. Raises QueryError where none has this number."""
        with self._database.transaction("write") as connection:
            if row_of(connection, number).state != "failed":
                raise QueryError(f"arrival {number} has not failed: only what failed is struck off the list")
            connection.execute(arrivals.delete().where(OF.number == number))

    def check_again(self, number: int) -> None:
        """Raise QueryError where what has this number has not failed, or nothing is left of it to try again."""
        with self._database.transaction("read") as connection:
            if not arrival_of(row_of(connection, number)).again:
                raise QueryError(not_again(number))


def digest(raw: bytes) -> str:
    """SHA-256 of bytes, as hex digits."""
    return hashlib.sha256(raw).hexdigest()


def not_again(number: int) -> str:
    """Sentence for what cannot be tried again."""
    return f"arrival {number} cannot be tried again: it has not failed, or was too large to keep"


def _around(origin: str) -> list[str]:
    """Files in which a document lies, by where it came from: `a.zip, b.jsonl, line 7` lies in two."""
    return [origin[: found.start()] for found in re.finditer(r", |: ", origin)][:_DEEPEST]


def _same(of: str | None, name: str, origin: str | None, url: str | None, within: int | None) -> ColumnElement[bool]:
    """Of the same bytes, or of the same name from the same place, or of the same URL.

    A place in what was handed in to a server is one there only: two people may hand in a `friday.zip`.
    """
    place = and_(OF.origin == origin, OF.name == name, OF.within.is_(None) if within is None else OF.within == within)
    return or_(
        false() if of is None else OF.digest == of,
        false() if origin is None else place,
        false() if url is None else and_(OF.url == url, OF.raw.is_(None)),
    )
