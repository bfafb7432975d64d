"""Who undertakes one thing together, and who does so beside others."""

from collections.abc import Hashable, Sequence

from legation.nouns import Commitment, Quantity


def sides(amounts: Sequence[tuple[Commitment, Quantity]]) -> tuple[int, ...]:
    """Number the side that each amount is undertaken by: the place of the first amount of that side.

    Two amounts are of one side if an undertaker is in both, if one's undertaker is the other's counterpart (the buyer
    restates what the seller owes), or if the same amount is told of the same parties. Two donors to one recipient are
    two sides. Where it is not said who undertakes something, all are one side, so that nothing is counted twice.
    """
    undertakers = {party for entry, _ in amounts for party in entry.by}
    if any(not entry.by for entry, _ in amounts):
        return (0,) * len(amounts)
    leader = list(range(len(amounts)))
    first_of: dict[Hashable, int] = {}
    for place, (entry, quantity) in enumerate(amounts):
        parties = frozenset((*entry.by, *entry.to))
        for key in ((quantity.value, parties), *sorted(parties & undertakers)):
            first, other = sorted((_leader(leader, first_of.setdefault(key, place)), _leader(leader, place)))
            leader[other] = first
    return tuple(_leader(leader, place) for place in range(len(amounts)))


def _leader(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place
