"""Whether two editions are of one story, and what the later is of the earlier: a copy, a cut, an update, a correction.

They are of one story where most of the shorter one stands in the other word for word. Reports that are made after one
pattern, day by day or of one firm after another, share as many words and tell of something else: there each says
numbers, or speaks again and again of somebody, that the other does not know. An edition of the same story may know
more than the other, or put right a number; it seldom replaces many.
"""

from collections.abc import Mapping
from typing import NamedTuple

from legation.ledger.copies.edition import Edition
from legation.ledger.copies.sketch import KEYS
from legation.nouns import Relation

WINDOW = 14  # days between two editions of one story, at most, unless they are the same word for word
_CONTAINED = 0.8  # of the shorter one in the longer: then it may be up to so many times as long
_LONGER = 4
_SHARED = 0.65  # of the shorter one where they are of like length
_ALIKE = 0.35  # of the shingles of both
_SHORT = 60  # shingles: a notice, of which the pattern is most
_SAME = 0.9  # of the shingles of both: the same but for a few words
_SERIES = 0.05  # of the numbers replaced, from one day to another that does not follow it
_PATTERN = 0.1  # of the numbers replaced
_REVISED = 0.25  # the same, within a day and where hardly anything else was changed
_HARDLY = 0.85  # of the shorter one in the longer
_SUBJECT = 3  # times that a text names what it is about
_GROWN = 1.1  # times as long: it goes on


class Copy(NamedTuple):
    """That one document tells the story of another."""

    later: str  # Document.id
    earlier: str
    relation: Relation  # of the later one to the earlier


class _Common(NamedTuple):
    shorter: float  # share of the shorter one's shingles that the other has as well
    both: float  # share of the shingles of both that they have in common (Jaccard)


def copy_of(one: Edition, other: Edition) -> Copy | None:
    """What two editions are of each other; None where they are of different stories. In whichever order they come."""
    if one.id == other.id or not _of_one_story(one, other):
        return None
    earlier, later = _in_order(one, other)
    return Copy(later.id, earlier.id, _relation(earlier, later))


def _of_one_story(one: Edition, other: Edition) -> bool:
    if min(len(one.shingles), len(other.shingles)) < KEYS:
        return False
    common, days = _common(one, other), _days(one, other)
    if common.both == 1:
        return True
    longer = max(len(one.shingles), len(other.shingles)) / min(len(one.shingles), len(other.shingles))
    contained = common.shorter >= _CONTAINED and longer <= _LONGER
    if days > WINDOW or not (contained or (common.shorter >= _SHARED and common.both >= _ALIKE)):
        return False
    if min(len(one.shingles), len(other.shingles)) < _SHORT and not (
        common.both >= _SAME or (days == 0 and common.shorter >= _SAME)
    ):
        return False
    return not _of_a_pattern(one, other, common, days)


def _of_a_pattern(one: Edition, other: Edition, common: _Common, days: int) -> bool:
    """Whether what one says is replaced in the other by something else of the kind."""
    numbers = _replaced(one.numbers, other.numbers)
    hardly = common.shorter >= _HARDLY
    if not (hardly and _put_right(one, other, days)):
        if days > 1 and numbers >= _SERIES:
            return True
        if numbers >= (_REVISED if hardly else _PATTERN) and common.both < _SAME:
            return True
    return common.shorter < _SAME and all(_subjects(*two) for two in ((one, other), (other, one)))


def _put_right(one: Edition, other: Edition, days: int) -> bool:
    """Whether what is replaced is what a correction replaces: one says that it corrects, or one number soon after."""
    marked = (one.mark == "corrected") != (other.mark == "corrected")
    return marked or (days <= 1 and _in_place(one.numbers, other.numbers) <= 1)


def _replaced(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Share of what is said that each says in place of something that the other says."""
    fewest = min(len(one), len(other))
    return _in_place(one, other) / fewest if fewest else 0.0


def _in_place(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """How much each says that the other does not."""
    return min(len(one.keys() - other.keys()), len(other.keys() - one.keys()))


def _subjects(of: Edition, unknown_to: Edition) -> bool:
    return any(times >= _SUBJECT and name not in unknown_to.names for name, times in of.names.items())


def _common(one: Edition, other: Edition) -> _Common:
    common = len(one.shingles & other.shingles)
    shorter = min(len(one.shingles), len(other.shingles))
    return _Common(common / shorter, common / (len(one.shingles) + len(other.shingles) - common))


def _days(one: Edition, other: Edition) -> int:
    return 0 if one.day is None or other.day is None else abs(one.day - other.day)


def _in_order(one: Edition, other: Edition) -> tuple[Edition, Edition]:
    """Which of them was first: by day, then by what they say of themselves, then as papers do, else by id.

    On one day, the same agency sends the longer one later, and another paper cuts what it was sent.
    """
    if one.day is not None and other.day is not None and one.day != other.day:
        return (one, other) if one.day < other.day else (other, one)
    for mark in ("corrected", "updated"):
        if (one.mark == mark) != (other.mark == mark):
            return (other, one) if one.mark == mark else (one, other)
    short, long = sorted((one, other), key=lambda each: (len(each.shingles), each.id))
    if len(long.shingles) >= _GROWN * len(short.shingles):
        return (short, long) if _of_one_source(one, other) else (long, short)
    return (one, other) if one.id < other.id else (other, one)


def _relation(earlier: Edition, later: Edition) -> Relation:
    common = _common(earlier, later)
    if later.mark == "corrected" and earlier.mark != "corrected":
        return "corrected"
    replaced = _replaced(earlier.numbers, later.numbers) or (
        common.both >= _SAME and earlier.source == later.source is not None and _replaced(earlier.names, later.names)
    )
    if replaced and _days(earlier, later) <= 1 and common.shorter >= _HARDLY and common.both >= _SHARED:
        return "corrected"
    if len(later.shingles) >= _GROWN * len(earlier.shingles) and _of_one_source(earlier, later):
        return "updated"
    if len(earlier.shingles) >= _GROWN * len(later.shingles):
        return "shortened"
    return "updated" if later.mark == "updated" and earlier.mark != "updated" else "copy"


def _of_one_source(one: Edition, other: Edition) -> bool:
    return one.source is None or other.source is None or one.source == other.source
