"""Documents that lie in others: files of an archive, records of a WARC, attachments of a message."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from legation.errors import InputError, LimitReached
from legation.intake.formats import pieces
from legation.intake.piece import Damaged, Given, Piece

DEEPEST = 4
"""How many others a document may lie in."""


def documents_of(
    given: Given, part: bytes | BinaryIO, label: str, called: str, *, media: str | None = None, url: str | None = None
) -> Iterator[Piece | Damaged]:
    """Documents in a part, of whatever format, each with its origin; what fails is Damaged, and costs no other part.

    `label` is what messages call the part, with the ending of its file; a document that is alone in it goes by
    `called`. MemoryError passes: it ends the whole process, and a fresh one goes on after the part.
    """
    stream = io.BytesIO(part) if isinstance(part, bytes) else part
    if given.enter is not None and not given.enter(label, called):
        return
    inner = given._replace(
        stream=stream, name=label, media=media, url=url, depth=given.depth + 1, called=called, enter=None
    )
    if inner.depth > DEEPEST:
        reason = f"{label}: lies in more than {DEEPEST} others; unpack it and take in what is in it"
        yield damaged(LimitReached(reason), label, called, media=media)
        return
    try:
        for found in pieces(inner):
            yield found._replace(origin=found.origin or label)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - libraries fail in their own ways on what is broken
        yield damaged(error, label, called, raw=part if isinstance(part, bytes) else None, media=media)


def damaged(
    error: Exception, label: str, called: str, *, raw: bytes | None = None, media: str | None = None
) -> Damaged:
    """Part that could not be opened, with the sentence of the error."""
    if isinstance(error, InputError):
        return Damaged(type(error).__name__, str(error), called, raw, media, label)
    short = " ".join(str(error).split())[:200]
    return Damaged(
        "BrokenFile", f"{label}: cannot be opened ({type(error).__name__}: {short})", called, raw, media, label
    )
