"""Evidence that two mentions are of one matter, weighed.

A logistic regression over named evidence, one for mentions of one document (`within`) and one for what two documents
say (`across`), fitted by `training/linking.py` to annotated matters and to what the reader finds of them; shipped as a
table of weights, kinship.json. What a name says was set by hand in that script: too few are read to learn it from.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp
from typing import Literal

Scale = Literal["within", "across"]
Evidence = dict[str, float]


def weighed(scale: Scale, evidence: Mapping[str, float]) -> dict[str, float]:
    """What each piece of evidence adds to the log-odds."""
    table = weights()[scale]
    return {name: table.get(name, 0.0) * value for name, value in evidence.items()}


def log_odds(scale: Scale, evidence: Mapping[str, float]) -> float:
    """Log-odds of all evidence together."""
    weight_of = weights()[scale].get
    return sum([weight_of(name, 0.0) * value for name, value in evidence.items() if value])


def chance_of(odds: float) -> float:
    """Chance, 0 to 1, of log-odds."""
    return 1 / (1 + exp(-odds)) if odds > -30 else 0.0  # beyond it exp runs over


@cache
def weights() -> dict[Scale, dict[str, float]]:
    """Weights of evidence by scale and name."""
    table: dict[Scale, dict[str, float]] = json.loads(files(__package__).joinpath("kinship.json").read_text("utf-8"))
    return table
