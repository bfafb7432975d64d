"""How telling a word is: the fewer reports have it, the more.

The weight of a stem is its inverse document frequency (K. Sparck Jones, "A statistical interpretation of term
specificity", 1972) in a fixed collection: frequencies.json, counted by `training/linking.py` over 2,000 wire stories of
1987 and 2025. It never changes with what a ledger holds, so that a document is linked alike in every ledger.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log
from typing import TypedDict

_UNSEEN = 2  # reports that a word not in the table is taken to be in: those in fewer than 4 were left out


class _Table(TypedDict):
    reports: int
    with_stem: dict[str, int]
    with_party: dict[str, int]


@cache
def _table() -> _Table:
    table: _Table = json.loads(files(__package__).joinpath("frequencies.json").read_text("utf-8"))
    return table


def weight_of(stem: str) -> float:
    """Weight of a stem as a share of the weight of one that is in no more than two reports: 0 to 1."""
    return _thousandths(stem) / 1000


def weight(stems: Iterable[str]) -> float:
    """Weight of several stems together, the same in whichever order they come."""
    return sum(map(_thousandths, stems)) / 1000


@cache
def _thousandths(stem: str) -> int:
    table = _table()
    most = log(table["reports"] / _UNSEEN)
    return round(1000 * log(table["reports"] / max(table["with_stem"].get(stem, _UNSEEN), _UNSEEN)) / most)


@cache
def weight_of_party(code: str) -> float:
    """Weight of a party, likewise: sharing Mauritania tells more than sharing the United States."""
    table = _table()
    most = log(table["reports"] / _UNSEEN)
    return log(table["reports"] / max(table["with_party"].get(code, _UNSEEN), _UNSEEN)) / most
