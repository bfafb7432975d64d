"""What a person watches for: documents that came in, the matters that they tell of, and those that fall due."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from legation.days import Days, days
from legation.ledger.keeping import heaps, matters, views
from legation.ledger.keeping.schema import documents, lines, piles, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.narrow import Narrow
from legation.ledger.record import Listing
from legation.ledger.search.narrowing import among
from legation.ledger.search.sieve import Sieve
from legation.nouns import Matter

_COUNTED = 500  # documents that came in, up to which they are counted
_READ = 200  # the same, where their words have to be looked through
_FOLDED = 3  # times as many matters as are wanted, up to which they are looked at
_LINES = 40  # times as many due dates


class Arrived(NamedTuple):
    """Documents that came in, the last first."""

    documents: tuple[Listing, ...]
    more: bool  # whether there are more


class Watched(NamedTuple):
    """Matters to look at."""

    matters: tuple[Matter, ...]
    more: bool  # whether there may be more


class Scope(NamedTuple):
    """Which matters are looked for, as of when."""

    parties: Collection[str]
    sieve: Sieve
    asked: matters.Asked


def arrived(
    connection: Connection, parties: Collection[str], narrow: Narrow, *, added: datetime | None, first: int, by: int
) -> Arrived:
    """Documents that were added after a time (UTC), or without one that became known from one ord to another."""
    most = _READ if narrow.words else _COUNTED
    if added is None:
        query = select(shown.c.number).where(shown.c.ord.between(first, by)).order_by(shown.c.ord.desc())
        numbers = connection.execute(query.limit(most + 1)).scalars().all()
    else:
        last = select(documents.c.id, documents.c.added).where(documents.c.added > added)
        came = last.order_by(documents.c.added.desc(), documents.c.id).limit(most + 1).subquery()
        query = select(shown.c.number).join(came, came.c.id == shown.c.document_id)
        numbers = connection.execute(query.order_by(came.c.added.desc(), came.c.id)).scalars().all()
    left = among(connection, numbers[:most], parties, narrow, by=by)
    return Arrived(tuple(views.catalogued(connection, left)), len(numbers) > most)


def told_by(connection: Connection, ids: Collection[str], scope: Scope, most: int) -> Watched:
    """Matters that some documents, by their ids, tell of; those known last first."""
    found: dict[int, int] = {}
    for some in chunks(ids):
        query = select(lines.c.pile, lines.c.ord).join(shown, shown.c.number == lines.c.number)
        query = query.where(shown.c.document_id.in_(some), shown.c.ord <= scope.asked.by, lines.c.pile.is_not(None))
        for row in connection.execute(query):
            found[row.pile] = max(row.ord, found.get(row.pile, 0))
    in_order = sorted(found, key=lambda pile: (-found[pile], pile))
    return _watched(connection, in_order, scope, most, cut=False)


def falling_due(connection: Connection, span: Days, scope: Scope, most: int, *, latest_first: bool) -> Watched:
    """Matters whose due date in force ends on one of some days, and that are neither done nor dropped; by these dates.

    Of those that are due on one day, those are looked at first that somebody gave this date last.
    """
    given = lines.c.due.between(span.first.toordinal(), span.last.toordinal())
    query = select(lines.c.pile).where(given, lines.c.ord <= scope.asked.by, lines.c.pile.is_not(None))
    if scope.parties:
        roots = select(piles.c.pile).where(heaps.naming(scope.parties))
        theirs = piles.alias()
        query = query.where(lines.c.pile.in_(select(theirs.c.pile).where(theirs.c.root.in_(roots))))
    query = query.order_by(lines.c.due.desc() if latest_first else lines.c.due, lines.c.ord.desc(), lines.c.id.desc())
    limit = _LINES * most
    rows = connection.execute(query.limit(limit)).scalars().all()
    in_order = [pile for pile in dict.fromkeys(rows) if pile is not None]
    watched = _watched(connection, in_order, scope, most, cut=len(rows) == limit, due=span)
    return Watched(tuple(sorted(watched.matters, key=_due, reverse=latest_first)), watched.more)


def _due(matter: Matter) -> int:
    meant = days(matter.due.due) if matter.due is not None else None
    return 0 if meant is None else meant.last.toordinal()


def _watched(
    connection: Connection,
    in_order: Sequence[int],
    scope: Scope,
    most: int,
    *,
    cut: bool,
    due: Days | None = None,
) -> Watched:
    """Matters of some piles, in order, that involve the parties and are left: so many of the first of them."""
    wanted = set(scope.parties)
    found: dict[str, Matter] = {}
    looked_at = 0
    for begin in range(0, len(in_order), most):
        if looked_at >= _FOLDED * most:
            return Watched(tuple(found.values())[:most], more=True)
        for matter in matters.matters_of(connection, in_order[begin : begin + most], scope.sieve, scope.asked):
            looked_at += 1
            if wanted <= set(matter.parties) and (due is None or _falls(matter, due)):
                found[matter.id] = matter
        if len(found) > most:
            return Watched(tuple(found.values())[:most], more=True)
    return Watched(tuple(found.values()), more=cut)


def _falls(matter: Matter, due: Days) -> bool:
    if matter.due is None or matter.stage in {"done", "dropped"}:
        return False
    meant = days(matter.due.due)
    return meant is not None and due.first <= meant.last <= due.last
