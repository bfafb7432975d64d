"""What came on record last: for those who follow a search, a dossier, or all there is.

Lines are numbered as they are filed, and filed anew when a person decides on their document. So the highest numbers
are the newest to the ledger, whenever their documents were published: what an archive adds today is new today.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from legation.ledger.keeping import views
from legation.ledger.keeping.order import entry_id
from legation.ledger.keeping.schema import lines, shown
from legation.ledger.narrow import Narrow
from legation.ledger.review.recorded import recorded
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import LINES, Wanted
from legation.ledger.search.narrowing import wanted_of
from legation.nouns import Mention

_LOOKED_AT = 4  # times as many as are given


class Recorded(NamedTuple):
    """An entry, and since when it is on record as it stands."""

    mention: Mention
    at: datetime  # UTC


def newest(
    connection: Connection, parties: Collection[str], narrow: Narrow, by: int, most: int
) -> tuple[Recorded, ...]:
    """Give so many of the entries that are left, those that came on record last, the newest first.

    A decision has all lines of its document filed anew, so more are looked at than are given.
    """
    of = select(lines.c.id, lines.c.number, lines.c.place, lines.c.entry, shown.c.document_id).join(shown)
    numbers = _numbers(connection, wanted_of(parties, narrow, by), _LOOKED_AT * most)
    rows = connection.execute(of.where(lines.c.id.in_(numbers))).all()
    times = recorded(connection, [(row.document_id, entry_id(row.entry)) for row in rows])
    last = sorted(zip(times, rows, strict=True), key=lambda each: (each[0], each[1].id), reverse=True)[:most]
    found = views.mentions(connection, [views.Line(row.id, row.number, row.place) for _, row in last])
    return tuple(Recorded(mention, at) for mention, (at, _) in zip(found, last, strict=True))


def _numbers(connection: Connection, wanted: Wanted, most: int) -> Sequence[int]:
    if wanted.query is None and not wanted.marks:
        query = select(lines.c.id).where(lines.c.ord.between(wanted.first, wanted.last)).order_by(lines.c.id.desc())
        return connection.execute(query.limit(most)).scalars().all()
    return [match.id for match in indexing.index(connection).newest(connection, LINES, wanted, most)]
