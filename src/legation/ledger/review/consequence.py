"""How much hangs on an entry being right: what reviewers are asked first. Pure.

A wrong entry does harm by what is made of it. What weighs, and why:

- that a commitment is *signed, done or dropped*: these end a question, and whoever reads of it acts on it;
- that it *alone takes its matter as far as it is*: were it wrong, the matter would stand elsewhere;
- *amounts*: they are added up into balances, held against other figures, and quoted without their sentence;
- that it is *between states*: these are what a dossier is made of;
- a *due date*: it calls something overdue.

The weights are judgement, not measurement: one for what changes a stage, half of it for what changes a sum or a page, a
quarter for what changes a line. An entry on which nothing of this hangs has no consequence and still its doubt.
"""

from legation.ledger.parties import parties_of
from legation.nouns import Commitment, Entry, Figure, Stage
from legation.reference.parties import is_state

ENDING: frozenset[Stage] = frozenset({"signed", "done", "dropped"})
_ENDS = 1.0
ALONE = 1.0  # more, for what alone takes its matter as far as it is
_AMOUNTS = 0.5
_BETWEEN_STATES = 0.5
_DUE = 0.25


def consequence(entry: Entry, *, alone: bool = False) -> float:
    """Weigh what hangs on an entry, 0 or more; `alone` where no other takes its matter as far as it does."""
    weight = ALONE * alone
    weight += _BETWEEN_STATES * (sum(is_state(party) for party in parties_of(entry)) > 1)
    if isinstance(entry, Commitment):
        weight += _ENDS * (entry.stage in ENDING) + _AMOUNTS * bool(entry.quantities) + _DUE * (entry.due is not None)
    elif isinstance(entry, Figure):
        weight += _AMOUNTS * _is_money(entry.unit)
    return weight


def urgency(confidence: float | None, weight: float) -> float:
    """How soon to ask: the doubt (1 less the confidence, none where no model is asked) by what hangs on it."""
    return 0.0 if confidence is None else (1 - confidence) * (1 + weight)


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()
