"""Word pieces: a text cut for the encoder, and the windows in which it is read."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from legation.reading.paragraphs import Stretch, encodable

Ints = npt.NDArray[np.int64]

WINDOW = 512
HEADER = 24
OVERLAP = 128
CHUNK = 50_000
_LONGEST_BREAK = 9


class Pieces(NamedTuple):
    """A text cut into word pieces: ids, shapes (letter case and the break before), and code-point offsets."""

    ids: Ints
    shapes: Ints
    starts: Ints
    ends: Ints


class Window(NamedTuple):
    """Pieces ``first`` to ``last`` read together; spans that start in ``own_from`` to ``own_to`` are taken from it."""

    first: int
    last: int
    own_from: int
    own_to: int


def _shape(piece: str, gap: str) -> int:
    """Letter case of a piece (3 values) times the break before it (4): what an uncased vocabulary loses."""
    case = 0
    if piece[:1].isupper():
        case = 2 if len(piece) > 1 and piece.isupper() else 1
    lines = gap.count("\n") or gap.count("\r")
    return case * 4 + (min(lines, 2) + 1 if lines else int(bool(gap)))


def cut(text: str, tokenizer: Tokenizer, stretches: Sequence[Stretch] | None = None) -> Pieces:
    """Cut a text, or some stretches of it, into word pieces; no special pieces are added."""
    clean = encodable(text)
    parts = [_cut(clean, start, end, tokenizer) for start, end in stretches or [(0, len(text))]]
    return Pieces(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _cut(clean: str, at: int, end: int, tokenizer: Tokenizer) -> Pieces:
    """Cut a stretch, a chunk at a time so that memory stays flat."""
    ids: list[int] = []
    shapes: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    before = at  # the break before a stretch counts
    while before and at - before < _LONGEST_BREAK and clean[before - 1].isspace():
        before -= 1
    while at < end:
        stop = min(at + CHUNK, end)
        if stop < end:  # cut at a space where there is one, never inside a word
            space = clean.rfind(" ", at + 1, stop)
            stop = space if space > at else stop
        encoding = tokenizer.encode(clean[at:stop], add_special_tokens=False)
        for piece_id, (first, last) in zip(encoding.ids, encoding.offsets, strict=True):
            ids.append(piece_id)
            starts.append(at + first)
            ends.append(at + last)
            shapes.append(_shape(clean[at + first : at + last], clean[before : at + first]))
            before = at + last
        at = stop
    return Pieces(*(np.array(x, dtype=np.int64) for x in (ids, shapes, starts, ends)))


def windows(count: int) -> Iterator[Window]:
    """Cover ``count`` pieces with overlapping windows so that each piece is owned by exactly one."""
    first = own = 0
    while own < count:
        room = WINDOW - 2 if first == 0 else WINDOW - 2 - HEADER
        last = min(first + room, count)
        own_to = count if last == count else last - OVERLAP * 3 // 4
        yield Window(first, last, own, own_to)
        own = own_to
        first = max(own - OVERLAP // 4, 1)


def framed(pieces: Pieces, window: Window, cls: int, sep: int) -> tuple[Ints, Ints, int]:
    """Give a window's ids and shapes between the special pieces, and how many pieces stand before the body.

    A window that is not the first begins with the head of the document, where place, date and parties are named.
    """
    head = HEADER if window.first else 0
    parts = (slice(0, head), slice(window.first, window.last))
    ids = np.concatenate([[cls], *(pieces.ids[p] for p in parts), [sep]])
    shapes = np.concatenate([[0], *(pieces.shapes[p] for p in parts), [0]])
    return ids.astype(np.int64), shapes.astype(np.int64), 1 + head
