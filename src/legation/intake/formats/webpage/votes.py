"""What trafilatura takes for the article of a page, led back to the blocks of it."""

from copy import deepcopy

from lxml import html
from trafilatura import bare_extraction

from legation.intake.formats.webpage.blocks import WORD, Block

Gram = tuple[str, ...]

_GRAM = 3  # words that are looked for together
_SURE = 0.6  # share of a block's runs of words that are in the vote


class Votes:
    """Which words of a page some extraction takes for its article."""

    def __init__(self, text: str) -> None:
        self.lines = frozenset(" ".join(words_of(line)) for line in text.splitlines())
        self.grams = frozenset(_grams(words_of(text)))
        self.size = len(words_of(text))

    def __contains__(self, block: Block) -> bool:
        words = words_of(block.text)
        if len(words) <= _GRAM + 1:
            return " ".join(words) in self.lines
        grams = _grams(words)
        return sum(gram in self.grams for gram in grams) >= _SURE * len(grams)

    def covered(self, blocks: list[Block]) -> float:
        """Which share of it some blocks have."""
        found = {gram for block in blocks for gram in _grams(words_of(block.text))}
        return len(found & self.grams) / max(1, len(self.grams))


def vote(tree: html.HtmlElement) -> Votes:
    """What trafilatura takes for the article of a page; nothing where it finds none."""
    found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True)
    return Votes("" if found is None or isinstance(found, dict) else found.text or "")


def words_of(text: str) -> list[str]:
    """Words of a text, without case."""
    return WORD.findall(text.lower())


def _grams(words: list[str]) -> list[Gram]:
    return list(zip(*(words[at:] for at in range(_GRAM)), strict=False))
