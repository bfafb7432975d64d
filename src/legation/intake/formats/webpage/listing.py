"""Whether a page is an index of others: its teasers are prose as well, but each stands under a heading of its own."""

from legation.intake.formats.webpage.blocks import Block
from legation.intake.formats.webpage.body import is_prose
from legation.intake.formats.webpage.declared import Declared

_TEASERS = 4  # headings that are links
_SHARE = 60  # words of prose to each of them: a teaser has some 25, a section of an article hundreds


def is_listing(blocks: list[Block], article: list[Block], told: Declared) -> bool:
    """Whether what was found as the article of a page is a row of teasers.

    A page that says to machines that it is an article is one.
    """
    if told.articles or told.meta.get("og:type", "").lower() == "article" or not article:
        return False
    places = {id(block): at for at, block in enumerate(blocks)}
    first, last = places[id(article[0])], places[id(article[-1])]
    stretch = blocks[max(0, first - 1) : last + 1]
    teasers = [block for block in stretch if block.links > 0.8 and 3 <= block.words <= 40 and not block.aside]
    prose = sum(block.words for block in article if is_prose(block))
    return len(teasers) >= _TEASERS and prose <= _SHARE * len(teasers)
