"""The areas that an undertaking belongs to, by the words that name it."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from legation.nouns import Area
from legation.reference.areas import STRONG, WEAK

_STRONG, _WEAK = 3, 1  # a weak word decides only where no strong one is near
_EARLY = 60  # characters: what an undertaking is comes before its circumstances
_LONGEST = 80  # characters of a stem with the white space in it
_WORD = re.compile(r"[^\W_]+")
_Scores = Mapping[Area, int]


@cache
def _stems() -> dict[str, tuple[tuple[str, Area, int], ...]]:
    """First two letters → stems that begin with them, the longest first."""
    found: dict[str, list[tuple[str, Area, int]]] = {}
    for table, weight in ((STRONG, _STRONG), (WEAK, _WEAK)):
        for area, words in table.items():
            for word in words:
                found.setdefault(word[:2], []).append((word, area, weight))
    return {head: tuple(sorted(group, key=lambda stem: (-len(stem[0]), stem))) for head, group in found.items()}


def areas_of(phrase: str, limit: int = 3, *, context: str = "") -> tuple[Area, ...]:
    """Areas of an undertaking named by a phrase, best first; empty where no word tells.

    Each word counts once for each area, by its longest stem; strong stems and words near the beginning weigh more. A
    phrase that says little ("the agreement", "further talks") is placed by its `context`, such as the whole document.
    """
    scores = dict(_scores(phrase))
    if context and max(scores.values(), default=0) < _STRONG:
        around = _ranked(_scores(context))[:2]
        for rank, area in enumerate(around):
            scores[area] = scores.get(area, 0) + _STRONG - rank
    return _ranked(scores)[:limit]


def area_words(phrase: str, area: Area) -> list[tuple[int, int]]:
    """The words of a phrase that tell of an area, by their offsets in it."""
    found = []
    for word in _WORD.finditer(phrase):
        behind = " ".join(phrase[word.start() : word.start() + _LONGEST].lower().split())
        stems = _stems().get(behind[:2], ())
        if any(a == area and _stands(behind, stem, 0) for stem, a, _ in stems):
            found.append(word.span())
    return found


def _ranked(scores: _Scores) -> tuple[Area, ...]:
    return tuple(sorted(scores, key=lambda area: -scores[area]))  # of equals, the one told first


@lru_cache(maxsize=256)
def _scores(phrase: str) -> _Scores:
    flat = " ".join(phrase.lower().split())
    scores: dict[Area, int] = {}
    for word in _WORD.finditer(flat):
        seen: set[Area] = set()
        for stem, area, weight in _stems().get(word.group()[:2], ()):
            if area not in seen and _stands(flat, stem, word.start()):
                seen.add(area)
                scores[area] = scores.get(area, 0) + weight * (2 if word.start() < _EARLY else 1)
    return scores


def _stands(text: str, stem: str, at: int) -> bool:
    """Whether a stem begins at a place; one that ends in a full stop is the whole word."""
    if not stem.endswith("."):
        return text.startswith(stem, at)
    end = at + len(stem) - 1
    return text.startswith(stem[:-1], at) and not text[end : end + 1].isalnum()
