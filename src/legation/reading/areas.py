"""The areas that an undertaking belongs to, by the words that name it."""

import re
from collections import Counter
from functools import cache

from legation.nouns import Area
from legation.reference.areas import STRONG, WEAK

_STRONG, _WEAK = 3, 1  # a weak word decides only where no strong one is near
_EARLY = 60  # characters: what an undertaking is comes before its circumstances
_WORD = re.compile(r"[^\W_]+")


@cache
def _stems() -> dict[str, tuple[tuple[str, Area, int], ...]]:
    """First three letters → stems that begin with them, the longest first."""
    found: dict[str, list[tuple[str, Area, int]]] = {}
    for table, weight in ((STRONG, _STRONG), (WEAK, _WEAK)):
        for area, words in table.items():
            for word in words:
                found.setdefault(word[:2], []).append((word, area, weight))
    return {head: tuple(sorted(group, key=lambda stem: -len(stem[0]))) for head, group in found.items()}


def areas_of(phrase: str, limit: int = 3) -> tuple[Area, ...]:
    """Areas of an undertaking named by a phrase, best first; empty where no word tells.

    Each word counts once for each area, by its longest stem; strong stems and words near the beginning weigh more.
    """
    flat = " ".join(phrase.lower().split())
    scores: Counter[Area] = Counter()
    for word in _WORD.finditer(flat):
        seen: set[Area] = set()
        for stem, area, weight in _stems().get(word.group()[:2], ()):
            if area in seen or not _stands(flat, stem, word.start()):
                continue
            seen.add(area)
            scores[area] += weight * (2 if word.start() < _EARLY else 1)
    ranked = sorted(scores, key=lambda area: (-scores[area], tuple(STRONG).index(area)))
    return tuple(ranked[:limit])


def _stands(text: str, stem: str, at: int) -> bool:
    if not stem.endswith("."):
        return text.startswith(stem, at)
    end = at + len(stem) - 1
    return text.startswith(stem[:-1], at) and not text[end : end + 1].isalnum()
