"""Which documents on record tell one story: found for each as it is filed, by its sketch, then held against its words.

What two documents are of each other depends on these two alone, so that it does not matter in which order they came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, or_, select

from legation.ledger.copies.edition import Edition, edition_of
from legation.ledger.copies.groups import together
from legation.ledger.copies.kinds import WINDOW, Copy, copy_of
from legation.ledger.copies.sketch import may_be_copies
from legation.ledger.keeping import store
from legation.ledger.keeping.order import day_of
from legation.ledger.keeping.rows import mark_of, put, strike
from legation.ledger.keeping.schema import RELATIONS, copies, documents, places, shown, sketches
from legation.ledger.keeping.tying import SOME, chunks
from legation.nouns import Document, Relation

_LENGTHS = select(shown.c.number, shown.c.shingles).where(shown.c.number.in_(SOME))
_EDITIONS = (
    select(
        shown.c.number, shown.c.ord, shown.c.known, documents.c.id, documents.c.raw, documents.c.text, places.c.name,
        places.c.source, places.c.title,
    )
    .join(documents, documents.c.id == shown.c.document_id)
    .join(places, places.c.id == shown.c.place_id)
    .where(shown.c.number.in_(SOME))
)  # fmt: skip
_BY_EARLIER = select(copies).where(copies.c.earlier.in_(SOME), copies.c.later <= bindparam("by"))
_BY_LATER = select(copies).where(copies.c.later.in_(SOME), copies.c.earlier <= bindparam("by"))
_IDS = select(shown.c.ord, shown.c.document_id).where(shown.c.ord.in_(SOME))
_ANY = select(copies.c.later).limit(1)
_OF = delete(copies).where(or_(copies.c.later == bindparam("ord_"), copies.c.earlier == bindparam("ord_")))


_WHOLE = -1  # in place of a number of keys


class Sketched(NamedTuple):
    """A document that is shown, with its keys."""

    number: int
    ord: int
    shingles: int  # how many it has
    keys: Sequence[int]  # in order

    @property
    def day(self) -> int:
        """Day on which it became known, as `date.toordinal` counts."""
        return day_of(self.ord).toordinal()


class Stories:
    """What some documents, and all that hangs together with them, are of each other; documents by ord and by id."""

    def __init__(self, copies: Iterable[tuple[int, int, Relation]] = (), ids: Mapping[int, str] | None = None) -> None:
        self._copies = sorted(copies)
        self._ids = ids or {}
        self._of = {ord_: of for of in together((earlier, later) for later, earlier, _ in self._copies) for ord_ in of}

    def of(self, ords: Iterable[int]) -> tuple[Copy, ...]:
        """Give what hangs together with these documents, in order; nothing for most."""
        if not self._copies:
            return ()
        near = {other for ord_ in ords for other in self._of.get(ord_, ())}
        return tuple(
            Copy(self._ids[later], self._ids[earlier], relation)
            for later, earlier, relation in self._copies
            if later in near
        )

    def fresh(self, ords: Sequence[int], after: int) -> tuple[int, int | None]:
        """How many stories these documents, in order, tell of which no edition was out by an ord; the last of them."""
        if not self._copies:
            return len(ords), ords[-1] if ords else None
        first = {ord_: min(self._of.get(ord_, (ord_,))) for ord_ in ords}
        fresh = [ord_ for ord_ in ords if first[ord_] > after]
        return len({first[ord_] for ord_ in fresh}), fresh[-1] if fresh else None


def enter(connection: Connection, of: Sequence[Sketched]) -> None:
    """Enter the sketches of documents, and what these and those on record are of each other."""
    put(connection, sketches, sorted((key, each.day, each.number) for each in of for key in each.keys))
    pairs = {tuple(sorted((each.number, other))) for each in of for other in _candidates(connection, each)}
    known = _editions(connection, {number for pair in pairs for number in pair})
    found = set()
    for one, other in pairs:
        copy = copy_of(known[one].edition, known[other].edition)
        if copy is not None:
            later, earlier = (one, other) if known[one].edition.id == copy.later else (other, one)
            found.add((known[later].ord, known[earlier].ord, RELATIONS.index(copy.relation)))
    put(connection, copies, sorted(found))


def withdraw(connection: Connection, of: Sketched) -> None:
    """Take away a document's sketch, and what it was to others."""
    strike(connection, sketches, [(key, of.day, of.number) for key in of.keys], ("key", "day", "number"))
    connection.execute(_OF, {"ord_": of.ord})


def around(connection: Connection, ords: Iterable[int], by: int) -> Stories:
    """Look up what hangs together with some documents, of what was known by an ord."""
    if connection.execute(_ANY).first() is None:
        return Stories()
    found: set[tuple[int, int, int]] = set()
    seen: set[int] = set()
    fresh = {ord_ for ord_ in ords if ord_ <= by}
    while fresh:
        seen |= fresh
        rows = [
            (row.later, row.earlier, row.relation)
            for some in chunks(fresh)
            for query in (_BY_EARLIER, _BY_LATER)
            for row in connection.execute(query, {"some": some, "by": by})
        ]
        found.update(rows)
        fresh = {ord_ for later, earlier, _ in rows for ord_ in (later, earlier)} - seen
    ids: dict[int, str] = {}
    for some in chunks({ord_ for later, earlier, _ in found for ord_ in (later, earlier)}):
        ids |= {row.ord: row.document_id for row in connection.execute(_IDS, {"some": some})}
    return Stories([(later, earlier, RELATIONS[relation]) for later, earlier, relation in found], ids)


def _candidates(connection: Connection, of: Sketched) -> Iterable[int]:
    """Numbers of documents that may be of one story with it: days apart at most, or the same word for word."""
    if not of.keys:
        return
    since, until = of.day - WINDOW, of.day + WINDOW
    given = (*of.keys, since, until, of.number, of.keys[0], of.keys[-1], since, until)
    rows = connection.exec_driver_sql(_near(len(of.keys), mark_of(connection)), given)
    common: dict[int, int] = {number: keys for number, keys in rows}  # noqa: C416 - rows have no keys of their own
    if common:
        for row in connection.execute(_LENGTHS, {"some": sorted(common)}):
            if common[row.number] == _WHOLE or may_be_copies(common[row.number], of.shingles, row.shingles):
                yield row.number


@cache
def _near(count: int, mark: str) -> str:
    """How many keys each document has of those given; of those further off, whether it has the first and the last.

    The same words have the same keys, however far apart their days are.
    """
    return (
        f"SELECT number, count(*) FROM sketches WHERE key IN ({', '.join([mark] * count)}) "  # noqa: S608 - ours
        f"AND day BETWEEN {mark} AND {mark} AND number <> {mark} GROUP BY number "
        f"UNION ALL SELECT one.number, {_WHOLE} FROM sketches AS one JOIN sketches AS other ON other.key = {mark} "
        "AND other.day = one.day AND other.number = one.number "
        f"WHERE one.key = {mark} AND (one.day < {mark} OR one.day > {mark})"
    )


class _Known(NamedTuple):
    ord: int
    edition: Edition


def _editions(connection: Connection, numbers: Collection[int]) -> Mapping[int, _Known]:
    found = {}
    for some in chunks(numbers):
        for row in connection.execute(_EDITIONS, {"some": some}):
            told = store.text_of(row.raw, row.text)
            document = Document(id=row.id, name=row.name, text=told, source=row.source, title=row.title)
            found[row.number] = _Known(row.ord, edition_of(document, row.known))
    return found
