"""Searches that people keep, each their own."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from legation.errors import QueryError
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.schema import saved

MOST = 200  # that one person keeps
_LONGEST = 200  # code points of a title
_OF = saved.c


class Search(NamedTuple):
    """A search that somebody keeps."""

    number: int
    title: str
    query: str  # as in the address of the search, without the question mark
    made: datetime  # UTC


class Saved:
    """The store of them; each method is one transaction. Nobody reaches what another person keeps.

    Raises LedgerError where the ledger cannot be used, and QueryError for a number that is none of the person's own.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, who: str) -> tuple[Search, ...]:
        """What a person keeps, the newest first."""
        query = select(saved).where(_OF.who == who).order_by(_OF.made.desc(), _OF.number.desc())
        with self._database.transaction("read") as connection:
            rows = connection.execute(query).all()
        return tuple(Search(row.number, row.title, row.query, row.made.replace(tzinfo=UTC)) for row in rows)

    def keep(self, who: str, title: str, query: str, *, at: datetime | None = None) -> int:
        """Keep a search; its number. One that is kept already stays as it is. Raises QueryError for one too many."""
        at = at or datetime.now(UTC)
        with self._database.transaction("write") as connection:
            before = connection.execute(select(_OF.number).where(_OF.who == who, _OF.query == query)).scalar()
            if before is not None:
                return int(before)
            if connection.execute(select(func.count()).where(_OF.who == who)).scalar_one() >= MOST:
                raise QueryError(f"{MOST} searches are kept already: remove one first")
            made = at.astimezone(UTC).replace(tzinfo=None)
            row = insert(saved).values(who=who, title=_title(title), query=query, made=made).returning(_OF.number)
            return int(connection.execute(row).scalar_one())

    def rename(self, who: str, number: int, title: str) -> None:
        """Give a search another title. Raises QueryError for an empty one."""
        with self._database.transaction("write") as connection:
            _own(connection, who, number)
            connection.execute(update(saved).where(_OF.number == number).values(title=_title(title)))

    def remove(self, who: str, number: int) -> None:
        """Keep a search no longer."""
        with self._database.transaction("write") as connection:
            _own(connection, who, number)
            connection.execute(delete(saved).where(_OF.number == number))


def _own(connection: Connection, who: str, number: int) -> None:
    if connection.execute(select(_OF.number).where(_OF.number == number, _OF.who == who)).first() is None:
        raise QueryError(f"{who} keeps no search number {number}")


def _title(title: str) -> str:
    said = " ".join(title.split())[:_LONGEST]
    if not said:
        raise QueryError("a search needs a title: give one, such as pipelines")
    return said
