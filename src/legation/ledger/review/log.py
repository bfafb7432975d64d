"""What was decided of late, by everyone or by one person, with what has become of it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, or_, select, tuple_

from legation.errors import QueryError
from legation.ledger.keeping import store, views
from legation.ledger.keeping.packing import unpack_value
from legation.ledger.keeping.schema import decisions, shown
from legation.ledger.keeping.tying import chunks
from legation.ledger.review.decisions import Decision, Subject
from legation.ledger.review.history import Decided, decided

_AT_ONCE = 500  # decisions looked through at a time
_PLACE = (decisions.c.made, decisions.c.number)
_LATEST = select(decisions.c.made, decisions.c.number, decisions.c.json).order_by(*(each.desc() for each in _PLACE))


class Log(NamedTuple):
    """Decisions, undone ones and undos too, the latest first."""

    decided: tuple[Decided, ...]
    more: bool  # whether there are earlier ones
    words: Mapping[Subject, str]  # what each entry that they are about says, where its document is kept here


def log(connection: Connection, by: str | None, before: str | None, most: int) -> Log:
    """Give so many decisions, of all or by this name, from the latest on or from the one of this id on.

    Raises QueryError for an unknown id.
    """
    found = [Decision.model_validate(plain) for plain in islice(_latest(connection, by, before), most + 1)]
    become = {each.decision.id: each for each in decided(_on_the_same(connection, found))}
    asked = found[:most]
    return Log(tuple(become[one.id] for one in asked), len(found) > most, _words(connection, asked))


def _latest(connection: Connection, by: str | None, before: str | None) -> Iterator[dict[str, Any]]:
    """Walk back through decisions, as they are kept."""
    at = None
    if before is not None:
        at = connection.execute(select(*_PLACE).where(decisions.c.id == before)).first()
        if at is None:
            raise QueryError(f"no decision is called {before!r}")
    while rows := _part(connection, at):
        for row in rows:
            plain = unpack_value(row.json)
            if by is None or plain["by"] == by:
                yield plain
        at = rows[-1]


def _part(connection: Connection, at: Row[Any] | None) -> list[Row[Any]]:
    query = _LATEST if at is None else _LATEST.where(tuple_(*_PLACE) < tuple_(at.made, at.number))
    return list(connection.execute(query.limit(_AT_ONCE)).all())


def _words(connection: Connection, of: Iterable[Decision]) -> Mapping[Subject, str]:
    subjects = {each for decision in of for each in (decision.subject, decision.other) if each is not None}
    known = select(shown.c.document_id, shown.c.number)
    numbers: dict[str, int] = {}
    for some in chunks({subject.document for subject in subjects}):
        rows = connection.execute(known.where(shown.c.document_id.in_(some)))
        numbers |= {row.document_id: row.number for row in rows}
    texts = views.texts(connection, numbers.values())
    kept = (subject for subject in subjects if subject.document in numbers)
    return {subject: texts[numbers[subject.document]][subject.start : subject.end] for subject in kept}


def _on_the_same(connection: Connection, of: Iterable[Decision]) -> Iterator[Decision]:
    """Every decision on what some are about, more than once where it is about two of these."""
    for some in chunks({decision.subject.entry for decision in of}):
        yield from store.decisions_of(connection, or_(decisions.c.entry.in_(some), decisions.c.other.in_(some)))
