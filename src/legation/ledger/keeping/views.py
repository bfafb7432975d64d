"""What the ledger is asked for, looked up by what is derived: lines, documents and mentions, as of any day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Subquery, func, select

from legation.days import end_of
from legation.ledger.keeping import store
from legation.ledger.keeping.order import CROWD, end_ord, ground
from legation.ledger.keeping.packing import unpack
from legation.ledger.keeping.schema import KINDS, documents, grounds, lines, places, readings, shown
from legation.ledger.keeping.tying import SOME, chunks
from legation.ledger.record import Kept, Listing
from legation.ledger.review.decisions import Decision
from legation.ledger.review.effective import effective
from legation.nouns import Document, Kind, Mention

_MEETINGS: tuple[Kind, ...] = ("meeting",)
ALWAYS = 2**63 - 1  # ord after all: what is known now


def known_by(as_of: str | None) -> int:
    """Highest ord of what is known by the end of an EDTF date; of all that is known for None.

    Raises QueryError for what is no date.
    """
    return ALWAYS if as_of is None else end_ord(end_of(as_of))


class Line(NamedTuple):
    """Where an entry is."""

    id: int
    number: int  # of its document
    place: int  # in its document


def lines_of(
    connection: Connection,
    parties: Collection[str] = (),
    *,
    kinds: Collection[Kind] = KINDS,
    first: int = 0,
    by: int = ALWAYS,
    latest: int | None = None,
) -> list[Line]:
    """Lines that involve all these parties, in the order in which they became known; the latest so many of them."""
    numbers = [KINDS.index(kind) for kind in kinds]
    query = select(lines.c.id, lines.c.number, lines.c.place, lines.c.ord)
    if parties:
        found = stood_on(parties, kinds, by, first=first)
        query = query.join(found, found.c.line == lines.c.id).order_by(lines.c.ord.desc(), lines.c.place.desc())
    else:  # by their documents, which are few and in order, so that the latest are found without sorting all
        query = query.join(shown, shown.c.number == lines.c.number)
        query = query.where(shown.c.ord.between(first, by), lines.c.kind.in_(numbers))
        query = query.order_by(shown.c.ord.desc(), lines.c.place.desc())
    rows = connection.execute(query.limit(latest)).all()
    return [Line(row.id, row.number, row.place) for row in reversed(rows)]


def stood_on(parties: Collection[str], kinds: Collection[Kind], by: int, *, first: int = 0) -> Subquery:
    """Subquery of the lines, with their ord, that involve all these parties and became known in between."""
    numbers = [KINDS.index(kind) for kind in kinds]
    one, *rest = sorted(set(parties))
    base = grounds.alias()
    on = ground((one, *rest[:1]))
    within = base.c.ord.between(first, by)
    query = select(base.c.line, base.c.ord).where(base.c.ground == on, base.c.kind.in_(numbers), within)
    for other in rest[1:]:
        query = query.where(_stands_on(base, ground((other,))))
    if rest:
        crowd = grounds.alias()
        among = select(crowd.c.line, crowd.c.ord).where(
            crowd.c.ground == CROWD, crowd.c.kind.in_(numbers), crowd.c.ord.between(first, by)
        )
        for other in (one, *rest):
            among = among.where(_stands_on(crowd, ground((other,))))
        return query.union_all(among).subquery()
    return query.subquery()


def _stands_on(line: FromClause, on: int) -> ColumnElement[bool]:
    too = grounds.alias()
    return (
        select(too.c.line)
        .where(too.c.ground == on, too.c.kind == line.c.kind, too.c.ord == line.c.ord, too.c.line == line.c.line)
        .exists()
    )


_DOCUMENT = (
    select(
        shown.c.number, documents.c.id, documents.c.raw, documents.c.text, documents.c.added, readings.c.reader,
        readings.c.entries, places.c.name, places.c.source, places.c.date, places.c.dateline, places.c.language,
        places.c.title, places.c.url,
    )
    .join(documents, documents.c.id == shown.c.document_id)
    .join(places, places.c.id == shown.c.place_id)
    .join(readings, readings.c.id == shown.c.reading_id)
    .where(shown.c.number.in_(SOME))
)  # fmt: skip


def kept(connection: Connection, numbers: Collection[int], only: dict[int, set[int]] | None = None) -> dict[int, Kept]:
    """Documents by number; with `only`, just their entries at these places, where nobody decided on any of them."""
    found: dict[int, Kept] = {}
    for some in chunks(numbers):
        rows = connection.execute(_DOCUMENT, {"some": some}).all()
        decided: dict[str, list[Decision]] = defaultdict(list)
        for decision in store.decided(connection, {row.id for row in rows}):
            decided[decision.subject.document].append(decision)
        for row in rows:
            document = Document(
                id=row.id,
                name=row.name,
                text=store.text_of(row.raw, row.text),
                date=row.date,
                source=row.source,
                dateline=row.dateline,
                language=row.language,
                title=row.title,
                url=row.url,
            )
            wanted = only[row.number] if only else None
            if row.id in decided:
                proposed = unpack(row.entries, document.text)
                standing = effective(row.id, document.text, proposed, decided[row.id])
                entries = tuple(one.entry for place, one in enumerate(standing) if wanted is None or place in wanted)
            else:
                entries = unpack(row.entries, document.text, wanted)
            found[row.number] = Kept(document, entries, row.reader, row.added.replace(tzinfo=UTC))
    return found


def mentions(connection: Connection, wanted: Iterable[Line]) -> list[Mention]:
    """Mentions on these lines, in their order."""
    asked = list(wanted)
    places_in: dict[int, set[int]] = defaultdict(set)
    for line in asked:
        places_in[line.number].add(line.place)
    found: dict[tuple[int, int], Mention] = {}
    for number, of in kept(connection, places_in.keys(), places_in).items():
        found |= {(number, place): each for place, each in zip(sorted(places_in[number]), of.mentions(), strict=True)}
    return [found[line.number, line.place] for line in asked]


def numbers_of(
    connection: Connection,
    parties: Collection[str] = (),
    *,
    first: int = 0,
    by: int = ALWAYS,
    latest: int | None = None,
) -> list[int]:
    """Numbers of documents with an entry that involves all these parties, in the order in which they became known."""
    query = select(shown.c.number).where(shown.c.ord.between(first, by)).order_by(shown.c.ord.desc())
    if parties:
        found = stood_on(parties, KINDS, by, first=first)
        query = query.where(shown.c.ord.in_(select(found.c.ord)))
    return list(reversed(connection.execute(query.limit(latest)).scalars().all()))


def catalogued(connection: Connection, numbers: Sequence[int]) -> list[Listing]:
    """Documents of these numbers as lines of a list, in their order."""
    query = (
        select(
            shown.c.number, shown.c.document_id, shown.c.entries, places.c.name, places.c.date, places.c.source,
            places.c.dateline, places.c.title, places.c.url,
        ).join(places, places.c.id == shown.c.place_id)
    )  # fmt: skip
    found: dict[int, Listing] = {}
    for some in chunks(numbers):
        for row in connection.execute(query.where(shown.c.number.in_(some))):
            found[row.number] = Listing(
                id=row.document_id,
                name=row.name,
                date=row.date,
                source=row.source,
                dateline=row.dateline,
                entries=row.entries,
                title=row.title,
                url=row.url,
            )
    return [found[number] for number in numbers]


def texts(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Texts of documents, by number."""
    query = select(shown.c.number, documents.c.raw, documents.c.text).join(
        documents, documents.c.id == shown.c.document_id
    )
    rows = (row for some in chunks(numbers) for row in connection.execute(query.where(shown.c.number.in_(some))))
    return {row.number: store.text_of(row.raw, row.text) for row in rows}


def called(connection: Connection, key: str, by: int) -> list[int]:
    """Numbers of the documents that bear this name or id, or whose id alone begins so, among those known by then."""
    ids = store.documents_called(connection, key)
    query = select(shown.c.number).where(shown.c.document_id.in_(ids), shown.c.ord <= by)
    return list(connection.execute(query.order_by(shown.c.ord)).scalars())


def counted(connection: Connection, parties: Collection[str], by: int) -> "Counted":
    """Count documents, entries and reports of meetings that involve all these parties and are known by then."""
    if not parties:
        sums = (func.coalesce(func.sum(column), 0) for column in (shown.c.entries, shown.c.meetings))
        return Counted(*connection.execute(select(func.count(), *sums).where(shown.c.ord <= by)).one())
    found, met_ = stood_on(parties, KINDS, by), stood_on(parties, _MEETINGS, by)
    row = connection.execute(select(func.count(found.c.ord.distinct()), func.count())).one()
    return Counted(row[0], row[1], connection.execute(select(func.count()).select_from(met_)).scalar_one())


class Counted(NamedTuple):
    """How much there is."""

    documents: int
    entries: int
    meetings: int
