"""What a ledger holds at a glance: what is new or due, who deals with whom, which meetings were when."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from legation.days import Days
from legation.ledger.keeping import dealings, heaps, matters, meetings, views, watching
from legation.ledger.keeping.folds import Folds
from legation.ledger.keeping.moment import moment
from legation.ledger.keeping.order import first_ord
from legation.ledger.keeping.pairs import Counted, pairs
from legation.ledger.keeping.recent import Recent
from legation.ledger.keeping.watching import Arrived, Scope, Watched
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.record import Between, Counts, Dealt
from legation.ledger.search.narrowing import reach
from legation.ledger.search.sieve import Sieve
from legation.nouns import Mention

_REMEMBERED = 32  # answers of a kind
_PATIENCE = 30  # times as long as it takes to count all of a large ledger, the count is good: see `Recent`


class Survey(ABC):
    """What `Ledger` has for pages that look at all of it. Each method is one transaction.

    `parties`, `as_of` and `narrow` are as in `Ledger`. What takes long is remembered while `moment` stays the same;
    what counts all of a large ledger some seconds longer.
    """

    def __init__(self) -> None:
        self._folds = Folds()
        self._counts: Recent[Counts] = Recent(_REMEMBERED)
        self._between: Recent[tuple[Between, ...]] = Recent(_REMEMBERED, patience=_PATIENCE)
        self._dealt: Recent[tuple[Dealt, ...]] = Recent(_REMEMBERED, patience=_PATIENCE)
        self._pairs: Recent[tuple[Counted, ...]] = Recent(_REMEMBERED, patience=_PATIENCE)
        self._meetings: Recent[tuple[Mention, ...]] = Recent(_REMEMBERED)
        self._months: Recent[Mapping[tuple[int, int], int]] = Recent(_REMEMBERED, patience=_PATIENCE)

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]: ...

    def moment(self) -> str:
        """Give a token that changes whenever the record does, and each day (UTC), by which due dates pass.

        It says nothing of accounts, of what people chose or keep, or of what is handed in and not read yet.
        """
        with self._reading() as connection:
            return _moment(connection)

    def counts(self, parties: Collection[str] = (), *, as_of: str | None = None) -> Counts:
        """Count what involves the parties."""
        by = views.known_by(as_of)
        with self._reading() as connection:

            def count() -> Counts:
                counted = views.counted(connection, parties, by)
                return Counts(**counted._asdict(), matters=heaps.count(connection, parties, by))

            return self._counts.answer((frozenset(parties), by), _moment(connection), count)

    def pairs(self, most: int = 12, *, as_of: str | None = None) -> tuple[Counted, ...]:
        """Pairs of parties with the most matters between them and how many these are, most first, then by name.

        As of a date they are chosen among the pairs with the most reports of undertakings by then.
        """
        by = views.known_by(as_of)
        with self._reading() as connection:
            return self._pairs.answer((most, by), _moment(connection), lambda: pairs(connection, most, by))

    def between(self, *, as_of: str | None = None, narrow: Narrow = WHOLE) -> tuple[Between, ...]:
        """Every two parties that documents tell of together, in order, and how often.

        Narrowed by kinds, areas and days; stages and words do not count here.
        """
        within = reach(narrow, views.known_by(as_of))
        with self._reading() as connection:
            return self._between.answer(
                (within, narrow.areas, narrow.kinds),
                _moment(connection),
                lambda: dealings.between(connection, *within, areas=narrow.areas, kinds=narrow.kinds),
            )

    def dealt(self, parties: Collection[str], *, as_of: str | None = None, narrow: Narrow = WHOLE) -> tuple[Dealt, ...]:
        """How often documents tell of each of these parties, alone or with others; narrowed as `between` is."""
        within = reach(narrow, views.known_by(as_of))
        of = tuple(parties)
        with self._reading() as connection:
            return self._dealt.answer(
                (of, within, narrow.areas, narrow.kinds),
                _moment(connection),
                lambda: tuple(
                    dealings.dealt(connection, party, *within, areas=narrow.areas, kinds=narrow.kinds) for party in of
                ),
            )

    def arrived(
        self,
        since: datetime,
        *,
        parties: Collection[str] = (),
        as_of: str | None = None,
        narrow: Narrow = WHOLE,
    ) -> Arrived:
        """Documents that were added after a time, the last first, at most some hundreds.

        As of a date those that became known from the day of that time on: when they were added is later knowledge.
        """
        since = since.astimezone(UTC).replace(tzinfo=None)
        added, first = (since, 0) if as_of is None else (None, first_ord(since.date()))
        with self._reading() as connection:
            return watching.arrived(connection, parties, narrow, added=added, first=first, by=views.known_by(as_of))

    def told_by(
        self,
        documents: Collection[str],
        *,
        parties: Collection[str] = (),
        as_of: str | None = None,
        narrow: Narrow = WHOLE,
        most: int = 20,
    ) -> Watched:
        """Matters that some documents, by their ids, tell of; those known last first."""
        with self._reading() as connection:
            scope = self._scope(connection, parties, narrow, as_of)
            return watching.told_by(connection, documents, scope, most)

    def falling_due(
        self,
        first: date,
        last: date,
        *,
        parties: Collection[str] = (),
        as_of: str | None = None,
        narrow: Narrow = WHOLE,
        most: int = 20,
        latest_first: bool = False,
    ) -> Watched:
        """Matters, not done or dropped, whose due date in force ends on a day from one to another; by that day."""
        with self._reading() as connection:
            scope = self._scope(connection, parties, narrow, as_of)
            return watching.falling_due(connection, Days(first, last), scope, most, latest_first=latest_first)

    def meetings_in(
        self,
        first: date,
        last: date,
        *,
        parties: Collection[str] = (),
        as_of: str | None = None,
        narrow: Narrow = WHOLE,
    ) -> tuple[Mention, ...]:
        """Reports of meetings that may have been on a day from one to another, as they became known.

        A meeting that is dated to no better than more than a year is on no day.
        """
        by = views.known_by(as_of)
        with self._reading() as connection:

            def find() -> tuple[Mention, ...]:
                found = meetings.meetings_in(connection, Days(first, last), parties, narrow, by)
                return tuple(views.mentions(connection, found))

            asked = (first, last, frozenset(parties), by, narrow)
            return self._meetings.answer(asked, _moment(connection), find)

    def meetings_by_month(
        self, *, parties: Collection[str] = (), as_of: str | None = None, narrow: Narrow = WHOLE
    ) -> Mapping[tuple[int, int], int]:
        """How many reports there are of meetings that begin in each month, by year and month."""
        by = views.known_by(as_of)
        with self._reading() as connection:
            return self._months.answer(
                (tuple(parties), by, narrow),
                _moment(connection),
                lambda: meetings.meetings_by_month(connection, parties, narrow, by),
            )

    def _scope(self, connection: Connection, parties: Collection[str], narrow: Narrow, as_of: str | None) -> Scope:
        asked = matters.Asked.of(as_of, self._folds)
        return Scope(parties, Sieve(connection, narrow, asked.by, self._folds), asked)


def _moment(connection: Connection) -> str:
    return moment(connection, datetime.now(UTC).date())
