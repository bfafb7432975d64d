"""Piles taken off the store, grown, and put back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from legation.ledger.keeping.order import grounds_of, of_entry
from legation.ledger.keeping.packing import pack_derived, unpack_derived
from legation.ledger.keeping.schema import lines, pile_grounds, piles, proposals
from legation.ledger.keeping.tying import MILLION, SOME, Member, chunks
from legation.ledger.linking.linking import Pile, Tie, Verdict, choose, held_apart

_ROOTS = select(lines.c.entry, piles.c.root).join(piles, piles.c.pile == lines.c.pile).where(lines.c.entry.in_(SOME))
_PILES = select(piles).where(piles.c.pile.in_(SOME))
_LED = update(piles).where(piles.c.root == bindparam("was")).values(root=bindparam("now"))
_LAID = update(lines).where(lines.c.id == bindparam("at")).values(pile=bindparam("to"))
_NOT_PROPOSED = delete(proposals).where(proposals.c.line.in_(SOME))
_UNGROUNDED = delete(pile_grounds).where(
    pile_grounds.c.ground == bindparam("a"),
    pile_grounds.c.last == bindparam("b"),
    pile_grounds.c.pile == bindparam("c"),
)
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
        self._proposed: list[dict[str, int]] = []

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
        self._proposed += [
            {"line": member.line, "pile": of_entry(one.pile), "chance": round(one.chance * MILLION)}
            for one in chosen.proposals
        ]

    def _root(self, number: int) -> int:
        while (into := self._heaps[number].into) is not None:
            number = into
        return number

    def write(self, connection: Connection) -> None:
        """Put the piles in place of those that they were, and note where each line was laid."""
        _forget(connection, self._replaced)
        rows = [
            {
                "pile": number,
                "root": self._root(number),
                "into": heap.into,
                "since": heap.since,
                "first": heap.first,
                "last": heap.last,
                "summary": pack_derived(heap.summary.model_dump(mode="json", exclude_defaults=True)),
            }
            for number, heap in sorted(self._heaps.items())
        ]
        if not rows:
            return
        connection.execute(insert(piles), rows)
        grown = [
            {"ground": ground, "last": heap.last, "pile": number}
            for number, heap in self._heaps.items()
            if heap.into is None
            for ground in grounds_of(heap.summary.parties)
        ]
        if grown:
            connection.execute(insert(pile_grounds), grown)
        before = {heap.number for heap in self._replaced}
        moved = [row for row in rows if row["root"] != row["pile"] and row["pile"] in before]
        if moved:
            connection.execute(_LED, [{"was": row["pile"], "now": row["root"]} for row in moved])
        laid = [{"at": line, "to": number} for line, number in self._lines.items()]
        connection.execute(_LAID, laid)
        for some in chunks(self._lines):
            connection.execute(_NOT_PROPOSED, {"some": some})
        if self._proposed:
            connection.execute(insert(proposals), self._proposed)


def _kept(connection: Connection, numbers: Collection[int]) -> list[Heap]:
    return [
        Heap(Pile.model_validate(unpack_derived(row.summary)), row.first, row.last, row.into, row.since)
        for some in chunks(numbers)
        for row in connection.execute(_PILES, {"some": some})
    ]


def _forget(connection: Connection, heaps: Collection[Heap]) -> None:
    stood_on = [
        {"a": ground, "b": heap.last, "c": heap.number}
        for heap in heaps
        if heap.into is None
        for ground in grounds_of(heap.summary.parties)
    ]
    if stood_on:
        connection.execute(_UNGROUNDED, stood_on)
    for some in chunks(heap.number for heap in heaps):
        connection.execute(_THROWN, {"some": some})
