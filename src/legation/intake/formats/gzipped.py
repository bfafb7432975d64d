"""A file packed with gzip: what is in it is told by its name without the ending, and by how it begins."""

import gzip
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, cast

from legation.errors import LimitReached
from legation.intake.formats import HEAD, format_of, pieces_as
from legation.intake.formats.parts import DEEPEST
from legation.intake.formats.unpacked import Unpacked
from legation.intake.piece import Damaged, Given, Piece


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the documents in the file, unpacked as a stream. Raises BrokenFile at the place where it is damaged."""
    if given.depth >= DEEPEST:
        raise LimitReached(f"{given.name}: packed more than {DEEPEST} times over; unpack it first")
    name = given.name[: -len(".gz")] if given.name.lower().endswith(".gz") else given.name
    called = PurePath(given.called or name).stem
    damage = (
        f"{given.name}: packed with gzip and cut short or damaged; what came before stands, get it anew for the rest"
    )
    inside = cast("BinaryIO", gzip.GzipFile(fileobj=given.stream, mode="rb"))
    stream = cast("BinaryIO", io.BufferedReader(Unpacked(inside, given.budget, damage)))
    found = format_of(stream.read(HEAD), name)
    stream.seek(0)
    yield from pieces_as(found, given._replace(stream=stream, media=None, depth=given.depth + 1, called=called))
