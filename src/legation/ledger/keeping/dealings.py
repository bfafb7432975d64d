"""How often a document tells of two parties together, kept so that any period is added up quickly.

A meeting or an undertaking of so many parties that `grounds_of` enters no two of them joins no two here either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from legation.ledger.keeping.order import is_crowd
from legation.ledger.keeping.schema import KINDS

_MEETING, _COMMITMENT = KINDS.index("meeting"), KINDS.index("commitment")


def rows_of(at: int, ord_: int, told: Iterable[tuple[int, int, Sequence[str]]]) -> list[dict[str, int | str]]:
    """Rows of a document, by its number and ord: of each of its lines the kind, the areas and the parties, sorted."""
    counted: dict[int, Counter[tuple[str, str, int]]] = {_MEETING: Counter(), _COMMITMENT: Counter()}
    for kind, areas, parties in told:
        if kind in counted and not is_crowd(parties):
            counted[kind].update((one, other, areas) for one, other in combinations(parties, 2))
    meetings, undertakings = counted[_MEETING], counted[_COMMITMENT]
    return [
        {
            "ord": ord_,
            "number": at,
            "one": one,
            "other": other,
            "areas": areas,
            "meetings": meetings[one, other, areas],
            "undertakings": undertakings[one, other, areas],
        }
        for one, other, areas in sorted(meetings.keys() | undertakings.keys())
    ]
