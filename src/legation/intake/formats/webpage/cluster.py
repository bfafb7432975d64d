"""Where the article of a page stands: its prose, and the elements that hold it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from lxml import html

from legation.intake.formats.webpage.blocks import Block
from legation.intake.formats.webpage.furniture import is_furniture

LEAST = 25
"""Words of an article."""
LINKED = 0.6
"""Share of letters in links from which on a short block is a list of links."""
PROSE = 10
"""Words of a sentence that no button or heading has."""
END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
"""How a sentence ends."""

_LONG = 25  # words that are prose, however they end
_LINKED_PROSE = 0.85  # the same share for a long block, which may lead to its sources
_FAR = 25  # blocks between two paragraphs of an article, of which advertisements and captions are some
_ITEM = 4  # words of an item of a list that is no button
_LED = 0.3  # share of letters in links from which on an item leads elsewhere
_LEVELS = 4  # elements around a paragraph that it counts for


def is_prose(block: Block) -> bool:
    """Whether a block is a sentence or more, not a heading or a row of links."""
    if block.words < PROSE or block.heading or block.tag == "tr":
        return False
    if block.links > (_LINKED_PROSE if block.words >= _LONG else LINKED):
        return False
    return block.words >= _LONG or END.search(block.text) is not None


def voted(blocks: list[Block], chosen: set[int]) -> list[int]:
    """The prose that was voted for, without what the markup calls an aside, unless that is most of it."""
    prose = [
        at
        for at in sorted(chosen)
        if is_prose(blocks[at]) and not blocks[at].outside and not is_furniture(blocks[at].text)
    ]
    plain = [at for at in prose if not blocks[at].aside and not blocks[at].caption]
    if size_of(blocks, plain) < 0.6 * size_of(blocks, prose):
        return prose
    return plain


def items(blocks: list[Block], chosen: set[int]) -> list[int]:
    """Items of the one list that was voted for and leads nowhere: a list of outcomes is a document without a sentence.

    Empty where it has fewer than three.
    """
    found: dict[html.HtmlElement, list[int]] = defaultdict(list)
    for at in sorted(chosen):
        block = blocks[at]
        apart = block.aside or block.outside or block.caption or block.links >= _LED
        if block.tag == "li" and block.words >= _ITEM and not apart and not is_furniture(block.text):
            found[block.home].append(at)
    longest = max(found.values(), key=lambda places: size_of(blocks, places), default=[])
    return longest if len(longest) > 2 else []


def densest(blocks: list[Block]) -> list[int]:
    """Prose of the part of a page that has most of it, where nothing was voted for.

    As Readability has it: a paragraph counts for what holds it, half for what holds that, and so on.
    """
    prose = [
        at
        for at, block in enumerate(blocks)
        if is_prose(block) and END.search(block.text) and not block.aside and not block.caption
    ]
    weights: dict[html.HtmlElement, float] = defaultdict(float)
    for at in prose:
        for level, element in enumerate(_upwards(blocks[at].home, _LEVELS)):
            weights[element] += blocks[at].words / 2**level
    densest = max(weights, key=weights.__getitem__, default=None)
    found = [at for at in prose if densest is not None and densest in _upwards(blocks[at].home, _LEVELS)]
    row = together(blocks, prose)  # where each few paragraphs have a box of their own, it holds few
    return row if size_of(blocks, row) > 3 * size_of(blocks, found) else found


def together(blocks: list[Block], core: list[int]) -> list[int]:
    """The core without what stands far from most of it: a teaser at the foot of the page, a summary at its head."""
    clusters: list[list[int]] = []
    for at in core:
        if clusters and at - clusters[-1][-1] <= _FAR:
            clusters[-1].append(at)
        else:
            clusters.append([at])
    sizes = [size_of(blocks, cluster) for cluster in clusters]
    largest = max(sizes, default=0)
    homes = {
        blocks[at].home for cluster, size in zip(clusters, sizes, strict=True) if size == largest for at in cluster
    }
    return [
        at
        for cluster, size in zip(clusters, sizes, strict=True)
        if size >= 0.2 * largest or any(blocks[at].home in homes for at in cluster)
        for at in cluster
    ]


def homes_of(blocks: list[Block], core: list[int]) -> frozenset[html.HtmlElement]:
    """Elements that a paragraph of the article stands in, or whose child it stands in."""
    weights: dict[html.HtmlElement, float] = defaultdict(float)
    for at in core:
        home = blocks[at].home
        weights[home] += blocks[at].words
        parent = home.getparent()
        if parent is not None:
            weights[parent] += blocks[at].words / 2  # where each paragraph has a box of its own
    whole = size_of(blocks, core)
    found = frozenset(home for home, words in weights.items() if words >= 0.2 * whole)
    if found:
        return found
    for level in range(2, 8):  # where a few paragraphs each have a box, however deep
        weights.clear()
        for at in core:
            above = next(islice(blocks[at].home.iterancestors(), level - 1, None), None)
            if above is not None:
                weights[above] += blocks[at].words
        largest = max(weights, key=weights.__getitem__, default=None)
        if largest is not None and weights[largest] >= 0.8 * whole:
            within = [largest]
            for _ in range(level - 1):
                within += [child for box in within for child in box]
            return frozenset(within)
    return frozenset()


def belongs(block: Block, homes: frozenset[html.HtmlElement]) -> bool:
    """Whether a block stands where the article does."""
    return not block.aside and not block.caption and (block.home in homes or block.home.getparent() in homes)


def size_of(blocks: list[Block], places: Iterable[int]) -> int:
    """Words at some places."""
    return sum(blocks[at].words for at in places)


def _upwards(element: html.HtmlElement, levels: int) -> list[html.HtmlElement]:
    return [element, *islice(element.iterancestors(), levels - 1)]
