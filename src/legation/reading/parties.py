"""Names of parties in a text."""

import re
from functools import cache
from typing import NamedTuple

from legation.reading.lookalikes import LOOKALIKES
from legation.reference.parties import Named, NameForm, gazetteer

_COMBINING = {  # first parts of compounds: "Sino-Soviet", "Pak-Russia"
    "Anglo": "GBR", "Austro": "AUT", "Franco": "FRA", "Graeco": "GRC", "Greco": "GRC", "Hispano": "ESP", "Indo": "IND",
    "Italo": "ITA", "Luso": "PRT", "Pak": "PAK", "Russo": "RUS", "Sino": "CHN", "Turco": "TUR", "Afghan": "AFG",
}  # fmt: skip
# the same letters are an everyday word or a first name; they are a party only when no capitalised word stands right
# before them ("Michael Jordan", "Israel Katz" aside)
_FIRST_NAMES = frozenset({"Jordan", "Chad", "Georgia", "Amal", "Paris", "Lima", "Kingston"})
_MONEY = (
    r"(?:dollar|dlr|franc|pound|peso|mark|rupee|rouble|ruble|dinar|riyal|rial|kron|crown|lira|lire|yen|yuan|shilling|rupiah"
    r"|dirham|guilder|schilling|won\b|real\b|escudo|peseta|sterling|stg\b)"
)
_BEFORE_MONEY = re.compile(r"\s?" + _MONEY, re.IGNORECASE)
_WORD = re.compile(r"(?<![\w$€£])(?:[A-ZÀ-ÞŠŽ]|al[- ]|contras|mujahi?e?din|mujahideen)[^\W_]*")
_CAPITALISED_BEFORE = re.compile(r"(?:\b|^)([A-Z][a-z]+|[A-Z]\.) $")
_FUNCTION_WORDS = frozenset(
    "In On At To From For By With And But Or The Of As If When While Since After Before Both Between Like Unlike Meanwhile"
    " Minister King Queen President Premier Emir Sultan Prince Kingdom Republic State Embassy Ambassador Government East West"
    " North South Central Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August September October November December That This Why How Will Can Should Says Said Joint Visit".split()
)
_MOST_BLANKS = 4  # between the words of a name: a line break with its indent
_BLANKS = str.maketrans({"\n": " ", "\t": " ", "\r": " ", " ": " ", " ": " ", "’": "'", "‘": "'", "`": "'"})


class PartyName(NamedTuple):
    """A name of a party, where it stands in the text, and in which form it names it."""

    start: int
    end: int
    code: str
    form: NameForm


class _Candidate(NamedTuple):
    words: tuple[str, ...]
    named: Named | None  # None: looks like a name of a party and is none


@cache
def _candidates() -> dict[str, tuple[_Candidate, ...]]:
    """First word of a name → the names that begin with it, longest first; headlines in capitals included."""
    found: dict[str, dict[tuple[str, ...], Named | None]] = {}

    def keep(name: str, named: Named | None) -> None:
        words = tuple(name.split())
        first = _WORD.match(words[0])
        if first is not None:
            found.setdefault(first.group(), {}).setdefault(words, named)

    for phrase in LOOKALIKES:
        keep(phrase, None)
        keep(phrase.upper(), None)
    names = gazetteer()
    for name, named in names.items():
        keep(name, named)
    for name, named in names.items():
        # a short acronym spelt in small letters ("Asean") has its capitals already; four letters keep "Who" from being "WHO"
        if len(name) >= 4 and name != name.upper():
            keep(name.upper(), named)
    return {
        first: tuple(_Candidate(words, named) for words, named in sorted(group.items(), key=lambda item: (-len(" ".join(item[0])), item[0])))
        for first, group in found.items()
    }


def _end_of(words: tuple[str, ...], text: str, start: int) -> int | None:
    """Where a name that begins at `start` ends, if all its words stand there."""
    at = start
    for i, word in enumerate(words):
        if i:
            blanks = at
            while at < len(text) and text[at] == " " and at - blanks < _MOST_BLANKS:
                at += 1
            if at == blanks:
                return None
        if not text.startswith(word, at):
            return None
        at += len(word)
    if at < len(text) and (text[at].isalnum() or text[at] in "_$") and not words[-1].endswith("."):
        return None
    return at


def _is_person(text: str, start: int, end: int) -> bool:
    """Whether a name that is also a first or family name is one here."""
    before = _CAPITALISED_BEFORE.search(text, max(0, start - 30), start)
    if before is not None and before.group(1) not in _FUNCTION_WORDS and before.group(1) not in gazetteer():
        return True
    after = re.compile(r" [A-Z][a-z]+").match(text, end)
    return after is not None and text[start:end] in ("Chad", "Amal", "Paris") and after.group().strip() not in _FUNCTION_WORDS
 

def find_parties(text: str) -> list[PartyName]:
    """Names of states, bodies and other parties, longest first from left to right, without overlap.

    Case counts ("US" and "us", "Turkey" and "turkey"), save in words all in capitals. Possessives end before the "'s".
    """
    flat = text.translate(_BLANKS)
    found: list[PartyName] = []
    reached = 0
    candidates = _candidates()
    for word in _WORD.finditer(flat):
        start = word.start()
        if start < reached:
            continue
        combining = _COMBINING.get(word.group())
        for candidate in candidates.get(word.group(), ()):
            end = _end_of(candidate.words, flat, start)
            if end is None:
                continue
            reached = end
            named = candidate.named
            if named is None or _BEFORE_MONEY.match(flat, end) and named.form in ("demonym", "state"):
                break
            if len(candidate.words) == 1 and candidate.words[0] in _FIRST_NAMES and _is_person(flat, start, end):
                break
            found.append(PartyName(start, end, named.code, named.form))
            break
        else:
            if combining is not None and flat.startswith("-", word.end()) and flat[word.end() + 1 : word.end() + 2].isupper():
                found.append(PartyName(start, word.end(), combining, "demonym"))
                reached = word.end()
    return found
