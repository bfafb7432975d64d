"""Two-letter codes of states: loading of `alpha2.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _codes() -> Mapping[str, str]:
    return tomllib.loads(files(__package__).joinpath("alpha2.toml").read_text("utf-8"))


def alpha2(code: str) -> str | None:
    """Two-letter code of a state, by its three-letter code; None for one that is no more, and for what is no state."""
    return _codes().get(code)
