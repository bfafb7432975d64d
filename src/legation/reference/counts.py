"""Words that tell what a bare number counts: loading of `counts.toml`."""

import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("counts.toml").read_text("utf-8"))

SINGULAR: dict[str, str] = dict(_TABLE["singular"])
_WORDS = {name: frozenset[str](words) for name, words in _TABLE["words"].items()}
NOT_PLURAL, UNCOUNTED, PAIR, STOP = (_WORDS[name] for name in ("not_plural", "uncounted", "pair", "stop"))
COMPOUND, LEADS, MARKETS = (_WORDS[name] for name in ("compound", "leads", "markets"))
RAISING, LOWERING, RAISED, LOWERED = (_WORDS[name] for name in ("raising", "lowering", "raised", "lowered"))
SHARING, PARTS, AMOUNTS, ROUGHLY = (_WORDS[name] for name in ("sharing", "parts", "amounts", "roughly"))
