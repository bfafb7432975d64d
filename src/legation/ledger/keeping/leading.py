"""Where the id of a commitment leads that is in force no longer: read in other words, or not at all, or rejected."""

from sqlalchemy import Connection, func, select

from legation.ledger.keeping import store, views
from legation.ledger.keeping.order import entry_id, number, of_entry
from legation.ledger.keeping.readings import readings_of
from legation.ledger.keeping.schema import KINDS, formerly, keys, lines, shown
from legation.ledger.keeping.tying import members
from legation.ledger.linking.kinship import kinship
from legation.ledger.linking.traits import Traits, traits_of
from legation.ledger.review.effective import Effective

_NEAREST = 48  # commitments in time that are compared with one that is gone
_LIKELY = 0.5  # chance from which on one of them is taken to be of its matter


def led_on(connection: Connection, entry: int, by: int) -> int | None:
    """Give the commitment in force in the words of one that is not, else one of its matter; both by their numbers."""
    was = connection.execute(select(formerly).where(formerly.c.entry == entry)).first()
    if was is None:
        return None
    query = select(lines.c.id, lines.c.number, lines.c.place).where(
        lines.c.number == was.number, lines.c.kind == KINDS.index("commitment"), lines.c.ord <= by
    )
    found = views.mentions(connection, [views.Line(*row) for row in connection.execute(query)])
    places = ((mention.entry.evidence[0], mention.entry.id) for mention in found)
    over = (identity for place, identity in places if place.start <= was.start < place.end)
    return next((of_entry(identity) for identity in over), None) or _mate(connection, entry, by)


def _mate(connection: Connection, entry: int, by: int) -> int | None:
    """Give a commitment, known by then, of the matter that one was of which is in force no longer; both by number.

    That is what its document spoke of as the same; else what it is likeliest to have been of one matter with. None if
    there is none.
    """
    was = connection.execute(
        select(shown.c.number, shown.c.document_id, shown.c.ord, shown.c.known)
        .join(formerly, formerly.c.number == shown.c.number)
        .where(formerly.c.entry == entry)
    ).first()
    if was is None or was.ord > by:
        return None
    then = _traits_then(connection, was.document_id, was.known, entry_id(entry))
    group = then[entry_id(entry)].group
    present = set(connection.execute(select(lines.c.entry).where(lines.c.number == was.number)).scalars())
    mates = (of_entry(traits.key) for traits in then.values() if traits.group == group)
    in_force = next((mate for mate in mates if mate in present), None)
    return in_force or _likeliest(connection, then[group], was.ord, by)


def _traits_then(connection: Connection, document: str, known: str, entry: str) -> dict[str, Traits]:
    """Traits of the commitments of the last reading that proposed an entry, by entry, in order of the text.

    Where none did, as it was added by a reviewer, of the newest reading and this entry as it stood last.
    """
    kept = store.in_force(connection, document)
    every = reversed(readings_of(connection, document))
    last = next((reading.entries for reading in every if any(each.id == entry for each in reading.entries)), None)
    if last is None:
        stood = (each for one in kept.decisions if (each := one.stands_as) is not None and each.id == entry)
        last = tuple(sorted((*kept.proposed, *tuple(stood)[-1:]), key=lambda one: (one.evidence[0].start, one.id)))
    effective = tuple(Effective(each, None) for each in last)
    return {traits.key: traits for traits in traits_of(kept._replace(entries=effective).mentions(), known)}


def _likeliest(connection: Connection, gone: Traits, ord_: int, by: int) -> int | None:
    near = (
        select(keys.c.line)
        .where(keys.c.key.in_([number(key) for key in gone.keys]), keys.c.ord <= by, keys.c.ord != ord_)
        .group_by(keys.c.line)
        .order_by(func.min(func.abs(keys.c.ord - ord_)), keys.c.line)
        .limit(_NEAREST)
    )
    commitments = select(lines.c.id).where(lines.c.id.in_(near), lines.c.kind == KINDS.index("commitment"))
    likely = [
        (kinship(*sorted((other, gone), key=lambda traits: traits.order, reverse=True)).chance, other)
        for other in (member.traits for member in members(connection, connection.execute(commitments).scalars().all()))
    ]
    chance, best = max(likely, key=lambda pair: (pair[0], pair[1].order), default=(0.0, None))
    return of_entry(best.key) if best is not None and chance >= _LIKELY else None
