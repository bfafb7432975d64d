"""The last few answers remembered, for as long as what they were found in stays as it was.

Where that will do, what takes long to find is remembered a while longer: while documents come in one after the other,
the whole of a large ledger would else be counted anew for each.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")
_LONG = 0.1  # seconds of a processor


class _Answer(NamedTuple, Generic[V]):
    moment: str
    until: float  # monotonic seconds to which it is good whatever changed meanwhile
    found: V


class Recent(Generic[V]):
    """Answers by what was asked, at most so many. May be used from several threads.

    With `patience`, an answer that took long is good for so many times as long as it took, whatever changed meanwhile.
    """

    def __init__(self, most: int, *, patience: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._patience = patience
        self._clock = clock
        self._answers: OrderedDict[Hashable, _Answer[V]] = OrderedDict()
        self._turn = Lock()

    def answer(self, asked: Hashable, moment: str, find: Callable[[], V]) -> V:
        """Give the answer that is remembered of this moment (see `moment`), else find it."""
        with self._turn:
            known = self._answers.get(asked)
            if known is not None and (known.moment == moment or self._clock() < known.until):
                self._answers.move_to_end(asked)
                return known.found
        began = time.thread_time()
        found = find()
        took = time.thread_time() - began
        until = self._clock() + self._patience * took if took > _LONG else 0.0
        with self._turn:
            self._answers[asked] = _Answer(moment, until, found)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return found
