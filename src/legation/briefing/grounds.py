"""Which sentences a derived line of a matter rests on, so that each can be led back to its words."""

from legation.ledger.balance import is_promise
from legation.nouns import Commitment, Matter, Mention


def stage_ground(matter: Matter) -> Mention:
    """Find the mention that put the matter at its stage: the last step that moved it."""
    moved = [step for step in matter.history if step.moved]
    return (moved or list(matter.history))[-1].mention


def balance_grounds(matter: Matter, unit: str) -> tuple[Mention, ...]:
    """Find the mentions that promise or deliver in a unit, in order of the history."""
    return tuple(
        step.mention
        for step in matter.history
        if isinstance(entry := step.mention.entry, Commitment)
        and any(one.unit == unit and is_promise(one, entry) for one in entry.quantities)
    )
