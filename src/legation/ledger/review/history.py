"""How any line of the ledger came to be what it is: what was put on record of it, by whom, and how it was laid."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection, or_, select

from legation.errors import QueryError
from legation.ledger.keeping import store
from legation.ledger.keeping.order import day_of, of_entry
from legation.ledger.keeping.readings import Reading, readings_of
from legation.ledger.keeping.schema import decisions, lines, piles, places, shown, ties
from legation.ledger.keeping.tying import Member, chunks, members
from legation.ledger.linking.kinship import kinship
from legation.ledger.review.deciding import documents_with
from legation.ledger.review.decisions import Decision, by_topic, heads, settled, states
from legation.ledger.review.differences import Difference, FieldChange, changes, differences
from legation.ledger.review.matters import matter_id, root_of
from legation.nouns import Entry

_KEY = re.compile("([emd]?)([0-9a-f]{12})")
Outcome = Literal["proposed", "as before", "changed", "not proposed", "no longer proposed"]


class Published(NamedTuple):
    """Where a document was published; the first of them is when it was added."""

    at: datetime  # UTC, when it was put on record
    doc: str
    date: str | None
    source: str | None


class Read(NamedTuple):
    """A reading of a document; of one entry what it makes of it, else what it changes."""

    at: datetime
    reader: str
    entries: int
    outcome: Outcome | None = None
    fields: tuple[FieldChange, ...] = ()
    differences: tuple[Difference, ...] = ()


class Decided(NamedTuple):
    """A decision, and what has become of it."""

    decision: Decision
    state: Literal["in force", "set aside", "undone", "in conflict"]


class Laid(NamedTuple):
    """How a commitment came to its matter: it opened it, or is tied to an earlier one, or a reviewer said so."""

    entry: str
    day: str  # on which its document became known
    doc: str
    to: str | None = None  # the earlier commitment
    chance: float | None = None
    reasons: tuple[str, ...] = ()
    ruled: tuple[str, ...] = ()  # decisions by which it is of one matter with others


class Merged(NamedTuple):
    """Two matters that turned out to be one."""

    matter: str
    into: str
    day: str  # on which the document became known that showed it
    doc: str


Event = Published | Read | Decided | Laid | Merged


class History(NamedTuple):
    """The history of an entry, a matter or a document."""

    of: Literal["entry", "matter", "document"]
    id: str
    events: tuple[Event, ...]


def history(connection: Connection, key: str) -> History:
    """Give the history of what has this id, or of the document of this name. Raises QueryError."""
    if found := _KEY.fullmatch(key):
        letter, digits = found.groups()
        if letter == "d":
            for decision in store.decisions_of(connection, decisions.c.id == key):
                return _of_entry(connection, decision.subject.entry)
        if letter != "e" and (root := root_of(connection, int(digits, 16))) is not None:
            return _of_matter(connection, root)
        if letter not in {"m", "d"} and documents_with(connection, f"e{digits}"):
            return _of_entry(connection, f"e{digits}")
    known = store.documents_called(connection, key)
    if len(known) == 1:
        return _of_document(connection, known[0])
    if known:
        raise QueryError(f"{key!r} may be any of {len(known)} documents: {', '.join(known)}; write one of these ids")
    raise QueryError(f"nothing is called {key!r}: give the id of an entry, matter or decision, or a document")


def _of_document(connection: Connection, document: str) -> History:
    events: list[Event] = [*_published(connection, document)]
    before: Reading | None = None
    for reading in readings_of(connection, document):
        found = differences(before.entries, reading.entries) if before else ()
        events.append(Read(reading.added, reading.reader, len(reading.entries), differences=found))
        before = reading
    events += decided(store.decisions_of(connection, decisions.c.document_id == document))
    return History("document", document, _in_time(events))


def _of_entry(connection: Connection, entry: str) -> History:
    events: list[Event] = []
    for document in documents_with(connection, entry):
        events += _published(connection, document)
        events += _read(entry, readings_of(connection, document))
    events += decided(store.decisions_of(connection, or_(decisions.c.entry == entry, decisions.c.other == entry)))
    line = connection.execute(select(lines.c.id).where(lines.c.entry == of_entry(entry), lines.c.pile.is_not(None)))
    return History("entry", entry, (*_in_time(events), *_laid(connection, members(connection, line.scalars().all()))))


def _of_matter(connection: Connection, root: int) -> History:
    of_matter = select(lines.c.id).join(piles, piles.c.pile == lines.c.pile).where(piles.c.root == root)
    own = members(connection, connection.execute(of_matter).scalars().all())
    entries = {member.traits.key for member in own}
    ruled = [
        decision
        for some in chunks(entries)
        for decision in store.decisions_of(
            connection, decisions.c.other.is_not(None), or_(decisions.c.entry.in_(some), decisions.c.other.in_(some))
        )
    ]
    events = (*_laid(connection, own), *_merged(connection, root), *_in_time(decided(ruled)))
    return History("matter", matter_id(root), events)


def _published(connection: Connection, document: str) -> Iterator[Published]:
    for row in connection.execute(select(places).where(places.c.document_id == document).order_by(places.c.id)):
        yield Published(row.added.replace(tzinfo=UTC), row.name, row.date, row.source)


def _read(entry: str, readings: Iterable[Reading]) -> Iterator[Read]:
    """What each reading makes of an entry, from the first on that proposes it."""
    ever: Entry | None = None
    before: Entry | None = None
    for reading in readings:
        now = next((each for each in reading.entries if each.id == entry), None)
        fields = changes(ever, now) if ever and now else ()
        outcome: Outcome
        if now is None:
            outcome = "no longer proposed" if before else "not proposed"
        elif before is None:
            outcome = "proposed"
        else:
            outcome = "changed" if fields else "as before"
        yield Read(reading.added, reading.reader, len(reading.entries), outcome, fields)
        ever, before = now or ever, now


def decided(of: Iterable[Decision]) -> list[Decided]:
    """Say of each decision what has become of it; every decision on its topic has to be among them."""
    found: list[Decided] = []
    for on_topic in by_topic(of).values():
        become = states(on_topic)
        standing = heads(on_topic)
        clash = {decision.id for decision in standing} if standing and settled(standing) is None else frozenset()
        found += [Decided(each, "in conflict" if each.id in clash else become[each.id]) for each in on_topic]
    return found


def _in_time(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=_time))


def _time(event: Event) -> tuple[datetime, str]:
    if isinstance(event, Decided):
        return datetime.fromisoformat(event.decision.made), event.decision.id
    return (event.at if isinstance(event, Published | Read) else datetime.max.replace(tzinfo=UTC)), ""


def _laid(connection: Connection, own: Iterable[Member]) -> Iterator[Laid]:
    """How each commitment was laid, as its ties tell, in canonical order."""
    for member in own:
        mine = select(piles.c.root).join(lines, lines.c.pile == piles.c.pile).where(lines.c.id == member.line)
        near = (
            select(ties.c.earlier, ties.c.chance)
            .join(lines, lines.c.id == ties.c.earlier)
            .join(piles, piles.c.pile == lines.c.pile)
            .where(ties.c.later == member.line, piles.c.root == mine.scalar_subquery())
            .order_by(ties.c.chance.desc(), lines.c.ord.desc(), lines.c.place.desc())
        )
        doc = _doc(connection, member.ord)
        ruled = _ruled_the_same(connection, member.traits.key)
        tie = connection.execute(near.limit(1)).first()
        if tie is None:
            yield Laid(member.traits.key, day_of(member.ord).isoformat(), doc, ruled=ruled)
        else:
            (earlier,) = members(connection, [tie.earlier])
            kin = kinship(member.traits, earlier.traits)
            day = day_of(member.ord).isoformat()
            yield Laid(member.traits.key, day, doc, earlier.traits.key, kin.chance, kin.reasons, ruled)


def _ruled_the_same(connection: Connection, entry: str) -> tuple[str, ...]:
    where = decisions.c.other.is_not(None), or_(decisions.c.entry == entry, decisions.c.other == entry)
    ruled = by_topic(store.decisions_of(connection, *where)).values()
    found = (settled(heads(on_topic)) for on_topic in ruled)
    return tuple(sorted(decision.id for decision in found if decision and decision.verb == "same"))


def _merged(connection: Connection, root: int) -> Iterator[Merged]:
    query = select(piles).where(piles.c.root == root, piles.c.into.is_not(None)).order_by(piles.c.since, piles.c.pile)
    for row in connection.execute(query).all():
        day = day_of(row.since).isoformat()
        yield Merged(matter_id(row.pile), matter_id(row.into), day, _doc(connection, row.since))


def _doc(connection: Connection, ord_: int) -> str:
    query = select(places.c.name).join(shown, shown.c.place_id == places.c.id).where(shown.c.ord == ord_)
    return str(connection.execute(query).scalar())
