"""Matters made one, and one made two: as few decisions on two entries as bring it about, found by laying and looking.

Where a commitment is laid depends on what was laid before it, so one decision seldom tells what it will do. What is to
be one is ruled the same from its first mention on; what still falls apart then is ruled so, too, until nothing does.
Decisions that stand against it are decided anew, never removed: to undo what was decided here brings them back.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from legation.errors import DecisionRefused
from legation.ledger.keeping import store
from legation.ledger.linking.linking import Verdict, rulings_on
from legation.ledger.review.deciding import keep, named, newest_on, whoever
from legation.ledger.review.decisions import Decision, made
from legation.ledger.review.matters import in_order, matter_id, root_called, roots_of

_TWO = 2
Pair = tuple[str, str]  # ids of two commitments, that which became known first before the other


def merge(
    connection: Connection, matters: Sequence[str], *, by: str, at: datetime, why: str | None
) -> tuple[Decision, ...]:
    """Make matters, by their ids, one. Raises QueryError for an unknown one, DecisionRefused where they are one."""
    ruling = _Ruling(connection, by, at, why)
    roots = tuple(dict.fromkeys(root_called(connection, key) for key in matters))
    if len(set(matters)) < _TWO:
        raise DecisionRefused("one matter alone is one already: name two or more")
    if len(roots) < _TWO:
        raise DecisionRefused(f"these are one matter already, {matter_id(roots[0])}: name others")
    every = in_order(connection, roots)
    ruling.rule("same", ruling.ruled(every, "different"))
    while apart := ruling.apart(every):
        if not ruling.rule("same", apart):
            raise _held_apart(apart)
    return tuple(ruling.made)


def split(
    connection: Connection, matter: str, entries: Collection[str], *, by: str, at: datetime, why: str | None
) -> tuple[Decision, ...]:
    """Take commitments out of a matter into one of their own; what remains stays one.

    Raises QueryError for an unknown matter, DecisionRefused where they are not of it or nothing would remain.
    """
    ruling = _Ruling(connection, by, at, why)
    root = root_called(connection, matter)
    every = in_order(connection, [root])
    out = frozenset(entries)
    if strange := sorted(out - set(every)):
        raise DecisionRefused(f"{strange[0]} is not of {matter_id(root)}: name commitments that are")
    taken, left = [entry for entry in every if entry in out], [entry for entry in every if entry not in out]
    if not taken or not left:
        raise DecisionRefused(f"{'all' if taken else 'none'} of {matter_id(root)} would be taken out: name some of it")
    linked = [pair for pair in ruling.ruled(every, "same") if len(out.intersection(pair)) == 1]
    ruling.rule("different", [(taken[0], left[0]), *linked])
    while True:
        apart = [*ruling.apart(taken), *ruling.apart(left)]
        mixed = ruling.mixed(taken, left)
        if not apart and not mixed:
            return tuple(ruling.made)
        if not ruling.rule("same", apart) and not ruling.rule("different", mixed):
            raise _held_apart(apart or mixed)


def _held_apart(pairs: Sequence[Pair]) -> DecisionRefused:
    one, other = pairs[0]
    return DecisionRefused(
        f"{one} and {other} are held where they are by what else was decided on their matters, and nothing was kept: "
        "`legation log` tells what; undo that first"
    )


class _Ruling:
    """One editor ruling on pairs, none of them twice, and looking at what comes of it."""

    def __init__(self, connection: Connection, by: str, at: datetime, why: str | None) -> None:
        self._connection = connection
        self._by = whoever(by)
        self._at = at
        self._why = why or None
        self._ruled: set[frozenset[str]] = set()
        self.made: list[Decision] = []

    def rule(self, verb: Verdict, pairs: Iterable[Pair]) -> bool:
        """Decide on those of these pairs that were not yet decided on here; whether there were any."""
        fresh = [pair for pair in dict.fromkeys(pairs) if frozenset(pair) not in self._ruled]
        before = newest_on(self._connection, fresh)
        subject = {entry: named(self._connection, entry).subject for pair in fresh for entry in pair}
        decided = [
            made(
                verb, subject[one], subject[other],
                by=self._by, at=self._at, why=self._why, supersedes=before[frozenset((one, other))],
            )
            for one, other in fresh
        ]  # fmt: skip
        keep(self._connection, decided)
        self._ruled.update(frozenset(pair) for pair in fresh)
        self.made += decided
        return bool(fresh)

    def ruled(self, entries: Sequence[str], verdict: Verdict) -> list[Pair]:
        """Pairs among entries, which are in order, that are ruled so."""
        place = {entry: number for number, entry in enumerate(entries)}
        every = rulings_on(store.rulings(self._connection))
        return [
            (one, other)
            for one in entries
            for other, ruled in sorted(every.get(one, {}).items())
            if ruled == verdict and place.get(other, -1) > place[one]
        ]

    def apart(self, entries: Sequence[str]) -> list[Pair]:
        """Give the first of entries, which are in order, with the first of each other matter that any of them is of."""
        roots = roots_of(self._connection, entries)
        first: dict[int, str] = {}
        for entry in entries:
            first.setdefault(roots[entry], entry)
        return [(entries[0], entry) for entry in first.values() if entry != entries[0]]

    def mixed(self, taken: Sequence[str], left: Sequence[str]) -> list[Pair]:
        """Give the first of either of each matter that has some of both."""
        roots = roots_of(self._connection, [*taken, *left])
        out = {roots[entry]: entry for entry in reversed(taken)}
        rest = {roots[entry]: entry for entry in reversed(left)}
        return [(out[root], rest[root]) for root in out if root in rest]
