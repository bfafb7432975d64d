"""Which mentions of commitments are of one matter.

A pure function of the set of mentions. Precision comes first: two matters that are one can be seen beside each other
and merged, one matter that is two misleads. Mentions come together

1. by name: they know their thing by the same name, within a document by any, across documents by a proper one; an
   entry that knows it by two names bridges them;
2. by "more": within a document, a quantity that comes on top of another in the same unit between the same parties;
3. by wording: same parties and area, and most of what they say in the same words, rare words weighing more.

and never when their parties do not fit: one group's parties must contain the other's, or share two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import log

from legation.ledger.chronology import Undertaking, undertakings
from legation.ledger.names import Name, names_of
from legation.ledger.parties import parties_of
from legation.ledger.wording import stems
from legation.nouns import Mention

ALIKE = 0.6  # share of the weight of words that two wordings must have in common, across documents
_COMMON = 50  # a word in more mentions than this tells nothing apart, and opens no comparison


def linked(mentions: Iterable[Mention]) -> tuple[tuple[Undertaking, ...], ...]:
    """Group the commitments among mentions, each in order of report; the groups in the order of their first."""
    members = undertakings(mentions)
    groups = _Groups(members)
    _join_by_name(members, groups)
    _join_by_more(members, groups)
    _join_by_wording(members, groups)
    return groups.result()


class _Groups:
    """A growing partition of the undertakings, known by their place in order of report."""

    def __init__(self, members: Sequence[Undertaking]) -> None:
        self._members = members
        self._root = list(range(len(members)))
        self._parties = [frozenset(parties_of(member.entry)) for member in members]

    def root(self, place: int) -> int:
        while self._root[place] != place:
            self._root[place] = self._root[self._root[place]]
            place = self._root[place]
        return place

    def join(self, one: int, other: int) -> bool:
        """Join two groups if their parties fit; whether they are one now."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        if not fit(self._parties[first], self._parties[second]):
            return False
        self._root[second] = first
        self._parties[first] |= self._parties[second]
        return True

    def result(self) -> tuple[tuple[Undertaking, ...], ...]:
        gathered: dict[int, list[Undertaking]] = defaultdict(list)
        for place, member in enumerate(self._members):
            gathered[self.root(place)].append(member)
        return tuple(tuple(group) for _, group in sorted(gathered.items()))


def fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the parties of two groups can be those of one matter."""
    return one <= other or other <= one or len(one & other) > 1


def _join_by_name(members: Sequence[Undertaking], groups: _Groups) -> None:
    known_as: dict[tuple[str, ...], list[tuple[int, Name]]] = defaultdict(list)
    for place, member in enumerate(members):
        for name in names_of(member.entry.objects):
            key = tuple(sorted(name.distinguishing))
            known_as[key if name.proper else (member.mention.document, "", *key)].append((place, name))
    for _, bearers in sorted(known_as.items()):
        # Those with most parties first: one that names a single party then finds the fullest group it fits.
        bearers.sort(key=lambda bearer: (-len(parties_of(members[bearer[0]].entry)), bearer[0]))
        leaders: list[tuple[int, Name]] = []
        for place, name in bearers:
            if not any(name.same_thing(known) and groups.join(leader, place) for leader, known in leaders):
                leaders.append((place, name))


def _join_by_more(members: Sequence[Undertaking], groups: _Groups) -> None:
    counted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, member in enumerate(members):
        for quantity in member.entry.quantities:
            counted[member.mention.document, quantity.unit].append(place)
    for (_, unit), places in sorted(counted.items()):
        for one, other in combinations(places, 2):
            first, second = members[one].entry, members[other].entry
            more = any(q.additional and q.unit == unit for q in (*first.quantities, *second.quantities))
            if more and set(first.by) == set(second.by) and set(first.to) == set(second.to):
                groups.join(one, other)


def _join_by_wording(members: Sequence[Undertaking], groups: _Groups) -> None:
    wordings = [stems(member.entry.what) for member in members]
    count = Counter(stem for wording in wordings for stem in wording)
    weight = {stem: log(1 + len(members) / times) for stem, times in count.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, wording in enumerate(wordings):
        for stem in wording:
            if count[stem] <= _COMMON:
                holders[stem].append(place)
    pairs = {pair for places in holders.values() for pair in combinations(places, 2)}
    alike: list[tuple[float, int, int]] = []
    for one, other in pairs:
        first, second = members[one], members[other]
        if first.mention.document == second.mention.document or not set(first.entry.area) & set(second.entry.area):
            continue
        if parties_of(first.entry) != parties_of(second.entry):
            continue
        likeness = _likeness(wordings[one], wordings[other], weight)
        if likeness >= ALIKE:
            alike.append((-likeness, one, other))
    for _, one, other in sorted(alike):
        groups.join(one, other)


def _likeness(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> float:
    shared = sum(weight[stem] for stem in sorted(one & other))
    return shared / sum(weight[stem] for stem in sorted(one | other))
