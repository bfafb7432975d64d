"""Which two commitments may be of one matter, where that is for a reviewer to say."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from legation.ledger.folding.stages import STAGES
from legation.ledger.keeping import store, views
from legation.ledger.keeping.order import area_bits, entry_id, ground, of_entry
from legation.ledger.keeping.schema import KINDS, decisions, lines, pile_grounds, piles, proposals, ties
from legation.ledger.keeping.tying import MILLION, chunks, members
from legation.ledger.linking.kinship import kinship
from legation.ledger.review.consequence import ENDING
from legation.ledger.review.decisions import standing
from legation.nouns import Area, Mention

_mine, _theirs = piles.alias(), piles.alias()
_PROPOSED = (
    select(proposals.c.line, proposals.c.chance, lines.c.entry, _theirs.c.root)
    .join(lines, lines.c.id == proposals.c.line)
    .join(_mine, _mine.c.pile == lines.c.pile)
    .join(_theirs, _theirs.c.pile == proposals.c.pile)
    .where(_mine.c.root != _theirs.c.root)
)
_ORDER = lines.c.ord.desc(), proposals.c.line, _theirs.c.root
_HALF = MILLION // 2
_ENDS = lines.c.stage.in_([STAGES.index(stage) for stage in sorted(ENDING)])
# How hard it is to tell, twice as much where the later one ends something.
_URGENT = (_HALF - func.abs(proposals.c.chance - _HALF)) * case((_ENDS, 2), else_=1)


class Link(NamedTuple):
    """Two commitments, the likeliest of their matters to be of one."""

    earlier: Mention
    later: Mention
    chance: float
    reasons: tuple[str, ...]


class _Pair(NamedTuple):
    """Lines of two commitments, and the chance that they are of one matter."""

    earlier: int
    later: int
    chance: float


def doubtful(connection: Connection, parties: Collection[str], areas: Collection[Area], most: int) -> list[Link]:
    """Find links that nobody ruled on, of these parties and areas, those first that are hardest to tell and matter."""
    query = _PROPOSED.order_by(_URGENT.desc(), *_ORDER)
    if areas:
        query = query.where(lines.c.areas.op("&")(area_bits(areas)) != 0)
    if parties:
        involved = views.stood_on(parties, KINDS, views.ALWAYS)
        here = proposals.c.line.in_(select(involved.c.line))
        query = query.where(or_(here, and_(*(_involves(_theirs.c.root, party) for party in sorted(parties)))))
    return _links(connection, query, most)


def near(connection: Connection, root: int, most: int) -> list[Link]:
    """Find links of the matter that a pile names with others, that nobody ruled on, the likeliest first."""
    query = _PROPOSED.where(or_(_mine.c.root == root, _theirs.c.root == root))
    return _links(connection, query.order_by(proposals.c.chance.desc(), *_ORDER), most)


def _links(connection: Connection, query: Select[tuple[int, int, int, int]], most: int) -> list[Link]:
    pairs: list[_Pair] = []
    for pair in _pairs(connection, query):
        if len(pairs) == most:
            break
        pairs.append(pair)
    wanted = {line for pair in pairs for line in pair[:2]}
    at = [
        views.Line(*row)
        for some in chunks(wanted)
        for row in connection.execute(select(lines.c.id, lines.c.number, lines.c.place).where(lines.c.id.in_(some)))
    ]
    mention = {line.id: each for line, each in zip(at, views.mentions(connection, at), strict=True)}
    traits = {member.line: member.traits for member in members(connection, wanted)}
    return [
        Link(
            mention[pair.earlier],
            mention[pair.later],
            pair.chance,
            kinship(traits[pair.later], traits[pair.earlier]).reasons,
        )
        for pair in pairs
    ]


def _pairs(connection: Connection, query: Select[tuple[int, int, int, int]]) -> Iterator[_Pair]:
    """Of each proposal the two likeliest."""
    asked: set[tuple[int, int]] = set()
    for line, chance, entry, root in connection.execute(query).all():
        if (line, root) in asked:
            continue
        asked.add((line, root))
        ruled = _ruled_with(connection, entry)
        laid_there = (
            select(ties.c.earlier)
            .join(lines, lines.c.id == ties.c.earlier)
            .join(piles, piles.c.pile == lines.c.pile)
            .where(ties.c.later == line, piles.c.root == root)
            .order_by(ties.c.chance.desc(), lines.c.ord.desc(), lines.c.place.desc())
        )
        nearest = connection.execute(laid_there.limit(1)).scalar()
        if nearest is not None and not _rules_on(connection, ruled, root):
            yield _Pair(nearest, line, chance / MILLION)


def _involves(root: ColumnElement[int], party: str) -> ColumnElement[bool]:
    return root.in_(select(pile_grounds.c.pile).where(pile_grounds.c.ground == ground((party,))))


def _ruled_with(connection: Connection, entry: int) -> set[int]:
    """Entries of which somebody has decided whether they are of one matter with this one."""
    mine = entry_id(entry)
    where = decisions.c.other.is_not(None), or_(decisions.c.entry == mine, decisions.c.other == mine)
    topics = standing(store.decisions_of(connection, *where))
    return {of_entry(s.entry) for topic in topics for s in topic if s is not None and s.entry != mine}


def _rules_on(connection: Connection, ruled: Collection[int], root: int) -> bool:
    query = select(lines.c.id).join(piles, piles.c.pile == lines.c.pile).where(piles.c.root == root)
    return bool(ruled) and connection.execute(query.where(lines.c.entry.in_(sorted(ruled)))).first() is not None
