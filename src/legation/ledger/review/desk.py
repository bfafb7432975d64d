"""The reviewers' side of a ledger: what waits for them, what they decide, and documents read anew."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection

from legation.errors import DecisionRefused
from legation.ledger.keeping import store
from legation.ledger.record import Kept
from legation.ledger.review import adding, deciding, exchange, merging, rating, rereading, reviewing
from legation.ledger.review.adding import Span
from legation.ledger.review.agreement import Agreement, agreement
from legation.ledger.review.deciding import Conflict
from legation.ledger.review.decisions import Decision, OnEntry, OnTwo, Rating, Verb
from legation.ledger.review.history import History, history
from legation.ledger.review.matters import root_called
from legation.ledger.review.rereading import Reread
from legation.ledger.review.reviewing import DOUBTS, Doubt, Question
from legation.ledger.review.sheet import Sheet, sheet
from legation.ledger.review.undecided import next_undecided
from legation.ledger.review.weighed import Wanted, Weighings
from legation.nouns import Area, Entry, Kind, Matter, Mention


class Imported(NamedTuple):
    """What became of decisions that were brought along."""

    new: int
    known: int
    refused: tuple[DecisionRefused, ...]  # a sentence each, by its line
    conflicts: tuple[Conflict, ...]  # that there are now and were not before


class Desk(ABC):
    """What `Ledger` has for reviewers. Each method is one transaction.

    `by` is the reviewer's name, `at` when it was decided: now, where it is not given. People outrank programs: no
    reading and no linking changes what they decided, and nothing that they decided is ever overwritten.
    """

    @cached_property
    def _weighings(self) -> Weighings:
        return Weighings()

    @abstractmethod
    def document(self, key: str, *, as_of: str | None = None) -> Kept:
        """Give the document of this name or id, or whose id alone begins so."""

    @abstractmethod
    def matter(self, key: str, *, as_of: str | None = None) -> Matter:
        """Give the matter of this id, or of any of its commitments."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]: ...

    def queue(
        self,
        *,
        parties: Collection[str] = (),
        kinds: Collection[Kind] = (),
        areas: Collection[Area] = (),
        doubts: Collection[Doubt] = DOUBTS,
        most: int = 100,
    ) -> tuple[Question, ...]:
        """What waits for a reviewer: conflicts, then links, then entries.

        In each the most doubtful and most consequential first, as `consequence` weighs.
        """
        with self._reading() as connection:
            return reviewing.questions(connection, Wanted(parties, kinds, areas), doubts, most, self._weighings)

    def question(self, entry: str, other: str | None = None) -> Question:
        """Ask about one entry, or whether two are of one matter. Raises QueryError for an unknown id."""
        with self._reading() as connection:
            return reviewing.question(connection, entry, other)

    def on_document(self, key: str, *, as_of: str | None = None) -> Sheet:
        """Give a document with its entries and what became of each: proposed, accepted, corrected, added, rejected.

        Raises QueryError where none, or more than one, is called so, or it was not known by then.
        """
        document = self.document(key, as_of=as_of).document.id
        with self._reading() as connection:
            return sheet(connection, document)

    def next_undecided(
        self,
        after: tuple[str, str] | None = None,
        *,
        parties: Collection[str] = (),
        kinds: Collection[Kind] = (),
        areas: Collection[Area] = (),
    ) -> Mention | None:
        """Give the next entry that nobody decided on: in the document after this one, by the ids of both, else beyond.

        Further documents come by the most urgent entry that each has left, round and round. None where nothing is
        left. Raises QueryError for an unknown document.
        """
        with self._reading() as connection:
            return next_undecided(connection, after, Wanted(parties, kinds, areas), self._weighings)

    def decide(
        self,
        verb: OnEntry | OnTwo,
        entry: str,
        other: str | None = None,
        *,
        by: str,
        changes: Mapping[str, Any] | None = None,
        why: str | None = None,
        at: datetime | None = None,
        knew: Collection[str] | None = None,
    ) -> Decision:
        """Decide on an entry (accept, correct, reject) or on two (same, different, unsure).

        Entries are meant by their ids; `correcting.corrected` says what `changes` can be. Sets aside what was decided
        before. `knew` is what the reviewer had seen of that, as a question has it. Raises QueryError for an unknown
        entry, DecisionRefused for what cannot stand, Overtaken where somebody decided what the reviewer had not seen.
        """
        at = at or datetime.now(UTC)
        with self._writing() as connection:
            return deciding.decide(connection, verb, entry, other, by=by, at=at, changes=changes, why=why, knew=knew)

    def add_entry(
        self,
        document: str,
        kind: Kind,
        start: int,
        end: int,
        fields: Mapping[str, Any],
        *,
        by: str,
        why: str | None = None,
        at: datetime | None = None,
    ) -> Decision:
        """Add an entry that the readers missed: what a document, by its id, says from start to end (code points).

        `correcting.added` says what `fields` can be. Raises QueryError for an unknown document, DecisionRefused for
        what cannot stand, or is there already.
        """
        at = at or datetime.now(UTC)
        with self._writing() as connection:
            return adding.add(connection, kind, Span(document, start, end), fields, by=by, at=at, why=why)

    def rate(self, entry: str, verdict: Rating, *, by: str, why: str, at: datetime | None = None) -> Decision:
        """Sign a verdict on whether what an entry says is true; what is in force of the entry stays as it is.

        Sets aside the verdict before it. Raises QueryError for an unknown entry, DecisionRefused for one that is not in
        force, or where no grounds are given.
        """
        with self._writing() as connection:
            return rating.rate(connection, entry, verdict, by=by, at=at or datetime.now(UTC), why=why)

    def verdict(self, entry: str) -> Decision | None:
        """Give the verdict in force on an entry, by its id; None where there is none, or people differ."""
        with self._reading() as connection:
            return rating.verdict_on(connection, entry)

    def undo(self, decision: str, *, by: str, why: str | None = None, at: datetime | None = None) -> Decision:
        """Take a decision back: all is as if it had not been made. An undo can be undone.

        Raises QueryError where there is none of this id, DecisionRefused where it is not in force.
        """
        with self._writing() as connection:
            return deciding.undo(connection, decision, by=by, at=at or datetime.now(UTC), why=why)

    def merge(
        self, matters: Sequence[str], *, by: str, why: str | None = None, at: datetime | None = None
    ) -> tuple[Decision, ...]:
        """Make two matters or more, by their ids, one: the decisions that it took.

        Raises QueryError for an unknown one, DecisionRefused where they are one already, or cannot be.
        """
        with self._writing() as connection:
            return merging.merge(connection, matters, by=by, at=at or datetime.now(UTC), why=why)

    def split(
        self,
        matter: str,
        entries: Collection[str],
        *,
        by: str,
        why: str | None = None,
        at: datetime | None = None,
    ) -> tuple[Decision, ...]:
        """Take commitments out of a matter into one of their own; what remains stays one.

        What the same story says of them in other publications goes with them. Gives the decisions that it took. Raises
        QueryError for an unknown matter, DecisionRefused where they are not of
        it, nothing would remain, or it cannot be.
        """
        out = set(entries)
        for step in self.matter(matter).history:
            told = {one.entry.id for one in step.mentions}
            out |= set() if out.isdisjoint(told) else told
        with self._writing() as connection:
            return merging.split(connection, matter, out, by=by, at=at or datetime.now(UTC), why=why)

    def near(self, matter: str) -> tuple[Question, ...]:
        """Links of a matter with others that nobody ruled on, the likeliest first, at most `reviewing.NEAR`.

        Raises QueryError for an unknown one.
        """
        with self._reading() as connection:
            return reviewing.near(connection, root_called(connection, matter))

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, undone ones and undos too, in the order in which they were made."""
        with self._reading() as connection:
            return tuple(sorted(store.decided(connection), key=lambda d: (d.made, d.id)))

    def tally(self, by: str, *, since: datetime | None = None) -> Counter[Verb]:
        """Count what a person has decided, since then if it is given (with its zone), and is in force, by verb."""
        with self._reading() as connection:
            return deciding.tally(connection, by, since)

    def agreement(self) -> Agreement:
        """Measure how far reviewers agree where two or more decided on one thing."""
        with self._reading() as connection:
            return agreement(deciding.decided_twice(connection))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Topics on which different things are in force, so that none of them has effect."""
        with self._reading() as connection:
            return deciding.conflicts(connection)

    def exported(self) -> Iterator[str]:
        """Every decision as a line of JSON: the same lines for the same decisions."""
        return exchange.written(self.decisions())

    def take_over(self, lines: Iterable[bytes]) -> Imported:
        """Add decisions that others made, from JSON lines; those on documents yet to come take effect when they do."""
        refused: list[DecisionRefused] = []
        sound: list[Decision] = []
        with self._writing() as connection:
            before = {conflict.topic for conflict in deciding.conflicts(connection)}
            for line in exchange.read(lines):
                if isinstance(line, DecisionRefused):
                    refused.append(line)
                elif deciding.misquoted(connection, line.decision):
                    refused.append(DecisionRefused(f"line {line.number:,}: it quotes what the document does not say"))
                else:
                    sound.append(line.decision)
            new = deciding.keep(connection, sound)
            after = deciding.conflicts(connection)
        arisen = tuple(conflict for conflict in after if conflict.topic not in before)
        return Imported(new, len(sound) - new, tuple(refused), arisen)

    def history(self, key: str) -> History:
        """Give the history of an entry, matter or decision by its id, or of a document by its id or name.

        Raises QueryError where there is none, or where several documents have the name.
        """
        with self._reading() as connection:
            return history(connection, key)

    def outdated(
        self, reader: str, *, parties: Collection[str] = (), documents: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Ids of documents whose newest reading is not by this reader, of all or of these and of these parties."""
        with self._reading() as connection:
            return tuple(rereading.outdated(connection, reader, parties, documents))

    def reread(self, document: str, entries: Sequence[Entry], *, reader: str) -> Reread | None:
        """Put a reading on record as a document's newest; None, and nothing is done, where its newest is by it."""
        with self._writing() as connection:
            return rereading.read_anew(connection, document, entries, reader)
