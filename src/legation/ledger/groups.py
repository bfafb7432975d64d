"""A growing partition of undertakings, which knows what may not come together."""

from collections import defaultdict
from collections.abc import Sequence

from legation.ledger.chronology import Undertaking
from legation.ledger.names import Name
from legation.ledger.parties import parties_of


def fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the parties of two groups can be those of one matter: one has all of the other's, or they share two."""
    return one <= other or other <= one or len(one & other) > 1


class Groups:
    """Undertakings by their place in order of report; each is a group of its own until it is joined to another."""

    def __init__(self, members: Sequence[Undertaking], names: Sequence[tuple[Name, ...]]) -> None:
        self._members = members
        self._leader = list(range(len(members)))  # by place: some earlier member of its group, itself for the first
        self.parties = {place: frozenset(parties_of(member.entry)) for place, member in enumerate(members)}
        self.names = {place: frozenset(n for n in known_as if n.proper) for place, known_as in enumerate(names)}
        self.size = dict.fromkeys(range(len(members)), 1)

    def first(self, place: int) -> int:
        """Place of the first member of a group, by which the group is known."""
        while self._leader[place] != place:
            self._leader[place] = self._leader[self._leader[place]]
            place = self._leader[place]
        return place

    def join(self, one: int, other: int) -> bool:
        """Join two groups if their parties fit; whether they are one now."""
        first, second = sorted((self.first(one), self.first(other)))
        if first == second:
            return True
        if not fit(self.parties[first], self.parties[second]):
            return False
        self._leader[second] = first
        self.parties[first] |= self.parties.pop(second)
        self.names[first] |= self.names.pop(second)
        self.size[first] += self.size.pop(second)
        return True

    def named_apart(self, first: int, second: int) -> bool:
        """Whether two groups, given by their first, both have proper names and none in common."""
        names, others = self.names[first], self.names[second]
        return bool(names and others) and not any(name.same_thing(other) for name in names for other in others)

    def result(self) -> tuple[tuple[Undertaking, ...], ...]:
        """Give the groups in the order of their first, each in order of report."""
        gathered: dict[int, list[Undertaking]] = defaultdict(list)
        for place, member in enumerate(self._members):
            gathered[self.first(place)].append(member)
        return tuple(tuple(group) for _, group in sorted(gathered.items()))
