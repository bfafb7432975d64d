"""A document filed: the lines in force of it, under what they are looked up, and how the rest is relinked.

Filing is the same whether a document is new, has been read anew, has moved to an earlier day or has been decided on:
what hung on it is taken away, what hangs on it now is entered, and the commitments that this touches are laid to their
piles again (see `laying`). In the usual case, that it is the newest of its parties, nothing but itself is touched.
"""

from collections.abc import Callable, Iterable
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from legation.ledger.keeping import editions, store
from legation.ledger.keeping.card import Card, card_of
from legation.ledger.keeping.entering import Slip, enter, show
from legation.ledger.keeping.facts import Facts
from legation.ledger.keeping.laying import Changed, lay
from legation.ledger.keeping.order import ground, grounds_of, number, of_entry, ord_of
from legation.ledger.keeping.readings import readings_of
from legation.ledger.keeping.rows import strike
from legation.ledger.keeping.schema import (
    DERIVED,
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
from legation.ledger.search import indexing
from legation.nouns import Commitment

_AT_ONCE = 500  # documents that are derived together
_SHOWN = select(shown).where(shown.c.document_id == bindparam("document"))
_LATEST = select(func.max(shown.c.ord))
_STANDING = select(grounds.c.line).where(grounds.c.ground == bindparam("on")).limit(1)
_UNNAMING = delete(named).where(named.c.party == bindparam("gone"))
_FORMERLY = delete(formerly).where(formerly.c.number == bindparam("number_"))


def file(connection: Connection, document: str) -> None:
    """Derive anew all that hangs on a document on record."""
    kept = store.in_force(connection, document)
    slip = _slip(kept)
    before = connection.execute(_SHOWN, {"document": document}).first()
    changed = Changed() if before is None else _taken_away(connection, before.number, before.ord, before.facts)
    last = _is_last(connection, slip.card.ord) and before is None
    if before is None:
        (at,) = show(connection, [slip])
        editions.enter(connection, [_sketched(at, slip.card)])
    else:
        at = before.number
        connection.execute(_FORMERLY, {"number_": at})
        connection.execute(update(shown).where(shown.c.number == at).values(**_showing(slip)))
        if (before.ord, before.place_id) != (slip.card.ord, slip.place):  # its text is what it was
            editions.withdraw(connection, _sketched(at, slip.card)._replace(ord=before.ord))
            editions.enter(connection, [_sketched(at, slip.card)])
    new = enter(connection, [slip.card], [at])
    _lead_on(connection, at, kept)
    lay(connection, changed._replace(new=new, last=last))


def file_new(connection: Connection, slips: Iterable[Slip]) -> None:
    """File documents that are on record and not shown yet, on which nobody decided anything; many at a time is quick.

    The outcome is that of filing each by itself, in whatever order.
    """
    in_order = sorted(slips, key=lambda slip: slip.card.ord)
    latest = connection.execute(_LATEST).scalar_one()
    late = [slip for slip in in_order if latest is not None and slip.card.ord <= latest]
    for some in (late, in_order[len(late) :]):
        if some:
            given = show(connection, some)
            editions.enter(connection, [_sketched(at, slip.card) for at, slip in zip(given, some, strict=True)])
            new = enter(connection, [slip.card for slip in some], given)
            lay(connection, Changed(new=new, last=some is not late))


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
    documents = iter([document for _, document in in_order])
    done = 0
    while some := list(islice(documents, _AT_ONCE)):
        plain: list[Slip] = []
        for document in some:
            kept = store.in_force(connection, document)
            if kept.decisions or readings_of(connection, document, kept.reading_id):
                continue
            plain.append(_slip(kept))
            done += 1
            if progress is not None:
                progress(done, len(in_order))
        file_new(connection, plain)
        for document in sorted(set(some) - {slip.card.document for slip in plain}):
            file(connection, document)
            done += 1
            if progress is not None:
                progress(done, len(in_order))


def _slip(kept: store.InForce) -> Slip:
    card = card_of(kept.document, [one.entry for one in kept.entries], kept.known)
    return Slip(card, kept.place_id, kept.reading_id)


def _sketched(at: int, card: Card) -> editions.Sketched:
    return editions.Sketched(at, card.ord, card.shingles, card.sketch)


def _is_last(connection: Connection, ord_: int) -> bool:
    latest = connection.execute(_LATEST).scalar_one()
    return latest is None or latest < ord_


def _showing(slip: Slip) -> dict[str, object]:
    card, place, reading = slip
    return {
        "place_id": place,
        "reading_id": reading,
        "known": card.known,
        "ord": card.ord,
        "entries": len(card.lines),
        "meetings": card.meetings,
        "shingles": card.shingles,
        "facts": card.facts,
        "said": card.said,
    }


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
    stood_on = {
        (ground, kind, ord_)
        for kind, each in zip(facts.kinds, facts.parties, strict=True)
        for ground in grounds_of(each)
    }
    strike(connection, grounds, sorted(stood_on), ("ground", "kind", "ord"))
    _unname(connection, sorted({party for parties in facts.parties for party in parties}))
    strike(connection, keys, sorted({(number(key), ord_) for each in facts.keys for key in each}), ("key", "ord"))
    connection.execute(delete(lines).where(lines.c.number == at))
    return changed
