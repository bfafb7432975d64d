"""What matters are held against: what was heard of their parties in documents with a date, and known figures."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from legation.ledger.folding.chronology import UNKNOWN
from legation.ledger.keeping import editions, store, views
from legation.ledger.keeping.order import CROWD, day_of, end_ord, ground, is_dated
from legation.ledger.keeping.schema import KINDS, grounds
from legation.nouns import Silence
from legation.reference.series import shipped

_TWO = 2  # parties that stand on a ground of their own
# Put together once: of a hundred matters each may be of other parties.
_ON = (
    select(grounds.c.ord)
    .distinct()
    .where(grounds.c.ground == bindparam("on"), grounds.c.kind.in_(range(len(KINDS))))
    .where(grounds.c.ord > bindparam("after"), grounds.c.ord <= bindparam("by"))
    .order_by(grounds.c.ord)
)
_CROWDED = select(grounds.c.ord).where(grounds.c.ground == CROWD).limit(1)


class Last(NamedTuple):
    """When a matter was last told of, and whom it involves."""

    last: date
    parties: frozenset[str]


class Heard:
    """What was known by the documents up to an ord; looked up once, for as far back as it is asked for."""

    def __init__(self, connection: Connection, by: int) -> None:
        self._connection = connection
        self._by = by
        self._ords: dict[frozenset[str], list[int]] = {}
        self._stories: dict[frozenset[str], editions.Stories] = {}
        self._after: dict[frozenset[str], int] = {}
        self._crowded = connection.execute(_CROWDED).first() is not None
        self.added = store.every_series(connection)
        self.series = shipped().with_more(self.added)

    def silences(self, told: Sequence[Last]) -> list[Silence]:
        """Of each matter, later documents that speak of all of its parties together; one story counts once."""
        after: dict[frozenset[str], int] = {}
        for last, parties in told:
            if last != UNKNOWN:
                after[parties] = min(end_ord(last), after.get(parties, views.ALWAYS))
        for parties, ord_ in after.items():
            if ord_ < self._after.get(parties, views.ALWAYS):
                self._after[parties] = ord_
                self._ords[parties] = self._heard_of(parties, ord_)
                self._stories[parties] = editions.around(self._connection, self._ords[parties], self._by)
        return [self._silence(each) for each in told]

    def _silence(self, told: Last) -> Silence:
        if told.last == UNKNOWN:  # none are later than what is not dated
            return Silence(documents=0, last=None)
        heard = self._ords[told.parties]
        later = heard[bisect_right(heard, end_ord(told.last)) :]
        count, last = self._stories[told.parties].fresh(later, end_ord(told.last))
        return Silence(documents=count, last=None if last is None else day_of(last).isoformat())

    def _heard_of(self, parties: frozenset[str], after: int) -> list[int]:
        if 0 < len(parties) <= _TWO and not self._crowded:
            given = {"on": ground(parties), "after": after, "by": self._by}
            found = self._connection.execute(_ON, given).scalars()
        else:
            on = views.stood_on(parties, KINDS, self._by, first=after + 1)
            found = self._connection.execute(select(on.c.ord).distinct().order_by(on.c.ord)).scalars()
        return [ord_ for ord_ in found if is_dated(ord_)]
