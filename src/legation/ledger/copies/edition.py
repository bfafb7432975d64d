"""A document as far as it is held against others: its shingles, its names and numbers, what it says that it is."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from legation.ledger.copies.shingles import body, shingles_of, words_of
from legation.nouns import Document

Mark = Literal["corrected", "updated"]
_NEAR = 400  # characters of the text, from either end, in which a paper says what it changed
_NAME = 3  # letters that a name has at least
_CORRECTED = re.compile(
    r"^\W*(?:CORRECTED|CORRECTION|CORRECTING|REFILE[DS]?)\b"
    r"|\((?:[Cc]orrect(?:s|ed|ing)|[Rr]efil(?:es?|ed|ing)|[Ff]ixes)\b[^)]*\)"
    r"|\b[Cc]orrected (?:repetition|version)\b"
    r"|\b[Tt]his (?:story|article|version|report|release)\b[^.\n]{0,40}\b(?:corrects|(?:has been|was) corrected)\b",
    re.MULTILINE,
)
_UPDATED = re.compile(
    r"^\W*(?:UPDATE|WRAPUP|LEAD)\s*\d*\s*[-–—:]|^\W*UPDATED?\b(?=\s*\d*\s*[-–—:])|\bATTENTION\s*-\s*ADDS\b"
    r"|\((?:[Aa]dds|[Uu]pdat(?:es|ed|ing)|[Rr]ecasts)\b[^)]*\)",
    re.MULTILINE,
)


class Edition(NamedTuple):
    """One publication of a story."""

    id: str  # Document.id
    day: int | None  # of publication, as `date.toordinal` counts
    source: str | None
    mark: Mark | None  # what it says that it is
    shingles: frozenset[int]
    numbers: Mapping[str, int]  # how often each is said, without what groups its digits
    names: Mapping[str, int]  # words that are written with a capital only


def edition_of(document: Document, day: str | None = None) -> Edition:
    """Edition that a document is; `day` (YYYY-MM-DD) is when it became known, by default that of its publication."""
    text = body(document.text)
    words = words_of(text)
    known = day or document.date
    return Edition(
        id=document.id,
        day=date.fromisoformat(known).toordinal() if known else None,
        source=document.source.casefold() if document.source else None,
        mark=_mark(document.title or "", document.text),
        shingles=shingles_of(words),
        numbers=Counter(word.replace(",", "") for word in words if word[0].isdigit()),
        names=_names(words),
    )


def _names(words: list[str]) -> Mapping[str, int]:
    plain = {word for word in words if word.islower()}
    capital = (word.casefold() for word in words if len(word) >= _NAME and word[0].isupper())
    return Counter(word for word in capital if word not in plain)


def _mark(title: str, text: str) -> Mark | None:
    places = (title, text[:_NEAR], text[-_NEAR:])
    if any(_CORRECTED.search(place) for place in places):
        return "corrected"
    return "updated" if any(_UPDATED.search(place) for place in places[:2]) else None
