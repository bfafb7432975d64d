"""A table of stories with a head, parted by commas, semicolons, tabs or bars."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from legation.errors import BrokenFile, EmptyDocument, NotText, TooLarge
from legation.intake.formats.lines import Lines
from legation.intake.formats.parts import damaged
from legation.intake.formats.rows import in_columns, story
from legation.intake.piece import Damaged, Given, Piece
from legation.intake.text import decode

_SEPARATORS = ",;\t|"
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # marks of UTF-16
_HALF = re.compile("[\ud800-\udfff]")


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the story of each row. Raises BrokenFile where no column is known to hold the text."""
    csv.field_size_limit(given.most)
    lines = Lines(_narrow(given), given.most, given.name)
    head = _text(next(lines, b"")).lstrip("\ufeff")
    if not head.strip():
        raise EmptyDocument(f"{given.name}: empty, there is no text in it")
    separator = "\t" if given.name.lower().endswith(".tsv") else _separator(head)
    reader = csv.reader(chain([head], map(_text, lines)), delimiter=separator)
    try:
        names = _told(next(reader), given.name)
    except csv.Error as error:
        raise BrokenFile(f"{given.name}: its head is no row of a table ({error})") from error
    columns = in_columns(names, given)
    while True:
        number = lines.number + 1
        label = f"{given.name}, line {number:,}"
        try:
            cells = next(reader)
            if any(cells[len(names) :]):
                counted = f"{len(cells):,} cells where the head has {len(names):,}"
                reason = f"{label}: {counted}; what holds a {separator!r} has to stand in quotation marks"
                yield damaged(BrokenFile(reason), label, f"{given.stem}-{number}")
            elif any(cell.strip() for cell in cells):
                yield story(dict(zip(names, _told(cells, label), strict=False)), columns, given, number, "line")
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"{label}: no row of the table ({error}); is a quotation mark left open?"
            yield damaged(BrokenFile(reason), label, f"{given.stem}-{number}")
        except (TooLarge, NotText) as error:  # others are of the stream, and there is no going on
            yield damaged(error, label, f"{given.stem}-{number}")


def _narrow(given: Given) -> BinaryIO:
    """Stream of a table in UTF-8 or in one byte a letter: one in UTF-16 is rare, and is held in memory."""
    mark = given.stream.read(2)
    given.stream.seek(0)
    return io.BytesIO(decode(given.whole(), given.name).encode()) if mark in _WIDE else given.stream


def _text(line: bytes) -> str:
    """Line as text; what is no UTF-8 in it travels as halves of surrogate pairs until its cell is looked at."""
    return line.decode("utf-8", "surrogateescape")


def _told(cells: list[str], label: str) -> list[str]:
    """Cells, each in the encoding that it is in. Raises NotText where that cannot be told."""
    return [decode(cell.encode("utf-8", "surrogateescape"), label) if _HALF.search(cell) else cell for cell in cells]


def _separator(head: str) -> str:
    """Character that parts the head into most columns; a comma where none does."""
    return max(_SEPARATORS, key=lambda mark: len(next(csv.reader([head], delimiter=mark), [])))
