"""Paragraphs: the parts of a text that are parsed apart, and cut where no prose runs on that long.

Regular expressions alone, each of which looks at a character a bounded number of times: linear in any text.
"""

import re
from typing import NamedTuple

# The model's share of a paragraph; longer ones are cut at a sentence end, so that memory stays flat.
LONGEST = 8_000
# Characters without a sentence end: the longest sentence of the annotated documents has 1,220.
LONGEST_SENTENCE = 3_000
# Characters without a space between: no word and no address is as long, and spaCy's tokenizer is quadratic in it.
LONGEST_WORD = 400
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*|(?<=[.!?:;”\"'’])[ \t]*\r?\n\s*|\r?\n(?=\s{0,40}(?:[*•–-]|\(?\d{1,2}[.)])\s)")
_CUT = re.compile(r"[.!?][”\"’')]{0,3}\s")
# "GENEVA, March 20 (Reuter) - " and "ISLAMABAD/RAWALPINDI: " are no part of the sentence behind them
_DATELINE = re.compile(
    r"(?:^|(?<=\n))[^\S\n]{0,40}[A-Z][A-Z.'’/ -]{2,60}"
    r"(?:,[^\S\n][A-Z][\w. ]{1,40}){0,3}(?:[^\S\n]?\([A-Za-z/ ]{2,30}\))?[^\S\n]{0,9}(?::|[–—-]{1,2}(?=\s))[^\S\n]{1,9}"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")
_HEADER = re.compile(r"\ufeff?\s*date[ \t]+\S+[^\r\n]*(?:\r?\n|$)")
_RUN = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD},}}")


Stretch = tuple[int, int]
"""A place in a text, from one offset to another."""


class Paragraph(NamedTuple):
    """Characters ``start`` to ``end`` of a text, the white space behind them included."""

    start: int
    end: int
    prose: bool = True
    """False for what holds no letter, and for a run of characters that is too long for a word."""


def paragraphs(text: str) -> list[Paragraph]:
    """Cut a text into paragraphs, in order and without a gap."""
    found: list[Paragraph] = []
    start = 0
    for run in _RUN.finditer(text):
        found += _split(text, start, run.start())
        found += [
            Paragraph(at, min(at + LONGEST_WORD, run.end()), prose=False)
            for at in range(run.start(), run.end(), LONGEST_WORD)
        ]
        start = run.end()
    return found + _split(text, start, len(text))


def body_start(text: str) -> int:
    """Offset behind the line that names date and agency, where a text begins with one."""
    header = _HEADER.match(text)
    return header.end() if header else 0


def encodable(text: str) -> str:
    """Put a mark in the place of each lone surrogate, which no model can take; offsets hold."""
    return _SURROGATE.sub("\ufffd", text)


def _split(text: str, start: int, end: int) -> list[Paragraph]:
    found: list[Paragraph] = []
    ends = {m.end() for pattern in (_BREAK, _DATELINE) for m in pattern.finditer(text, start, end)}
    for stop in sorted(ends | {end}):
        if stop > start:
            if _LETTER.search(text, start, stop):
                found += _cut(text, start, stop)
            elif found and not found[-1].prose:
                found[-1] = found[-1]._replace(end=stop)
            else:
                found.append(Paragraph(start, stop, prose=False))
            start = stop
    return found


def _cut(text: str, start: int, end: int) -> list[Paragraph]:
    """Cut one paragraph so that neither it nor a sentence in it is too long."""
    found: list[Paragraph] = []
    last = start  # the last sentence end, or a space where there was none for too long
    for mark in [*(m.end() for m in _CUT.finditer(text, start, end)), end]:
        while mark - last > LONGEST_SENTENCE:
            space = text.rfind(" ", last, last + LONGEST_SENTENCE) + 1 or last + LONGEST_SENTENCE
            found += [Paragraph(a, b) for a, b in ((start, last), (last, space)) if b > a]
            start = last = space
        if mark - start > LONGEST:
            found.append(Paragraph(start, last))
            start = last
        last = mark
    if end > start:
        found.append(Paragraph(start, end))
    return found
