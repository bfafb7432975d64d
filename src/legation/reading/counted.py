"""The thing counted: the head noun behind a bare number ("28,500 U.S. troops" → troop)."""

import re

from legation.reference.counts import COMPOUND, NOT_PLURAL, PAIR, SINGULAR, STOP, UNCOUNTED

_COMPOUND = re.compile(rf"-({'|'.join(sorted(COMPOUND))})\b")
_TIME = re.compile(r"(?:[- ]|\s{1,3})(?:year|month|week|day|hour|minute|second|decade)s?\b", re.IGNORECASE)
_CASUALTIES = re.compile(r"\s(?:were\s)?(?:killed|wounded|injured|dead)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\s\([A-Z]{2,8}\)")
_SKIPPED = re.compile(r"(?:\s+of)?\s+(?:the|its|their|his|these|those|our|all|such)\b|\s+of(?=\s)", re.IGNORECASE)
_TOKEN = re.compile(r"(?:[ ]{1,2}|\s{1,3}|-)([^\W\d_][\w.'’-]{0,40})")
_MOST_WORDS = 7  # between the number and the noun


def counted_noun(text: str, at: int, value: int, *, additional: bool = False) -> tuple[str, int] | None:
    """Find the thing that a number ending at `at` counts: its singular, and where its word ends.

    It is the last of the first run of plurals; adjectives, demonyms and compounds before it are passed over. None where
    a preposition, a verb or a mark comes first, and for times ("three years"), pairs ("the two sides") and what texts
    count without measuring ("six nations"), unless the count is `additional` ("another eight countries").
    """
    if _TIME.match(text, at):
        return None
    if (struck := _CASUALTIES.match(text, at)) is not None:
        return "person", struck.end()
    if (compound := _COMPOUND.match(text, at)) is not None:
        return compound[1], compound.end()
    if (skipped := _SKIPPED.match(text, at)) is not None:
        at = skipped.end()
    found: tuple[str, int] | None = None
    for _ in range(_MOST_WORDS):
        token = _TOKEN.match(text, at)
        if token is None:
            break
        word = token[1] if token[1].count(".") > 1 else token[1].rstrip(".'’-")
        if word.lower() in STOP or (token[0].startswith("-") and found is None):
            break
        singular = _singular(word)
        if singular is not None:
            found = singular, token.start(1) + len(word)
        elif found is not None:
            break
        if word != token[1]:
            break
        at = token.end()
        if (acronym := _ACRONYM.match(text, at)) is not None:
            at = acronym.end()
    if found is None:
        return None
    noun = found[0].lower()
    return None if (noun in UNCOUNTED and not additional) or (value <= 3 and noun in PAIR) else found


def _singular(word: str) -> str | None:
    """Give the singular of a plural noun; None for what is none."""
    low = word.lower()
    if low in SINGULAR:
        return SINGULAR[low]
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "'s", "’s", "us")) or low in NOT_PLURAL:
        return None
    if low.endswith("is") and word[0].islower():  # "analysis", but "Israelis"
        return None
    if word.isupper() and len(word) > 5:
        word = low
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
