"""Questions that lead to one another, as who "it" is to who "the country" before it is: each is answered once.

A text can make such chains as long as itself, and let them branch or run in a circle. None is followed further than
`_DEEPEST` steps, so that reading neither takes for ever nor runs out of stack.
"""

from collections.abc import Callable
from typing import TypeVar, cast

Answer = TypeVar("Answer")
Question = tuple[str, int]
"""What is asked, and of which token."""

_DEEPEST = 40


class Lookups:
    """Answers found so far in one document."""

    def __init__(self) -> None:
        self._known: dict[Question, object] = {}
        self._cut_short: dict[Question, object] = {}  # what holds for the question in hand alone
        self._open: set[Question] = set()
        self._cuts = 0

    def ask(self, question: Question, find: Callable[[], Answer], otherwise: Answer) -> Answer:
        """The answer to a question; `otherwise` where it is being asked already, or by too long a chain."""
        if question in self._known:
            return cast("Answer", self._known[question])
        if question in self._cut_short or question in self._open or len(self._open) >= _DEEPEST:
            self._cuts += 1
            return cast("Answer", self._cut_short.get(question, otherwise))
        cuts = self._cuts
        self._open.add(question)
        try:
            found = find()
        finally:
            self._open.discard(question)
        if cuts == self._cuts or not self._open:
            self._known[question] = found
        else:
            self._cut_short[question] = found
        if not self._open:
            self._cut_short.clear()
        return found
