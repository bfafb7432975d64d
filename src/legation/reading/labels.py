"""Label models: stage, form, status, stance and direction from cues, by weights learned from annotations.

One multinomial logistic regression a label (`training/labels.py`), shipped as a table of weights; its word is
multiplied with that of the tagger's heads, as of two witnesses (a product of experts).
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypedDict


class _Table(TypedDict):
    values: list[str]
    bias: list[float]
    weights: dict[str, list[float]]  # cue → one weight a value


@cache
def _tables() -> dict[str, _Table]:
    tables: dict[str, _Table] = json.loads(files(__package__).joinpath("labels.json").read_text("utf-8"))
    return tables


def label(name: str, found: Sequence[str], heads: Mapping[str, float]) -> str:
    """The best value of a label: stage, form, status, polarity or change. `heads`: what the tagger gives each."""
    table = _tables()[name]
    scores = list(table["bias"])
    for cue in found:
        for n, weight in enumerate(table["weights"].get(cue, ())):
            scores[n] += weight
    top = max(scores)
    total = math.log(sum(math.exp(score - top) for score in scores)) + top
    ranked = [
        (score - total + math.log(heads.get(value, 0.0) + 1e-6), -n, value)
        for n, (score, value) in enumerate(zip(scores, table["values"], strict=True))
    ]
    return max(ranked)[2]
