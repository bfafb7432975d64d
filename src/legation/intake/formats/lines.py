"""Lines of a stream, none of them longer than may be held in memory."""

from typing import BinaryIO

from legation.errors import TooLarge


class Lines:
    """Lines in order, with their ends; a line that is too long raises TooLarge, and the next call gives the one after.

    `number` is that of the line that came last, from 1 on.
    """

    def __init__(self, stream: BinaryIO, most: int, label: str) -> None:
        self._stream = stream
        self._most = most
        self._label = label
        self.number = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> bytes:
        line = self._stream.readline(self._most + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._most:
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(1_000_000)
            raise TooLarge(f"{self._label}, line {self.number:,}: longer than {self._most / 1e6:g} MB, and passed over")
        return line
