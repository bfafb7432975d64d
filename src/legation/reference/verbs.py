"""Words that put something on the record: loading of `verbs.toml`."""

import tomllib
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from legation.nouns import Form, Polarity, Stage

Frame = Literal["acts", "asks", "gets", "joint"]


class Undertaking(NamedTuple):
    """A word that tells of a commitment: the stage it puts it at, and who acts."""

    stage: Stage
    frame: Frame


_TABLE = tomllib.loads(files(__package__).joinpath("verbs.toml").read_text("utf-8"))


def _by_word(section: str, field: str, value: str) -> dict[str, str]:
    # the first group that names a word wins, so that an order of preference can be written down
    found: dict[str, str] = {}
    for group in _TABLE[section]:
        for word in group.get(field, ()):
            found.setdefault(word, group[value])
    return found


def _undertakings(section: str, field: str) -> dict[str, Undertaking]:
    found: dict[str, Undertaking] = {}
    for group in _TABLE[section]:
        for word in group[field]:
            found.setdefault(word, Undertaking(group["stage"], group["frame"]))
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(_TABLE["words"][name])


SAYING: frozenset[str] = frozenset(_TABLE["saying"]["verbs"]) | frozenset(_TABLE["saying"]["reporting"])
REPORTING: frozenset[str] = frozenset(_TABLE["saying"]["reporting"])
COMMITMENT_VERBS = _undertakings("commitment", "verbs")
COMMITMENT_NOUNS = _undertakings("commitment_noun", "nouns")
POSITION_VERBS = cast("dict[str, Polarity]", _by_word("position", "verbs", "polarity"))
POSITION_NOUNS = cast("dict[str, Polarity]", _by_word("position", "nouns", "polarity"))
POSITION_ADJECTIVES = cast("dict[str, Polarity]", _by_word("position", "adjectives", "polarity"))
MEETING_VERBS = cast("dict[str, Form]", _by_word("meeting", "verbs", "form"))
MEETING_NOUNS = cast("dict[str, Form]", _by_word("meeting", "nouns", "form"))
OPEN = cast("dict[str, Stage]", _by_word("open", "verbs", "stage"))
MEETING_WORDS = MEETING_VERBS.keys() | MEETING_NOUNS.keys() | _words("gathering")
LIGHT = _words("light")
TOPICS = _words("topics")
ACTIONS = _words("actions")
READY = _words("ready")
OBLIGATION = _words("obligation")
STATIVE = _words("stative")
VALUING = _words("valuing")
MEASURING = _words("measuring")
MOVES_UP = _words("up")
MOVES_DOWN = _words("down")
MEASURES = _words("measures")
MOVES = dict.fromkeys(_words("up_nouns"), "up") | dict.fromkeys(_words("down_nouns"), "down")
