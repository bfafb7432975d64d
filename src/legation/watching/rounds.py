"""Going through what is watched: what is due is looked at, what is new is taken in, and the next time is set.

All that is settled is on record at once. Whatever ends a round, the next one goes on from there, and takes in nothing
twice.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from legation.arrivals.settling import Settling, fetching_off
from legation.errors import AddressRefused, InputError
from legation.intake.fetching import USUAL, Terms
from legation.ledger import Ledger
from legation.ledger.keeping.failures import Failure
from legation.ledger.keeping.watched import Watch
from legation.watching import feeds, folders, pages
from legation.watching.hands import WHO, Found, Hands
from legation.watching.manners import LeftAlone, Manners
from legation.watching.plan import Spot
from legation.watching.waiting import Clock, after_failures

_REST = 60.0  # seconds of waiting for which reader and quarantine are let go, with their memory
_LONGEST_NAP = 600.0  # seconds; the clock may have been set meanwhile


class Look(Protocol):
    """Takes in what is new in one place. Raises InputError where it cannot be looked at."""

    def __call__(self, spot: Spot, watch: Watch, hands: Hands) -> Found:
        """Look once."""


_LOOKS: Mapping[str, Look] = {"feed": feeds.look, "page": pages.look, "folder": folders.look}


class Looked(NamedTuple):
    """What became of one look."""

    spot: Spot
    found: Found
    due: datetime  # when it is to be looked at again
    reason: str | None = None  # why it could not be looked at, a sentence


class Rounds:
    """Goes through what is watched, once or again and again, and says what became of each look with `tell`."""

    def __init__(
        self,
        ledger: Ledger,
        spots: Sequence[Spot],
        *,
        settling: Settling,
        tell: Callable[[Looked], object],
        clock: Clock = Clock(),  # noqa: B008 - it is a value
        terms: Terms = USUAL,
    ) -> None:
        self._ledger = ledger
        self._spots = spots
        self._tell = tell
        self._clock = clock
        self._hands = Hands(ledger, settling, Manners(ledger.watched, clock, terms), clock)

    def go(self) -> None:
        """Look, and wait, and look again, until somebody ends it. Raises LedgerError."""
        while True:
            self.once()
            wait = max((self.next_due() - self._clock.now()).total_seconds(), 1.0)
            if wait > _REST:
                self.let_go()
            self._clock.sleep(min(wait, _LONGEST_NAP))

    def once(self) -> int:
        """Look at what is due now; how many that were. Raises LedgerError."""
        due = [(watch.due, spot, watch) for spot, watch in self._watches() if watch.due <= self._clock.now()]
        for _, spot, watch in sorted(due, key=lambda one: one[0]):
            self._tell(self._look(spot, watch))
        return len(due)

    def next_due(self) -> datetime:
        """When something is to be looked at next."""
        return min(watch.due for _, watch in self._watches())

    def let_go(self) -> None:
        """Close what is open. Another look opens it again."""
        self._hands.settling.let_go()

    def _watches(self) -> list[tuple[Spot, Watch]]:
        now = self._clock.now()
        found = [(spot, self._ledger.watched.of(spot.kind, spot.place, now)) for spot in self._spots]
        return [(spot, watch._replace(due=_due(spot, watch))) for spot, watch in found]

    def _look(self, spot: Spot, watch: Watch) -> Looked:
        watched, arrivals = self._ledger.watched, self._ledger.arrivals
        # Without its URL: whoever tried it again by hand would take in all that a feed holds.
        origin = f"{spot.kind} that is watched"
        try:
            if spot.kind != "folder" and not self._ledger.preferences.fetching:
                raise AddressRefused(fetching_off(spot.place))
            found = _LOOKS[spot.kind](spot, watch, self._hands)
        except InputError as error:
            now = self._clock.now()
            due = now + after_failures(spot.every, watch.failed)
            if isinstance(error, LeftAlone):
                due = max(due, error.until)
            arrivals.note(Failure(spot.place, str(error), origin=origin), who=WHO)
            watched.failed(watch.number, now, due, watch.failed + 1, str(error))
            return Looked(spot, Found(), due, str(error))
        arrivals.mend("", spot.place, origin)
        now = self._clock.now()
        due = now + (min(folders.STILL, spot.every) if found.fresh else spot.every)
        if found.until is not None:  # with what was not taken in yet, it is to come anew
            due = max(due, found.until)
            watched.failed(watch.number, now, due, watch.failed + 1, "its server asked to be left alone")
        else:
            watched.came(watch.number, now, due, found.known.etag, found.known.modified)
        return Looked(spot, found, due)


def _due(spot: Spot, watch: Watch) -> datetime:
    """When it is due: sooner than it was set where it is to be looked at more often now."""
    return watch.due if watch.checked is None or watch.failed else min(watch.due, watch.checked + spot.every)
