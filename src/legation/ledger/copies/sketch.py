"""A few numbers of a document by which others that share its words are found: the lowest of its shingles.

This is a bottom-k sketch (Cohen and Kaplan 2007), a MinHash by one function, here the checksum that a shingle is. Where
the shorter of two documents stands to four fifths in one three times as long, some five of their twenty numbers are the
same, and one at least in 995 of 1,000 pairs; where two share 0.4 of all their shingles, more. `bench/copies.py`
measures it.
"""

from collections.abc import Collection
from heapq import nsmallest

KEYS = 20  # and the fewest shingles that tell a story from another
_HALF = 2**31
_LEAST = 0.1  # of the keys, by two of like length: those of one story share half of them


def sketch_of(shingles: Collection[int]) -> frozenset[int]:
    """Give the keys of a document, each a number of 32 bits with sign; none of a text of a line or two."""
    if len(shingles) < KEYS:
        return frozenset()
    return frozenset(each - _HALF for each in nsmallest(KEYS, shingles))


def may_be_copies(common: int, one: int, other: int) -> bool:
    """Whether two documents of so many shingles that share so many keys may be of one story.

    One is enough where one is twice as long, and keeps few of the keys of the other; of two of like length two are to
    be seen, so that one phrase that everybody uses makes no candidates.
    """
    shorter, longer = sorted((one, other))
    return common >= max(1.0, _LEAST * KEYS * shorter / max(longer, 1))
