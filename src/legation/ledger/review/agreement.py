"""How far reviewers agree where several decided on one thing, corrected for what chance alone would give. Pure.

Of each person the last word on a topic counts, whether or not another set it aside, and unless it was taken back. Two
words agree where they come to the same: who accepts what another corrected agrees with the correction. Of words that
differ each is a category of its own, by verb; a second correction that differs from the first is another one. What is
decided of entries and what is decided of two are measured apart: they share no category, and taken together what chance
gives would look smaller than it is. Verdicts are not measured.

Sources: kappa after Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
20 (1960), 37-46. Alpha, for nominal data of any number of people with any of it missing, after Krippendorff, "Computing
Krippendorff's alpha-reliability" (2011), section C. Both are 1 where all agree, 0 where they agree as chance would.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from legation.ledger.review.decisions import Decision, by_topic, comes_to, states

IN_COMMON = 5  # topics that two people share before their kappa is told
_TWO = 2
Words = Mapping[str, Hashable]  # on one topic, by person: the category of the last word


class Pair(NamedTuple):
    """How far two people agree."""

    one: str
    other: str
    topics: int  # on which both decided
    agreeing: int
    kappa: float | None  # Cohen's; None where both always say one and the same, so that chance cannot be told


class Measured(NamedTuple):
    """How far people agree on topics on which at least two of them decided."""

    topics: int
    agreeing: int  # on which all who decided agree
    alpha: float | None  # Krippendorff's, nominal; None where nothing, or but one thing, is ever said
    pairs: tuple[Pair, ...]  # with at least `IN_COMMON` topics, by name

    @property
    def share(self) -> float | None:
        """Share of the topics on which all agree; None where there is none."""
        return self.agreeing / self.topics if self.topics else None


class Agreement(NamedTuple):
    """How far reviewers agree."""

    entries: Measured  # what is accepted, corrected, added, rejected
    links: Measured  # what is the same, different, unsure


def agreement(decisions: Iterable[Decision]) -> Agreement:
    """Measure how far people agree by all that they decided."""
    on_entry: list[Words] = []
    on_two: list[Words] = []
    for (_, other), of in by_topic(one for one in decisions if not one.subject.truth).items():
        words = last_words(of)
        if len(words) >= _TWO:
            (on_entry if other is None else on_two).append(words)
    return Agreement(measured(on_entry), measured(on_two))


def last_words(on_one_topic: Sequence[Decision]) -> dict[str, str]:
    """Category of the last word of each person on a topic, of decisions in order of time."""
    become = states(on_one_topic)
    last = {d.by: d for d in on_one_topic if d.verb != "undo" and become[d.id] != "undone"}
    named: list[tuple[Hashable, str]] = []
    words: dict[str, str] = {}
    for by, decision in sorted(last.items(), key=lambda item: (item[1].made, item[1].id)):
        effect = comes_to(decision)
        known = next((name for of, name in named if of == effect), None)
        if known is None:
            verb = "accept" if decision.verb == "add" else decision.verb
            before = sum(name.partition(" ")[0] == verb for _, name in named)
            known = f"{verb} {before + 1}" if before else verb
            named.append((effect, known))
        words[by] = known
    return words


def measured(topics: Sequence[Words]) -> Measured:
    """Measure agreement on topics, each with the words of at least two people."""
    together: dict[tuple[str, str], list[tuple[Hashable, Hashable]]] = defaultdict(list)
    for words in topics:
        for one, other in combinations(sorted(words), _TWO):
            together[one, other].append((words[one], words[other]))
    pairs = tuple(
        Pair(one, other, len(said), sum(a == b for a, b in said), kappa(said))
        for (one, other), said in sorted(together.items())
        if len(said) >= IN_COMMON
    )
    agreeing = sum(len(set(words.values())) == 1 for words in topics)
    return Measured(len(topics), agreeing, alpha([tuple(words.values()) for words in topics]), pairs)


def kappa(said: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of what two people said of the same things; None where chance alone would make them agree."""
    count = len(said)
    ones, others = Counter(one for one, _ in said), Counter(other for _, other in said)
    by_chance = sum(ones[word] * others[word] for word in ones)  # out of count squared
    if by_chance == count * count:
        return None
    observed = sum(one == other for one, other in said)
    return (observed * count - by_chance) / (count * count - by_chance)


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data: of each unit what was said of it, once by each who did.

    Units of which fewer than two things were said do not count. None where but one thing is ever said.
    """
    counted = [Counter(unit) for unit in units if len(unit) >= _TWO]
    totals: Counter[Hashable] = sum(counted, Counter())
    count = totals.total()
    by_chance = count * count - sum(n * n for n in totals.values())  # pairs, in order, that differ
    if by_chance == 0:
        return None
    observed = sum((of.total() ** 2 - sum(n * n for n in of.values())) / (of.total() - 1) for of in counted)
    return 1 - (count - 1) * observed / by_chance
