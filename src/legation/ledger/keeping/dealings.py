"""How often a document tells of two parties together, kept so that any period is added up quickly.

A meeting or an undertaking of so many parties that `grounds_of` enters no two of them joins no two here either.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from legation.ledger.keeping.order import area_bits, ground, is_crowd
from legation.ledger.keeping.schema import KINDS, dealings, grounds, lines
from legation.ledger.record import Between, Dealt
from legation.nouns import Area, Kind

_DEALINGS: tuple[Kind, Kind] = ("meeting", "commitment")
_MEETING, _COMMITMENT = map(KINDS.index, _DEALINGS)


class Dealing(NamedTuple):
    """How often a document tells of two parties together, of undertakings of some areas or of meetings."""

    one: str
    other: str
    areas: int
    meetings: int
    undertakings: int


def dealings_of(told: Iterable[tuple[int, int, Sequence[str]]]) -> tuple[Dealing, ...]:
    """Dealings of a document, of whose lines are given the kind, the areas and the parties, sorted."""
    counted: dict[int, Counter[tuple[str, str, int]]] = {_MEETING: Counter(), _COMMITMENT: Counter()}
    for kind, areas, parties in told:
        if kind in counted and not is_crowd(parties):
            counted[kind].update((one, other, areas) for one, other in combinations(parties, 2))
    meetings, undertakings = counted[_MEETING], counted[_COMMITMENT]
    return tuple(
        Dealing(*of, meetings=meetings[of], undertakings=undertakings[of])
        for of in sorted(meetings.keys() | undertakings.keys())
    )


def between(
    connection: Connection, first: int, last: int, *, areas: Collection[Area] = (), kinds: Collection[Kind] = ()
) -> tuple[Between, ...]:
    """Every two parties that documents from one ord to another tell of together, and how often; in their order.

    With areas, how often they tell of undertakings of one of them; with kinds, of these.
    """
    meetings, undertakings = func.sum(dealings.c.meetings), func.sum(dealings.c.undertakings)
    query = select(dealings.c.one, dealings.c.other, meetings, undertakings).group_by(dealings.c.one, dealings.c.other)
    query = query.where(dealings.c.ord.between(first, last)).order_by(dealings.c.one, dealings.c.other)
    if areas:
        query = query.where(dealings.c.areas.op("&")(area_bits(areas)) != 0)
    of_meetings, of_undertakings = (not kinds or kind in kinds for kind in _DEALINGS)
    return tuple(
        Between(parties=(one, other), meetings=met * of_meetings, undertakings=undertaken * of_undertakings)
        for one, other, met, undertaken in connection.execute(query)
        if (met and of_meetings) or (undertaken and of_undertakings)
    )


def dealt(
    connection: Connection,
    party: str,
    first: int,
    last: int,
    *,
    areas: Collection[Area] = (),
    kinds: Collection[Kind] = (),
) -> Dealt:
    """How often documents from one ord to another tell of meetings and undertakings of a party; with whomever.

    With areas, of undertakings of one of them; with kinds, of these.
    """
    wanted = [KINDS.index(kind) for kind in _DEALINGS if not kinds or kind in kinds]
    within = grounds.c.ground == ground((party,)), grounds.c.ord.between(first, last)
    query = select(grounds.c.kind, func.count()).where(*within, grounds.c.kind.in_(wanted))
    if areas:
        query = query.join(lines, lines.c.id == grounds.c.line).where(lines.c.areas.op("&")(area_bits(areas)) != 0)
    count = {row[0]: row[1] for row in connection.execute(query.group_by(grounds.c.kind))}
    return Dealt(party=party, meetings=count.get(_MEETING, 0), undertakings=count.get(_COMMITMENT, 0))
