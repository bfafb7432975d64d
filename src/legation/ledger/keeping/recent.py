"""The last few answers remembered, for as long as what they were found in stays as it was."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """Answers by what was asked. May be used from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, V] = OrderedDict()
        self._turn = Lock()

    def answer(self, asked: Hashable, find: Callable[[], V]) -> V:
        """Give the answer that is remembered, else find it."""
        with self._turn:
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return self._answers[asked]
        found = find()
        with self._turn:
            self._answers[asked] = found
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return found
