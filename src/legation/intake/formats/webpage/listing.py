"""Whether a page is an index of others: its teasers are prose as well, but each stands under a heading of its own."""

from legation.intake.formats.webpage.blocks import Block
from legation.intake.formats.webpage.cluster import is_prose
from legation.intake.formats.webpage.declared import Declared

_TEASERS = 4  # headings that are links
_SHARE = 60  # words of prose to each of them: a teaser has some 25, a section of an article hundreds


def is_listing(blocks: list[Block], places: list[int], told: Declared) -> bool:
    """Whether what was found as the article of a page, at some places among its blocks, is a row of teasers.

    A page that says to machines that it is an article is one.
    """
    if told.articles or told.meta.get("og:type", "").lower() == "article" or not places:
        return False
    stretch = blocks[max(0, places[0] - 1) : places[-1] + 1]
    teasers = [block for block in stretch if block.links > 0.8 and 3 <= block.words <= 40 and not block.aside]
    prose = sum(blocks[at].words for at in places if is_prose(blocks[at]))
    return len(teasers) >= _TEASERS and prose <= _SHARE * len(teasers)
