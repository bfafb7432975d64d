"""What one document may cost to open."""

from typing import NamedTuple

from legation.intake.piece import LIMIT


class Limits(NamedTuple):
    """Bounds of a quarantine, kept by the operating system and by whoever waits outside."""

    memory: int = 2_000_000_000  # bytes of address space of the process, its libraries included
    seconds: float = 60.0  # until the next document, or the end, has to come
    most: int = LIMIT  # bytes of one document, and of the text in it
    documents: int = 2_000  # after so many a fresh process takes over, whatever a library may have left behind


USUAL = Limits()
