"""Words by which a text leads what it tells back to a source: loading of `attribution.toml`."""

import tomllib
from importlib.resources import files

from legation.reference.verbs import SAYING

_TABLE = tomllib.loads(files(__package__).joinpath("attribution.toml").read_text("utf-8"))


def _by_word(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """Word → the prepositions that it takes; the table has it the other way round."""
    found: dict[str, set[str]] = {}
    for preposition, words in table.items():
        for word in words:
            found.setdefault(word, set()).add(preposition)
    return {word: frozenset(taken) for word, taken in found.items()}


_VERBS, _NOUNS, _ADJECTIVES = _TABLE["verbs"], _TABLE["nouns"], _TABLE["adjectives"]

CLAUSE_VERBS: frozenset[str] = frozenset(_VERBS["clause"]) | SAYING
OBJECT_VERBS: frozenset[str] = frozenset(_VERBS["object"])
INFINITIVE_VERBS: frozenset[str] = frozenset(_VERBS["infinitive"])
REQUEST_VERBS: frozenset[str] = frozenset(_VERBS["request"])
PREPOSITION_VERBS = _by_word(_VERBS["preposition"])
CLAUSE_NOUNS: frozenset[str] = frozenset(_NOUNS["clause"])
INFINITIVE_NOUNS: frozenset[str] = frozenset(_NOUNS["infinitive"])
PREPOSITION_NOUNS = _by_word(_NOUNS["preposition"])
CLAUSE_ADJECTIVES: frozenset[str] = frozenset(_ADJECTIVES["clause"])
PREPOSITION_ADJECTIVES = _by_word(_ADJECTIVES["preposition"])
INFINITIVE_ADJECTIVES: frozenset[str] = frozenset(_ADJECTIVES["infinitive"])
STUDIES: frozenset[str] = frozenset(_TABLE["sources"]["studies"])
SHOWS: frozenset[str] = frozenset(_TABLE["sources"]["shows"])
TEXTS: frozenset[str] = frozenset(_TABLE["sources"]["texts"])
NAMING: frozenset[str] = frozenset(_VERBS["naming"])
MEASURES: frozenset[str] = frozenset(_TABLE["sources"]["measures"])
GATHERINGS: frozenset[str] = frozenset(_TABLE["sources"]["gatherings"])
HEADINGS: frozenset[str] = frozenset(_TABLE["sources"]["headings"])
