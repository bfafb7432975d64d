"""Words that tell something only where an entry is known to be told: loading of `weaker.toml`."""

import tomllib
from importlib.resources import files
from typing import cast

from legation.nouns import Form, Polarity
from legation.reference.verbs import Undertaking

_TABLE = tomllib.loads(files(__package__).joinpath("weaker.toml").read_text("utf-8"))


def _undertakings(section: str, field: str) -> dict[str, Undertaking]:
    found: dict[str, Undertaking] = {}
    for group in _TABLE[section]:
        for word in group[field]:
            found.setdefault(word, Undertaking(group["stage"], group["frame"]))
    return found


def _by_first(phrases: dict[str, Undertaking]) -> dict[str, tuple[tuple[tuple[str, ...], Undertaking], ...]]:
    """Phrases by their first lemma, the longest first; each as the lemmas behind it."""
    found: dict[str, list[tuple[tuple[str, ...], Undertaking]]] = {}
    for phrase, undertaking in phrases.items():
        first, *rest = phrase.split()
        found.setdefault(first, []).append((tuple(rest), undertaking))
    return {first: tuple(sorted(told, key=lambda one: (-len(one[0]), one[0]))) for first, told in found.items()}


WEAKER_VERBS = _undertakings("verb", "verbs")
WEAKER_NOUNS = _undertakings("noun", "nouns")
PHRASES = _by_first(_undertakings("phrase", "phrases"))
WEAKER_STANCES = {word: cast("Polarity", group["polarity"]) for group in _TABLE["stance"] for word in group["words"]}
WEAKER_MEETINGS = {word: cast("Form", group["form"]) for group in _TABLE["meeting"] for word in group["words"]}
