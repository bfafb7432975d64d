"""Documents that are one story, among documents that are given at once, without a ledger."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from legation.ledger.copies.edition import Edition
from legation.ledger.copies.kinds import Copy, copy_of
from legation.ledger.copies.sketch import may_be_copies, sketch_of

T = TypeVar("T", bound=Hashable)


def copies_among(editions: Sequence[Edition]) -> Iterator[Copy]:
    """Every two documents of one story, each pair once."""
    having: dict[int, list[int]] = defaultdict(list)
    for place, edition in enumerate(editions):
        common: Counter[int] = Counter()
        for key in sketch_of(edition.shingles):
            common.update(having[key])
            having[key].append(place)
        for other, keys in sorted(common.items()):
            if may_be_copies(keys, len(edition.shingles), len(editions[other].shingles)):
                found = copy_of(editions[other], edition)
                if found is not None:
                    yield found


def together(pairs: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Groups of what hangs together by pairs, each in the order in which its members first come."""
    group_of: dict[T, list[T]] = {}
    for one, other in pairs:
        mine, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if mine is not theirs:
            mine.extend(theirs)
            group_of.update(dict.fromkeys(theirs, mine))
    return list({id(group): group for group in group_of.values()}.values())
