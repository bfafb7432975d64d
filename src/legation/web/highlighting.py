"""A text and its entries as pieces that a template can write out: every character once, in order, marks balanced.

Spans may nest and overlap. HTML marks can only nest; so a span that begins within another and ends after it is cut
where the other ends, and goes on from there.
"""

import re
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from legation.nouns import Entry
from legation.web.words import Run, runs

_BLANK_LINES = re.compile(r"(?>\r\n?|\n)(?:[ \t]*(?>\r\n?|\n))+")  # atomic: one \r\n is one line end, not two


class Mark(NamedTuple):
    """A highlighted stretch of an entry's evidence."""

    entry: Entry
    number: int  # of the entry in the document, from 1
    anchor: bool  # the main quote begins here: where links to the entry lead
    begins: bool  # False where it goes on from a mark that had to be cut


class Piece(NamedTuple):
    """A stretch of text with the marks to open before it and the number of marks to close after it."""

    text: str
    opens: tuple[Mark, ...]
    closes: int
    start: int  # where it begins, in code points of the whole text

    @property
    def runs(self) -> tuple[Run, ...]:
        """The text as it is shown, with its offsets."""
        return tuple(runs(self.text, self.start))


class Paragraph(NamedTuple):
    """Pieces up to a blank line, and that blank line itself. Marks never reach over its end."""

    pieces: tuple[Piece, ...]
    gap: str

    @property
    def text(self) -> str:
        """The text of the paragraph with the gap after it."""
        return "".join(piece.text for piece in self.pieces) + self.gap


class _Span(NamedTuple):
    start: int
    end: int
    mark: Mark


def highlight(text: str, entries: Sequence[Entry]) -> tuple[Paragraph, ...]:
    """Cut a text into paragraphs of marked pieces: joined they give the text, character by character."""
    waiting = deque(_spans(text, entries))
    live: list[_Span] = []  # begun, and not yet ended
    paragraphs = []
    start = 0
    for gap in [*_BLANK_LINES.finditer(text), None]:
        end = gap.start() if gap else len(text)
        while waiting and waiting[0].start < end:
            live.append(waiting.popleft())
        inside = [_clip(span, start, end) for span in live if span.end > start]
        live = [span for span in live if span.end > end]
        paragraphs.append(Paragraph(_pieces(text, start, end, inside), gap.group() if gap else ""))
        start = gap.end() if gap else end
    return tuple(paragraphs)


def _spans(text: str, entries: Sequence[Entry]) -> list[_Span]:
    spans = []
    for number, entry in enumerate(entries, 1):
        for place, evidence in enumerate(entry.evidence):
            # What the ledger holds is verbatim; a span outside the text could only come from a damaged one.
            start, end = max(0, evidence.start), min(evidence.end, len(text))
            quote = text[start:end]
            start += len(quote) - len(quote.lstrip())  # so that it begins within a paragraph, and its anchor is there
            if start < end:
                spans.append(_Span(start, end, Mark(entry, number, anchor=place == 0, begins=True)))
    return sorted(spans, key=_outermost_first)


def _clip(span: _Span, start: int, end: int) -> _Span:
    inside = _cut(span, start) if span.start < start else span
    return inside._replace(end=min(span.end, end))


def _cut(span: _Span, at: int) -> _Span:
    """Go on with a span from a place: no second anchor, and not its beginning."""
    return span._replace(start=at, mark=span.mark._replace(anchor=False, begins=False))


def _pieces(text: str, start: int, end: int, spans: list[_Span]) -> tuple[Piece, ...]:
    """Pieces of `text[start:end]`; the outermost marks are opened first."""
    pieces = []
    waiting = sorted(spans, key=_outermost_first)
    open_ends: list[_Span] = []  # a stack: the innermost last
    at = start
    while at < end:
        opens = []
        while waiting and waiting[0].start == at:
            span = waiting.pop(0)
            if open_ends and span.end > open_ends[-1].end:
                waiting.append(_cut(span, open_ends[-1].end))
                waiting.sort(key=_outermost_first)
                span = span._replace(end=open_ends[-1].end)
            open_ends.append(span)
            opens.append(span.mark)
        stop = min([end, *(span.end for span in open_ends[-1:]), *(span.start for span in waiting[:1])])
        closes = sum(1 for span in open_ends if span.end == stop)
        pieces.append(Piece(text[at:stop], tuple(opens), closes, at))
        del open_ends[len(open_ends) - closes :]
        at = stop
    return tuple(pieces)


def _outermost_first(span: _Span) -> tuple[int, int, int]:
    return (span.start, -span.end, span.mark.number)
