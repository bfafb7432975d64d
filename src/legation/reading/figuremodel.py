"""How likely a number is a figure, and of which kind: weights of cues, learned from annotations.

A logistic regression for whether and a multinomial one for level, increase, decrease or share (`training/figures.py`),
over the cues of `figurecues.py`; shipped as a table of weights.
"""

import json
import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from legation.nouns import Change


class _Table(TypedDict):
    values: list[str]
    bias: list[float]
    weights: dict[str, list[float]]  # cue → one weight a value


@cache
def _tables() -> dict[str, _Table]:
    tables: dict[str, _Table] = json.loads(files(__package__).joinpath("figures.json").read_text("utf-8"))
    return tables


def _scores(name: str, cues: Iterable[str]) -> dict[str, float]:
    table = _tables()[name]
    scores = list(table["bias"])
    for cue in cues:
        for n, weight in enumerate(table["weights"].get(cue, ())):
            scores[n] += weight
    return dict(zip(table["values"], scores, strict=True))


def chance(cues: Iterable[str]) -> float:
    """The chance that a person would enter a number with these cues as a figure."""
    return 1 / (1 + math.exp(-_scores("figure", cues)["figure"]))


def change(cues: Iterable[str], ruled: Change) -> Change:
    """Whether a figure is a level, a rise or a fall, or a share: by rule, and by its cues where no rule says."""
    if ruled != "level":
        return ruled
    scores = _scores("change", cues)
    return cast("Change", max(scores, key=lambda value: (scores[value], value)))
