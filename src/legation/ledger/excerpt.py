"""What is left of a narrowed ledger, all of it and in its order: for what is handed on to other programs.

Long lists are read some at a time in one transaction, so that an excerpt is of one state of the ledger, whatever is
added meanwhile, and takes no more memory than some of its documents do.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection, func, select

from legation.ledger.keeping import matters, store, views
from legation.ledger.keeping.folds import Folds
from legation.ledger.keeping.order import of_entry
from legation.ledger.keeping.schema import KINDS, lines, shown
from legation.ledger.keeping.tying import chunks
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


class _Walked(ABC):
    """Documents by their numbers, in order; may be walked more than once."""

    _narrow = WHOLE

    def __init__(self, connection: Connection, as_of: str | None) -> None:
        self._connection = connection
        self._asked = matters.Asked.of(as_of, Folds())
        self._numbers: list[int] = []

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self._numbers)

    def documents(self) -> Iterator[Recorded]:
        """Documents in the order in which they became known."""
        for begin in range(0, len(self._numbers), _AT_ONCE):
            yield from self._recorded(self._numbers[begin : begin + _AT_ONCE])

    @abstractmethod
    def _places(self, numbers: Sequence[int]) -> dict[int, set[int]] | None:
        """Places of the entries that may be left, by the numbers of their documents; None for all of them."""

    def _recorded(self, numbers: Sequence[int]) -> Iterator[Recorded]:
        kept = views.kept(self._connection, numbers, self._places(numbers))
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


class Excerpt(_Walked):
    """What involves all these parties, as of a day, narrowed.

    A document is left with an entry that is left or, by words alone, where its text says them. Raises QueryError for
    what is no date, or no words.
    """

    def __init__(
        self,
        connection: Connection,
        parties: Collection[str] = (),
        *,
        as_of: str | None = None,
        narrow: Narrow = WHOLE,
    ) -> None:
        super().__init__(connection, as_of)
        self._parties = frozenset(parties)
        self._narrow = narrow
        self._numbers = self._left()

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

    def _places(self, numbers: Sequence[int]) -> dict[int, set[int]] | None:
        if not self._parties:
            return None
        first, last = self._connection.execute(
            select(func.min(shown.c.ord), func.max(shown.c.ord)).where(shown.c.number.in_(numbers))
        ).one()
        on = views.stood_on(self._parties, KINDS, last, first=first)
        query = select(lines.c.number, lines.c.place).join(on, on.c.line == lines.c.id)
        found: dict[int, set[int]] = {number: set() for number in numbers}
        for row in self._connection.execute(query.where(lines.c.number.in_(numbers))):
            found[row.number].add(row.place)
        return found


class MatterExcerpt(_Walked):
    """One matter, and the documents with the entries that it is made of."""

    def __init__(self, connection: Connection, matter: Matter, *, as_of: str | None = None) -> None:
        super().__init__(connection, as_of)
        self._matter = matter
        told = (mention for step in matter.history for mention in (step.mention, *step.also, *step.supersedes))
        mentions = (*told, *matter.figures)
        entries = {of_entry(mention.entry.id) for mention in mentions}
        query = select(lines.c.number, lines.c.place).where(lines.c.ord <= self._asked.by).order_by(lines.c.ord)
        self._of_entries: dict[int, set[int]] = {}
        for some in chunks(entries):
            for row in connection.execute(query.where(lines.c.entry.in_(some))):
                self._of_entries.setdefault(row.number, set()).add(row.place)
        self._numbers = list(self._of_entries)

    def matters(self) -> Iterator[Matter]:
        """Give the matter."""
        yield self._matter

    def _places(self, numbers: Sequence[int]) -> dict[int, set[int]] | None:
        return {number: self._of_entries[number] for number in numbers}


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
