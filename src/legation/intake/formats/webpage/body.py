"""The article of a page: which of its blocks are its body.

Trafilatura votes for text; the votes are led back to blocks of the page, since a page is more than the sum of its
words: what stands between two paragraphs of the article in the same place is part of it, what is nothing but a link, a
credit or a call to subscribe is not. The `articleBody` that a page declares stands in where the vote fails.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from lxml import html

from legation.intake.formats.webpage.blocks import Block
from legation.intake.formats.webpage.cluster import (
    END,
    LEAST,
    LINKED,
    PROSE,
    belongs,
    densest,
    homes_of,
    is_prose,
    items,
    size_of,
    together,
    voted,
)
from legation.intake.formats.webpage.furniture import is_byline, is_call, is_date_line, is_furniture
from legation.intake.formats.webpage.votes import Votes, words_of


def article(blocks: list[Block], votes: Votes, declared: str | None, titles: Iterable[str]) -> list[int]:
    """Places of the blocks of the article, in order; none where the page has none.

    `declared` is the body that the page declares of itself, `titles` the names it goes by, which are not repeated.
    """
    named = frozenset(" ".join(words_of(title)) for title in titles) - {""}
    said = Votes(declared) if declared else Votes("")
    chosen = {at for at, block in enumerate(blocks) if block in votes}
    if said.size >= 2 * LEAST and said.covered([blocks[at] for at in chosen]) < 0.5:
        chosen = {at for at, block in enumerate(blocks) if block in said}
    core = voted(blocks, chosen)
    if size_of(blocks, core) < LEAST:
        core = items(blocks, chosen)
    if size_of(blocks, core) < LEAST:
        core = densest(blocks)
    core = together(blocks, core)
    if not core:
        return []
    if any(blocks[at].aside for at in core):  # its markup calls the article itself so: such names mean nothing here
        blocks = [replace(block, aside=False) for block in blocks]
    if any(blocks[at].caption for at in core):
        blocks = [replace(block, caption=False) for block in blocks]
    homes = homes_of(blocks, core)
    core = _filled(blocks, core, homes, said)
    while core and is_call(blocks[core[-1]].text):
        core.pop()
    if size_of(blocks, core) < LEAST:
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
        if (first < at < last and block.tag in usual and belongs(block, homes)) or (
            said.size >= 2 * LEAST and block in said
        ):
            found.add(at)
    return sorted(found)


def _is_line(block: Block, homes: frozenset[html.HtmlElement]) -> bool:
    """Whether a line is of the article where nobody voted for it: a short sentence or a heading in its midst."""
    short = block.words <= 15 and (block.tag in ("h2", "h3", "h4", "h5") or END.search(block.text) is not None)
    return short and block.links == 0 and belongs(block, homes) and not block.text.endswith(":")


def _fits(block: Block, named: frozenset[str]) -> bool:
    """Whether a line that is no prose may stand in an article."""
    if block.caption or block.links > LINKED or " ".join(words_of(block.text)) in named:
        return False
    return not (is_furniture(block.text) or is_call(block.text) or (block.aside and not is_prose(block)))


def _head(
    blocks: list[Block], chosen: set[int], first: int, homes: frozenset[html.HtmlElement], named: frozenset[str]
) -> list[int]:
    """Lines above the first paragraph that are part of the article: a standfirst, a salutation, a dateline."""
    found: list[int] = []
    for at in range(first - 1, max(-1, first - 12), -1):
        block = blocks[at]
        if block.tag == "h1" or " ".join(words_of(block.text)) in named or _resembles(block.text, named):
            break
        if at not in chosen and block.home is not blocks[first].home:
            continue
        if not _fits(block, named) or is_byline(block.text) or is_date_line(block.text):
            continue
        if at in chosen and (belongs(block, homes) or block.words >= PROSE):
            found.append(at)
    return found[::-1]


def _tail(
    blocks: list[Block], chosen: set[int], last: int, homes: frozenset[html.HtmlElement], named: frozenset[str]
) -> list[int]:
    """Lines below the last paragraph that are part of the article: its end mark, who signed it, where and when."""
    found: list[int] = []
    for at in range(last + 1, min(len(blocks), last + 60)):
        block = blocks[at]
        if not belongs(block, homes) or (at not in chosen and block.home is not blocks[last].home):
            break
        if _fits(block, named):
            found.append(at)
        elif block.heading:
            break
    return found


def _resembles(text: str, named: frozenset[str]) -> bool:
    """Whether a line is a title in slightly other words."""
    line = " ".join(words_of(text))
    return any(
        (len(line) > 8 and f" {line} " in f" {name} ")
        or (name in line and len(line) - len(name) < 30)
        or SequenceMatcher(None, line[:200], name[:200], autojunk=False).ratio() > 0.85
        for name in named
        if len(name) > 10
    )
