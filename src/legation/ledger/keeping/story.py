"""The story that a document tells: where it was published, and which other documents tell it too."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, select

from legation.ledger.copies.kinds import Copy
from legation.ledger.keeping import editions, views
from legation.ledger.keeping.order import end_ord
from legation.ledger.keeping.schema import places, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.record import Edition, Publication, Story


def story(connection: Connection, document: str, until: date | None = None) -> Story:
    """Story of a document on record, by its id, as far as it was known by the end of a day."""
    by = views.ALWAYS if until is None else end_ord(until)
    told = tuple(_places(connection, document, until))
    own = connection.execute(select(shown.c.ord).where(shown.c.document_id == document, shown.c.ord <= by)).scalar()
    if own is None:
        return Story(places=told, editions=())
    copies = editions.around(connection, [own], by).of([own])
    others = {each for one in copies for each in (one.later, one.earlier)} - {document}
    direct = {
        other: (one.relation, other == one.later)
        for one in copies
        for other in (one.later, one.earlier)
        if document in (one.later, one.earlier) and other != document
    }
    found = []
    for number, ord_ in _shown(connection, others):
        (listing,) = views.catalogued(connection, [number])
        relation, later = direct.get(listing.id, (None, ord_ > own))
        found.append(Edition(document=listing, relation=relation, later=later))
    return Story(places=told, editions=tuple(found))


def copies_of(connection: Connection, documents: Collection[str], by: int) -> tuple[Copy, ...]:
    """What documents, by their ids, and all that hangs together with them are of each other, as known by an ord."""
    ords = [ord_ for _, ord_ in _shown(connection, documents)]
    return editions.around(connection, ords, by).of(ords)


def _shown(connection: Connection, documents: Collection[str]) -> list[tuple[int, int]]:
    """Number and ord of documents, in order."""
    query = select(shown.c.number, shown.c.ord)
    rows = (row for some in chunks(documents) for row in connection.execute(query.where(shown.c.document_id.in_(some))))
    return sorted(((row.number, row.ord) for row in rows), key=lambda pair: pair[1])


def _places(connection: Connection, document: str, until: date | None) -> Iterator[Publication]:
    rows = connection.execute(select(places).where(places.c.document_id == document)).all()
    for row in sorted(rows, key=lambda row: (row.date or row.added.date().isoformat(), row.id)):
        if until is None or (row.date or row.added.date().isoformat()) <= until.isoformat():
            yield Publication(name=row.name, source=row.source, date=row.date, title=row.title, url=row.url)
