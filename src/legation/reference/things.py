"""Words for the things that undertakings are about: loading of `things.toml`."""

import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("things.toml").read_text("utf-8"))
THINGS: frozenset[str] = frozenset(_TABLE["things"])
REFERRING: frozenset[str] = frozenset(_TABLE["referring"])
STAGES_OF_WORK: frozenset[str] = frozenset(_TABLE["stages_of_work"])
PROPERTIES: frozenset[str] = frozenset(_TABLE["properties"])
MEASURED_IN: dict[str, str] = dict(_TABLE["measured_in"])
