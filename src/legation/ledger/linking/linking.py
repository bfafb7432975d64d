"""Which mentions are of one matter: each is laid to what was there before it, as a clerk files reports by date.

What a mention is tied to depends on itself, on its own document, and on earlier mentions in canonical order (the day
on which they became known, document, place in the text). So the order of adding does not matter, and what is said as
of a day is exactly what a ledger of the documents up to that day would say.

1. A mention is compared with the commitments of its own document before it and, for each of its keys, with the latest
   `WINDOW` mentions of earlier documents that have that key (`ties_of`).
2. It joins the pile that it is sure enough to belong to; where it belongs to several, they are one from here on. What
   is plausible and not sure is proposed to a reviewer (`choose`).
3. A reviewer's ruling outranks both: what is ruled the same is in one pile, what is ruled different never is; where
   rulings contradict each other, different wins.

`linked` is the whole as a pure function; the store does the same step by step.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log
from typing import Literal, NamedTuple

from legation.ledger.folding.chronology import Undertaking, undertakings
from legation.ledger.linking.kinship import FLOOR, chance, hopeless, kinship
from legation.ledger.linking.piles import Pile
from legation.ledger.linking.scales import chance_of
from legation.ledger.linking.traits import Traits, traits_of
from legation.nouns import Mention

__all__ = [
    "WINDOW",
    "Choice",
    "Pile",
    "Proposal",
    "Ruling",
    "Tie",
    "Verdict",
    "choose",
    "linked",
    "rulings_on",
    "ties_of",
]

WINDOW = 12  # mentions of earlier documents that are looked at for each key
_TIES = 12  # that a mention keeps
_HEARD = 3  # ties to a pile that are asked for how sure it is
_SURE = 0.5  # chance from which on a mention joins
_MERGES = 0.6  # chance from which on it joins a second matter too, which makes them one
_PLAUSIBLE = 0.3  # chance from which on a reviewer is asked

Verdict = Literal["same", "different", "unsure"]


class Ruling(NamedTuple):
    """What a reviewer decided about two entries, by their ids."""

    one: str
    other: str
    verdict: Verdict


class Tie(NamedTuple):
    """That a mention may be of one matter with an earlier one."""

    to: str  # id of the earlier entry
    chance: float
    reasons: tuple[str, ...]


class Proposal(NamedTuple):
    """A pile to which a mention may belong, for a reviewer to decide."""

    pile: str
    chance: float
    reasons: tuple[str, ...]


class Choice(NamedTuple):
    """Where a mention is filed: nowhere (it opens a pile), in one pile, or in several, which are one from here on."""

    joins: tuple[str, ...]  # ids of piles, the earliest first
    proposals: tuple[Proposal, ...]


def ties_of(member: Traits, earlier: Iterable[Traits], *, told: bool = True) -> tuple[Tie, ...]:
    """Ties of a mention to earlier ones, in whatever order these come: the likeliest few, the likeliest first.

    Their reasons are left out where nobody is `told`: the store does without.
    """
    found: dict[str, tuple[float, Traits]] = {}
    place = member.order
    for other in earlier:
        if other.key not in found and other.order < place:
            found[other.key] = (0.0 if hopeless(member, other) else chance(member, other), other)
    likely = [(of, other) for of, other in found.values() if of >= FLOOR]
    likely.sort(key=lambda pair: pair[1].order, reverse=True)
    likely.sort(key=lambda pair: -pair[0])
    # To the millionth, as the store keeps them: it must not matter whether a tie was just found or kept.
    return tuple(
        Tie(to=other.key, chance=round(of, 6), reasons=kinship(member, other).reasons if told else ())
        for of, other in likely[:_TIES]
    )


def rulings_on(decisions: Iterable[Ruling]) -> dict[str, dict[str, Verdict]]:
    """Rulings by entry, then by the other entry; of several on the same two the last one stands."""
    found: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for one, other, verdict in decisions:
        if one != other:
            found[one][other] = found[other][one] = verdict
    return dict(found)


def choose(
    member: Traits, ties: Iterable[Tie], piles: Mapping[str, Pile], rulings: Mapping[str, Verdict] | None = None
) -> Choice:
    """Choose the piles that a mention joins. Takes no longer with larger piles.

    `piles` gives the pile of each earlier mention that is tied to it or ruled to be the same; `rulings` are those on
    this mention, by the other entry.
    """
    rulings = rulings or {}
    here = Pile.begun(member, held_apart(rulings))
    forced = {piles[key].id: piles[key] for key in sorted(rulings) if rulings[key] == "same" and key in piles}
    of_pile: dict[str, list[Tie]] = defaultdict(list)
    of_id: dict[str, Pile] = dict(forced)
    for tie in ties:
        if tie.to in piles and tie.to not in rulings:
            of_id[piles[tie.to].id] = piles[tie.to]
            of_pile[piles[tie.to].id].append(tie)
    chances = {name: _chance(of) for name, of in of_pile.items() if name not in forced}
    own = {piles[member.group].id} if member.group in piles and member.group not in rulings else set()
    joins: list[str] = []
    proposals: list[Proposal] = []
    first = sorted(forced.keys() | own, key=lambda name: (name not in forced, of_id[name].order))
    then = sorted(chances.keys() - own, key=lambda name: (-chances[name], of_id[name].order))
    for name in (*first, *then):
        sure = name in first or chances[name] >= (_MERGES if joins else _SURE)
        if here.held_apart(of_id[name]):
            continue
        if sure:
            here = here.merged(of_id[name])
            joins.append(name)
        elif chances[name] >= _PLAUSIBLE:
            proposals.append(Proposal(name, chances[name], max(of_pile[name], key=lambda tie: tie.chance).reasons))
    return Choice(tuple(sorted(joins, key=lambda name: of_id[name].order)), tuple(proposals))


def _chance(ties: Iterable[Tie]) -> float:
    """Chance that a mention belongs to a pile: the mean log-odds of the likeliest few ties to it, as a chance."""
    best = sorted((tie.chance for tie in ties), reverse=True)[:_HEARD]
    odds = [log(chance / (1 - chance)) for chance in (min(max(c, 0.001), 0.999) for c in best)]
    return chance_of(sum(odds) / len(odds))


def held_apart(rulings: Mapping[str, Verdict]) -> frozenset[str]:
    """Entries that are ruled to be of other matters: what `Pile.begun` and `Pile.grown` want to know."""
    return frozenset(key for key, verdict in rulings.items() if verdict == "different")


def linked(
    mentions: Iterable[Mention], decisions: Iterable[Ruling] = (), known: Mapping[str, str] | None = None
) -> tuple[tuple[Undertaking, ...], ...]:
    """Group the commitments among mentions, each in order of report; the groups in the order of their first.

    `known` gives the day on which a document without a date became known, by document; else such a one comes first.
    """
    every = tuple(mentions)
    of_key = {undertaking.entry.id: undertaking for undertaking in undertakings(every)}
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in every:
        by_document[mention.document].append(mention)
    days = known or {}
    filed = sorted(
        (t for name, of in by_document.items() for t in traits_of(of, days.get(name))), key=lambda t: t.order
    )
    rulings = rulings_on(decisions)
    shelf = _Shelf()
    for member in filed:
        shelf.file(member, rulings.get(member.key, {}))
    gathered: dict[str, list[Undertaking]] = defaultdict(list)
    for member in filed:
        gathered[shelf.pile_of(member.key).id].append(of_key[member.key])
    return tuple(tuple(group) for group in gathered.values())


class _Shelf:
    """The piles as they grow."""

    def __init__(self) -> None:
        self._with_key: dict[str, list[Traits]] = defaultdict(list)  # of earlier documents
        self._present: list[Traits] = []  # of the document that is being filed
        self._leads_to: dict[str, str] = {}  # an entry or pile to the pile that it became part of
        self._piles: dict[str, Pile] = {}

    def file(self, member: Traits, rulings: Mapping[str, Verdict]) -> None:
        """Lay a mention to its pile."""
        if self._present and self._present[0].document != member.document:
            for before in self._present:
                for key in before.keys:
                    self._with_key[key].append(before)
            self._present = []
        earlier = [*self._present, *(t for key in member.keys for t in self._with_key[key][-WINDOW:])]
        ties = ties_of(member, earlier)
        near = {*(tie.to for tie in ties), *(key for key in rulings if key in self._leads_to)}
        piles = {key: self.pile_of(key) for key in near}
        pile = Pile.begun(member, held_apart(rulings))
        for name in choose(member, ties, piles, rulings).joins:
            pile = pile.merged(self._piles.pop(name))
        self._piles[pile.id] = pile
        for name in {member.key, *(piles[key].id for key in near if piles[key].id not in self._piles)}:
            if name != pile.id:
                self._leads_to[name] = pile.id
        self._leads_to.setdefault(pile.id, pile.id)
        self._present.append(member)

    def pile_of(self, key: str) -> Pile:
        """Give the pile of an entry that has been filed."""
        while self._leads_to[key] != key:
            key = self._leads_to[key]
        return self._piles[key]
