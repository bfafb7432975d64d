"""Words by which a text introduces a company together with its state: loading of `companies.toml`."""

import tomllib
from importlib.resources import files

_TABLE: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("companies.toml").read_text("utf-8"))
KINDS: frozenset[str] = frozenset(_TABLE["kinds"])
ENDINGS: frozenset[str] = frozenset(_TABLE["endings"])
COMMON: frozenset[str] = frozenset(_TABLE["common"])
