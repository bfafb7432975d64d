"""Whether a person would enter it: the calibrated chance of a candidate entry, from all that is known of it.

A logistic regression over the tagger's chance, what the rules made of the words and whom they name, fitted to documents
that the tagger was not trained on (`training/verdict.py`); shipped as a table of weights.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypedDict

from legation.nouns import Commitment, Entry, Figure
from legation.reading.proposal import Proposal
from legation.reading.roles import Chances
from legation.reading.spans import Span
from legation.reading.witness import Witness

_LEAST = 0.01  # chance of words in which the tagger sees nothing


class _Table(TypedDict):
    weights: dict[str, float]
    threshold: float


@cache
def _table() -> _Table:
    table: _Table = json.loads(files(__package__).joinpath("verdict.json").read_text("utf-8"))
    return table


def threshold() -> float:
    """The chance from which a candidate is entered."""
    return _table()["threshold"]


def chance(evidence: Mapping[str, float]) -> float:
    """The chance of a candidate with some evidence for and against it."""
    return 1 / (1 + math.exp(-sum(weighed(evidence).values())))


def weighed(evidence: Mapping[str, float]) -> dict[str, float]:
    """What each piece of evidence adds to the log-odds of a candidate."""
    weights = _table()["weights"]
    return {name: weights.get(name, 0.0) * value for name, value in evidence.items()}


def evidence(
    witness: Witness,
    entry: Entry,
    made: Proposal | None,
    span: Span | None,
    found: Mapping[str, Chances],
    *,
    ruled: bool,
) -> dict[str, float]:
    """What speaks for and against a candidate, by name. `span`: the tagger's, `ruled`: whether a rule found it."""
    place = entry.evidence[0]
    page = witness.page
    sure = _odds(span.confidence if span is not None else _LEAST)
    codes = witness.named(place)
    acting = max((c.by for c in found.values()), default=0.0)
    parties = sum(c.by + c.to for c in found.values())
    kind = entry.kind
    return {
        "bias": 1.0,
        f"{kind}": 1.0,
        "tagger": sure,
        f"tagger {kind}": sure,
        "rule": float(ruled),
        f"rule {kind}": float(ruled),
        "rule knows": float(made is not None and made.ruled),
        "acting": acting,
        "one party": float(parties < 1.3),
        "parties": min(parties, 3.0),
        "named inside": min(len(codes), 3),
        "several inside": float(len(codes) > 1),
        "rival": _odds(witness.rival(kind, place)),
        "quantity": float(isinstance(entry, Commitment) and bool(entry.quantities)),
        "due": float(isinstance(entry, Commitment) and entry.due is not None),
        "figure named": float(isinstance(entry, Figure) and bool(entry.objects)),
        "number": _odds(entry.confidence or _LEAST) if isinstance(entry, Figure) else 0.0,
        "told by a source": float(entry.speaker is not None),
        "length": math.log(max(place.end - place.start, 1)) - 4,
        "late": min(place.start / max(len(page.document.text), 1), 1.0),
    }


def _odds(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))
