"""What comes out of a packed file, as a stream that counts its bytes."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from legation.errors import BrokenFile
from legation.intake.budget import Budget

if TYPE_CHECKING:
    from typing_extensions import Buffer

T = TypeVar("T")
DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises over what is packed wrongly."""


class Unpacked(io.RawIOBase):
    """Stream of unpacked bytes, each counted once it comes; `damage` is the sentence for what is packed wrongly."""

    def __init__(self, inside: BinaryIO, budget: Budget | None, damage: str) -> None:
        self._inside = inside
        self._budget = budget
        self._damage = damage

    def readable(self) -> bool:
        """Whether it may be read: yes."""
        return True

    def seekable(self) -> bool:
        """Whether it may be read from elsewhere: yes, though what lies before is unpacked again."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place. Raises BrokenFile."""
        return self._guarded(lambda: self._inside.seek(offset, whence))

    def tell(self) -> int:
        """Place in the unpacked bytes."""
        return self._inside.tell()

    def readinto(self, buffer: "Buffer") -> int:
        """Fill a buffer. Raises BrokenFile, and LimitReached where the budget is spent."""
        room = memoryview(buffer).cast("B")
        come = self._guarded(lambda: self._inside.read(len(room)))
        if self._budget is not None:
            self._budget.spend(len(come))
        room[: len(come)] = come
        return len(come)

    def _guarded(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except DAMAGE as error:
            raise BrokenFile(self._damage) from error
