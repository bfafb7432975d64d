"""Entries in force that nobody decided on: which to ask about first, and which comes next."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select

from legation.errors import QueryError
from legation.ledger.folding.stages import PATH
from legation.ledger.keeping import store, views
from legation.ledger.keeping.schema import KINDS, documents, lines, piles
from legation.ledger.keeping.tying import SOME, chunks
from legation.ledger.review.decisions import Decision, on_entries, standing
from legation.ledger.review.weighed import Wanted, Weighed, Weighings
from legation.nouns import Mention

LOOKED_AT = 2_000  # entries, the latest, among which the most urgent are looked for
_FURTHER = (LOOKED_AT, 2 * LOOKED_AT, 4 * LOOKED_AT)  # where so many of those are decided on, or not asked for,
_ENOUGH = 100  # that fewer are left than these

_mine, _other = lines.alias(), lines.alias()
_my_pile, _other_pile = piles.alias(), piles.alias()
_rivals = (
    select(_other.c.id)
    .join(_other_pile, _other_pile.c.pile == _other.c.pile)
    .where(
        _other_pile.c.root == _my_pile.c.root,
        _other.c.id != _mine.c.id,
        or_(
            _other.c.stage == _mine.c.stage,
            and_(_other.c.stage > _mine.c.stage, _other.c.stage < len(PATH)),
        ),
    )
    .correlate(_mine, _my_pile)
)
_ALONE = (
    select(_mine.c.id).join(_my_pile, _my_pile.c.pile == _mine.c.pile).where(_mine.c.id.in_(SOME), ~_rivals.exists())
)
_Order = tuple[bool, float, float]


class Undecided(NamedTuple):
    """An entry in force that nobody decided on."""

    line: views.Line
    weighed: Weighed
    alone: bool  # whether it alone takes its matter as far as it does

    @property
    def order(self) -> _Order:
        """By which it is asked about: the most urgent first, what no model is sure or unsure of last."""
        return _order(self.weighed, alone=self.alone)


def undecided(connection: Connection, wanted: Wanted, memory: Weighings) -> list[Undecided]:
    """Entries that nobody decided on, the most urgent first: among the latest `LOOKED_AT`, or some more."""
    left: list[tuple[views.Line, Weighed]] = []
    looked_at = 0
    for latest in _FURTHER:
        at = views.lines_of(connection, wanted.parties, kinds=wanted.kinds or KINDS, latest=latest)
        left += _left(connection, at[::-1][looked_at:], wanted, memory)
        looked_at = len(at)
        if len(left) >= _ENOUGH or looked_at < latest:
            break
    alone = {
        line
        for some in chunks(line.id for line, of in left if of.kind == "commitment")
        for line in connection.execute(_ALONE, {"some": some}).scalars()
    }
    found = [Undecided(line, of, line.id in alone) for line, of in left]
    return sorted(found, key=lambda one: one.order)


def _left(
    connection: Connection, at: Sequence[views.Line], wanted: Wanted, memory: Weighings
) -> list[tuple[views.Line, Weighed]]:
    weighed = [(line, of) for line, of in zip(at, memory.weighed(connection, at), strict=True) if of.is_wanted(wanted)]
    decided = _decided(store.decided(connection, {of.document for _, of in weighed}))
    return [(line, of) for line, of in weighed if of.entry not in decided]


def next_undecided(
    connection: Connection, after: tuple[str, str] | None, wanted: Wanted, memory: Weighings
) -> Mention | None:
    """Give the next entry in its document after one, by the ids of both; else the first of the next document.

    Documents come by the most urgent entry that each has left, round and round, so that what was passed over comes
    again once nothing else is left. None where nothing is. Raises QueryError for an unknown document.
    """
    if after is not None and (found := _in_document(connection, after[0], wanted, after[1])) is not None:
        return found
    first: dict[str, _Order] = {}
    for one in undecided(connection, wanted, memory):
        first.setdefault(one.weighed.document, one.order)
    if not first:
        return None if after is None else _in_document(connection, after[0], wanted)
    following = list(first)
    if after is not None:
        here = first.get(after[0]) or _once(connection, after[0], wanted)
        later = [document for document in following if (first[document], document) > (here, after[0])]
        following = [*later, *(document for document in following if document not in later)]
    return _in_document(connection, following[0], wanted)


def _in_document(connection: Connection, document: str, wanted: Wanted, after: str | None = None) -> Mention | None:
    """Give the first entry of a document that nobody decided on, or the first after one, by its id."""
    if connection.execute(select(documents.c.id).where(documents.c.id == document)).first() is None:
        raise QueryError(f"no document has the id {document!r}")
    kept = store.in_force(connection, document)
    decisions = store.decided(connection, {document})
    decided = _decided(decisions)
    places = {entry.id: entry.evidence[0].start for entry in kept.proposed}
    places |= {decision.subject.entry: decision.subject.start for decision in decisions}
    places |= {one.entry.id: one.entry.evidence[0].start for one in kept.entries}
    begin = (places.get(after or "", -1), after or "")
    for mention in kept.mentions():
        place = (mention.entry.evidence[0].start, mention.entry.id)
        if place > begin and mention.entry.id not in decided and Weighed.of(mention).is_wanted(wanted):
            return mention
    return None


def _once(connection: Connection, document: str, wanted: Wanted) -> _Order:
    """Where a document was, or before that, when nobody had decided on any of its entries."""
    kept = store.in_force(connection, document)
    every = (Weighed.of(Mention.of(kept.document, entry)) for entry in kept.proposed)
    return min((_order(one, alone=True) for one in every if one.is_wanted(wanted)), default=(False, 0.0, 0.0))


def _order(weighed: Weighed, *, alone: bool) -> _Order:
    return weighed.confidence is None, -weighed.urgency(alone=alone), -weighed.consequence


def _decided(on: Iterable[Decision]) -> set[str]:
    return {subject.entry for subject, _ in standing(on_entries(on))}
