"""What waits for a reviewer: topics in conflict, what may be one matter, and entries that nobody has looked at."""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from legation.errors import QueryError
from legation.ledger.keeping import store, views
from legation.ledger.keeping.filing import area_bits
from legation.ledger.keeping.order import entry_id, ground, of_entry
from legation.ledger.keeping.schema import KINDS, decisions, lines, pile_grounds, piles, proposals, ties
from legation.ledger.keeping.tying import MILLION, chunks, members
from legation.ledger.linking.kinship import kinship
from legation.ledger.parties import parties_of
from legation.ledger.review.deciding import conflicts, named
from legation.ledger.review.decisions import Decision, standing
from legation.nouns import Area, Commitment, Kind, Mention

Doubt = Literal["conflict", "link", "entry"]
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)
LOOKED_AT = 2_000  # entries, the latest, among which the least sure are looked for


class Question(NamedTuple):
    """What a reviewer is asked: whether an entry is right, or whether two are of one matter."""

    doubt: Doubt
    mentions: tuple[Mention, ...]  # one, or the earlier and the later of two; as proposed where none is in force
    chance: float | None  # that a person would enter it too; that the two are of one matter
    reasons: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()  # of a conflict: those that differ

    @property
    def of_two(self) -> bool:
        """Whether it is about two entries."""
        return len(self.mentions) == 2

    @property
    def key(self) -> tuple[str, ...]:
        """Ids of the entries that it is about."""
        return tuple(mention.entry.id for mention in self.mentions)


class Wanted(NamedTuple):
    """Which questions are asked for; what is empty asks for all."""

    parties: Collection[str] = ()
    kinds: Collection[Kind] = ()
    areas: Collection[Area] = ()

    def takes(self, mention: Mention) -> bool:
        """Whether an entry is of these parties, kinds and areas."""
        entry = mention.entry
        return (
            set(self.parties) <= set(parties_of(entry))
            and (not self.kinds or entry.kind in self.kinds)
            and (not self.areas or (isinstance(entry, Commitment) and not set(self.areas).isdisjoint(entry.area)))
        )


def questions(connection: Connection, wanted: Wanted, doubts: Collection[Doubt], most: int) -> tuple[Question, ...]:
    """What waits for a reviewer, at most so many: conflicts, then links, then entries; in each the least sure first.

    Entries are those that nobody decided on, among the latest `LOOKED_AT`.
    """
    asking = {"conflict": _conflicts, "link": _links, "entry": _entries}
    found: list[Question] = []
    for doubt in DOUBTS:
        if doubt in doubts and len(found) < most:
            found += asking[doubt](connection, wanted, most - len(found))
    return tuple(found)


def question(connection: Connection, entry: str, other: str | None = None) -> Question:
    """Ask about an entry, or whether two are of one matter, by their ids. Raises QueryError for an unknown one."""
    mentions = tuple(_mention(connection, each) for each in (entry, other) if each is not None)
    if len(mentions) == 1:
        return Question("entry", mentions, mentions[0].entry.confidence)
    found: list[int] = []
    for each in mentions:
        line = connection.execute(select(lines.c.id).where(lines.c.entry == of_entry(each.entry.id))).scalar()
        found += [] if line is None else [line]
    traits = [member.traits for member in members(connection, found)]
    if len(traits) != len(mentions):
        raise QueryError(f"{entry} and {other} are not two commitments in force: only these belong to matters")
    kin = kinship(traits[1], traits[0])
    mentions = tuple(sorted(mentions, key=lambda mention: mention.entry.id != traits[0].key))
    return Question("link", mentions, kin.chance, kin.reasons)


def _mention(connection: Connection, entry: str) -> Mention:
    known = named(connection, entry)
    kept = store.in_force(connection, known.subject.document)
    of = kept.document
    return Mention(document=of.id, doc=of.name, reported=of.date, source=of.source, entry=known.entry)


def _conflicts(connection: Connection, wanted: Wanted, most: int) -> list[Question]:
    found: list[Question] = []
    for conflict in conflicts(connection):
        try:
            mentions = tuple(_mention(connection, s.entry) for s in conflict.topic if s is not None)
        except QueryError:
            continue  # of a document that this ledger has yet to receive
        if any(wanted.takes(mention) for mention in mentions):
            found.append(Question("conflict", mentions, None, (), conflict.decisions))
    return found[:most]


class _Pair(NamedTuple):
    """Lines of two commitments, and the chance that they are of one matter."""

    earlier: int
    later: int
    chance: float


def _links(connection: Connection, wanted: Wanted, most: int) -> list[Question]:
    if wanted.kinds and "commitment" not in wanted.kinds:
        return []
    pairs: list[_Pair] = []
    for pair in _pairs(connection, wanted):
        pairs.append(pair)
        if len(pairs) == most:
            break
    wanted_lines = {line for pair in pairs for line in pair[:2]}
    at = [
        views.Line(*row)
        for some in chunks(wanted_lines)
        for row in connection.execute(select(lines.c.id, lines.c.number, lines.c.place).where(lines.c.id.in_(some)))
    ]
    mention = {line.id: each for line, each in zip(at, views.mentions(connection, at), strict=True)}
    traits = {member.line: member.traits for member in members(connection, wanted_lines)}
    return [
        Question(
            "link",
            (mention[pair.earlier], mention[pair.later]),
            pair.chance,
            kinship(traits[pair.later], traits[pair.earlier]).reasons,
        )
        for pair in pairs
    ]


def _pairs(connection: Connection, wanted: Wanted) -> Iterator[_Pair]:
    """Of each proposal the two likeliest, those first that are hardest to tell."""
    mine, theirs = piles.alias(), piles.alias()
    query = (
        select(proposals.c.line, proposals.c.chance, lines.c.entry, theirs.c.root)
        .join(lines, lines.c.id == proposals.c.line)
        .join(mine, mine.c.pile == lines.c.pile)
        .join(theirs, theirs.c.pile == proposals.c.pile)
        .where(mine.c.root != theirs.c.root)
        .order_by(func.abs(proposals.c.chance - MILLION // 2), lines.c.ord.desc(), proposals.c.line, theirs.c.root)
    )
    if wanted.areas:
        query = query.where(lines.c.areas.op("&")(area_bits(wanted.areas)) != 0)
    if wanted.parties:
        involved = views.stood_on(wanted.parties, KINDS, views.ALWAYS)
        here = proposals.c.line.in_(select(involved.c.line))
        query = query.where(or_(here, and_(*(_involves(theirs.c.root, party) for party in sorted(wanted.parties)))))
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


def _entries(connection: Connection, wanted: Wanted, most: int) -> list[Question]:
    at = views.lines_of(connection, wanted.parties, kinds=wanted.kinds or KINDS, latest=LOOKED_AT)
    mentions = [mention for mention in views.mentions(connection, reversed(at)) if wanted.takes(mention)]
    ruled = standing(store.decided(connection, {mention.document for mention in mentions}))
    decided = {subject.entry for subject, other in ruled if other is None}
    found = [
        Question("entry", (mention,), mention.entry.confidence)
        for mention in mentions
        if mention.entry.id not in decided
    ]
    found.sort(key=lambda one: 1.0 if one.chance is None else one.chance)
    return found[:most]
