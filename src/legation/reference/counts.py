"""Words that tell what a bare number counts: loading of `counts.toml`."""

import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("counts.toml").read_text("utf-8"))

SINGULAR: dict[str, str] = dict(_TABLE["singular"])
NOT_PLURAL, UNCOUNTED, PAIR, STOP, COMPOUND, LEADS, MARKETS, RAISING, LOWERING = (
    frozenset[str](_TABLE["words"][name])
    for name in ("not_plural", "uncounted", "pair", "stop", "compound", "leads", "markets", "raising", "lowering")
)
