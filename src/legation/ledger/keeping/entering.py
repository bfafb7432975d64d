"""Cards entered: the rows that documents have of their own, many documents at a time."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from legation.ledger.keeping.anytext import written
from legation.ledger.keeping.card import Card
from legation.ledger.keeping.facts import remember
from legation.ledger.keeping.order import entry_id
from legation.ledger.keeping.rows import Value, numbers, put
from legation.ledger.keeping.schema import dealings, grounds, keys, lines, named, shown
from legation.ledger.keeping.tying import Member, chunks
from legation.ledger.search import indexing

_NAMED = select(named.c.party).where(named.c.party.in_(bindparam("some", expanding=True)))
_OF_A_LINE = ("id", "number", "place", "entry", "kind", "stage", "areas", "ord", "due", "day", "till")


class Slip(NamedTuple):
    """A card with what is shown by it."""

    card: Card
    place: int  # `places.id`
    reading: int  # `readings.id`


def show(connection: Connection, slips: Sequence[Slip]) -> list[int]:
    """Enter documents that are not shown yet; their numbers."""
    given = list(numbers(connection, shown.c.number, len(slips)))
    put(
        connection,
        shown,
        (
            (at, card.document, place, reading, card.known, card.ord, len(card.lines), card.meetings, card.shingles,
             card.facts, card.said)
            for at, (card, place, reading) in zip(given, slips, strict=True)
        ),
    )  # fmt: skip
    return given


def enter(connection: Connection, cards: Sequence[Card], given: Sequence[int]) -> tuple[Member, ...]:
    """Enter the lines of documents that are shown under these numbers; give their commitments in canonical order."""
    ids = iter(numbers(connection, lines.c.id, sum(len(card.lines) for card in cards)))
    of = [(at, card, [next(ids) for _ in card.lines]) for at, card in zip(given, cards, strict=True)]
    put(connection, lines, chain.from_iterable(_lines(*each) for each in of), columns=_OF_A_LINE)
    put(
        connection,
        grounds,
        sorted(
            (ground, line.kind, card.ord, number)
            for _, card, numbered in of
            for line, stood_on, number in zip(card.lines, card.grounds, numbered, strict=True)
            for ground in stood_on
        ),
    )
    found_by = sorted(
        (key, card.ord, number)
        for _, card, numbered in of
        for of_line, number in zip(card.keys, numbered, strict=True)
        for key in of_line
    )
    put(connection, keys, found_by)
    put(
        connection,
        dealings,
        (
            (card.ord, at, written(one), written(other), areas, meetings, undertakings)
            for at, card, _ in of
            for one, other, areas, meetings, undertakings in card.dealings
        ),
    )
    _name(connection, {party for card in cards for party in card.parties})
    indexing.enter(connection, ((card.words, at, numbered) for at, card, numbered in of))
    return tuple(sorted(chain.from_iterable(_members(*each) for each in of), key=lambda member: member.traits.order))


def _lines(at: int, card: Card, numbered: Sequence[int]) -> Iterable[Sequence[Value]]:
    for number, (place, entry, kind, stage, areas, due, day, till) in zip(numbered, card.lines, strict=True):
        yield number, at, place, entry, kind, stage, areas, card.ord, due, day, till


def _members(at: int, card: Card, numbered: Sequence[int]) -> Iterable[Member]:  # noqa: ARG001 - as it is called
    remember(card.facts, card.traits)
    line_of = {entry_id(line.entry): number for line, number in zip(card.lines, numbered, strict=True)}
    return (Member(line_of[traits.key], card.ord, traits) for traits in card.traits)


def _name(connection: Connection, parties: Iterable[str]) -> None:
    every = sorted(parties)
    known = {party for some in chunks(every) for party in connection.execute(_NAMED, {"some": some}).scalars()}
    put(connection, named, ((written(party),) for party in every if party not in known))
