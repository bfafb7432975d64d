"""Lines of a page as they were set → paragraphs of prose.

A PDF knows no paragraphs and no line breaks: it knows where each letter stands. So lines are joined by geometry, and
nothing else of the text is changed. A line begins a paragraph where it is of another size, further down than lines
follow each other, set in, or where its first word would have had room on the line before. Words that were parted at the
end of a line are put together again. What repeats at the head and foot of pages, and their numbers, are left out, but
for the head of the first page. Footnotes come last.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

Page = list["Line"]


class Line(NamedTuple):
    """One line; lengths in points, from the lower left of the page."""

    text: str  # with a tab where two pieces stand far apart: cells of a table
    left: float
    right: float
    bottom: float
    size: float  # height of its letters, with what hangs below
    parted: bool = False  # ends in the hyphen of a word that goes on in the next

    def like(self, other: "Line") -> bool:
        """Whether it is set in the same size, nearly."""
        return abs(self.size - other.size) <= 0.12 * max(self.size, other.size)


_NUMBER = re.compile(r"[-–—\s|]*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s|]*", re.IGNORECASE)
_ITEM = re.compile(r"(?:[•‣▪●○◦·*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+\S")
_NOTE = re.compile(r"\(?(?:\d{1,3}\b|[*†‡§])")
_ENDS = re.compile(r"[.!?:;][\"”’')\]]*$")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FAR = 1.2
"""Heights of a letter from which on two words stand far apart; spaces of a justified line seldom have one."""
_EDGE = 2  # lines at the head and the foot of a page that may be running ones


def prose_of(pages: Iterable[Page]) -> str:
    """Text of pages, with an empty line between paragraphs. Pure."""
    bodies, notes = _without_notes(_without_running([_merged(page) for page in pages]))
    lines = [line for page in [*bodies, *notes] for line in page]
    words = _whole_words(lines)
    pitches = _pitches([*bodies, *notes])
    paragraphs: list[str] = []
    before: Line | None = None
    for page in [*bodies, *notes]:
        first_of_page = True
        for line in page:
            if before is not None and "\t" in before.text and "\t" in line.text and not first_of_page:
                paragraphs[-1] = f"{paragraphs[-1]}\n{line.text}"
            elif before is None or not _goes_on(before, line, page, pitches, across=first_of_page):
                paragraphs.append(line.text)
            else:
                paragraphs[-1] = _joined(paragraphs[-1], line.text, words, parted=before.parted)
            before, first_of_page = line, False
    return "\n\n".join(paragraphs)


def _whole_words(lines: list[Line]) -> set[str]:
    """Words of the lines, without the pieces of those that were parted."""
    words: set[str] = set()
    parted = False
    for line in lines:
        found = _WORDS.findall(line.text)
        words.update(word.casefold() for word in found[int(parted) : -1 if line.parted else None])
        parted = line.parted
    return words


def _merged(page: Page) -> Page:
    """Page with pieces of one line put together: a raised letter or another font parts them."""
    merged: Page = []
    for line in page:
        last = merged[-1] if merged else None
        if (
            last is not None
            and not last.parted
            and abs(last.bottom - line.bottom) < 0.45 * max(last.size, line.size)
            and -0.5 * line.size < line.left - last.right < 30 * line.size
        ):
            gap = (line.left - last.right) / line.size
            space = "\t" if gap > FAR else " " if gap > 0.12 else ""
            low, size = (last.bottom, last.size) if len(last.text) >= len(line.text) else (line.bottom, line.size)
            merged[-1] = Line(f"{last.text}{space}{line.text}", last.left, line.right, low, size, line.parted)
        else:
            merged.append(line)
    return merged


def _without_running(pages: list[Page]) -> list[Page]:
    """Pages without what stands at the head or foot of many of them, and without their numbers."""
    if len(pages) < 2:
        return pages
    edges = [_edges(page) for page in pages]
    counts = Counter(key for head, foot in edges for key in {_key(page_line) for page_line in (*head, *foot)})
    enough = 2 if len(pages) == 2 else max(3, len(pages) // 3)
    told: set[tuple[str, int]] = set()
    kept: list[Page] = []
    for page, (head, foot) in zip(pages, edges, strict=True):
        dropped: set[Line] = set()
        for line in (*head, *foot):
            numbered = _NUMBER.fullmatch(line.text) and line in (head[0], foot[-1])
            running = counts[_key(line)] >= enough and (line not in head or _key(line) in told)
            if numbered or running:
                dropped.add(line)
        told.update(_key(line) for line in head)
        kept.append([line for line in page if line not in dropped])
    return kept


def _edges(page: Page) -> tuple[Page, Page]:
    """Uppermost and lowest lines of a page, each from above to below."""
    down = sorted(page, key=lambda line: -line.bottom)
    edge = min(_EDGE, len(down) // 2)
    return (down[:edge], down[-edge:]) if edge else (down[:1], down[:1]) if down else ([], [])


def _key(line: Line) -> tuple[str, int]:
    """What is the same of a running line on every page: its words, and its height, nearly."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.bottom / 8)


def _without_notes(pages: list[Page]) -> tuple[list[Page], list[Page]]:
    """Pages without footnotes, and the footnotes."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    kept, notes = [], []
    for page in pages:
        at = len(page)
        while at and page[at - 1].size < 0.92 * body:
            at -= 1
        while at < len(page) and not _NOTE.match(page[at].text):
            at += 1
        kept.append(page[:at])
        notes.append(page[at:])
    return kept, notes


def _pitches(pages: list[Page]) -> dict[int, float]:
    """For each size, how far down the next line of a paragraph usually is: what is most frequent."""
    seen: dict[int, Counter[float]] = {}
    for page in pages:
        for above, below in pairwise(page):
            pitch = above.bottom - below.bottom
            if above.like(below) and 0.7 * above.size < pitch < 2.5 * above.size:
                seen.setdefault(round(above.size), Counter())[round(pitch * 2) / 2] += 1
    return {size: min(counts, key=lambda pitch: (-counts[pitch], pitch)) for size, counts in seen.items()}


def _goes_on(above: Line, below: Line, page: Page, pitches: dict[int, float], *, across: bool) -> bool:
    """Whether the paragraph of one line goes on in the next; `across`: from page to page."""
    if not above.like(below) or _ITEM.match(below.text) or "\t" in below.text:
        return False
    if "\t" in above.text and not _ITEM.match(above.text):
        return False
    flows = above.parted or (below.text[:1].islower() and not _ENDS.search(above.text))
    down = above.bottom - below.bottom
    if across or down <= 0:  # at the head of the next page or column
        return flows
    usual = pitches.get(round(above.size), 1.3 * above.size)
    if down > 1.3 * usual + 0.5:
        return False
    if flows:
        return True
    set_in = below.left - above.left > 0.5 * below.size and not _ITEM.match(above.text)
    return not set_in and not _had_room(above, below, page)


def _had_room(above: Line, below: Line, page: Page) -> bool:
    """Whether the first word of a line would have fitted on the one above: so the break was meant."""
    right = max(
        (line.right for line in page if line.like(above) and line.left < above.right and line.right > above.left),
        default=above.right,
    )
    letter = (below.right - below.left) / max(len(below.text), 1)
    return (len(below.text.split(None, 1)[0]) + 2) * letter < right - above.right


def _joined(above: str, below: str, words: set[str], *, parted: bool) -> str:
    """Paragraph with its next line; a word that was parted at the end of the line is whole again.

    Whether a hyphen belongs to the word is told by the other words of the text: `long-term` where that, or both `long`
    and `term`, stand elsewhere.
    """
    if not parted:
        return f"{above} {below}"
    left, right = _LAST_WORD.search(above), _FIRST_WORD.match(below)
    if left is None or right is None or not right[0][0].islower():
        return f"{above}-{below}"
    if right[0] in {"and", "or", "to"}:
        return f"{above}- {below}"
    one, other = left[0].casefold(), right[0].casefold()
    compound = f"{one}-{other}" in words or ({one, other} <= words and one + other not in words)
    return f"{above}-{below}" if compound else above + below
