"""The stage of a matter, folded from its entries in order of date.

The path is sought, offered, discussed, pledged, agreed, signed, underway, done. A matter moves forward on it; talk,
offers, requests and reaffirmation of something further on only show that it is alive. `stalled` and `dropped` take
effect wherever they come. What is agreed, signed, underway or done after that revives it: after `stalled` at the
furthest point it had reached (a suspended contract that is agreed on again is still signed), after `dropped` at the
new stage (a cancelled contract has to be signed anew). What was dropped is also revived where those who dropped it,
and they alone, pledge it: who had refused undertakes it now. That others reaffirm it changes nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from legation.nouns import Stage

STAGES: tuple[Stage, ...] = get_args(Stage)  # the path in order, then stalled and dropped, which are off it
PATH: tuple[Stage, ...] = STAGES[:8]
_RANK = {stage: rank for rank, stage in enumerate(PATH)}
_REVIVING = frozenset({"agreed", "signed", "underway", "done"})


class Word(NamedTuple):
    """What one entry says: at which stage the matter is, and who is to act."""

    stage: Stage
    by: frozenset[str] = frozenset()
    revives: bool = True  # False for what only recalls what was: it cannot bring back what is held up or dropped


class Point(NamedTuple):
    """Where a matter stands after an entry."""

    stage: Stage
    reached: Stage  # the furthest on the path since it was last dropped, "sought" at least
    dropped_by: frozenset[str] = frozenset()  # those who dropped it, while it is


def after(point: Point | None, word: Word) -> Point:
    """Give the point after a word; `point` is the one before it, None at the beginning."""
    stage = _stage(point, word)
    if stage == "dropped":
        by = word.by if word.stage == "dropped" or point is None else point.dropped_by
        return Point(stage, "sought", by)
    reached: Stage = "sought" if point is None else point.reached
    return Point(stage, furthest(reached, stage))


def _stage(point: Point | None, word: Word) -> Stage:
    said = word.stage
    if point is None or said not in _RANK:
        return said
    if point.stage not in _RANK and not word.revives:
        return point.stage
    if point.stage == "dropped":
        taken_back = said == "pledged" and bool(word.by) and word.by <= point.dropped_by
        return said if said in _REVIVING or taken_back else "dropped"
    if point.stage == "stalled":
        return furthest(point.reached, said) if said in _REVIVING else "stalled"
    return furthest(point.stage, said)


def furthest(one: Stage, other: Stage) -> Stage:
    """Give the further of two stages on the path; one that is off the path counts as none."""
    return max(one, other, key=lambda stage: _RANK.get(stage, -1))


def fold(words: Iterable[Word]) -> tuple[Point, ...]:
    """Give the point at which a matter stands after each of its entries, in their order."""
    course: list[Point] = []
    for word in words:
        course.append(after(course[-1] if course else None, word))
    return tuple(course)
