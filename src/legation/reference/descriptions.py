"""Nouns that stand for a party named elsewhere: loading of `descriptions.toml`."""

import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("descriptions.toml").read_text("utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_TABLE[name])


ORGANS = _words("organs")
OF_GOVERNMENT = _words("of_government")
KINDS_OF_BODY = _words("kinds_of_body")
MOVEMENTS = _words("movements")
BODIES = _words("bodies")
SINGULAR = _words("singular")
COMPANIES = _words("companies")
SPOKEN_OF = KINDS_OF_BODY | BODIES | COMPANIES | MOVEMENTS
THINGS = _words("things")
GROUPS = _words("groups")
ACTING = _words("acting")
SIDES = _words("sides")
COLLECTIVES = _words("collectives")
STATE_WORDS = _words("state_words")
UNCODED = _words("uncoded")
NUMBERS: dict[str, int] = dict(_TABLE["numbers"])
