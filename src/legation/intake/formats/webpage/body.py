"""The article of a page: which of its blocks are its body.

Trafilatura votes for text; the votes are led back to blocks of the page, since a page is more than the sum of its
words: what stands between two paragraphs of the article in the same place is part of it, what is nothing but a link, a
credit or a call to subscribe is not. The `articleBody` that a page declares stands in where the vote fails.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice

from lxml import html
from trafilatura import bare_extraction

from legation.intake.formats.webpage.blocks import WORD, Block
from legation.intake.formats.webpage.furniture import is_byline, is_call, is_date_line, is_furniture

Gram = tuple[str, ...]

_GRAM = 3  # words that are looked for together
_SURE = 0.6  # share of a block's runs of words that are in the vote
_PROSE = 10  # words of a sentence that no button or heading has
_LINKED = 0.6  # share of letters in links from which on a block is a list of links
_FAR = 25  # blocks between two paragraphs of an article, of which advertisements and captions are some
_LEAST = 25  # words of an article
_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")


class Votes:
    """Which words of a page some extraction takes for its article."""

    def __init__(self, text: str) -> None:
        self.lines = frozenset(" ".join(_words(line)) for line in text.splitlines())
        self.grams = frozenset(gram for line in [text] for gram in _grams(_words(line)))
        self.size = len(_words(text))

    def __contains__(self, block: Block) -> bool:
        words = _words(block.text)
        if len(words) <= _GRAM + 1:
            return " ".join(words) in self.lines
        grams = _grams(words)
        return sum(gram in self.grams for gram in grams) >= _SURE * len(grams)


def vote(tree: html.HtmlElement) -> Votes:
    """What trafilatura takes for the article of a page; nothing where it finds none."""
    found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True)
    return Votes("" if found is None or isinstance(found, dict) else found.text or "")


def article(blocks: list[Block], votes: Votes, declared: str | None, titles: Iterable[str]) -> list[int]:
    """Places of the blocks of the article, in order; none where the page has none.

    `declared` is the body that the page declares of itself, `titles` the names it goes by, which are not repeated.
    """
    named = frozenset(" ".join(_words(title)) for title in titles) - {""}
    said = Votes(declared) if declared else Votes("")
    chosen = {at for at, block in enumerate(blocks) if block in votes}
    if said.size >= 2 * _LEAST and _covered(blocks, chosen, said) < 0.5:
        chosen = {at for at, block in enumerate(blocks) if block in said}
    core = _core(blocks, chosen)
    if _size(blocks, core) < _LEAST:
        core = _densest(blocks)
    core = _together(blocks, core)
    if not core:
        return []
    if any(blocks[at].aside for at in core):  # its markup calls the article itself so: such names mean nothing here
        blocks = [replace(block, aside=False) for block in blocks]
    if any(blocks[at].caption for at in core):
        blocks = [replace(block, caption=False) for block in blocks]
    homes = _homes(blocks, core)
    core = _filled(blocks, core, homes, said)
    while core and is_call(blocks[core[-1]].text):
        core.pop()
    if _size(blocks, core) < _LEAST:
        return []
    first, last = core[0], core[-1]
    within = frozenset(core)
    kept = _head(blocks, chosen, first, homes, named)
    for at in range(first, last + 1):
        block = blocks[at]
        if at in within or (_fits(block, named) and (at in chosen or _is_line(block, homes))):
            kept.append(at)
    kept += _tail(blocks, chosen, last, homes, named)
    while kept and blocks[kept[-1]].heading:
        kept.pop()
    return kept


def is_prose(block: Block) -> bool:
    """Whether a block is a sentence or more, not a heading or a row of links."""
    if (
        block.words < _PROSE
        or block.links > (0.85 if block.words >= 25 else _LINKED)
        or block.heading
        or block.tag == "tr"
    ):
        return False
    return block.words >= 25 or _END.search(block.text) is not None


def _core(blocks: list[Block], chosen: set[int]) -> list[int]:
    """The prose that was voted for, without what the markup calls an aside, unless that is most of it."""
    prose = [at for at in sorted(chosen) if is_prose(blocks[at]) and not is_furniture(blocks[at].text)]
    plain = [at for at in prose if not blocks[at].aside and not blocks[at].caption]
    if _size(blocks, plain) < 0.6 * _size(blocks, prose):
        return prose
    return plain


def _densest(blocks: list[Block]) -> list[int]:
    """Prose of the part of a page that has most of it, where nothing was voted for.

    As Readability has it: a paragraph counts for what holds it, half for what holds that, and so on.
    """
    prose = [
        at
        for at, block in enumerate(blocks)
        if is_prose(block) and _END.search(block.text) and not block.aside and not block.caption
    ]
    weights: dict[html.HtmlElement, float] = defaultdict(float)
    for at in prose:
        for level, element in enumerate(_upwards(blocks[at].home, 4)):
            weights[element] += blocks[at].words / 2**level
    densest = max(weights, key=weights.__getitem__, default=None)
    found = [at for at in prose if densest is not None and densest in _upwards(blocks[at].home, 4)]
    row = _together(blocks, prose)  # where each few paragraphs have a box of their own, it holds few
    return row if _size(blocks, row) > 3 * _size(blocks, found) else found


def _size(blocks: list[Block], places: Iterable[int]) -> int:
    return sum(blocks[at].words for at in places)


def _upwards(element: html.HtmlElement, levels: int) -> list[html.HtmlElement]:
    return [element, *islice(element.iterancestors(), levels - 1)]


def _together(blocks: list[Block], core: list[int]) -> list[int]:
    """The core without what stands far from most of it: a teaser at the foot of the page, a summary at its head."""
    clusters: list[list[int]] = []
    for at in core:
        if clusters and at - clusters[-1][-1] <= _FAR:
            clusters[-1].append(at)
        else:
            clusters.append([at])
    sizes = [_size(blocks, cluster) for cluster in clusters]
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


def _homes(blocks: list[Block], core: list[int]) -> frozenset[html.HtmlElement]:
    """Elements that a paragraph of the article stands in, or whose child it stands in."""
    weights: dict[html.HtmlElement, float] = defaultdict(float)
    for at in core:
        home = blocks[at].home
        weights[home] += blocks[at].words
        parent = home.getparent()
        if parent is not None:
            weights[parent] += blocks[at].words / 2  # where each paragraph has a box of its own
    whole = _size(blocks, core)
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


def _filled(blocks: list[Block], core: list[int], homes: frozenset[html.HtmlElement], said: Votes) -> list[int]:
    """The core with the prose that stands between and beside it in the same place, or is declared to be part of it."""
    first, last = core[0], core[-1]
    found = set(core)
    usual = {tag for tag, count in Counter(blocks[at].tag for at in core).items() if count * 20 >= len(core)}
    for at, block in enumerate(blocks):
        if at in found or not is_prose(block) or block.aside or block.caption or is_call(block.text):
            continue
        if is_furniture(block.text):
            continue
        if (first < at < last and block.tag in usual and _belongs(block, homes)) or (
            said.size >= 2 * _LEAST and block in said
        ):
            found.add(at)
    return sorted(found)


def _belongs(block: Block, homes: frozenset[html.HtmlElement]) -> bool:
    return not block.aside and not block.caption and (block.home in homes or block.home.getparent() in homes)


def _is_line(block: Block, homes: frozenset[html.HtmlElement]) -> bool:
    """Whether a line is of the article where nobody voted for it: a short sentence or a heading in its midst."""
    short = block.words <= 15 and (block.tag in ("h2", "h3", "h4", "h5") or _END.search(block.text) is not None)
    return short and block.links == 0 and _belongs(block, homes) and not block.text.endswith(":")


def _fits(block: Block, named: frozenset[str]) -> bool:
    """Whether a line that is no prose may stand in an article."""
    if block.caption or block.links > _LINKED or " ".join(_words(block.text)) in named:
        return False
    return not (is_furniture(block.text) or is_call(block.text) or (block.aside and not is_prose(block)))


def _head(
    blocks: list[Block], chosen: set[int], first: int, homes: frozenset[html.HtmlElement], named: frozenset[str]
) -> list[int]:
    """Lines above the first paragraph that are part of the article: a standfirst, a salutation, a dateline."""
    found: list[int] = []
    for at in range(first - 1, max(-1, first - 12), -1):
        block = blocks[at]
        if block.tag == "h1" or " ".join(_words(block.text)) in named or _resembles(block.text, named):
            break
        if at not in chosen and block.home is not blocks[first].home:
            continue
        if not _fits(block, named) or is_byline(block.text) or is_date_line(block.text):
            continue
        if at in chosen and (_belongs(block, homes) or block.words >= _PROSE):
            found.append(at)
    return found[::-1]


def _tail(
    blocks: list[Block], chosen: set[int], last: int, homes: frozenset[html.HtmlElement], named: frozenset[str]
) -> list[int]:
    """Lines below the last paragraph that are part of the article: its end mark, who signed it, where and when."""
    found: list[int] = []
    for at in range(last + 1, min(len(blocks), last + 60)):
        block = blocks[at]
        if not _belongs(block, homes) or (at not in chosen and block.home is not blocks[last].home):
            break
        if _fits(block, named):
            found.append(at)
        elif block.heading:
            break
    return found


def _resembles(text: str, named: frozenset[str]) -> bool:
    """Whether a line is a title in slightly other words."""
    line = " ".join(_words(text))
    return any(
        (len(line) > 8 and f" {line} " in f" {name} ")
        or (name in line and len(line) - len(name) < 30)
        or SequenceMatcher(None, line[:200], name[:200], autojunk=False).ratio() > 0.85
        for name in named
        if len(name) > 10
    )


def _covered(blocks: list[Block], chosen: set[int], said: Votes) -> float:
    found = {gram for at in chosen for gram in _grams(_words(blocks[at].text))}
    return len(found & said.grams) / max(1, len(said.grams))


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _grams(words: list[str]) -> list[Gram]:
    return list(zip(*(words[at:] for at in range(_GRAM)), strict=False))
