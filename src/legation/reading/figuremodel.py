"""How likely a number is a figure, and of which kind: weights of cues, learned from annotations.

A logistic regression for whether and a multinomial one for level, increase, decrease or share (`training/figures.py`),
over the cues of `figurecues.py`; shipped as a table of weights.
"""

import math
from collections.abc import Iterable
from functools import cache
from typing import cast

from legation.nouns import Change
from legation.reading.cuetable import CueTable, cue_tables, scores


@cache
def _tables() -> dict[str, CueTable]:
    return cue_tables("figures.json")


def chance(cues: Iterable[str]) -> float:
    """The chance that a person would enter a number with these cues as a figure."""
    return 1 / (1 + math.exp(-scores(_tables()["figure"], cues)["figure"]))


def change(cues: Iterable[str], ruled: Change) -> Change:
    """Whether a figure is a level, a rise or a fall, or a share: by rule, and by its cues where no rule says."""
    if ruled != "level":
        return ruled
    told = scores(_tables()["change"], cues)
    return cast("Change", max(told, key=lambda value: (told[value], value)))
