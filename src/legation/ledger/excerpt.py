"""What is left of a narrowed ledger, all of it and in its order: for what is handed on to other programs.

Long lists are read some at a time in one transaction, so that an excerpt is of one state of the ledger, whatever is
added meanwhile, and takes no more memory than some of its documents do.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection, func, select

from legation.ledger.keeping import matters, store, views
from legation.ledger.keeping.folds import Folds
from legation.ledger.keeping.schema import KINDS, lines, shown
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.record import Kept
from legation.ledger.review.decisions import Decision, on_entries, settled, standing
from legation.ledger.review.effective import in_effect
from legation.ledger.search.narrowing import documents_left, fits
from legation.nouns import Document, Matter, Mention

_AT_ONCE = 50  # documents: those may have megabytes each

Standing = Literal["unreviewed", "accepted", "corrected", "added", "in conflict"]
_STANDINGS: Mapping[str, Standing] = {"accept": "accepted", "correct": "corrected", "add": "added"}


class Review(NamedTuple):
    """What people made of an entry in force. In conflict, where they differ, it stands as it was read."""

    state: Standing = "unreviewed"
    by: str | None = None  # who decided
    at: str | None = None  # when, ISO 8601, UTC
    why: str | None = None
    decision: str | None = None  # its id


class Stated(NamedTuple):
    """An entry in force, in its document, and how it stands."""

    mention: Mention
    review: Review


class Recorded(NamedTuple):
    """A document and those of its entries that are left, in order of the text."""

    document: Document
    stated: tuple[Stated, ...]
    reader: str  # name and version
    added: datetime  # when the document was first kept, UTC
    decisions: tuple[Decision, ...]  # on its entries, all that were ever made


class Excerpt:
    """What involves all these parties, as of a day, narrowed.

    A document is left with an entry that is left or, by words alone, where its text says them. May be walked more
    than once. Raises QueryError for what is no date, or no words.
    """

    def __init__(
        self,
        connection: Connection,
        parties: Collection[str] = (),
        *,
        as_of: str | None = None,
        narrow: Narrow = WHOLE,
    ) -> None:
        self._connection = connection
        self._parties = frozenset(parties)
        self._narrow = narrow
        self._asked = matters.Asked.of(as_of, Folds())
        self._numbers = self._left()

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self._numbers)

    def documents(self) -> Iterator[Recorded]:
        """Documents in the order in which they became known."""
        for begin in range(0, len(self._numbers), _AT_ONCE):
            yield from self._recorded(self._numbers[begin : begin + _AT_ONCE])

    def matters(self) -> Iterator[Matter]:
        """Matters, those last reported on first, with all of their history up to the day."""
        yield from matters.every(self._connection, self._parties, self._asked, narrow=self._narrow)

    def _left(self) -> list[int]:
        by = self._asked.by
        found = documents_left(self._connection, self._parties, self._narrow, by=by)
        if not self._narrow.words.strip():
            return found
        told = documents_left(self._connection, self._parties, self._narrow, by=by, told=True)
        if set(told) <= set(found):
            return found
        order = select(shown.c.number).where(shown.c.ord <= by).order_by(shown.c.ord)
        every = {*found, *told}
        return [number for number in self._connection.execute(order).scalars() if number in every]

    def _recorded(self, numbers: Sequence[int]) -> Iterator[Recorded]:
        kept = views.kept(self._connection, numbers, self._involving(numbers) if self._parties else None)
        decided: dict[str, list[Decision]] = defaultdict(list)
        for decision in store.decided(self._connection, {one.document.id for one in kept.values()}):
            decided[decision.subject.document].append(decision)
        for number in numbers:
            yield self._of(kept[number], tuple(decided[kept[number].document.id]))

    def _of(self, kept: Kept, decisions: tuple[Decision, ...]) -> Recorded:
        reviews = reviews_of(kept.document, decisions)
        stated = (
            Stated(mention, reviews.get(mention.entry.id, Review()))
            for mention in kept.mentions()
            if self._narrow == WHOLE or fits(mention.entry, self._narrow)
        )
        return Recorded(kept.document, tuple(stated), kept.reader, kept.added, decisions)

    def _involving(self, numbers: Sequence[int]) -> dict[int, set[int]]:
        """Places, in some documents, of the entries that involve the parties."""
        of = lines.c.number.in_(numbers)
        first, last = self._connection.execute(
            select(func.min(shown.c.ord), func.max(shown.c.ord)).where(shown.c.number.in_(numbers))
        ).one()
        on = views.stood_on(self._parties, KINDS, last, first=first)
        found: dict[int, set[int]] = {number: set() for number in numbers}
        query = select(lines.c.number, lines.c.place).join(on, on.c.line == lines.c.id).where(of)
        for row in self._connection.execute(query):
            found[row.number].add(row.place)
        return found


def reviews_of(document: Document, decisions: Sequence[Decision]) -> dict[str, Review]:
    """What people made of the entries of a document, by their ids; of those alone on which anyone decided."""
    on_them = tuple(on_entries(decisions))
    found = {
        subject.entry: Review(
            _STANDINGS.get(decision.verb, "unreviewed"), decision.by, decision.made, decision.why, decision.id
        )
        for subject, decision in in_effect(document.id, document.text, on_them).items()
    }
    for (subject, _), of in standing(on_them).items():
        if settled(of) is None:
            found[subject.entry] = Review("in conflict")
    return found
