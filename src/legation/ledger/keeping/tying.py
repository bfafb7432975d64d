"""Ties in the store: which earlier commitments a commitment may be of one matter with, found by its keys."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    TextClause,
    bindparam,
    delete,
    func,
    select,
    text,
)

from legation.ledger.keeping.facts import traits_in
from legation.ledger.keeping.order import entry_id, number, of_entry
from legation.ledger.keeping.rows import put
from legation.ledger.keeping.schema import keys, lines, shown, ties
from legation.ledger.linking.linking import WINDOW, Tie, ties_of
from legation.ledger.linking.traits import Traits

MILLION = 1_000_000
_CHUNK = 10_000  # values in one statement: SQLite takes 32,766
_LAST = 2**63 - 1
_TOGETHER = 50  # keys looked up in one statement
V = TypeVar("V", int, str)


# Statements are put together once: to do that each time takes longer than to carry them out.
SOME: BindParameter[Any] = bindparam("some", expanding=True)


def _bound(mine: FromClause) -> ColumnElement[int]:
    """Ord of the commitment with the same key that is as far behind one of `mine` as any that looks back at it."""
    there = keys.alias()
    nth = select(there.c.ord).where(there.c.key == mine.c.key, there.c.ord > mine.c.ord)
    nth = nth.order_by(there.c.ord, there.c.line).limit(1).offset(WINDOW - 1)
    return func.coalesce(nth.correlate(mine).scalar_subquery(), _LAST)


_mine, _other = keys.alias(), keys.alias()
_near = _mine.join(_other, _other.c.key == _mine.c.key)
_asked = (_mine.c.ord == bindparam("at"), _mine.c.key.in_(SOME))
_FOLLOWING = (
    select(_other.c.line)
    .distinct()
    .select_from(_near)
    .where(*_asked, _other.c.ord > _mine.c.ord, _other.c.ord <= _bound(_mine))
)
_AFTER = (
    select(keys.c.line)
    .where(keys.c.key == bindparam("key_"), keys.c.ord > bindparam("ord_"))
    .order_by(keys.c.ord, keys.c.line)
    .limit(WINDOW)
)
_LINES = select(lines.c.id, lines.c.number, lines.c.entry, lines.c.ord).where(lines.c.id.in_(SOME))
_ENTRIES = select(lines.c.id, lines.c.entry).where(lines.c.entry.in_(SOME))
_FACTS = select(shown.c.number, shown.c.facts).where(shown.c.number.in_(SOME))
_FACTS_OF = select(shown.c.document_id, shown.c.facts).where(shown.c.document_id.in_(SOME))
_UNTIED = delete(ties).where(ties.c.later.in_(SOME))


class Member(NamedTuple):
    """A commitment with its line and its document's place in the order."""

    line: int
    ord: int
    traits: Traits


def chunks(values: Iterable[V]) -> Iterator[list[V]]:
    """Values in order, as many at a time as a statement takes."""
    ordered = sorted(values)
    for begin in range(0, len(ordered), _CHUNK):
        yield ordered[begin : begin + _CHUNK]


def members(connection: Connection, numbers: Collection[int]) -> tuple[Member, ...]:
    """Load commitments by the numbers of their lines, in canonical order."""
    found: list[Member] = []
    facts: dict[int, bytes] = {}
    for some in chunks(numbers):
        rows = connection.execute(_LINES, {"some": some}).all()
        lacking = sorted({row.number for row in rows} - facts.keys())
        facts |= {row.number: row.facts for row in connection.execute(_FACTS, {"some": lacking}).all()}
        found += [Member(row.id, row.ord, traits_in(facts[row.number])[row.entry]) for row in rows]
    return tuple(sorted(found, key=lambda member: member.traits.order))


def tied(connection: Connection, of: Sequence[Member], *, last: bool = False) -> dict[int, tuple[Tie, ...]]:
    """Find the ties of commitments to what came before them, by line, and keep them in place of those they had.

    With `last` they are just entered, in canonical order, and later than all other documents.
    """
    windows = _grown_windows(connection, of) if last else _windows(connection, of)
    near_to = {
        member.line: set().union(*(windows[number(key), member.ord] for key in member.traits.keys)) for member in of
    }
    near: set[int] = set().union(*near_to.values())
    traits = {member.line: member.traits for member in (*of, *members(connection, near - near_to.keys()))}
    own = _of_documents(connection, {member.traits.document for member in of})
    found = {
        member.line: ties_of(
            member.traits,
            (
                *own[member.traits.document].values(),
                *(traits[line] for line in near_to[member.line]),
            ),
            told=False,
        )
        for member in of
    }
    if not last:
        for part in chunks(found):
            connection.execute(_UNTIED, {"some": part})
    _keep(connection, found, {of_line.key: line for line, of_line in traits.items()})
    return found


def following(connection: Connection, of: Sequence[Member], gone: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Lines of later commitments that look back as far as these, or as far as keys (with their ord) that are gone."""
    found: set[int] = set()
    asked: dict[int, set[int]] = defaultdict(set)
    for member in of:
        asked[member.ord].update(number(key) for key in member.traits.keys)
    for ord_, with_keys in sorted(asked.items()):
        for some in chunks(with_keys):
            found.update(connection.execute(_FOLLOWING, {"some": some, "at": ord_}).scalars())
    for key, ord_ in sorted(gone):
        found.update(connection.execute(_AFTER, {"key_": key, "ord_": ord_}).scalars())
    return frozenset(found)


def _windows(connection: Connection, of: Iterable[Member], at: int | None = None) -> dict[tuple[int, int], list[int]]:
    """Lines of the latest earlier commitments with each key, by key and ord; earlier than `at`, if that is given."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for member in of:
        wanted[member.ord if at is None else at].update(number(key) for key in member.traits.keys)
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for ord_, with_keys in sorted(wanted.items()):
        ordered = sorted(with_keys)
        for begin in range(0, len(ordered), _TOGETHER):
            some = ordered[begin : begin + _TOGETHER]
            given = {f"key{place}": key for place, key in enumerate(some)}
            for key, line in connection.execute(_window(len(some)), given | {"at": ord_}).all():
                found[key, ord_].append(line)
    return found


def _grown_windows(connection: Connection, of: Sequence[Member]) -> dict[tuple[int, int], list[int]]:
    """Give the same, for commitments in order of which no other comes after the first: looked up once for each key."""
    first = of[0].ord if of else 0
    held = {key: found for (key, _), found in _windows(connection, of, at=first).items()}
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for ord_, members_ in groupby(of, key=lambda member: member.ord):
        entered: dict[int, list[int]] = defaultdict(list)
        for member in members_:
            for key in set(map(number, member.traits.keys)):
                entered[key].append(member.line)
        for key, of_key in entered.items():
            found[key, ord_] = held.get(key, [])
            held[key] = [*sorted(of_key, reverse=True), *found[key, ord_]][:WINDOW]
    return found


@cache
def _window(count: int) -> TextClause:
    """Give the statement for so many keys: one for each by itself would take longer."""
    each = (
        "SELECT * FROM (SELECT key, line FROM keys WHERE key = :key{} AND ord < :at "  # noqa: S608 - all of it is ours
        f"ORDER BY ord DESC, line DESC LIMIT {WINDOW}) AS of{{}}"
    )
    return text(" UNION ALL ".join(each.format(place, place) for place in range(count)))


def _of_documents(connection: Connection, documents: Collection[str]) -> dict[str, Mapping[int, Traits]]:
    found: dict[str, Mapping[int, Traits]] = {}
    for some in chunks(documents):
        rows = connection.execute(_FACTS_OF, {"some": some}).all()
        found |= {row.document_id: traits_in(row.facts) for row in rows}
    return found


def _keep(connection: Connection, found: Mapping[int, Sequence[Tie]], line_of: dict[str, int]) -> None:
    away = {tie.to for of in found.values() for tie in of} - line_of.keys()
    for some in chunks({of_entry(key) for key in away}):
        line_of |= {entry_id(row.entry): row.id for row in connection.execute(_ENTRIES, {"some": some})}
    rows = sorted((line, line_of[tie.to], round(tie.chance * MILLION)) for line, of in found.items() for tie in of)
    put(connection, ties, rows)
