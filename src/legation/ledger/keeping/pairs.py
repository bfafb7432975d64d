"""The pairs of parties that have most matters between them, told without folding any."""

from collections.abc import Iterator
from itertools import combinations

from sqlalchemy import Connection, func, select

from legation.ledger.keeping import heaps, views
from legation.ledger.keeping.dealings import between
from legation.ledger.keeping.facts import parties_in
from legation.ledger.keeping.order import CROWD, ground
from legation.ledger.keeping.schema import lines, named, pile_grounds, piles, shown

Pair = tuple[str, str]
Counted = tuple[Pair, int]
_CANDIDATES = 2  # times as many pairs as are wanted, of which the matters as of a day are counted


def pairs(connection: Connection, most: int, by: int) -> tuple[Counted, ...]:
    """Pairs with the most matters between them and how many these are, most first, then by name.

    As of a day they are chosen among those with the most reports of undertakings.
    """
    if by == views.ALWAYS:
        found = list(_now(connection, most))
    else:
        dealt = sorted(between(connection, 0, by), key=lambda one: (-one.undertakings, one.parties))
        likely = [one.parties for one in dealt[: _CANDIDATES * most] if one.undertakings]
        found = [(pair, heaps.count(connection, pair, by)) for pair in likely]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:most])


def _now(connection: Connection, most: int) -> Iterator[Counted]:
    """Pairs with at least as many matters as the last of those that are wanted."""
    singles = {ground((party,)) for party in connection.execute(select(named.c.party)).scalars()}
    count = func.count()
    query = select(pile_grounds.c.ground, count, func.max(pile_grounds.c.pile)).group_by(pile_grounds.c.ground)
    given: list[int] = []
    for on, matters, root in connection.execute(query.order_by(count.desc())):
        if on == CROWD or on in singles:
            continue
        if len(given) >= most and matters < given[most - 1]:
            return
        if (pair := _pair_on(connection, on, root)) is not None:
            given.append(matters)
            yield pair, matters


def _pair_on(connection: Connection, on: int, root: int) -> Pair | None:
    """Give the pair that a ground is of, on which a matter stands."""
    query = (
        select(shown.c.facts, lines.c.id, lines.c.number)
        .join(lines, lines.c.number == shown.c.number)
        .join(piles, piles.c.pile == lines.c.pile)
        .where(piles.c.root == root)
    )
    involved: set[str] = set()
    for facts in {row.facts for row in connection.execute(query)}:
        for parties in parties_in(facts):
            involved.update(parties)
    return next((pair for pair in combinations(sorted(involved), 2) if ground(pair) == on), None)
