"""What a phrase says, as a set of word stems without the words that every phrase has."""

from legation.ledger.names import words

_EMPTY = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "as", "is", "are",
    "was", "were", "be", "been", "being", "that", "this", "these", "those", "it", "its", "their", "his", "her",
    "our", "more", "further", "also", "some", "all", "any", "both", "two", "countries", "sides", "including",
    "such", "between", "under", "over", "into", "through", "will", "would", "has", "have", "had", "not", "which",
    "who", "whom", "other", "new", "up", "per",
})  # fmt: skip
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "er",
    "s",
    "y",
)


def stems(phrase: str) -> frozenset[str]:
    """Stems of the telling words of a phrase: case folded, an inflection cut off, so that `supplies` meets `supply`."""
    return frozenset(_stem(word.casefold()) for word in words(phrase) if word.casefold() not in _EMPTY)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
