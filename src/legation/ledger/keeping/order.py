"""The order in which the ledger takes its documents to have become known, as one number each.

A document is known from the day of its publication, an undated one from the day on which it was added. Documents of
one day follow each other by their ids, which says nothing and is the same everywhere. What is laid to what, and every
view as of a date, goes by this order and never by the order of adding.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import get_args

from legation.nouns import Area

_AREAS: tuple[Area, ...] = get_args(Area)
_HASH = 40  # bits: with the 22 that the last day of the year 9999 takes and the last one, the number fits 63
_CROWD = 16  # parties above which an entry is not entered under each two of them


def ord_of(known: str, document: str, *, dated: bool) -> int:
    """Number of a document by the day on which it became known (YYYY-MM-DD) and its id (`sha256:` and 64 digits).

    The last bit tells those that have no date of their own. Two documents of one day have the same number by chance
    only: once in some 10^6 ledgers that have 1,000 documents every day for a year.
    """
    day = date.fromisoformat(known).toordinal() << _HASH
    return (day | int(document[-64:], 16) >> (256 - _HASH)) << 1 | (not dated)


def is_dated(ord_: int) -> bool:
    """Whether the document of this number has a date of its own."""
    return not ord_ & 1


def day_of(ord_: int) -> date:
    """Day on which the document of this number became known."""
    return date.fromordinal(ord_ >> (_HASH + 1))


def first_ord(day: date) -> int:
    """Give the lowest number that a document known on a day or later can have."""
    return day.toordinal() << (_HASH + 1)


def end_ord(day: date) -> int:
    """Give the highest number that a document known by the end of a day can have."""
    return ((day.toordinal() + 1) << (_HASH + 1)) - 1


@lru_cache(maxsize=1 << 14)
def number(text: str) -> int:
    """Number, of 48 bits with sign, by which a key or a ground is looked up: the first of its BLAKE2b hash.

    SQLite keeps numbers of 48 bits in six bytes; of a million keys two have the same number once in 500 ledgers, and
    then one commitment is compared with a few more than it need be.
    """
    raw = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=6).digest(), signed=True)


def of_entry(entry: str) -> int:
    """Number of an entry or matter: that of its 12 hexadecimal digits."""
    return int(entry[1:], 16)


def entry_id(entry: int) -> str:
    """Id of the entry of this number."""
    return f"e{entry:012x}"


def area_bits(areas: Collection[Area]) -> int:
    """Areas as `lines` has them: a bit for each."""
    return sum(1 << _AREAS.index(area) for area in set(areas))


def ground(parties: Iterable[str]) -> int:
    """Number of the ground that one party, or two together, stand on."""
    return number("|".join(sorted(parties)))


def is_crowd(parties: Collection[str]) -> bool:
    """Whether an entry has so many parties that no two of them are entered together."""
    return len(set(parties)) > _CROWD


CROWD = number("||")  # ground of the entries that have too many parties for each two to be entered


def grounds_of(parties: Collection[str]) -> frozenset[int]:
    """Every ground that an entry, or a matter, of these parties stands on: each of them, and each two."""
    distinct = sorted(set(parties))
    singles = frozenset(ground((party,)) for party in distinct)
    if is_crowd(distinct):
        return singles | {CROWD}
    return singles | {ground(pair) for pair in combinations(distinct, 2)}
