"""Which sentences a derived line of a matter rests on, so that each can be led back to its words."""

from legation.ledger.folding.moves import ANSWERS
from legation.nouns import Commitment, Matter, Mention, Step


def stage_ground(matter: Matter) -> Mention:
    """Find the mention that put the matter at its stage.

    The last that moved it there in so many words; else the last that moved it: what is agreed on again after a halt
    may be back under way, and what is delivered in part is under way without anybody's saying so.
    """
    moved = [step for step in matter.history if step.moved]
    in_words = [step for step in moved if step.stage == matter.stage]
    return (in_words or moved or list(matter.history[:1]))[-1].mention


def move_ground(matter: Matter) -> Mention:
    """Find the mention that the next move rests on: the last that waits for somebody, else the last on the stage."""
    steps = _since_it_moved(matter)
    for step in reversed(steps):
        waits = isinstance(step.mention.entry, Commitment) and bool(step.mention.entry.awaits)
        if waits:
            return step.mention
        if step.stage in ANSWERS:
            break
    at_stage = [step for step in steps if step.stage == matter.stage]
    return (at_stage or steps[:1])[-1].mention


def balance_grounds(matter: Matter, unit: str) -> tuple[Mention, ...]:
    """Find the mentions that promise or deliver in a unit, as the balance weighed them, each once."""
    counted = (line for balance in matter.balance if balance.unit == unit for line in balance.counted)
    return tuple(dict.fromkeys(line.mention for line in counted if line.side is not None))


def _since_it_moved(matter: Matter) -> tuple[Step, ...]:
    moved = [place for place, step in enumerate(matter.history) if step.moved]
    return matter.history[moved[-1] if moved else 0 :]
