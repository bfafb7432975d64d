"""Which mentions of commitments are of one matter.

A pure function of the set of mentions. Precision comes first: two matters that are one can be seen beside each other
and merged, one matter that is two misleads. Mentions come together

1. by name: they know their thing by the same name, within a document by any, across documents by a proper one; an
   entry that knows it by two names bridges them (names of objects, and in `what` names that are objects elsewhere);
2. by quantity: the same number of the same goods from and to the same parties, of which they say one thing more; and
   within a document, more of the goods that another entry counts;
3. by wording: groups whose mentions are alike on average, nearest first (see `likeness`);
4. by pointing back: "the agreement", with nothing of its own to say, is the one spoken of before in its document;

and never when their parties do not fit, nor by wording when each group has proper names and they share none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations

from legation.ledger.balance import is_goods
from legation.ledger.chronology import Undertaking, undertakings
from legation.ledger.groups import Groups
from legation.ledger.likeness import Likeness, Pair
from legation.ledger.names import Name, names_in, names_of
from legation.ledger.parties import parties_of
from legation.nouns import Mention, Quantity

_ALIKE = 0.12  # least mean likeness at which two groups are one
_SAYS_NOTHING = 4.0  # weight of telling words below which a mention says nothing of its own

_Goods = tuple[str, frozenset[str], frozenset[str], str | float]  # unit, by, to, and a document or a number


def linked(mentions: Iterable[Mention]) -> tuple[tuple[Undertaking, ...], ...]:
    """Group the commitments among mentions, each in order of report; the groups in the order of their first."""
    members = undertakings(mentions)
    names = _names(members)
    groups = Groups(members, names)
    _join_by_name(members, names, groups)
    likeness = Likeness(members)
    _join_by_quantity(members, groups, likeness)
    _join_by_wording(groups, likeness.pairs())
    _join_what_points_back(members, groups, likeness)
    return groups.result()


def _names(members: Sequence[Undertaking]) -> tuple[tuple[Name, ...], ...]:
    """Give the names by which each entry knows its thing.

    Those of its objects and, in what is undertaken, those that some entry of the ledger has as an object: one report
    says what a name stands for, another only uses it.
    """
    own = [names_of(member.entry.objects) for member in members]
    known = {name.distinguishing for names in own for name in names if name.proper}
    return tuple(
        (*names, *(name for name in names_in(member.entry.what) if name.distinguishing in known and name not in names))
        for member, names in zip(members, own, strict=True)
    )


def _join_by_name(members: Sequence[Undertaking], names: Sequence[tuple[Name, ...]], groups: Groups) -> None:
    known_as: dict[tuple[str, ...], list[tuple[int, Name]]] = defaultdict(list)
    for place, member in enumerate(members):
        for name in names[place]:
            key = tuple(sorted(name.distinguishing))
            known_as[key if name.proper else (member.mention.document, "", *key)].append((place, name))
    for _, bearers in sorted(known_as.items()):
        # Those with most parties first: one that names a single party then finds the fullest group it fits.
        bearers.sort(key=lambda bearer: (-len(parties_of(members[bearer[0]].entry)), bearer[0]))
        leaders: list[tuple[int, Name]] = []
        for place, name in bearers:
            if not any(name.same_thing(known) and groups.join(leader, place) for leader, known in leaders):
                leaders.append((place, name))


def _join_by_quantity(members: Sequence[Undertaking], groups: Groups, likeness: Likeness) -> None:
    of_document: dict[_Goods, list[tuple[int, Quantity]]] = defaultdict(list)
    of_number: dict[_Goods, list[int]] = defaultdict(list)
    for place, (mention, entry) in enumerate(members):
        for quantity in entry.quantities:
            if is_goods(quantity.unit):
                goods = (quantity.unit, frozenset(entry.by), frozenset(entry.to))
                of_document[*goods, mention.document].append((place, quantity))
                of_number[*goods, quantity.value].append(place)
    for counted in of_document.values():
        for (one, first), (other, second) in combinations(counted, 2):
            if first.additional or second.additional:
                _join_unless_named_apart(one, other, groups)
    for same in of_number.values():
        for one, other in combinations(same, 2):
            if likeness.share_a_telling_word(one, other):
                _join_unless_named_apart(one, other, groups)


def _join_unless_named_apart(one: int, other: int, groups: Groups) -> None:
    if not groups.named_apart(groups.first(one), groups.first(other)):
        groups.join(one, other)


def _join_by_wording(groups: Groups, likeness: dict[Pair, float]) -> None:
    """Join the two groups that are most alike on average, again and again (average linkage, Sokal & Michener 1958)."""
    sums: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for (one, other), alike in likeness.items():
        first, second = groups.first(one), groups.first(other)
        if first != second:
            sums[first][second] += alike
            sums[second][first] += alike

    def mean(first: int, second: int) -> float:
        return sums[first][second] / (groups.size[first] * groups.size[second])

    nearest = [(-mean(one, other), one, other) for one in sums for other in sums[one] if one < other]
    heapify(nearest)
    while nearest:
        far, first, second = heappop(nearest)
        if -far < _ALIKE:
            return
        stale = second not in sums.get(first, {}) or -mean(first, second) != far
        if stale or groups.named_apart(first, second) or not groups.join(first, second):
            continue
        for third, alike in sums.pop(second).items():
            del sums[third][second]
            if third != first:
                sums[first][third] += alike
                sums[third][first] += alike
        for third in sums[first]:
            one, other = sorted((first, third))
            heappush(nearest, (-mean(one, other), one, other))


def _join_what_points_back(members: Sequence[Undertaking], groups: Groups, likeness: Likeness) -> None:
    by_document: dict[str, list[int]] = defaultdict(list)
    for place, member in enumerate(members):
        before = by_document[member.mention.document]
        vague = likeness.points_back(place) and likeness.telling_weight(place) < _SAYS_NOTHING
        if vague and groups.size.get(place) == 1:
            same = [b for b in before if parties_of(members[b].entry) == parties_of(member.entry)]
            if same:
                groups.join(same[-1], place)
        before.append(place)
