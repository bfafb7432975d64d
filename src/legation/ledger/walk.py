"""Long lists, walked so many at a time: the last known first, from a place that no later document moves.

A place is where something became known, and not how many came before it. What is added while somebody walks is later
than where they are, and so is found when they begin anew; only a document of an earlier day may come in between.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, func, select

from legation.ledger.keeping import heaps, matters, views
from legation.ledger.keeping.folds import Folds
from legation.ledger.keeping.schema import lines, shown
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.record import Listing
from legation.ledger.search.narrowing import documents_left, lines_left
from legation.nouns import Kind, Matter, Mention

T = TypeVar("T")


class Place(NamedTuple):
    """Where a walk has come to; three numbers from 0 to 2^63 - 1."""

    by: int  # ord up to which documents were known when it began
    ord: int  # of the document of the last that was given
    within: int  # what tells it from others of that document


class Walked(NamedTuple, Generic[T]):
    """Some of a list; `next` is where it goes on, None at its end."""

    items: tuple[T, ...]
    next: Place | None


class Walk:
    """The lists of a ledger, of what involves all these parties, as of a day, narrowed.

    Each method is one transaction, gives at most so many from a place on, or from the beginning, and raises QueryError
    for what is no date.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        folds: Folds,
        parties: Collection[str] = (),
        *,
        as_of: str | None = None,
        narrow: Narrow = WHOLE,
    ) -> None:
        self._reading = reading
        self._parties = parties
        self._asked = matters.Asked.of(as_of, folds)
        self._narrow = narrow

    def documents(self, most: int, place: Place | None = None) -> Walked[Listing]:
        """Documents, as lines of a list."""
        by = self._asked.by if place is None else min(self._asked.by, place.ord - 1)
        with self._reading() as connection:
            numbers = documents_left(connection, self._parties, self._narrow, by=by, latest=most + 1)[::-1]
            listed = views.catalogued(connection, numbers[:most])
            goes_on = len(numbers) > most
            return Walked(tuple(listed), Place(by, _ord(connection, numbers[most - 1]), 0) if goes_on else None)

    def entries(self, most: int, place: Place | None = None, *, kind: Kind | None = None) -> Walked[Mention]:
        """Entries; those of one document from its end."""
        by = self._asked.by if place is None else min(self._asked.by, place.ord)
        with self._reading() as connection:
            there = None if place is None else _number(connection, place.ord)
            given = 0 if place is None else _from(connection, there, place.within)
            at = lines_left(connection, self._parties, self._narrow, kind=kind, by=by, latest=most + given + 1)[::-1]
            if place is not None:
                at = [line for line in at if line.number != there or line.place < place.within]
            found = views.mentions(connection, at[:most])
            goes_on = len(at) > most
            last = Place(by, _ord(connection, at[most - 1].number), at[most - 1].place) if goes_on else None
            return Walked(tuple(found), last)

    def matters(self, most: int, place: Place | None = None) -> Walked[Matter]:
        """Matters, those last reported on first, as they were when the walk began. There may be fewer, and yet more."""
        after = None if place is None else heaps.Stop(place.ord, place.within)
        with self._reading() as connection:
            by = self._asked.by if place is None else min(self._asked.by, place.by)
            asked = self._asked._replace(by=by)
            items, stop = matters.walked(connection, self._parties, asked, most=most, narrow=self._narrow, after=after)
            if stop is None:
                return Walked(tuple(items), None)
            begun = min(by, connection.execute(select(func.max(shown.c.ord))).scalar_one())
            return Walked(tuple(items), Place(begun, *stop))


def _ord(connection: Connection, number: int) -> int:
    return int(connection.execute(select(shown.c.ord).where(shown.c.number == number)).scalar_one())


def _number(connection: Connection, ord_: int) -> int | None:
    return connection.execute(select(shown.c.number).where(shown.c.ord == ord_)).scalar()


def _from(connection: Connection, number: int | None, place: int) -> int:
    """How many entries of a document there are from a place on."""
    query = select(func.count()).select_from(lines).where(lines.c.number == number, lines.c.place >= place)
    return int(connection.execute(query).scalar_one())
