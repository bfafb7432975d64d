"""One sitting of a reviewer: what is asked next, what was decided, and how to take the last of it back. No terminal."""

from collections import Counter, deque
from collections.abc import Collection, Mapping
from typing import Any

from legation.ledger import Ledger
from legation.ledger.review.correcting import changes_to
from legation.ledger.review.decisions import Decision, OnEntry, OnTwo, Verb
from legation.ledger.review.reviewing import DOUBTS, Doubt, Question
from legation.ledger.review.weighed import Wanted

_AT_ONCE = 50  # questions fetched together


class Sitting:
    """Questions one after the other. What is skipped is not asked again in this sitting, and is in the next."""

    def __init__(
        self,
        book: Ledger,
        by: str,
        wanted: Wanted | None = None,
        doubts: Collection[Doubt] = DOUBTS,
        asked: Collection[Question] | None = None,
    ) -> None:
        self._book = book
        self._by = by
        self._wanted = wanted or Wanted()
        self._doubts = doubts
        self._fixed = asked is not None
        self._waiting: deque[Question] = deque(asked or ())
        self._seen: set[frozenset[str]] = set()
        self._decided: list[tuple[Question, Decision]] = []
        self.skipped = 0
        self.why: str | None = None  # the reason of the next decision

    @property
    def turn(self) -> int:
        """Which question of the sitting it is, from 1."""
        return len(self._decided) + self.skipped + 1

    def next(self) -> Question | None:
        """Give the question to ask now; None where nothing waits any more."""
        while True:
            if not self._waiting and not self._fixed:
                self._waiting.extend(self._fetched())
            if not self._waiting:
                return None
            question = self._waiting.popleft()
            if frozenset(question.key) not in self._seen:
                return question

    def _fetched(self) -> list[Question]:
        wanted, most = self._wanted, len(self._seen) + _AT_ONCE
        found = self._book.queue(
            parties=wanted.parties, kinds=wanted.kinds, areas=wanted.areas, doubts=self._doubts, most=most
        )
        return [question for question in found if frozenset(question.key) not in self._seen]

    def decide(self, question: Question, verb: OnEntry | OnTwo, changes: Mapping[str, Any] | None = None) -> Decision:
        """Keep a decision at once, with the reason given for it. Raises DecisionRefused."""
        decision = self._book.decide(verb, *question.key, by=self._by, changes=changes, why=self.why)
        self.why = None
        self._decided.append((question, decision))
        self._past(question)
        return decision

    def adopt(self, question: Question, theirs: Decision) -> Decision:
        """Decide a conflict as one of those did who are in it."""
        if theirs.verb == "undo" or theirs.verb == "rate":  # noqa: PLR1714 - mypy narrows so
            raise ValueError("an undo is in no conflict, and a verdict in none that is asked about")
        here, stands = question.mentions[0].entry, theirs.stands_as
        if stands is None and theirs.verb != "add":
            return self.decide(question, theirs.verb)
        changes = {} if stands is None else changes_to(here, stands)
        return self.decide(question, "correct" if changes else "accept", changes or None)

    def skip(self, question: Question) -> None:
        """Leave a question for another sitting."""
        self.skipped += 1
        self._seen.add(frozenset(question.key))

    def undo(self) -> bool:
        """Take back the last decision of this sitting, and ask its question anew; whether there was one."""
        if not self._decided:
            return False
        question, decision = self._decided.pop()
        self._book.undo(decision.id, by=self._by)
        self._seen.discard(frozenset(question.key))
        self.put_back(question)
        return True

    def put_back(self, question: Question) -> None:
        """Ask a question later."""
        self._waiting.appendleft(question)

    @property
    def counts(self) -> Counter[Verb]:
        """How many decisions of each kind were made, and not taken back."""
        return Counter(decision.verb for _, decision in self._decided)

    def _past(self, question: Question) -> None:
        self._seen.add(frozenset(question.key))
        if not self._fixed and question.doubt != "entry":
            self._waiting.clear()  # what two entries are may have settled what others are
