"""How alike two commitments are in their words.

The weight of a word is its inverse document frequency over the commitments of the ledger, `log(1 + documents /
documents that have it)` (K. Sparck Jones 1972): rare words weigh more. Likeness is the weight of what both say over
the weight of what the terser one says (the overlap coefficient, so that a short mention can be like a long one).
Across documents, what a document says nearby on the same parties is part of a mention's words, at up to a third of
the weight of its own: a report names its topic once and then goes on about it.

The numbers here were chosen on ten annotated matters (175 mentions in 56 reports), alone, with annotated look-alikes
and with the undertakings of 399 further reports beside them, for precision first: B-cubed precision 0.96, recall 0.61
alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log

from legation.ledger.chronology import Undertaking
from legation.ledger.groups import fit
from legation.ledger.parties import parties_of
from legation.ledger.wording import Wording, wording

_COMMONPLACE = 0.15  # share of its weight that a commonplace keeps
_CONTEXT = 0.3  # weight of what is said nearby, at most, as a share of a mention's own
_NEARBY = 600  # characters between two mentions that speak of one topic
_LEAST_SHARED = 1.5  # weight of telling words in common below which two mentions are not alike at all
_OTHER_NAMES = 0.5  # factor where both name something by proper names and share none of them
_ONE_IN_COMMON = 0.5  # factor where one names a single party and the other names more: who else is meant is not told
_CROWDED = (
    200  # a word in more mentions of one party or pair of parties tells nothing apart there, and opens no comparison
)
_TERSE = 3.0  # least weight of a mention's own words when that of its context is measured by it

Words = dict[str, float]
Pair = tuple[int, int]


class Likeness:
    """The likeness of undertakings to each other, by their place in a sequence in order of report."""

    def __init__(self, members: Sequence[Undertaking]) -> None:
        self._members = members
        self._wordings = tuple(wording(member.entry) for member in members)
        self._parties = tuple(parties_of(member.entry) for member in members)
        self._weight = _weights(members, self._wordings)
        self._own = tuple(self._weighed(said) for said in self._wordings)
        self._in_context = tuple(self._with_context())

    def telling_weight(self, place: int) -> float:
        """Weight of what a mention says that not any mention might say."""
        return sum(self._weight[stem] for stem in sorted(self._wordings[place].telling))

    def share_a_telling_word(self, one: int, other: int) -> bool:
        """Whether two mentions of a common area have a word in common that not any mention might say."""
        areas = set(self._members[one].entry.area) & set(self._members[other].entry.area)
        return bool(areas and self._wordings[one].telling & self._wordings[other].telling)

    def points_back(self, place: int) -> bool:
        """Whether a mention begins as one that was spoken of before."""
        return self._wordings[place].points_back

    def pairs(self) -> dict[Pair, float]:
        """Likeness, 0 to 1, of each two mentions whose parties fit and that have an area in common."""
        return {pair: likeness for pair in sorted(self._candidates()) if (likeness := self._between(*pair)) > 0}

    def _candidates(self) -> set[Pair]:
        holders: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
        for place, (parties, words) in enumerate(zip(self._parties, self._in_context, strict=True)):
            common_ground = (*combinations(parties, 2), *combinations(parties, 1))
            for stem in words.keys() - self._wordings[place].commonplace:
                for ground in common_ground:
                    holders[ground, stem].append(place)
        return {pair for places in holders.values() if len(places) <= _CROWDED for pair in combinations(places, 2)}

    def _between(self, one: int, other: int) -> float:
        first, second = self._members[one], self._members[other]
        parties, others = frozenset(self._parties[one]), frozenset(self._parties[other])
        if not set(first.entry.area) & set(second.entry.area) or not fit(parties, others):
            return 0.0
        together = first.mention.document == second.mention.document
        said = self._own if together else self._in_context
        shared = [
            (stem, min(said[one][stem], said[other][stem])) for stem in sorted(said[one].keys() & said[other].keys())
        ]
        commonplace = self._wordings[one].commonplace
        if sum(weight for stem, weight in shared if stem not in commonplace) < _LEAST_SHARED:
            return 0.0
        overlap = sum(weight for _, weight in shared) / min(_total(said[one]), _total(said[other]))
        if parties != others and len(parties & others) == 1:
            overlap *= _ONE_IN_COMMON
        names, other_names = self._wordings[one].proper, self._wordings[other].proper
        return overlap * (_OTHER_NAMES if names and other_names and not names & other_names else 1.0)

    def _weighed(self, said: Wording) -> Words:
        telling = {stem: self._weight[stem] for stem in sorted(said.telling)}
        return telling | {stem: _COMMONPLACE * self._weight[stem] for stem in sorted(said.commonplace)}

    def _with_context(self) -> Iterator[Words]:
        of_document: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        for place, member in enumerate(self._members):
            of_document[member.mention.document, self._parties[place]].append(place)
        for place, member in enumerate(self._members):
            own = self._own[place]
            nearby: dict[str, float] = defaultdict(float)
            for other in of_document[member.mention.document, self._parties[place]]:
                if other != place and abs(_start(self._members[other]) - _start(member)) < _NEARBY:
                    for stem in sorted(self._wordings[other].telling - own.keys()):
                        nearby[stem] += self._weight[stem]
            scale = _CONTEXT * max(_total(own), _TERSE) / _total(nearby) if nearby else 0.0
            yield own | {stem: weight * scale for stem, weight in nearby.items()}


def _weights(members: Sequence[Undertaking], wordings: Sequence[Wording]) -> Words:
    told_in: dict[str, set[str]] = defaultdict(set)
    for member, said in zip(members, wordings, strict=True):
        for stem in said.telling | said.commonplace:
            told_in[stem].add(member.mention.document)
    documents = len({member.mention.document for member in members})
    return {stem: log(1 + documents / len(told)) for stem, told in told_in.items()}


def _total(words: Words) -> float:
    return sum(words.values())


def _start(undertaking: Undertaking) -> int:
    return undertaking.entry.evidence[0].start
