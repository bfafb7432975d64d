"""What waits for a reviewer: topics in conflict, what may be one matter, and entries that nobody has looked at."""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, get_args

from sqlalchemy import Connection, select

from legation.errors import QueryError
from legation.ledger.keeping import store, views
from legation.ledger.keeping.order import of_entry
from legation.ledger.keeping.schema import lines
from legation.ledger.keeping.tying import members
from legation.ledger.linking.kinship import kinship
from legation.ledger.review import links
from legation.ledger.review.consequence import consequence
from legation.ledger.review.deciding import Conflict, conflicts, named, newest_on
from legation.ledger.review.decisions import Decision
from legation.ledger.review.undecided import undecided
from legation.ledger.review.weighed import Wanted, Weighed, Weighings
from legation.nouns import Mention

Doubt = Literal["conflict", "link", "entry"]
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)
NEAR = 20  # links of one matter, at most


class Question(NamedTuple):
    """What a reviewer is asked: whether an entry is right, or whether two are of one matter."""

    doubt: Doubt
    mentions: tuple[Mention, ...]  # one, or the earlier and the later of two; as proposed where none is in force
    chance: float | None  # that a person would enter it too; that the two are of one matter
    reasons: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()  # of a conflict: those that differ
    knew: tuple[str, ...] = ()  # ids of the newest decisions on it: what `Desk.decide` wants to know of

    @property
    def of_two(self) -> bool:
        """Whether it is about two entries."""
        return len(self.mentions) == 2

    @property
    def key(self) -> tuple[str, ...]:
        """Ids of the entries that it is about."""
        return tuple(mention.entry.id for mention in self.mentions)


def questions(
    connection: Connection, wanted: Wanted, doubts: Collection[Doubt], most: int, memory: Weighings
) -> tuple[Question, ...]:
    """What waits for a reviewer, at most so many: conflicts, then links, then entries.

    In each the most doubtful and most consequential first (see `consequence`). Entries are those that nobody decided
    on, among the latest so many (see `undecided`).
    """
    found: list[Question] = []
    for doubt in DOUBTS:
        left = most - len(found)
        if doubt not in doubts or left <= 0:
            continue
        if doubt == "conflict":
            found += _conflicts(connection, wanted, left)
        elif doubt == "entry":
            found += _entries(connection, wanted, left, memory)
        elif not wanted.kinds or "commitment" in wanted.kinds:
            found += _of_links(connection, links.doubtful(connection, wanted.parties, wanted.areas, left))
    return tuple(found)


def near(connection: Connection, root: int) -> tuple[Question, ...]:
    """Links of the matter that a pile names with others, the likeliest first, at most `NEAR`."""
    return tuple(_of_links(connection, links.near(connection, root, NEAR)))


def question(connection: Connection, entry: str, other: str | None = None) -> Question:
    """Ask about an entry, or whether two are of one matter, by their ids. Raises QueryError for an unknown one."""
    mentions = tuple(_mention(connection, each) for each in (entry, other) if each is not None)
    key = tuple(mention.entry.id for mention in mentions)
    knew = newest_on(connection, [key])[frozenset(key)]
    if len(mentions) == 1:
        return Question("entry", mentions, mentions[0].entry.confidence, knew=knew)
    found: list[int] = []
    for each in mentions:
        line = connection.execute(select(lines.c.id).where(lines.c.entry == of_entry(each.entry.id))).scalar()
        found += [] if line is None else [line]
    traits = [member.traits for member in members(connection, found)]
    if len(traits) != len(mentions):
        raise QueryError(f"{entry} and {other} are not two commitments in force: only these belong to matters")
    kin = kinship(traits[1], traits[0])
    mentions = tuple(sorted(mentions, key=lambda mention: mention.entry.id != traits[0].key))
    return Question("link", mentions, kin.chance, kin.reasons, knew=knew)


def _of_links(connection: Connection, found: Sequence[links.Link]) -> list[Question]:
    keys = [(link.earlier.entry.id, link.later.entry.id) for link in found]
    knew = newest_on(connection, keys)
    return [
        Question("link", (link.earlier, link.later), link.chance, link.reasons, knew=knew[frozenset(key)])
        for link, key in zip(found, keys, strict=True)
    ]


def _mention(connection: Connection, entry: str) -> Mention:
    known = named(connection, entry)
    return Mention.of(store.in_force(connection, known.subject.document).document, known.entry)


def _conflicts(connection: Connection, wanted: Wanted, most: int) -> list[Question]:
    found: list[Question] = []
    for conflict in sorted(conflicts(connection), key=_weightiest_first):
        try:
            mentions = tuple(_mention(connection, s.entry) for s in conflict.topic if s is not None)
        except QueryError:
            continue  # of a document that this ledger has yet to receive
        if any(Weighed.of(mention).is_wanted(wanted) for mention in mentions):
            key = tuple(mention.entry.id for mention in mentions)
            knew = newest_on(connection, [key])[frozenset(key)]
            found.append(Question("conflict", mentions, None, (), conflict.decisions, knew))
            if len(found) == most:
                break
    return found


def _weightiest_first(conflict: Conflict) -> float:
    """Order of conflicts: those of which the most hangs on what one of the reviewers would have, first."""
    return -max((consequence(entry) for one in conflict.decisions if (entry := one.stands_as) is not None), default=0.0)


def _entries(connection: Connection, wanted: Wanted, most: int, memory: Weighings) -> list[Question]:
    asked = undecided(connection, wanted, memory)[:most]
    mentions = views.mentions(connection, [one.line for one in asked])
    knew = newest_on(connection, [(mention.entry.id,) for mention in mentions])
    return [
        Question("entry", (mention,), mention.entry.confidence, knew=knew[frozenset({mention.entry.id})])
        for mention in mentions
    ]
