"""A ward whose documents do what theirs name says: for tests of what keeps a quarantine whole."""

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from legation.intake.formats import parts
from legation.intake.piece import Damaged, Given, Piece
from legation.intake.quarantine import ward


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the bytes back, or bring about what the name says."""
    raw = given.stream.read()
    match given.name.rpartition(", ")[2]:
        case "container":
            for part in ("good", "crash", "loop", "memory", "better"):
                yield from parts.documents_of(given, raw, f"container, {part}", part)
            return
        case "memory":
            yield Piece(raw, "before")
            yield Piece(bytes(10**12), "never")
        case "crash":
            ctypes.string_at(0)
        case "loop":
            while True:
                pass
        case "exit":
            sys.exit(0)
        case "in vain":
            yield Piece(raw, "before")
            for number in range(1_000_000):
                yield Damaged("BrokenFile", "no", str(number))
        case "large":
            yield Piece(raw * 100, "large")
        case "chatter":
            sys.stdout.write("a line that is no frame\n")
            sys.stdout.flush()
            os.write(1, b"nor this\n")
        case "write":
            Path("/tmp/legation-was-written").write_text("x")  # noqa: S108 - it is refused
        case "connect":
            socket.create_connection(("127.0.0.1", 9))
        case "run":
            subprocess.run(["true"], check=True)
        case "bug":
            raise KeyError("odd\nand\nlong " + "x" * 1000)
    yield Piece(raw, given.stem, text="a\ud800b" if given.name == "surrogate" else None)


if __name__ == "__main__":
    setattr(parts, "pieces", pieces)  # noqa: B010 - as below
    setattr(ward, "pieces", pieces)  # noqa: B010 - mypy: the ward only borrows it
    ward.main()
