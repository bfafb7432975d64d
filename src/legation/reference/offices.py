"""Offices whose holders act for a state or body, and honorifics: loading of `offices.toml`."""

import tomllib
from importlib.resources import files

_TABLE: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("offices.toml").read_text("utf-8"))
HEADS: frozenset[str] = frozenset(_TABLE["heads"])
HONORIFICS: frozenset[str] = frozenset(w.rstrip(".") for phrase in _TABLE["honorifics"] for w in phrase.split())

PARTICLES: frozenset[str] = frozenset(_TABLE["particles"])
OPENING_PARTICLES: frozenset[str] = frozenset(_TABLE["opening_particles"])


def _head_word(phrase: str) -> str:
    """The word of an office that stands for it: `minister` of "minister of foreign affairs"."""
    words = phrase.replace("-", " ").split()
    for link in ("of", "for", "to", "d'affaires"):
        if link in words[1:]:
            return words[words.index(link) - 1]
    return words[-1]


OFFICE_WORDS: frozenset[str] = frozenset(
    _head_word(phrase) for name in ("heads", "sole", "others", "body") for phrase in _TABLE[name]
) - {"staff", "count"}


def is_office(word: str) -> bool:
    """Whether a lower-case word is the head of an office: `minister`, `president`."""
    return word in OFFICE_WORDS


def is_honorific(word: str) -> bool:
    """Whether a lower-case word stands before a name as a form of address: `mr`, `gen`."""
    return word.rstrip(".") in HONORIFICS
