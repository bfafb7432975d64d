"""Words of a text as full-text search knows them, each with its place.

One way for both databases: what goes into their indexes are these stems, and the marks in what is found are set by
them. A word is a run of letters and digits; case, diacritics and English inflection do not matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# What parts the words of a text in ASCII, to spaces: the same words, five times as quickly.
_PARTED = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
_LONGEST = 40  # characters of a stem: longer runs are no words, and PostgreSQL takes 2,046 bytes
_VOWEL = re.compile("[aeiouy]")


class Spoken(NamedTuple):
    """A word where it stands: code points of the text."""

    stem: str
    start: int
    end: int


def spoken(text: str, start: int = 0, end: int | None = None) -> Iterator[Spoken]:
    """Words of a text, or of a part of it, in order."""
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        yield Spoken(stem(found[0]), found.start(), found.end())


def words_of(text: str) -> list[str]:
    """Words of a text as they are written, in order."""
    return text.translate(_PARTED).split() if text.isascii() else _WORD.findall(text)


def stems(text: str) -> list[str]:
    """Stems of the words of a text, in order."""
    return list(map(stem, words_of(text)))


def folded(word: str) -> str:
    """Write a word without case and diacritics; letters and digits alone."""
    if word.isascii():
        return word.lower()[:_LONGEST]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(character for character in plain if character.isalnum())[:_LONGEST] or "0"


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Cut a word down to what its inflections share: pledge, pledges, pledged and pledging are `pledg`.

    In the manner of step 1 of Porter's stemmer (Porter 1980, An algorithm for suffix stripping), and no further:
    `agreement` and `agree`, `station` and `state` stay apart.
    """
    word = folded(word)
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    word = _singular(word)
    if word.endswith("ied") and len(word) > 4:
        word = f"{word[:-3]}y"
    elif word.endswith("eed"):
        word = word[:-1] if _VOWEL.search(word[:-3]) and not word.endswith("ceed") else word  # agreed, not proceed
    else:
        for ending in ("ed", "ing"):
            rest = word.removesuffix(ending)
            if rest != word and len(rest) > 2 and _VOWEL.search(rest):
                word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "aeioulsz" else rest
                break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and len(word) > 5 else word


def _singular(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word
