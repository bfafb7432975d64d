"""Which matters are left of a ledger that is narrowed: told by their lines, before they are folded, where it can be."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from legation.ledger.folding.stages import PATH, STAGES
from legation.ledger.keeping.folds import Folds
from legation.ledger.keeping.moment import moment
from legation.ledger.keeping.order import area_bits
from legation.ledger.keeping.schema import KINDS, copies, lines, piles
from legation.ledger.keeping.tying import chunks
from legation.ledger.narrow import Narrow
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import Wanted
from legation.ledger.search.narrowing import query_of, reach
from legation.ledger.search.query import Query
from legation.ledger.search.saying import entry_says
from legation.nouns import Matter, Stage

_COMMITMENT = KINDS.index("commitment")
_FEW = 100_000  # commitments that say something, up to which all of them are looked up


class _Told(NamedTuple):
    """A line of a matter's history."""

    ord: int
    stage: Stage
    areas: int  # a bit for each


class Sieve:
    """Which matters are left, as of an ord."""

    def __init__(self, connection: Connection, narrow: Narrow, by: int, folds: Folds) -> None:
        """Raises QueryError for what is no date, or no words."""
        self._connection = connection
        self._narrow = narrow
        self._by = by
        self.within = reach(narrow, by)
        self._query = query_of(narrow)
        self._saying = None if self._query is None else self._piles_saying(self._query, folds)
        self.narrows = narrow != Narrow(kinds=narrow.kinds)
        self._none = bool(narrow.kinds) and "commitment" not in narrow.kinds

    @property
    def picks(self) -> bool:
        """Whether `among` leaves any out."""
        return self._none or self._saying is not None

    def among(self, roots: Sequence[int]) -> list[int]:
        """Of piles that name a matter, those that may be left, in their order."""
        if self._none:
            return []
        if self._saying is None or self._query is None:
            return list(roots)
        saying: set[int] = set()
        for some in chunks(self._saying):
            saying.update(self._connection.execute(select(piles.c.root).where(piles.c.pile.in_(some))).scalars())
        return [root for root in roots if root in saying]

    def left(self, of: Sequence[Collection[int]]) -> list[bool]:
        """Of matters, given by their piles, whether each may be left: sure but for its stage and for common words."""
        if self._none or not self.narrows:
            return [not self._none] * len(of)
        every = [pile for each in of for pile in each]
        told, apart = self._told(every), self._told_twice(every)
        return [
            self._may_be_left(each, [line for pile in each for line in told[pile]], sure=apart.isdisjoint(each))
            for each in of
        ]

    def takes(self, matter: Matter) -> bool:
        """Whether a matter that may be left is."""
        if self._narrow.stages and matter.stage not in self._narrow.stages:
            return False
        if self._query is None or self._saying is not None:
            return True
        query = self._query
        return any(entry_says(one.entry, query) for step in matter.history for one in step.mentions)

    def _piles_saying(self, query: Query, folds: Folds) -> frozenset[int] | None:
        """Piles of the commitments that say what is looked for; None where these are too many to be looked up."""
        wanted = Wanted(query, [[indexing.kind_mark(_COMMITMENT)]], 0, self._by)

        def find() -> frozenset[int] | None:
            found = indexing.index(self._connection).piles(self._connection, wanted, _FEW + 1)
            return None if len(found) > _FEW else frozenset(found)

        return folds.saying.answer((query, self._by), moment(self._connection, date.min), find)

    def _told(self, of: Collection[int]) -> dict[int, list[_Told]]:
        told: dict[int, list[_Told]] = defaultdict(list)
        for some in chunks(of):
            query = select(lines.c.pile, lines.c.ord, lines.c.stage, lines.c.areas)
            for row in self._connection.execute(query.where(lines.c.pile.in_(some), lines.c.ord <= self._by)):
                told[row.pile].append(_Told(row.ord, STAGES[row.stage], row.areas))
        return told

    def _told_twice(self, of: Collection[int]) -> frozenset[int]:
        """Piles with a line of a document that tells another's story: not every line of these counts."""
        if not self._narrow.stages:
            return frozenset()
        query = select(lines.c.pile).distinct().join(copies, copies.c.later == lines.c.ord)
        found = (self._connection.execute(query.where(lines.c.pile.in_(some))).scalars() for some in chunks(of))
        return frozenset(pile for piles_ in found for pile in piles_)

    def _may_be_left(self, laid: Collection[int], told: Collection[_Told], *, sure: bool) -> bool:
        areas = area_bits(self._narrow.areas)
        return (
            (self._saying is None or not self._saying.isdisjoint(laid))
            and any(self.within.first <= line.ord <= self.within.last for line in told)
            and (not areas or any(areas & line.areas for line in told))
            and (
                not (self._narrow.stages and sure)
                or not _at(frozenset(line.stage for line in told)).isdisjoint(self._narrow.stages)
            )
        )


def _at(said: frozenset[Stage]) -> frozenset[Stage]:
    """Stages at which a matter may stand of which these are said (see `folding.stages`)."""
    if said & {"stalled", "dropped"}:
        return said | {"underway"}
    last = max(said, key=PATH.index)
    return frozenset({last, "underway"}) if last == "done" else frozenset({last})
