"""Which commitments of one document are of one matter: a report tells of few things, one after another."""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from legation.ledger.folding.chronology import Undertaking
from legation.ledger.folding.promises import is_goods, is_money
from legation.ledger.linking.frequencies import weight
from legation.ledger.linking.names import names_of
from legation.ledger.linking.scales import Evidence, log_odds
from legation.ledger.linking.wording import Wording, wording
from legation.ledger.parties import parties_of

SURE = -0.5  # log-odds from which on two groups of one document are one
_LEAD = 300  # characters: what a report opens with
_COMPARED = 24  # commitments further on that one is compared with
_FAR = -3.0  # log-odds of two that are not
_PAUSE = 60  # characters between two commitments that are told in one breath


class Said(NamedTuple):
    """A commitment of a document, made ready to be compared."""

    undertaking: Undertaking
    place: int  # its number among the commitments of its document, from 0
    others: int  # commitments of its document
    parties: frozenset[str]
    words: Wording
    names: frozenset[str]
    amounts: frozenset[tuple[str, float]]

    @property
    def start(self) -> int:
        """Where its main evidence begins."""
        return self.undertaking.entry.evidence[0].start

    @property
    def end(self) -> int:
        """Where its main evidence ends."""
        return self.undertaking.entry.evidence[0].end


def said_in(document: Sequence[Undertaking]) -> tuple[Said, ...]:
    """Commitments of a document in order of their place in it."""
    return tuple(
        Said(
            undertaking=one,
            place=place,
            others=len(document),
            parties=frozenset(parties_of(one.entry)),
            words=wording(one.entry),
            names=frozenset(" ".join(sorted(n.distinguishing)) for n in names_of(one.entry.objects) if n.proper),
            amounts=frozenset((quantity.unit, float(quantity.value)) for quantity in one.entry.quantities),
        )
        for place, one in enumerate(document)
    )


class Between(NamedTuple):
    """What lies between two commitments of a document."""

    pause: int  # most characters between one commitment and the next on the way
    turned: bool  # whether one on the way says that it is something else


class Gathered(NamedTuple):
    """The commitments of a document in groups, each of one matter as far as the document alone tells."""

    groups: tuple[tuple[int, ...], ...]  # places, in order; the groups in the order of their first
    odds: dict[tuple[int, int], float]  # of each two places that were compared, the earlier first

    def alike(self, one: Sequence[int], other: Sequence[int]) -> float:
        """Mean of the likest pair and of all pairs of two groups, in log-odds."""
        pairs = [self.odds.get((min(a, b), max(a, b)), _FAR) for a in one for b in other]
        return (max(pairs) + sum(pairs) / len(pairs)) / 2


def gathered(document: Sequence[Said]) -> Gathered:
    """Join the two groups that are most alike, again and again, as long as any are alike enough.

    How alike two groups are is the mean of their likest pair and of all pairs: between single and average linkage
    (Sneath & Sokal 1973), so that a report may move on step by step, though not to something else altogether.
    """
    compared = betweens(document)
    odds = {
        (one, other): log_odds("within", evidence(document[other], document[one], between))
        for (one, other), between in compared.items()
    }
    groups = {said.place: [said.place] for said in document}
    likest = dict(odds)
    sums = dict(odds)

    def nearness(pair: tuple[int, int]) -> float:
        return (likest[pair] + sums[pair] / (len(groups[pair[0]]) * len(groups[pair[1]]))) / 2

    while likest:
        first, second = max(likest, key=lambda pair: (nearness(pair), -pair[0], -pair[1]))
        if nearness((first, second)) < SURE:
            break
        for third in groups.keys() - {first, second}:
            one, other = _pair(first, third), _pair(second, third)
            if one in likest or other in likest:
                far, others = (
                    _FAR * len(groups[first]) * len(groups[third]),
                    _FAR * len(groups[second]) * len(groups[third]),
                )
                sums[one] = sums.get(one, far) + sums.pop(other, others)
                likest[one] = max(likest.get(one, _FAR), likest.pop(other, _FAR))
        del likest[first, second], sums[first, second]
        groups[first] += groups.pop(second)
    return Gathered(tuple(tuple(sorted(group)) for _, group in sorted(groups.items())), odds)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def evidence(later: Said, earlier: Said, between: Between) -> Evidence:
    """What speaks for and against two commitments of one document being of one matter, by name."""
    found: Evidence = {
        "bias": 1.0,
        "pause": log(1 + between.pause / _PAUSE),
        "next": float(later.place - earlier.place == 1),
        "lead": float(earlier.start < _LEAD),
        "rivals": log(later.others),
        "points back": float(later.words.points_back),
        "turns": float(later.words.turns),
        "turned before": float(between.turned),
        "same stage": float(later.undertaking.entry.stage == earlier.undertaking.entry.stage),
    }
    found |= of_parties(later.parties, earlier.parties)
    one, other = later.undertaking.entry, earlier.undertaking.entry
    found["same undertaker"] = float(not set(one.by).isdisjoint(other.by))
    found["same field"] = float(set(one.area) == set(other.area))
    found["other field"] = float(set(one.area).isdisjoint(other.area))
    found |= _of_words(later.words, earlier.words)
    found |= of_names(later.names, earlier.names)
    found |= of_amounts(later.amounts, earlier.amounts)
    if one.due and other.due:
        found["same due date" if one.due == other.due else "other due date"] = 1.0
    return found


def of_parties(one: frozenset[str], other: frozenset[str]) -> Evidence:
    """How the parties of two commitments, or of what two documents say, go together."""
    shared = len(one & other)
    if one == other:
        return {"same parties": 1.0, "same two parties": float(shared > 1)}
    if not shared:
        return {"no party in common": 1.0, "other pair": float(len(one) > 1 and len(other) > 1)}
    if one <= other or other <= one:
        return {"parties within": 1.0, "two parties in common": float(shared > 1)}
    return {"two parties in common" if shared > 1 else "one party in common": 1.0}


def of_names(one: frozenset[str], other: frozenset[str]) -> Evidence:
    """Whether proper names agree."""
    if not one or not other:
        return {}
    return {"other name" if one.isdisjoint(other) else "same name": 1.0}


def of_amounts(one: frozenset[tuple[str, float]], other: frozenset[tuple[str, float]]) -> Evidence:
    """Whether quantities agree."""
    if not one or not other:
        return {}
    if not one.isdisjoint(other):
        return {"same amount": log(1 + len(one & other))}
    units = {unit for unit, _ in one} & {unit for unit, _ in other}
    return {
        "other sum of money": float(any(is_money(unit) for unit in units)),
        "other number of goods": float(any(is_goods(unit) for unit in units)),
    }


def _of_words(later: Wording, earlier: Wording) -> Evidence:
    common = later.telling.keys() & earlier.telling.keys()
    every, others = (frozenset(of.telling) | of.commonplace for of in (later, earlier))
    lesser = min(weight(every), weight(others))
    return {
        "words in common": log(1 + weight(common)),
        "no word in common": float(not common and bool(later.telling and earlier.telling)),
        "share of words": weight(every & others) / (1 + lesser),
        "thing in common": log(1 + weight(later.thing & earlier.thing)),
        "phrases in common": log(1 + len(later.phrases & earlier.phrases)),
        "proper words apart": float(bool(later.proper and earlier.proper) and later.proper.isdisjoint(earlier.proper)),
        "terse": 1 / (1 + min(weight(later.telling), weight(earlier.telling))),
    }


def betweens(document: Sequence[Said]) -> dict[tuple[int, int], Between]:
    """Of each two commitments that are compared."""
    found: dict[tuple[int, int], Between] = {}
    for number, one in enumerate(document):
        longest, reach, turned = 0, one.end, False
        for other in document[number + 1 : number + 1 + _COMPARED]:
            longest = max(longest, other.start - reach)
            reach = max(reach, other.end)
            found[one.place, other.place] = Between(longest, turned)
            turned = turned or other.words.turns
    return found
