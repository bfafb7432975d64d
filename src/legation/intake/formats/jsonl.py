"""Lines of JSON, a story each."""

import json
from collections.abc import Iterator

from legation.errors import BrokenFile, InputError, NotText, TooLarge
from legation.intake.formats.lines import Lines
from legation.intake.formats.parts import damaged
from legation.intake.formats.rows import telling
from legation.intake.piece import Damaged, Given, Piece


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the story of each line that is not empty; a line that is broken is Damaged, and the others stand."""
    lines = Lines(given.stream, given.most, given.name)
    told = telling(given, "line")
    while True:
        label, called = f"{given.name}, line {lines.number + 1:,}", f"{given.stem}-{lines.number + 1}"
        try:
            line = next(lines, None)
        except TooLarge as error:
            yield damaged(error, label, called)
            continue
        if line is None:
            return
        if not line.strip(b" \t\r\n\x00\x1e\xef\xbb\xbf"):
            continue
        try:
            row = _row(line, label)
        except InputError as error:
            yield damaged(error, label, called)
            continue
        yield told(row, lines.number)


def _row(line: bytes, label: str) -> dict[str, object]:
    try:
        row = json.loads(line.decode().strip("\ufeff\x1e \t\r\n\x00"))
    except UnicodeDecodeError as error:
        raise NotText(f"{label}: not in UTF-8, as JSON has to be; save it again as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BrokenFile(f"{label}: not JSON ({str(error)[:100]})") from error
    if not isinstance(row, dict):
        raise BrokenFile(f"{label}: JSON, but no object with fields: a story is {{...}} with its text in one of them")
    return row
