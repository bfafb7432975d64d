"""What a commitment says, as word stems, to be compared with what another says."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from legation.ledger.linking.names import words
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
_TURNS = re.compile(
    r"\b(?:also|another|separate(?:ly)?|meanwhile|different|other|besides|too|as well|in addition|by contrast|unlike|"
    r"apart from|as for|turning to)\b",
    re.IGNORECASE,
)


class Wording(NamedTuple):
    """The stems of a commitment's words, without numbers and names of parties, which its other fields hold."""

    telling: dict[str, str]  # what it is about: stems with a word as it is written
    thing: frozenset[str]  # those of them that stand in what is undertaken
    commonplace: frozenset[str]  # what any undertaking may say
    proper: frozenset[str]  # names among the telling
    phrases: frozenset[str]  # pairs of neighbouring words, in whichever order, one of them telling
    points_back: bool  # "the agreement", "this deal": begins as one that was spoken of before
    turns: bool  # "another", "also": says that it is something else than what was spoken of before


def wording(entry: Commitment) -> Wording:
    """Words of what is undertaken, of the main quote and of the names of the thing."""
    quote = entry.evidence[0].quote
    in_turn = [tuple(_spoken(phrase)) for phrase in (entry.what, quote, *entry.objects)]
    found = [spoken for phrase in in_turn for spoken in phrase]
    written = {stem: word for stem, word, _ in reversed(found)}
    told = written.keys() - _commonplaces()
    return Wording(
        telling={stem: written[stem] for stem in sorted(told)},
        thing=frozenset(stem for stem, _, _ in in_turn[0]) - _commonplaces(),
        commonplace=frozenset(written.keys() & _commonplaces()),
        proper=frozenset(stem for stem, word, inside in found if inside and word[0].isupper()) - _commonplaces(),
        phrases=frozenset(
            " ".join(sorted((one, other)))
            for phrase in in_turn
            for (one, _, _), (other, _, _) in pairwise(phrase)
            if one in told or other in told
        ),
        points_back=_POINTS_BACK.match(entry.what) is not None,
        turns=_TURNS.search(quote) is not None,
    )


def telling(phrase: str) -> frozenset[str]:
    """Stems of the words of a phrase that not any undertaking may say."""
    return stems(phrase) - _commonplaces()


def stems(phrase: str) -> frozenset[str]:
    """Stems of the words of a phrase, without numbers and names of parties."""
    return frozenset(stem for stem, _, _ in _spoken(phrase))


def _spoken(phrase: str) -> Iterator[tuple[str, str, bool]]:
    """Each word's stem, the word, and whether it stands inside; without numbers and names of parties."""
    for place, word in enumerate(words(phrase)):
        if (stem := _stem_of(word)) is not None:
            yield stem, word, place > 0  # the first of a sentence has a capital whatever it is


@cache
def _commonplaces() -> frozenset[str]:
    text = files(__package__).joinpath("commonplaces.txt").read_text("utf-8")
    return frozenset(_stem(word) for word in _listed(text.splitlines()))


def _listed(lines: Iterable[str]) -> Iterable[str]:
    return (word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1 << 16)
def _stem_of(word: str) -> str | None:
    """Stem of a word; none where it says nothing, is a number or names a party."""
    folded = word.casefold()
    if folded in _EMPTY or folded.isdigit() or party_code(word) is not None:
        return None
    return _stem(folded)


def _stem(word: str) -> str:
    """Cut off an inflection, so that `supplies` meets `supply`."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
