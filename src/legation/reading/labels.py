"""Label models: stage, form, status, stance and direction from cues, by weights learned from annotations.

One multinomial logistic regression a label (`training/labels.py`), shipped as a table of weights; its word is
multiplied with that of the tagger's heads, as of two witnesses (a product of experts).
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

from legation.reading.cuetable import CueTable, cue_tables, scores

HEADS = 0.7
"""Weight of the tagger's heads beside the cues: they have seen the texts that they learned from more closely."""


@cache
def _tables() -> dict[str, CueTable]:
    return cue_tables("labels.json")


def label(name: str, found: Sequence[str], heads: Mapping[str, float]) -> str:
    """The best value of a label: stage, form, status, polarity or change. `heads`: what the tagger gives each."""
    return shares(name, found, heads)[0][0]


def shares(name: str, found: Sequence[str], heads: Mapping[str, float]) -> list[tuple[str, float]]:
    """The values of a label with the share of each in all that speaks for any, the best first."""
    told = [
        (value, score + HEADS * math.log(heads.get(value, 0.0) + 1e-6))
        for value, score in scores(_tables()[name], found).items()
    ]
    top = max(score for _, score in told)
    total = sum(math.exp(score - top) for _, score in told)
    ranked = sorted(told, key=lambda one: -one[1])  # of equals the first stays first
    return [(value, math.exp(score - top) / total) for value, score in ranked]


def telling(name: str, found: Sequence[str], value: str, rival: str) -> list[tuple[str, float]]:
    """The cues that speak for a value of a label over a rival, with their weight in log-odds, the strongest first."""
    table = _tables()[name]
    one, other = table["values"].index(value), table["values"].index(rival)
    weighed = [(cue, w[one] - w[other]) for cue in found if (w := table["weights"].get(cue))]
    return sorted((each for each in weighed if each[1] > 0), key=lambda each: (-each[1], each[0]))
