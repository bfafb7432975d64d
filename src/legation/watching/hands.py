"""What a look at a feed, a page or a folder works with, and what it found."""

from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

from legation.arrivals.admission import failure_of
from legation.arrivals.settling import Settling
from legation.errors import FetchFailed, InputError
from legation.intake import Received, Refused
from legation.intake.fetching import Known
from legation.ledger import Ledger
from legation.ledger.keeping.watched import Item
from legation.watching.manners import Manners
from legation.watching.waiting import Clock

WHO = "watch"
"""Who hands in what is found."""
TRIES = 3
"""How often something is fetched that a server does not give, before it is left to `legation failures`."""
_PASSING = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)


class Found(NamedTuple):
    """What a look found."""

    new: int = 0  # documents that the ledger had not
    entries: int = 0  # in these
    failed: int = 0
    textless: int = 0  # items of a feed without a text of their own
    fresh: int = 0  # files that were changed a moment ago, and may still be written
    unchanged: bool = False  # whether a server said so
    known: Known = Known()  # by which to ask again; empty where not all is settled
    until: datetime | None = None  # a server asked to be left alone so long

    def plus(self, new: int = 0, entries: int = 0, failed: int = 0) -> "Found":
        """The same, and so many more."""
        return self._replace(new=self.new + new, entries=self.entries + entries, failed=self.failed + failed)


class Hands(NamedTuple):
    """Everything that is needed to look, and to keep what is found."""

    ledger: Ledger
    settling: Settling
    manners: Manners
    clock: Clock

    def keep(self, one: Received | Refused, found: Found) -> Found:
        """Have a document read and kept, or its failure noted, and count it. Raises LedgerError."""
        admitted = self.settling.attempt(one, who=WHO)
        if admitted is None:
            return found.plus(failed=1)
        return found.plus(new=1, entries=admitted.entries) if admitted.new else found

    def refused(self, error: InputError, name: str, origin: str) -> None:
        """Note that something could not be had; it is listed by `legation failures`."""
        self.ledger.arrivals.note(failure_of(Refused(error, name, origin=origin)), who=WHO)

    def tried(self, watch: int, item: str, before: Item | None, error: InputError) -> bool:
        """Note that an item could not be fetched; whether it is to be tried again by itself."""
        tries = (before.tries if before else 0) + 1
        again = tries < TRIES and isinstance(error, FetchFailed) and (error.status is None or error.status in _PASSING)
        self.ledger.watched.note(watch, item, self.clock.now(), tries=tries if again else 0)
        return again
