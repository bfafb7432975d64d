"""Which sentences a derived line of a matter rests on, so that each can be led back to its words."""

from legation.ledger.balance import is_promise
from legation.nouns import Commitment, Matter, Mention, Step


def stage_ground(matter: Matter) -> Mention:
    """Find the mention that put the matter at its stage: the last step that moved it."""
    return _since_it_moved(matter)[0].mention


def move_ground(matter: Matter) -> Mention:
    """Find the mention that the next move rests on: the last that waits for somebody, else the last on the stage."""
    steps = _since_it_moved(matter)
    awaiting = [step for step in steps if isinstance(step.mention.entry, Commitment) and step.mention.entry.awaits]
    at_stage = [step for step in steps if step.stage == matter.stage]
    return (awaiting or at_stage or steps[:1])[-1].mention


def balance_grounds(matter: Matter, unit: str) -> tuple[Mention, ...]:
    """Find the mentions that promise or deliver in a unit, in order of the history."""
    return tuple(
        step.mention
        for step in matter.history
        if isinstance(entry := step.mention.entry, Commitment)
        and any(one.unit == unit and is_promise(one, entry) for one in entry.quantities)
    )


def _since_it_moved(matter: Matter) -> tuple[Step, ...]:
    moved = [place for place, step in enumerate(matter.history) if step.moved]
    return matter.history[moved[-1] if moved else 0 :]
