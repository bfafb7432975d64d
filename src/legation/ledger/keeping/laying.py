"""Commitments laid to their piles in the store: what `linking.linked` does at once, done for what a document touches.

The usual case is a document, or several at once, later than all that they are tied to: each commitment is laid onto the
piles as they are. Else, when a document arrives late, is read anew or is decided on, the commitments that share a key
with it are tied anew, and all that hangs together with it by ties, piles and rulings is laid again from the first on.
What is outside of that cannot have changed: where a commitment is laid depends on its ties and their piles alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from legation.ledger.keeping import store
from legation.ledger.keeping.order import entry_id, of_entry
from legation.ledger.keeping.schema import lines, piles, ties
from legation.ledger.keeping.shelf import Shelf
from legation.ledger.keeping.tying import MILLION, Member, chunks, following, members, tied
from legation.ledger.linking.linking import Tie, Verdict, rulings_on

Rulings = Mapping[str, Mapping[str, Verdict]]


class Changed(NamedTuple):
    """What the filing of a document changed."""

    new: tuple[Member, ...] = ()  # commitments entered, in canonical order
    last: bool = False  # whether these are later than all other documents
    gone: bool = False  # whether lines were taken away
    leaning: frozenset[int] = frozenset()  # lines of others that were tied to those
    piles: frozenset[int] = frozenset()  # what those were laid to
    keys: frozenset[tuple[int, int]] = frozenset()  # keys of those, each with its ord


def lay(connection: Connection, changed: Changed) -> None:
    """Tie and lay the commitments that a change touches."""
    if not (changed.new or changed.gone):
        return
    own = {member.line for member in changed.new}
    later = frozenset() if changed.last else following(connection, changed.new, changed.keys)
    after = (later | changed.leaning) - own
    touched = (*changed.new, *members(connection, after))
    found = tied(connection, touched, last=changed.last)
    documents = {member.traits.document for member in changed.new}
    if not (changed.gone or after or rulings_on(store.rulings(connection, documents))):
        shelf = Shelf.of(connection, {t.to for of in found.values() for t in of} - {m.traits.key for m in changed.new})
        if not changed.new or shelf.last < changed.new[0].ord:  # in order
            for member in changed.new:
                shelf.file(member, found[member.line], {})
            shelf.write(connection, fresh=True)
            return
    _lay_again(connection, {member.line for member in touched}, changed.piles)


def lay_ruled(connection: Connection, entries: Iterable[str]) -> None:
    """Lay again the commitments that a reviewer ruled on, by their ids, with all that hangs together with them."""
    ruled: set[int] = set()
    for some in chunks({of_entry(entry) for entry in entries}):
        ruled.update(connection.execute(select(lines.c.id).where(lines.c.entry.in_(some))).scalars())
    if ruled:
        _lay_again(connection, ruled, ())


def _lay_again(connection: Connection, touched: Collection[int], laid_to: Collection[int]) -> None:
    """Lay again all that hangs together with some lines and piles."""
    rulings = rulings_on(store.rulings(connection))
    together, old = _hanging_together(connection, touched, laid_to, rulings)
    found = _kept_ties(connection, together)
    shelf = Shelf.emptied(connection, old)
    for member in members(connection, together):
        shelf.file(member, found[member.line], rulings.get(member.traits.key, {}))
    shelf.write(connection)


def _hanging_together(
    connection: Connection, touched: Collection[int], laid_to: Collection[int], rulings: Rulings
) -> tuple[set[int], set[int]]:
    """Lines and piles that are joined to these by ties, by a common matter, or by what a reviewer ruled."""
    found: set[int] = set()
    heaps: set[int] = set()
    fresh, fresh_piles = set(touched), set(laid_to)
    while fresh or fresh_piles:
        found |= fresh
        entries: set[int] = set()
        for some in chunks(fresh):
            rows = connection.execute(select(lines.c.entry, lines.c.pile).where(lines.c.id.in_(some))).all()
            entries.update(row.entry for row in rows)
            fresh_piles.update(row.pile for row in rows if row.pile is not None)
        near = set(_values(connection, fresh, lambda some: select(ties.c.earlier).where(ties.c.later.in_(some))))
        near.update(_values(connection, fresh, lambda some: select(ties.c.later).where(ties.c.earlier.in_(some))))
        ruled = {of_entry(other) for entry in entries for other in rulings.get(entry_id(entry), {})}
        near.update(_values(connection, ruled, lambda some: select(lines.c.id).where(lines.c.entry.in_(some))))
        roots = set(
            _values(connection, fresh_piles - heaps, lambda some: select(piles.c.root).where(piles.c.pile.in_(some)))
        )
        whole = set(_values(connection, roots, lambda some: select(piles.c.pile).where(piles.c.root.in_(some))))
        near.update(_values(connection, whole - heaps, lambda some: select(lines.c.id).where(lines.c.pile.in_(some))))
        heaps |= whole
        fresh, fresh_piles = near - found, set()
    return found, heaps


def _values(
    connection: Connection, given: Iterable[int], query: Callable[[list[int]], Select[tuple[int]]]
) -> Iterator[int]:
    for some in chunks(given):
        yield from connection.execute(query(some)).scalars()


def _kept_ties(connection: Connection, of: Iterable[int]) -> dict[int, list[Tie]]:
    """Ties of lines as they are kept, by line."""
    found: dict[int, list[Tie]] = defaultdict(list)
    for some in chunks(of):
        query = (
            select(ties.c.later, ties.c.chance, lines.c.entry)
            .join(lines, lines.c.id == ties.c.earlier)
            .where(ties.c.later.in_(some))
        )
        for row in connection.execute(query):
            found[row.later].append(Tie(to=entry_id(row.entry), chance=row.chance / MILLION, reasons=()))
    return found
