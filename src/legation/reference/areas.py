"""Words that tell the area of an undertaking: loading of `areas.toml`."""

import tomllib
from importlib.resources import files
from typing import cast

from legation.nouns import Area

_TABLE = tomllib.loads(files(__package__).joinpath("areas.toml").read_text("utf-8"))

STRONG: dict[Area, tuple[str, ...]] = {cast("Area", area): tuple(words["strong"]) for area, words in _TABLE.items()}
WEAK: dict[Area, tuple[str, ...]] = {cast("Area", area): tuple(words["weak"]) for area, words in _TABLE.items()}
