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

HEADS = 0.7
"""Weight of the tagger's heads beside the cues: they have seen the texts that they learned from more closely."""


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
    return shares(name, found, heads)[0][0]


def shares(name: str, found: Sequence[str], heads: Mapping[str, float]) -> list[tuple[str, float]]:
    """The values of a label with the share of each in all that speaks for any, the best first."""
    table = _tables()[name]
    scores = list(table["bias"])
    for cue in found:
        for n, weight in enumerate(table["weights"].get(cue, ())):
            scores[n] += weight
    told = [
        score + HEADS * math.log(heads.get(v, 0.0) + 1e-6) for score, v in zip(scores, table["values"], strict=True)
    ]
    top = max(told)
    parts = [math.exp(one - top) for one in told]
    ranked = sorted(range(len(told)), key=lambda n: (-told[n], n))
    return [(table["values"][n], parts[n] / sum(parts)) for n in ranked]


def telling(name: str, found: Sequence[str], value: str, rival: str) -> list[tuple[str, float]]:
    """The cues that speak for a value of a label over a rival, with their weight in log-odds, the strongest first."""
    table = _tables()[name]
    one, other = table["values"].index(value), table["values"].index(rival)
    weighed = [(cue, w[one] - w[other]) for cue in found if (w := table["weights"].get(cue))]
    return sorted((each for each in weighed if each[1] > 0), key=lambda each: (-each[1], each[0]))
