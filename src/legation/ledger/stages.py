"""The stage of a matter, folded from its entries in order of date.

The path is sought, offered, discussed, pledged, agreed, signed, underway, done. A matter moves forward on it; talk,
offers, requests and reaffirmation of something further on only show that it is alive. `stalled` and `dropped` take
effect wherever they come. What is agreed, signed, underway or done after that revives it: after `stalled` at the
furthest point it had reached (a suspended contract that is agreed on again is still signed), after `dropped` at the
new stage (a cancelled contract has to be signed anew).
"""

from collections.abc import Iterable
from typing import get_args

from legation.nouns import Stage

STAGES: tuple[Stage, ...] = get_args(Stage)
PATH: tuple[Stage, ...] = STAGES[:8]
_RANK = {stage: rank for rank, stage in enumerate(PATH)}
_REVIVING = frozenset({"agreed", "signed", "underway", "done"})


def next_stage(reached: Stage, now: Stage | None, said: Stage) -> Stage:
    """Give the stage after an entry that says `said`.

    `now` is the stage before it, None at the beginning; `reached` the furthest on the path so far (see `furthest`).
    """
    if now is None or said not in _RANK:
        return said
    if now == "dropped":
        return said if said in _REVIVING else now
    if now == "stalled":
        return furthest(reached, said) if said in _REVIVING else now
    return furthest(now, said)


def furthest(one: Stage, other: Stage) -> Stage:
    """Give the further of two stages on the path; one that is off the path counts as none."""
    return max(one, other, key=lambda stage: _RANK.get(stage, -1))


def fold(said: Iterable[Stage]) -> tuple[Stage, ...]:
    """Give a matter's stage after each of its entries, in their order."""
    reached: Stage = "sought"
    now: Stage | None = None
    course: list[Stage] = []
    for stage in said:
        now = next_stage(reached, now, stage)
        # A dropped matter starts anew: what it had reached before is gone.
        reached = "sought" if now == "dropped" else furthest(reached, now)
        course.append(now)
    return tuple(course)
