"""A page laid out: its blocks of text in order, each with its place in the tree and its share of links.

What stands on lines of its own in a browser is a block: a paragraph, a heading, an item, a row of a table. White space
is as HTML has it, and nothing else is changed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from lxml import etree, html

from legation.intake.formats.webpage.markup import BLOCKS, HEADINGS, LINES, OUTSIDE, is_aside, is_caption
from legation.intake.formats.webpage.sight import INVISIBLE

_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINES = re.compile(r"[^\S\n]*\n[^\S\n]*")
_ESCAPED = re.compile(
    r"&(?:#\d{2,6}|#x[\da-f]{2,6}|amp|quot|apos|lt|gt|nbsp|[mn]dash|[lr][sd]quo|hellip);", re.IGNORECASE
)
_GAP = re.compile(r"\n{2,}")
_LONG_CELL = 300  # characters: a cell that holds more is there for the layout
WORD = re.compile(r"\w+")

_MOST = 0.25  # share of a page's text above which a name is that of a wrapper: "with-sidebar"


class _Box(NamedTuple):
    """An element that is being laid out, and what is known of all in it."""

    element: html.HtmlElement
    aside: bool = False
    outside: bool = False
    caption: bool = False


@dataclass(frozen=True)
class Block:
    """Text that stands on lines of its own."""

    text: str
    tag: str  # of the innermost element that makes lines: "p", "li", "div", "tr" for a row of a table of data
    home: html.HtmlElement  # what holds it and its like
    links: float = 0.0  # share of its letters that lie in links
    aside: bool = False  # in what its markup calls navigation, an advertisement, comments and the like
    outside: bool = False  # in an element for navigation or the foot of the page, which no article stands in
    caption: bool = False  # in what its markup calls a figure or a caption
    words: int = field(default=0)

    @property
    def heading(self) -> bool:
        """Whether it is marked up as one."""
        return self.tag in HEADINGS


class _Run:
    """Text that is gathered until the next block begins."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, bool]] = []
        self.in_links = 0

    def add(self, text: str | None, *, preformatted: bool = False) -> None:
        if text:
            self.parts.append((text if preformatted else _SPACE.sub(" ", text), self.in_links > 0))

    def taken(self) -> Iterator[tuple[str, float]]:
        """Texts of what was gathered, parted where lines were left empty, with their shares of links."""
        parts, self.parts = self.parts, []
        whole = "".join(text for text, _ in parts)
        if not whole or whole.isspace():
            return
        linked = sum(len(text.strip()) for text, in_link in parts if in_link)
        share = min(1.0, linked / max(1, len(whole.strip())))
        for text in _GAP.split(_LINES.sub("\n", INVISIBLE.sub("", whole))):
            shown = re.sub(r" {2,}", " ", text).strip()
            shown = unescape(shown) if _ESCAPED.search(shown) else shown  # escaped twice, as many pages are
            if WORD.search(shown) or len(shown) > 1:
                yield shown, share


def blocks_of(tree: html.HtmlElement) -> list[Block]:
    """Blocks of a page or of a part of it, in order."""
    weights = _weights(tree)
    found: list[Block] = []
    run = _Run()
    stack = [_Box(tree)]

    def flush() -> None:
        element, aside, outside, caption = stack[-1]
        parent = element.getparent()
        home = parent if element.tag in LINES and parent is not None else element
        for text, share in run.taken():
            found.append(Block(text, element.tag, home, share, aside, outside, caption, len(WORD.findall(text))))

    walk = etree.iterwalk(tree, events=("start", "end"))
    preformatted = 0
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in BLOCKS:
                flush()
                around, light = stack[-1], weights[element] <= _MOST * weights[tree]
                stack.append(
                    _Box(
                        element,
                        around.aside or is_aside(element, named=light),
                        around.outside or (light and tag in OUTSIDE),
                        around.caption or is_caption(element, named=light),
                    )
                )
                preformatted += tag == "pre"
                if tag == "table" and _is_data(element):
                    found.extend(_rows(element, stack[-1].aside))
                    walk.skip_subtree()
                    continue
            elif tag == "br":
                run.add("\n", preformatted=True)
            elif tag == "hr":
                flush()
            run.in_links += tag == "a" and element.get("href") is not None
            run.add(element.text, preformatted=preformatted > 0)
        else:
            run.in_links -= tag == "a" and element.get("href") is not None
            if tag in BLOCKS:
                flush()
                stack.pop()
                preformatted -= tag == "pre"
                if not stack:
                    break
            if element is not tree:
                run.add(element.tail, preformatted=preformatted > 0)
    return found


def joined(blocks: list[Block]) -> str:
    """Text of some blocks: paragraphs parted by an empty line, rows of one table by the end of a line."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        same = before is not None and block.tag == before.tag == "tr" and block.home is before.home
        parts += ["" if before is None else "\n" if same else "\n\n", block.text]
        before = block
    return "".join(parts)


def _weights(tree: html.HtmlElement) -> Counter[html.HtmlElement]:
    """Letters below each element."""
    found: Counter[html.HtmlElement] = Counter()
    for element in reversed(list(tree.iter())):
        found[element] += len((element.text or "").strip())
        parent = element.getparent()
        if element is not tree and parent is not None:
            found[parent] += found[element] + len((element.tail or "").strip())
    return found


def _is_data(table: html.HtmlElement) -> bool:
    """Whether a table holds data, in rows and columns; others are there for the layout."""
    if table.find(".//table") is not None or table.get("role") == "presentation":
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    wide = sum(len(row) > 1 for row in rows)
    return wide * 2 > len(rows) and all(len(cell.text_content()) <= _LONG_CELL for row in rows for cell in row)


def _rows(table: html.HtmlElement, aside: bool) -> Iterator[Block]:
    parent = table.getparent()
    for row in table.iter("tr"):
        cells = [INVISIBLE.sub("", _SPACE.sub(" ", cell.text_content())).strip() for cell in row]
        text = "\t".join(cells).strip("\t")
        if WORD.search(text):
            linked = sum(len(link.text_content().strip()) for link in row.iter("a"))
            share = min(1.0, linked / max(1, len(text)))
            words = len(WORD.findall(text))
            yield Block(text, "tr", table if parent is None else parent, share, aside, words=words)
