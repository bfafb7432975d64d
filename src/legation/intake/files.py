"""Paths → bytes: files, folders and standard input, with a limit on size."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from legation.errors import TooLarge, UnreadablePath
from legation.intake.formats import SOUGHT
from legation.intake.piece import LIMIT, too_large

__all__ = ["LIMIT", "STDIN", "Place", "beginning", "expand", "fetch", "too_large"]

STDIN = "-"


@dataclass(frozen=True)
class Place:
    """Where one document is to be had: a regular file, or standard input when `path` is None."""

    path: Path | None

    @property
    def label(self) -> str:
        """What a person calls it, in messages; always valid Unicode, even where the file name is not."""
        return "standard input" if self.path is None else _legible(os.fspath(self.path))

    @property
    def name(self) -> str:
        """File name without its ending; `stdin` for standard input."""
        return "stdin" if self.path is None else _legible(self.path.stem)

    @property
    def file_name(self) -> str:
        """File name with its ending; `stdin` for standard input."""
        return "stdin" if self.path is None else _legible(self.path.name)


def expand(argument: str) -> tuple[Place, ...]:
    """Places that an argument stands for: `-`, a file, or the visible documents of a folder, by name.

    Folders within the folder are not entered. Raises UnreadablePath when there is nothing to read.
    """
    if argument == STDIN:
        return (Place(None),)
    path, shown = Path(argument), _legible(argument)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            inside = documents_in(path)
            if not inside:
                raise UnreadablePath(
                    f"{shown}: this folder holds no document (.txt, .html, .pdf and others); name a file"
                )
            return inside
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UnreadablePath(f"{shown}: {_reason(error)}") from error
    if not stat.S_ISREG(mode):
        raise UnreadablePath(f"{shown}: neither a file nor a folder; to read a stream, pass it on standard input as -")
    return (Place(path),)


def documents_in(folder: Path) -> tuple[Place, ...]:
    """Places of the visible documents in a folder, by name; none of the folders in it. Raises UnreadablePath."""
    try:
        inside = sorted(child for child in folder.iterdir() if _is_document_name(child.name) and not child.is_dir())
    except (OSError, ValueError) as error:
        raise UnreadablePath(f"{_legible(os.fspath(folder))}: {_reason(error)}") from error
    return tuple(Place(child) for child in inside)


def fetch(place: Place, limit: int = LIMIT) -> bytes:
    """Bytes of a place, never more than `limit` of them in memory. Raises UnreadablePath or TooLarge."""
    if place.path is None:
        return _read_up_to(sys.stdin.buffer, place.label, limit)
    with _opened(place) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > limit:
            raise TooLarge(too_large(place.label, limit, size))
        return _read_up_to(stream, place.label, limit)


def beginning(place: Place, most: int) -> bytes:
    """First bytes of a file. Raises UnreadablePath."""
    with _opened(place) as stream:
        return stream.read(most)


@contextmanager
def _opened(place: Place) -> Iterator[BinaryIO]:
    """Open a regular file. Raises UnreadablePath, for what goes wrong while it is read, too."""
    if place.path is None:
        raise UnreadablePath(f"{place.label}: not a file")
    try:
        # Opened without waiting, so that a pipe which took the file's place since `expand` cannot hold up the run.
        descriptor = os.open(place.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise UnreadablePath(f"{place.label}: not a regular file; to read a stream, pass it on standard input")
            yield stream
    except OSError as error:
        raise UnreadablePath(f"{place.label}: {_reason(error)}") from error


def _read_up_to(stream: BinaryIO, label: str, limit: int) -> bytes:
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise TooLarge(too_large(label, limit, None))
    return raw


def _is_document_name(name: str) -> bool:
    return name.lower().endswith(SOUGHT) and not name.startswith(".")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read ({detail.lower()})"


def _legible(name: str) -> str:
    """File name as valid Unicode: bytes that are none become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
