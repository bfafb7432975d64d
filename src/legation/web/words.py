"""Words of a text, from what a browser shows of it back to where they stand: offsets in code points as received.

A page shows a text with its line ends made equal and its hidden characters as marks (`briefing.visible`), so that what
is shown is not, character by character, what was received. Two ways lead back: runs, which carry their offsets into the
page, and the words themselves, pasted into a field.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from legation.briefing.visible import visible
from legation.nouns import Evidence

_SHOWN_OTHERWISE = re.compile(r"\r\n?|[^\x20-\x7e\n\t]")  # what of it is shown as it is, is looked at one by one
_MARK = re.compile("⟦U\\+([0-9A-F]{4,6})⟧")
_SPACE, _GAP = re.compile(r"\s+"), re.compile(r"\s{2,}")
MOST = 100  # places of the same words that are given


class Run(NamedTuple):
    """A stretch of text as it is shown: one character for each, but for the last, which may stand for others."""

    start: int
    end: int
    shown: str

    @property
    def uneven(self) -> bool:
        """Whether the last character is shown by more, or by fewer, than it is."""
        return len(self.shown) != self.end - self.start


def runs(text: str, start: int) -> Iterator[Run]:
    """Cut a stretch of a text, which begins at an offset, into runs: joined they show what `visible` shows of it."""
    begin = 0
    for found in _SHOWN_OTHERWISE.finditer(text):
        if len(visible(found.group())) != found.end() - found.start():
            yield Run(start + begin, start + found.end(), visible(text[begin : found.end()]))
            begin = found.end()
    if begin < len(text):
        yield Run(start + begin, start + len(text), visible(text[begin:]))


def unmarked(words: str) -> str:
    """Turn the marks of hidden characters back into these."""
    return _MARK.sub(lambda mark: _character(mark[1]) or mark[0], words)


def places(text: str, words: str) -> tuple[Evidence, ...]:
    """Every place where a text says some words, as they stand there; `MOST` at most.

    White space of any length is the same, as pages and fields of a form do not keep it.
    """
    said = " ".join(unmarked(words).split())
    if not said:
        return ()
    # Found by `str.find`, whose time is that of the text alone: a pattern of words takes minutes in a text of "a a a".
    plain = _SPACE.sub(" ", text)
    found: list[Evidence] = []
    gaps, shift = _GAP.finditer(text), 0
    gap = next(gaps, None)
    at = plain.find(said)
    while at >= 0 and len(found) < MOST:
        bounds = []
        for bound in (at, at + len(said)):
            while gap is not None and gap.start() - shift < bound:
                shift += gap.end() - gap.start() - 1
                gap = next(gaps, None)
            bounds.append(bound + shift)
        start, end = bounds
        found.append(Evidence(start=start, end=end, quote=text[start:end]))
        at = plain.find(said, at + len(said))
    return tuple(found)


def _character(digits: str) -> str | None:
    number = int(digits, 16)
    return None if number > 0x10FFFF or 0xD800 <= number < 0xE000 else chr(number)
