"""A document filed: the lines in force of it, under what they are looked up, and how the rest is relinked.

Filing is the same whether a document is new, has been read anew, has moved to an earlier day or has been decided on:
what hung on it is taken away, what hangs on it now is entered, and the commitments that this touches are laid to their
piles again (see `laying`). In the usual case, that it is the newest of its parties, nothing but itself is touched.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import TypedDict

from sqlalchemy import Connection, Delete, bindparam, delete, insert, select, update

from legation.days import days
from legation.ledger.folding.stages import STAGES
from legation.ledger.keeping import store
from legation.ledger.keeping.dealings import rows_of as dealings_of
from legation.ledger.keeping.facts import Facts, facts_of
from legation.ledger.keeping.laying import Changed, lay
from legation.ledger.keeping.order import area_bits, ground, grounds_of, number, of_entry, ord_of
from legation.ledger.keeping.readings import readings_of
from legation.ledger.keeping.schema import (
    DERIVED,
    KINDS,
    dealings,
    formerly,
    grounds,
    keys,
    lines,
    named,
    proposals,
    shown,
    ties,
)
from legation.ledger.keeping.tying import SOME, Member
from legation.ledger.search import indexing
from legation.nouns import Commitment, Entry, Meeting

_YEAR = timedelta(days=366)  # a meeting that is dated to no better than that is on no calendar
_SHOWN = select(shown).where(shown.c.document_id == bindparam("document"))
_SHOWING = insert(shown).returning(shown.c.number)
_ENTERING = insert(lines).returning(lines.c.id, lines.c.place)
_NAMED = select(named.c.party).where(named.c.party.in_(SOME))
_STANDING = select(grounds.c.line).where(grounds.c.ground == bindparam("on")).limit(1)
_UNNAMING = delete(named).where(named.c.party == bindparam("gone"))
_FORMERLY = delete(formerly).where(formerly.c.number == bindparam("number_"))


def file(connection: Connection, document: str) -> None:
    """Derive anew all that hangs on a document on record."""
    kept = store.in_force(connection, document)
    before = connection.execute(_SHOWN, {"document": document}).first()
    changed = Changed() if before is None else _taken_away(connection, before.number, before.ord, before.facts)
    mentions = kept.mentions()
    placed = sorted(enumerate(mentions), key=lambda item: (item[1].entry.evidence[0].start, item[1].entry.id))
    facts = facts_of([mention for _, mention in placed], kept.known)
    said = [indexing.said_by(mention.entry) for _, mention in placed]
    ord_ = ord_of(kept.known, document, dated=kept.document.date is not None)
    row = {
        "document_id": document,
        "place_id": kept.place_id,
        "reading_id": kept.reading_id,
        "known": kept.known,
        "ord": ord_,
        "entries": len(mentions),
        "meetings": facts.kinds.count(KINDS.index("meeting")),
        "facts": facts.packed(),
        "said": indexing.packed(said, kept.document.text),
    }
    if before is None:
        at = connection.execute(_SHOWING, row).scalar_one()
    else:
        at = before.number
        connection.execute(_FORMERLY, {"number_": at})
        connection.execute(update(shown).where(shown.c.number == at).values(**row))
    entered = _entered(connection, at, ord_, [(place, mention.entry) for place, mention in placed], facts)
    line_of = {mention.entry.id: line.id for line, (_, mention) in zip(entered, placed, strict=True)}
    changed = changed._replace(new=tuple(Member(line_of[t.key], ord_, t) for t in facts.traits))
    indexing.enter(connection, indexing.Filed(at, ord_, kept.document.text, facts.parties, said, entered))
    _lead_on(connection, at, kept)
    lay(connection, changed)


def derive(connection: Connection, progress: Callable[[int, int], None] | None = None) -> None:
    """Derive everything anew from what is on record; `progress` is told how many documents of how many are done."""
    for table in DERIVED:
        connection.execute(delete(table))
    indexing.clear(connection)
    known = (
        (ord_of(kept.known, kept.document.id, dated=kept.document.date is not None), kept.document.id)
        for kept in (store.in_force(connection, document) for document in store.every_document(connection))
    )
    in_order = sorted(known)
    for done, (_, document) in enumerate(in_order):
        file(connection, document)
        if progress is not None:
            progress(done + 1, len(in_order))


def _lead_on(connection: Connection, at: int, kept: store.InForce) -> None:
    """Note the commitments that were proposed, lately or by an older reading, or added, and are not in force."""
    present = {one.entry.id for one in kept.entries}
    stood = (entry for decision in kept.decisions if (entry := decision.stands_as) is not None)
    older = (entry for r in readings_of(connection, kept.document.id, kept.reading_id) for entry in r.entries)
    rows = {
        entry.id: {"entry": of_entry(entry.id), "number": at, "start": entry.evidence[0].start}
        for entry in (*stood, *older, *kept.proposed)
        if isinstance(entry, Commitment) and entry.id not in present
    }
    if rows:
        connection.execute(insert(formerly), list(rows.values()))


def _entered(
    connection: Connection, at: int, ord_: int, entries: Sequence[tuple[int, Entry]], facts: Facts
) -> list[indexing.Line]:
    """Enter lines with their grounds and keys."""
    rows = [_line(at, ord_, place, entry) for place, entry in entries]
    if not rows:
        return []
    number_of = {row.place: row.id for row in connection.execute(_ENTERING, rows)}
    numbers = [number_of[place] for place, _ in entries]
    stood_on = [
        {"ground": ground, "kind": kind, "ord": ord_, "line": line}
        for line, kind, parties in zip(numbers, facts.kinds, facts.parties, strict=True)
        for ground in sorted(grounds_of(parties))
    ]
    if stood_on:
        connection.execute(insert(grounds), stood_on)
    found_by = [
        {"key": key, "ord": ord_, "line": line}
        for line, of_line in zip(numbers, facts.keys, strict=True)
        for key in sorted({number(key) for key in of_line})
    ]
    if found_by:
        connection.execute(insert(keys), found_by)
    dealt = dealings_of(at, ord_, zip(facts.kinds, (row["areas"] for row in rows), facts.parties, strict=True))
    if dealt:
        connection.execute(insert(dealings), dealt)
    _name(connection, sorted({party for parties in facts.parties for party in parties}))
    return [
        indexing.Line(line, row["kind"], row["stage"], row["areas"]) for line, row in zip(numbers, rows, strict=True)
    ]


class _Line(TypedDict):
    number: int
    place: int
    entry: int
    kind: int
    stage: int | None
    areas: int
    ord: int
    due: int | None
    day: int | None
    till: int | None


def _line(at: int, ord_: int, place: int, entry: Entry) -> _Line:
    stage, areas = (entry.stage, entry.area) if isinstance(entry, Commitment) else (None, ())
    promised = days(entry.due) if isinstance(entry, Commitment) else None
    met = days(entry.date) if isinstance(entry, Meeting) else None
    if met is not None and met.last - met.first > _YEAR:
        met = None
    return _Line(
        number=at,
        place=place,
        entry=of_entry(entry.id),
        kind=KINDS.index(entry.kind),
        stage=STAGES.index(stage) if stage else None,
        areas=area_bits(areas),
        ord=ord_,
        due=promised.last.toordinal() if promised else None,
        day=met.first.toordinal() if met else None,
        till=met.last.toordinal() if met else None,
    )


def _name(connection: Connection, parties: Sequence[str]) -> None:
    known = set(connection.execute(_NAMED, {"some": parties}).scalars())
    if fresh := [{"party": party} for party in parties if party not in known]:
        connection.execute(insert(named), fresh)


def _unname(connection: Connection, parties: Iterable[str]) -> None:
    """Forget the parties that nothing in force involves any more."""
    for party in parties:
        if connection.execute(_STANDING, {"on": ground((party,))}).first() is None:
            connection.execute(_UNNAMING, {"gone": party})


def _taken_away(connection: Connection, at: int, ord_: int, packed: bytes) -> Changed:
    """Take away what hung on a document, and tell what that touches."""
    indexing.withdraw(connection, at)
    facts = Facts.kept(packed)
    own = select(lines.c.id).where(lines.c.number == at)
    leaning = select(ties.c.later).where(ties.c.earlier.in_(own), ties.c.later.not_in(own))
    laid_to = select(lines.c.pile).where(lines.c.number == at, lines.c.pile.is_not(None))
    changed = Changed(
        gone=True,
        leaning=frozenset(connection.execute(leaning).scalars()),
        piles=frozenset(connection.execute(laid_to).scalars()),
        keys=frozenset((number(key), ord_) for each in facts.traits for key in each.keys),
    )
    connection.execute(delete(dealings).where(dealings.c.ord == ord_, dealings.c.number == at))
    connection.execute(delete(ties).where(ties.c.later.in_(own) | ties.c.earlier.in_(own)))
    connection.execute(delete(proposals).where(proposals.c.line.in_(own)))
    grounded = delete(grounds).where(
        grounds.c.ground == bindparam("a"), grounds.c.kind == bindparam("b"), grounds.c.ord == ord_
    )
    stood_on = {(g, kind) for kind, each in zip(facts.kinds, facts.parties, strict=True) for g in grounds_of(each)}
    _delete_each(connection, grounded, stood_on)
    _unname(connection, sorted({party for parties in facts.parties for party in parties}))
    keyed = delete(keys).where(keys.c.key == bindparam("a"), keys.c.ord == ord_)
    _delete_each(connection, keyed, {(number(key),) for each in facts.keys for key in each})
    connection.execute(delete(lines).where(lines.c.number == at))
    return changed


def _delete_each(connection: Connection, statement: Delete, values: Iterable[tuple[int, ...]]) -> None:
    if rows := [dict(zip("ab", each, strict=False)) for each in sorted(values)]:
        connection.execute(statement, rows)
