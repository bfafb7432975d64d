"""Tables of cues: what each cue speaks for, as the weights of a logistic regression learned from annotations."""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import TypedDict


class CueTable(TypedDict):
    """One weight a value for each cue."""

    values: list[str]
    bias: list[float]
    weights: dict[str, list[float]]


def cue_tables(file: str) -> dict[str, CueTable]:
    """The tables of a file that ships beside this module, by name."""
    tables: dict[str, CueTable] = json.loads(files(__package__).joinpath(file).read_text("utf-8"))
    return tables


def scores(table: CueTable, cues: Iterable[str]) -> dict[str, float]:
    """What some cues together speak for each value, in log-odds up to a constant."""
    found = list(table["bias"])
    for cue in cues:
        for n, weight in enumerate(table["weights"].get(cue, ())):
            found[n] += weight
    return dict(zip(table["values"], found, strict=True))
