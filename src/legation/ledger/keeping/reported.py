"""When something of some parties became known: the first and last day of it, and those around a day."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import BigInteger, Connection, Select, column, exists, select, values

from legation.ledger.keeping import views
from legation.ledger.keeping.order import day_of, end_ord, first_ord, ground
from legation.ledger.keeping.schema import KINDS, grounds, named, shown
from legation.ledger.keeping.tying import chunks
from legation.nouns import Noun


class Reported(Noun):
    """Days, YYYY-MM-DD, on which documents became known that speak of some parties; None where there is no such day."""

    first: str | None
    last: str | None
    before: str | None  # the last such day before the one that was asked about
    after: str | None  # the first such day after it


def reported(connection: Connection, parties: Collection[str], day: date | None) -> Reported:
    """Look up the days of reports that involve all these parties; around a day, or else around the last of them."""
    of = views.stood_on(parties, KINDS, views.ALWAYS) if parties else shown
    forward, backward = select(of.c.ord).order_by(of.c.ord), select(of.c.ord).order_by(of.c.ord.desc())

    def day_in(query: Select[tuple[int]]) -> date | None:
        found = connection.execute(query.limit(1)).scalar()
        return None if found is None else day_of(found)

    last = day_in(backward)
    around = day or last
    return Reported(
        first=_written(day_in(forward)),
        last=_written(last),
        before=None if around is None else _written(day_in(backward.where(of.c.ord < first_ord(around)))),
        after=None if around is None else _written(day_in(forward.where(of.c.ord > end_ord(around)))),
    )


def named_by(connection: Connection, by: int) -> tuple[str, ...]:
    """Every party that an entry in force has named by then, sorted."""
    every = tuple(sorted(connection.execute(select(named.c.party)).scalars()))
    if by == views.ALWAYS:
        return every
    stood_on: set[int] = set()
    for some in chunks([ground((party,)) for party in every]):
        wanted = values(column("ground", BigInteger), name="wanted").data([(one,) for one in some]).cte()
        # For each of them one look into the index, instead of one at each of its entries.
        known = exists().where(
            grounds.c.ground == wanted.c.ground, grounds.c.kind.in_(range(len(KINDS))), grounds.c.ord <= by
        )
        stood_on.update(connection.execute(select(wanted.c.ground).where(known)).scalars())
    return tuple(party for party in every if ground((party,)) in stood_on)


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
