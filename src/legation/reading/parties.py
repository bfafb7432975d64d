"""Names of parties in a text."""

import re
from functools import cache
from typing import NamedTuple

from legation.reference.parties import Named, NameForm, gazetteer, given_names, lookalikes, never_given

_COMBINING = {  # first parts of compounds: "Sino-Soviet", "Pak-Russia"
    "Anglo": "GBR", "Austro": "AUT", "Franco": "FRA", "Graeco": "GRC", "Greco": "GRC", "Hispano": "ESP", "Indo": "IND",
    "Italo": "ITA", "Luso": "PRT", "Pak": "PAK", "Russo": "RUS", "Sino": "CHN", "Turco": "TUR",
}  # fmt: skip
_MONEY = re.compile(  # "Swiss francs", "the U.S. dollar": a currency is no party
    r"\s?(?:dollar|dlr|franc|pound|peso|mark|rupee|rouble|ruble|dinar|riyal|rial|kron|crown|lira\b|lire\b|yen\b|yuan\b|shilling"
    r"|rupiah|dirham|guilder|schilling|won\b|escudo|peseta|sterling|stg\b)(?!et)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w$€£])(?:[A-ZÀ-ÞŠŽ]|al[- ]|contras|muja)[^\W_]*")
_WORD_BEFORE = re.compile(r"\b([A-Z](?:[a-z]+|\.)) $")
_MOST_BLANKS = 4  # between the words of a name: a line break with its indent
_FLAT = (*((blank, " ") for blank in "\n\t\r\u00a0\u2009\u202f"), *((mark, "'") for mark in "’‘`"))


class PartyName(NamedTuple):
    """A name of a party, where it stands in the text, and in which form it names it."""

    start: int
    end: int
    code: str
    form: NameForm


class _Candidate(NamedTuple):
    words: tuple[str, ...]
    named: Named | None  # None: looks like the name of a party and is none


def find_parties(text: str) -> list[PartyName]:
    """Find names of states, bodies and other parties: the longest, from left to right, without overlap.

    Case counts ("US" and "us", "Turkey" and "turkey"), save in words all in capitals. Possessives end before the "'s".
    """
    flat = text
    for mark, plain in _FLAT:  # one character for one: offsets stay
        flat = flat.replace(mark, plain)
    found: list[PartyName] = []
    reached = 0
    candidates = _candidates()
    for word in _WORD.finditer(flat):
        start = word.start()
        if start < reached:
            continue
        match = _longest(candidates.get(word.group(), ()), flat, start)
        if match is not None:
            named, reached = match
            if named is not None and not _is_something_else(flat, start, reached, named):
                found.append(PartyName(start, reached, named.code, named.form))
        elif (code := _COMBINING.get(word.group())) is not None and _is_compound(flat, word.end()):
            found.append(PartyName(start, word.end(), code, "demonym"))
    return found


@cache
def _candidates() -> dict[str, tuple[_Candidate, ...]]:
    """First word of a name → the names that begin with it, the longest first; headlines in capitals included."""
    found: dict[str, dict[tuple[str, ...], Named | None]] = {}

    def keep(name: str, named: Named | None) -> None:
        words = tuple(name.split())
        first = _WORD.match(words[0])
        if first is not None:
            found.setdefault(first.group(), {}).setdefault(words, named)

    for phrase in lookalikes():
        keep(phrase, None)
        keep(phrase.upper(), None)
    names = gazetteer()
    for name, named in names.items():
        keep(name, named)
    for name, named in names.items():
        if len(name) >= 4:  # "Oman" in a headline is "OMAN"
            keep(name.upper(), named)
    return {
        first: tuple(
            _Candidate(words, named)
            for words, named in sorted(group.items(), key=lambda item: (-len(" ".join(item[0])), item[0]))
        )
        for first, group in found.items()
    }


def _longest(candidates: tuple[_Candidate, ...], text: str, start: int) -> tuple[Named | None, int] | None:
    for words, named in candidates:
        end = _end_of(words, text, start)
        if end is not None:
            return named, end
    return None


def _end_of(words: tuple[str, ...], text: str, start: int) -> int | None:
    """Where a name that begins at `start` ends, if all its words stand there."""
    at = start
    for i, word in enumerate(words):
        if i:
            blanks = at
            while text[at : at + 1] == " " and at - blanks < _MOST_BLANKS:
                at += 1
            if at == blanks:
                return None
        if not text.startswith(word, at):
            return None
        at += len(word)
    inside = text[at : at + 1]
    return None if inside and (inside.isalnum() or inside in "_$") and not words[-1].endswith(".") else at


def _is_compound(text: str, end: int) -> bool:
    return text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isupper()


def _is_something_else(text: str, start: int, end: int, named: Named) -> bool:
    """Whether a name is part of a currency or of a person's name here."""
    if named.form in ("demonym", "state") and _MONEY.match(text, end):
        return True
    if text[start:end] not in given_names():
        return False
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    return before is not None and before[1] not in never_given() and before[1] not in gazetteer()
