"""What is on record, written and read back: documents, places, readings and decisions. Rows are only ever added."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, bindparam, insert, or_, select

from legation.ledger.keeping.packing import pack, pack_value, unpack, unpack_value
from legation.ledger.keeping.pressing import loosen, press
from legation.ledger.keeping.schema import decisions, documents, places, readings, series
from legation.ledger.linking.linking import Ruling
from legation.ledger.record import Added
from legation.ledger.review.decisions import Decision, settled, standing
from legation.ledger.review.effective import Effective, effective
from legation.nouns import Datum, Document, Entry, Mention

_BEGINS_ID = re.compile("sha256:[0-9a-f]*|[0-9a-f]+")

_OF: BindParameter[Any] = bindparam("of")
_KNOWN = select(documents.c.id).where(documents.c.id == _OF)
_DOCUMENT = select(documents).where(documents.c.id == _OF)
_IDENTIFYING = ("name", "source", "date", "url")  # what tells one place of publication from another
_PUBLISHED = select(places.c.id).where(
    places.c.document_id == _OF,
    *(places.c[column].is_not_distinct_from(bindparam(column)) for column in _IDENTIFYING),
)
_FIRST_PLACE = (
    select(places)
    .where(places.c.document_id == _OF)
    .order_by(places.c.date.nulls_last(), places.c.source.nulls_last(), places.c.name, places.c.id)
    .limit(1)
)
_LAST_READING = select(readings).where(readings.c.document_id == _OF).order_by(readings.c.id.desc()).limit(1)
_READ = (
    select(readings.c.entries, documents.c.raw, documents.c.text)
    .join(documents)
    .where(readings.c.document_id == _OF, readings.c.reader == bindparam("by"))
)

_SOME: BindParameter[Any] = bindparam("some", expanding=True)
_DECIDED = select(decisions.c.json).where(decisions.c.document_id.in_(_SOME)).order_by(decisions.c.number)
_RULED = (
    select(decisions.c.json)
    .where(decisions.c.other_id.is_not(None), decisions.c.document_id.in_(_SOME) | decisions.c.other_id.in_(_SOME))
    .order_by(decisions.c.number)
)


class InForce(NamedTuple):
    """A document as it is shown: by its earliest place of publication, its newest reading and all decisions on it."""

    document: Document
    entries: tuple[Effective, ...]
    proposed: tuple[Entry, ...]  # by the reading itself
    reader: str
    added: datetime  # when the document was first kept, UTC
    place_id: int
    reading_id: int
    decisions: tuple[Decision, ...]  # on its entries and on these with others, all that were ever made

    def mentions(self) -> tuple[Mention, ...]:
        """Its entries in force as mentions, in order of their place in the text."""
        return tuple(Mention.of(self.document, one.entry) for one in self.entries)

    @property
    def known(self) -> str:
        """Day on which it became known: of publication, else that on which it was added. YYYY-MM-DD."""
        return self.document.date or self.added.date().isoformat()


def keep(connection: Connection, document: Document, found: Sequence[Entry], reader: str, raw: bytes) -> Added:
    """Add what is not kept yet of a document, its place of publication and its reading."""
    now = datetime.now(UTC).replace(tzinfo=None)
    if connection.execute(_KNOWN, {"of": document.id}).first() is None:
        text = document.text.encode()
        other = b"" if text == raw else press(text)
        connection.execute(insert(documents).values(id=document.id, raw=press(raw), text=other, added=now))
    moved = _keep_place(connection, document, now)
    before = connection.execute(_READ, {"of": document.id, "by": reader}).first()
    if before is not None:
        return Added(new=False, entries=len(unpack(before.entries, text_of(before.raw, before.text))), moved=moved)
    packed = pack(found, document.text)
    connection.execute(insert(readings).values(document_id=document.id, reader=reader, added=now, entries=packed))
    return Added(new=True, entries=len(found), moved=True)


def _keep_place(connection: Connection, document: Document, now: datetime) -> bool:
    if is_published(connection, document):
        return False
    place = document.model_dump(include={*_IDENTIFYING, "dateline", "language", "title"})
    connection.execute(insert(places).values(document_id=document.id, added=now, **place))
    return True


def is_published(connection: Connection, document: Document) -> bool:
    """Whether a document is kept with this place of publication."""
    place = document.model_dump(include=set(_IDENTIFYING))
    return connection.execute(_PUBLISHED, {"of": document.id, **place}).first() is not None


def kept_before(connection: Connection, document: Document, reader: str) -> Added | None:
    """What there is to tell of a document of which nothing is new; None where anything is."""
    count = has_reading(connection, document.id, reader) if is_published(connection, document) else None
    return None if count is None else Added(new=False, entries=count)


def publish(connection: Connection, document: Document) -> bool:
    """Add a place of publication of a document that is kept; whether it was not kept yet."""
    return _keep_place(connection, document, datetime.now(UTC).replace(tzinfo=None))


def decide(connection: Connection, decision: Decision) -> bool:
    """Add a decision; whether it was not kept yet."""
    if connection.execute(select(decisions.c.id).where(decisions.c.id == decision.id)).first() is not None:
        return False
    connection.execute(
        insert(decisions).values(
            id=decision.id,
            document_id=decision.subject.document,
            entry=decision.subject.entry,
            other_id=decision.other.document if decision.other else None,
            other=decision.other.entry if decision.other else None,
            made=datetime.fromisoformat(decision.made).replace(tzinfo=None),
            json=pack_value(decision.model_dump(mode="json")),
        )
    )
    return True


def decided(connection: Connection, of: Collection[str] | None = None) -> tuple[Decision, ...]:
    """Every decision, or those whose subject is an entry of these documents, in the order in which they were kept."""
    if of is None:
        return decisions_of(connection)
    return _decisions(connection.execute(_DECIDED, {"some": sorted(of)}))


def decisions_of(connection: Connection, *where: ColumnElement[bool]) -> tuple[Decision, ...]:
    """Decisions whose rows are so, in the order in which they were kept."""
    return _decisions(connection.execute(select(decisions.c.json).where(*where).order_by(decisions.c.number)))


def _decisions(rows: Iterable[Row[tuple[bytes]]]) -> tuple[Decision, ...]:
    return tuple(_decision(row.json) for row in rows)


@lru_cache(maxsize=20_000)  # a row is never changed, and those of an office are looked through again and again
def _decision(packed: bytes) -> Decision:
    return Decision.model_validate(unpack_value(packed))


def on_two_of(documents_: Collection[str] | None) -> Iterator[ColumnElement[bool]]:
    """What is so of the rows of decisions on two entries, one of them at least in these documents if any are given."""
    yield decisions.c.other_id.is_not(None)
    if documents_ is not None:
        yield or_(decisions.c.document_id.in_(sorted(documents_)), decisions.c.other_id.in_(sorted(documents_)))


def rulings(connection: Connection, of: Collection[str] | None = None) -> tuple[Ruling, ...]:
    """What is ruled of two entries, of all or of those of some documents; what is in conflict is not."""
    if of is None:
        on_two = decisions_of(connection, *on_two_of(None))
    else:
        on_two = _decisions(connection.execute(_RULED, {"some": sorted(of)}))
    ruled = [one for heads in standing(on_two).values() if (one := settled(heads))]
    ruled.sort(key=lambda one: (one.made, one.id))
    return tuple(
        Ruling(one.subject.entry, one.other.entry, one.verb)
        for one in ruled
        if one.other is not None and (one.verb == "same" or one.verb == "different" or one.verb == "unsure")  # noqa: PLR1714 - mypy narrows so
    )


def in_force(connection: Connection, document: str) -> InForce:
    """Put a document together as it is to be shown."""
    kept = connection.execute(_DOCUMENT, {"of": document}).one()
    place = connection.execute(_FIRST_PLACE, {"of": document}).one()
    reading = connection.execute(_LAST_READING, {"of": document}).one()
    shown = Document(
        id=document,
        name=place.name,
        text=text_of(kept.raw, kept.text),
        date=place.date,
        source=place.source,
        dateline=place.dateline,
        language=place.language,
        title=place.title,
        url=place.url,
    )
    proposed = unpack(reading.entries, shown.text)
    every = decided(connection, {document})
    return InForce(
        document=shown,
        entries=effective(document, shown.text, proposed, every),
        proposed=proposed,
        reader=reading.reader,
        added=kept.added.replace(tzinfo=UTC),
        place_id=place.id,
        reading_id=reading.id,
        decisions=every,
    )


def text_of(raw: bytes, text: bytes) -> str:
    """Text of a document as kept."""
    return loosen(text or raw).decode()


def kept_text(connection: Connection, document: str) -> str | None:
    """Text of a document as it was kept, by its id; None where it is not kept."""
    row = connection.execute(_DOCUMENT, {"of": document}).first()
    return None if row is None else text_of(row.raw, row.text)


def every_document(connection: Connection) -> tuple[str, ...]:
    """Ids of all documents."""
    return tuple(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())


def documents_called(connection: Connection, key: str) -> tuple[str, ...]:
    """Ids of documents that bear a name; where none does, of those whose id begins so, with or without `sha256:`."""
    named = select(places.c.document_id).where(places.c.name == key).distinct()
    found = tuple(connection.execute(named.order_by(places.c.document_id)).scalars())
    if found or not _BEGINS_ID.fullmatch(key):
        return found
    begun = documents.c.id.startswith(f"sha256:{key.removeprefix('sha256:')}")
    return tuple(connection.execute(select(documents.c.id).where(begun).order_by(documents.c.id)).scalars())


def has_reading(connection: Connection, document: str, reader: str) -> int | None:
    """How many entries a reader put on record of a document; None where it has not read it."""
    row = connection.execute(_READ, {"of": document, "by": reader}).first()
    return None if row is None else len(unpack(row.entries, text_of(row.raw, row.text)))


def add_series(connection: Connection, data: Sequence[Datum], by: str) -> None:
    """Add reference figures of a user."""
    now = datetime.now(UTC).replace(tzinfo=None)
    packed = pack_value([datum.model_dump(mode="json") for datum in data])
    connection.execute(insert(series).values(added=now, by=by, data=packed))


def every_series(connection: Connection) -> tuple[Datum, ...]:
    """Reference figures that users added, in the order in which they did."""
    rows = connection.execute(select(series.c.data).order_by(series.c.number))
    return tuple(Datum.model_validate(datum) for row in rows for datum in unpack_value(row.data))
