"""Piles taken off the store, grown, and put back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select

from legation.ledger.keeping.order import grounds_of, of_entry
from legation.ledger.keeping.packing import pack_derived, unpack_derived
from legation.ledger.keeping.rows import Value, change, put, strike
from legation.ledger.keeping.schema import lines, pile_grounds, piles, proposals
from legation.ledger.keeping.tying import MILLION, SOME, Member, chunks
from legation.ledger.linking.linking import Pile, Tie, Verdict, choose, held_apart

_ROOTS = select(lines.c.entry, piles.c.root).join(piles, piles.c.pile == lines.c.pile).where(lines.c.entry.in_(SOME))
_PILES = select(piles).where(piles.c.pile.in_(SOME))
_NOT_PROPOSED = delete(proposals).where(proposals.c.line.in_(SOME))
_THROWN = delete(piles).where(piles.c.pile.in_(SOME))


@dataclass(frozen=True)
class Heap:
    """A pile as it is kept."""

    summary: Pile
    first: int  # ord
    last: int  # ord
    into: int | None = None
    since: int | None = None

    @property
    def number(self) -> int:
        """By which it is kept."""
        return of_entry(self.summary.id)


class Shelf:
    """Some piles, and where commitments are laid to. Nothing is changed in the store before `write`."""

    def __init__(self, replaced: Collection[Heap] = (), laid: Mapping[str, int] | None = None) -> None:
        self._replaced = replaced  # piles in the store that `write` puts these in place of
        self._heaps: dict[int, Heap] = {}
        self._laid = dict(laid or {})  # pile of an entry
        self._lines: dict[int, int] = {}  # pile of each line filed
        self._proposed: list[tuple[int, int, int]] = []

    @classmethod
    def of(cls, connection: Connection, entries: Collection[str]) -> "Shelf":
        """Take the matters that these entries are laid to, to lay more to them."""
        laid: dict[str, int] = {}
        of_number = {of_entry(entry): entry for entry in entries}
        for some in chunks(of_number):
            for row in connection.execute(_ROOTS, {"some": some}):
                laid[of_number[row.entry]] = row.root
        shelf = cls(_kept(connection, set(laid.values())), laid)
        shelf._heaps = {heap.number: heap for heap in shelf._replaced}
        return shelf

    @classmethod
    def emptied(cls, connection: Connection, numbers: Collection[int]) -> "Shelf":
        """Take nothing of these piles, to lay all of theirs anew."""
        return cls(_kept(connection, numbers))

    @property
    def last(self) -> int:
        """Ord of the last that was laid to any; -1 where there is none."""
        return max((heap.last for heap in self._heaps.values()), default=-1)

    def file(self, member: Member, ties: Iterable[Tie], rulings: Mapping[str, Verdict]) -> None:
        """Lay a commitment, the next in canonical order, to its pile."""
        ties = tuple(ties)
        near = {*(tie.to for tie in ties), *rulings} & self._laid.keys()
        summaries = {key: self._heaps[self._root(self._laid[key])].summary for key in near}
        chosen = choose(member.traits, ties, summaries, rulings)
        joined = [self._heaps[of_entry(name)] for name in chosen.joins]
        own = Heap(Pile.begun(member.traits, held_apart(rulings)), member.ord, member.ord)
        for heap in joined:
            own = replace(own, summary=own.summary.merged(heap.summary), first=min(own.first, heap.first))
        for heap in joined:
            if heap.number != own.number:
                self._heaps[heap.number] = replace(heap, into=own.number, since=member.ord)
        self._heaps[own.number] = own
        self._laid[member.traits.key] = self._lines[member.line] = own.number
        self._proposed += [(member.line, of_entry(one.pile), round(one.chance * MILLION)) for one in chosen.proposals]

    def _root(self, number: int) -> int:
        while (into := self._heaps[number].into) is not None:
            number = into
        return number

    def write(self, connection: Connection, *, fresh: bool = False) -> None:
        """Put the piles in place of those that they were, and note where lines, all `fresh` or not, were laid."""
        _forget(connection, self._replaced)
        if not self._heaps:
            return
        roots = {number: self._root(number) for number in sorted(self._heaps)}
        put(connection, piles, (_row(self._heaps[number], root) for number, root in roots.items()))
        grown = (
            (ground, heap.last, number)
            for number, heap in self._heaps.items()
            if heap.into is None
            for ground in grounds_of(heap.summary.parties)
        )
        put(connection, pile_grounds, sorted(grown))
        moved = [
            (root, heap.number)
            for heap in self._replaced
            if (root := roots.get(heap.number, heap.number)) != heap.number
        ]
        change(connection, piles, moved, "root", "root")
        change(connection, lines, ((pile, line) for line, pile in self._lines.items()), "pile", "id")
        if not fresh:
            for some in chunks(self._lines):
                connection.execute(_NOT_PROPOSED, {"some": some})
        put(connection, proposals, sorted(self._proposed))


def _row(heap: Heap, root: int) -> tuple[Value, ...]:
    summary = pack_derived(heap.summary.model_dump(mode="json", exclude_defaults=True))
    return heap.number, root, heap.into, heap.since, heap.first, heap.last, summary


def _kept(connection: Connection, numbers: Collection[int]) -> list[Heap]:
    return [
        Heap(Pile.model_validate(unpack_derived(row.summary)), row.first, row.last, row.into, row.since)
        for some in chunks(numbers)
        for row in connection.execute(_PILES, {"some": some})
    ]


def _forget(connection: Connection, heaps: Collection[Heap]) -> None:
    stood_on = [
        (ground, heap.last, heap.number)
        for heap in heaps
        if heap.into is None
        for ground in grounds_of(heap.summary.parties)
    ]
    strike(connection, pile_grounds, stood_on, ("ground", "last", "pile"))
    for some in chunks(heap.number for heap in heaps):
        connection.execute(_THROWN, {"some": some})
