"""What a commitment says, as word stems, to be compared with what another says."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from legation.ledger.names import words
from legation.nouns import Commitment
from legation.reference.parties import party_code

_EMPTY = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "as", "is", "are", "was",
    "were", "be", "been", "being", "that", "this", "these", "those", "it", "its", "their", "his", "her", "our", "also",
    "some", "all", "any", "both", "two", "such", "into", "through", "up", "has", "have", "had", "not", "which", "who",
    "whom", "other",
})  # fmt: skip
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "ed", "es", "er", "s",
    "y", "e",
)  # fmt: skip
_POINTS_BACK = re.compile(r"(?:the|this|that|these|those|it)\b", re.IGNORECASE)


class Wording(NamedTuple):
    """The stems of a commitment's words, without numbers and names of parties, which its other fields hold."""

    telling: frozenset[str]  # what it is about
    commonplace: frozenset[str]  # what any undertaking may say
    proper: frozenset[str]  # names among the telling
    points_back: bool  # "the agreement", "this deal": begins as one that was spoken of before


def wording(entry: Commitment) -> Wording:
    """Words of what is undertaken and of the main quote."""
    phrases = (entry.what, entry.evidence[0].quote)
    stems: set[str] = set()
    proper: set[str] = set()
    for phrase in phrases:
        for place, word in enumerate(words(phrase)):
            folded = word.casefold()
            if folded in _EMPTY or folded.isdigit() or _names_a_party(word):
                continue
            stem = _stem(folded)
            stems.add(stem)
            if place and word[0].isupper():  # the first word of a sentence is written so whatever it is
                proper.add(stem)
    commonplace = _commonplaces() & stems
    return Wording(
        telling=frozenset(stems - commonplace),
        commonplace=frozenset(commonplace),
        proper=frozenset(proper - commonplace),
        points_back=_POINTS_BACK.match(entry.what) is not None,
    )


@cache
def _commonplaces() -> frozenset[str]:
    text = files(__package__).joinpath("commonplaces.txt").read_text("utf-8")
    return frozenset(_stem(word) for word in _listed(text.splitlines()))


def _listed(lines: Iterable[str]) -> Iterable[str]:
    return (word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _names_a_party(word: str) -> bool:
    return party_code(word) is not None


def _stem(word: str) -> str:
    """Cut off an inflection, so that `supplies` meets `supply`."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
