"""Matters remembered as they were folded, so that one that nothing was added to is not folded again.

A line is never changed and its number is never given twice: the same lines, held against the same figures on the same
day, fold to the same matter. What silence tells goes by what else was reported meanwhile, and is told anew each time.
"""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import NamedTuple

from legation.ledger.copies.kinds import Copy
from legation.ledger.keeping.recent import Recent
from legation.nouns import Matter

_SEARCHES = 16
_REMEMBERED = 2000  # matters of one ledger: some dozens of dossiers


class Told(NamedTuple):
    """Lines, and what their documents are of each other."""

    lines: tuple[int, ...]
    copies: tuple[Copy, ...]


class Fold(NamedTuple):
    """What a matter was folded from: commitments and figures, and what they are held against."""

    told: Told
    figures: Told
    today: date
    data: int  # figures that users of the ledger added


class Known(NamedTuple):
    """What is known of the commitments of a matter without loading them."""

    names: frozenset[int]  # keys of the figures of its thing
    parties: frozenset[str]
    last_told: date


class Folds:
    """The matters last folded, of one ledger. May be used from several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Told, Known] = OrderedDict()
        self._matters: OrderedDict[Fold, Matter] = OrderedDict()
        self._turn = Lock()
        self.saying: Recent[frozenset[int] | None] = Recent(_SEARCHES)  # piles by words that were looked for

    def known(self, told: Told) -> Known | None:
        """Give what is known of the commitments on these lines, if anything is."""
        with self._turn:
            return self._known.get(told)

    def matter(self, fold: Fold) -> Matter | None:
        """Give the matter that was folded from this, its silence as it was then; None where it is not remembered."""
        with self._turn:
            if fold in self._matters:
                self._matters.move_to_end(fold)
            return self._matters.get(fold)

    def remember(self, fold: Fold, known: Known, matter: Matter) -> None:
        """Remember a matter."""
        with self._turn:
            self._known[fold.told] = known
            self._matters[fold] = matter
            while len(self._matters) > _REMEMBERED:
                self._matters.popitem(last=False)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
