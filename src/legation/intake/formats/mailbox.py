"""A mailbox: messages one after the other, each after a line that begins with From (RFC 4155).

Lines of a message that began so were given a > in front when it was put there, and lose one here (as in mboxrd).
"""

import re
from collections.abc import Iterator

from legation.errors import BrokenFile, TooLarge
from legation.intake.formats.lines import Lines
from legation.intake.formats.parts import damaged, documents_of
from legation.intake.piece import Damaged, Given, Piece, too_large

_BEGINS = re.compile(rb"From \S+.*\d\d:\d\d.*\d{4}")
_QUOTED = re.compile(rb">+From ")


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the documents of each message. Raises BrokenFile where there is none."""
    number = 0
    for number, raw in enumerate(_messages(given), start=1):
        label, called = f"{given.name}, message {number:,}", f"{given.stem}-{number}"
        if raw is None:
            yield damaged(TooLarge(too_large(label, given.most, None)), label, called)
        else:
            yield from documents_of(given, raw, label, called, media="message/rfc822")
    if not number:
        raise BrokenFile(f"{given.name}: no mailbox: no message begins in it, with a line such as From ida@example.org")


def _messages(given: Given) -> Iterator[bytes | None]:
    """Bytes of each message in turn, without the empty line that ends it; None for one that is too large."""
    held: list[bytes] | None = None  # None: before the first
    size = 0
    blank = True
    for line in _lines(given):
        if blank and line is not None and _BEGINS.match(line):
            if held is not None:
                yield _whole(held, size, given.most)
            held, size, blank = [], 0, False
            continue
        blank = line is not None and not line.strip()
        if held is not None:
            size += given.most + 1 if line is None else len(line)
            if size <= given.most and line is not None:
                held.append(line[1:] if _QUOTED.match(line) else line)
    if held is not None:
        yield _whole(held, size, given.most)


def _whole(held: list[bytes], size: int, most: int) -> bytes | None:
    if held and not held[-1].strip():
        held.pop()
    return b"".join(held) if size <= most else None


def _lines(given: Given) -> Iterator[bytes | None]:
    """Lines; None for one that is longer than a document may be."""
    lines = Lines(given.stream, given.most, given.name)
    while True:
        try:
            yield next(lines)
        except TooLarge:
            yield None
        except StopIteration:
            return
