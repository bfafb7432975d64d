"""Where an entry came from: what was known when it was made, for who asks why."""

from collections.abc import Mapping
from typing import NamedTuple

from legation.reading.proposal import Proposal
from legation.reading.roles import Chances
from legation.reading.spans import Span


class Origin(NamedTuple):
    """What an entry was made from."""

    made: Proposal
    ruled: bool  # whether a rule found it
    chance: float | None = None  # of a figure, by what stands around its number
    span: Span | None = None  # the tagger's
    parties: Mapping[str, Chances] = {}  # of the role model
    evidence: Mapping[str, float] = {}  # what its confidence was made of
