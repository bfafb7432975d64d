"""What of a commitment is compared with others: small values taken from its own document alone.

The commitments of a document are first gathered into groups, each of one matter as far as the document alone tells
(`gathering`). The first of each group stands for it: it carries a profile of what the group says, and the keys by
which it is retrieved. The others are tied to it.

Nothing here depends on any other document, on the ledger or on the day on which it is asked: the same document gives
the same traits wherever and whenever it is added. The store keeps them as JSON beside the entry.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations

from legation.ledger.folding.chronology import undertakings
from legation.ledger.linking.frequencies import weight, weight_of
from legation.ledger.linking.gathering import SURE, Gathered, Said, gathered, said_in
from legation.ledger.linking.scales import chance_of
from legation.ledger.parties import parties_of
from legation.nouns import Area, Mention, Noun

MOST_KEYS = 6  # retrieval keys of a mention
UNDATED = "0001-01-01"  # day of a document of which nobody knows when it became known: before all others
_CAST = 8  # parties of its document that a profile keeps, those named most often first
_WORDS = 40  # words, names or phrases that a profile keeps, the most telling first
_DOUBTFUL = 0.7  # log-odds below `SURE` at which two groups of one document may still be one

Order = tuple[str, str, int, str]


class Near(Noun):
    """That a commitment may be of one matter with an earlier one of its document."""

    to: str  # id of the earlier entry
    chance: float


class Profile(Noun):
    """What the commitments of one group say together. Parties, words and names are sorted, each once."""

    size: int  # commitments
    parties: tuple[str, ...]
    by: tuple[str, ...]
    cast: tuple[str, ...]  # parties of its whole document
    areas: dict[Area, float]  # share of its commitments that are of an area
    words: dict[str, str]  # stems that not any undertaking may say, with the word as it is written
    thing: tuple[str, ...]  # those of them that stand in what is undertaken
    proper: tuple[str, ...]  # those of them that are names
    phrases: tuple[str, ...]
    names: tuple[str, ...]  # proper names of its thing: their distinguishing words
    amounts: tuple[tuple[str, float], ...]
    dues: tuple[str, ...]

    @cached_property
    def sets(self) -> dict[str, frozenset[str]]:
        """Its parties, words and names as sets."""
        return {
            name: frozenset(getattr(self, name))
            for name in ("parties", "by", "cast", "words", "thing", "proper", "phrases", "names", "dues")
        }

    @cached_property
    def told(self) -> float:
        """Weight of its words together."""
        return weight(self.words)

    @cached_property
    def sums(self) -> frozenset[tuple[str, float]]:
        """Its amounts as a set."""
        return frozenset(self.amounts)


class Traits(Noun):
    """A commitment as linking sees it."""

    key: str  # id of the entry
    document: str  # id of its document
    day: str  # YYYY-MM-DD on which it became known
    start: int  # of its main evidence
    parties: tuple[str, ...]
    group: str  # id of the first entry of its group
    near: tuple[Near, ...] = ()  # the first of its group; for that one, the first of other groups that it may belong to
    profile: Profile | None = None  # of its group, where it is the first
    keys: tuple[str, ...] = ()  # at most `MOST_KEYS`, by which it is retrieved; none where it is not the first

    @cached_property
    def order(self) -> Order:
        """Its place among all mentions: as they became known, then document and place in the text."""
        return (self.day, self.document, self.start, self.key)


def traits_of(mentions: Iterable[Mention], known: str | None = None) -> tuple[Traits, ...]:
    """Traits of the commitments among the mentions of one document, in order of their place in the text.

    `known` is the day, YYYY-MM-DD, on which a document without a date of its own became known.
    """
    every = {mention.entry.id: mention for mention in mentions}
    named = Counter(party for key in sorted(every) for party in parties_of(every[key].entry))
    cast = sorted(sorted(named, key=lambda party: (-named[party], party))[:_CAST])
    document = said_in(undertakings(every.values()))
    groups = gathered(document)
    found: list[Traits] = []
    for number, group in enumerate(groups.groups):
        profile = _profile([document[place] for place in group], cast)
        keys = tuple(dict.fromkeys(_keys(profile, [document[place] for place in group])))[:MOST_KEYS]
        first = _traits(document[group[0]], document[group[0]], known, _other_groups(document, number, groups))
        found.append(first.model_copy(update={"profile": profile, "keys": keys}))
        for place in group[1:]:
            near = _near(document[group[0]], groups.alike([place], [other for other in group if other != place]))
            found.append(_traits(document[place], document[group[0]], known, [near]))
    return tuple(sorted(found, key=lambda traits: traits.order))


def _traits(said: Said, first: Said, known: str | None, near: Iterable[Near]) -> Traits:
    mention, entry = said.undertaking
    return Traits(
        key=entry.id,
        document=mention.document,
        day=mention.reported or known or UNDATED,
        start=said.start,
        parties=parties_of(entry),
        group=first.undertaking.entry.id,
        near=tuple(near),
    )


def _other_groups(document: Sequence[Said], number: int, groups: Gathered) -> list[Near]:
    """Earlier groups that may be one with a group, as its document tells."""
    alike = [(other[0], groups.alike(other, groups.groups[number])) for other in groups.groups[:number]]
    return [_near(document[to], odds) for to, odds in alike if odds > SURE - _DOUBTFUL]


def _near(to: Said, odds: float) -> Near:
    return Near(to=to.undertaking.entry.id, chance=round(chance_of(odds - SURE), 4))


def _profile(group: Sequence[Said], cast: Sequence[str]) -> Profile:
    areas = Counter(area for said in group for area in sorted(set(said.undertaking.entry.area)))
    written = {stem: word for said in reversed(group) for stem, word in said.words.telling.items()}
    count = Counter(stem for said in group for stem in said.words.telling)
    kept = sorted(written, key=lambda stem: (-count[stem] * weight_of(stem), stem))[:_WORDS]
    phrases = Counter(phrase for said in group for phrase in sorted(said.words.phrases))
    return Profile(
        size=len(group),
        parties=_sorted(said.parties for said in group),
        by=_sorted(said.undertaking.entry.by for said in group),
        cast=tuple(cast),
        areas={area: round(areas[area] / len(group), 3) for area in sorted(areas)},
        words={stem: written[stem] for stem in sorted(kept)},
        thing=_sorted(said.words.thing & set(kept) for said in group),
        proper=_sorted(said.words.proper & set(kept) for said in group),
        phrases=tuple(sorted(sorted(phrases, key=lambda phrase: (-phrases[phrase], phrase))[:_WORDS])),
        names=_sorted(said.names for said in group),
        amounts=tuple(sorted({amount for said in group for amount in said.amounts})),
        dues=_sorted((said.undertaking.entry.due,) for said in group if said.undertaking.entry.due),
    )


def _sorted(of: Iterable[Iterable[str | None]]) -> tuple[str, ...]:
    return tuple(sorted({one for some in of for one in some if one}))


def _keys(profile: Profile, group: Sequence[Said]) -> Iterator[str]:
    """What a group is retrieved by: names, a number, telling words beside a party, its parties."""
    count = Counter(party for said in group for party in sorted(said.parties))
    parties = sorted(count, key=lambda party: (-count[party], party))
    said = Counter(stem for one in group for stem in one.words.telling)
    telling = sorted(profile.words, key=lambda stem: (-(said[stem] ** 0.5) * weight_of(stem), stem))
    yield from (f"name {name}" for name in profile.names[:1])
    yield from (f"amount {value:.12g} {unit}" for unit, value in sorted(profile.amounts, key=lambda a: -a[1])[:1])
    yield from (f"word {stem} {party}" for stem in telling[:2] for party in parties[:1])
    yield from (f"pair {'+'.join(sorted(pair))}" for pair in list(combinations(parties[:3], 2))[:2])
    yield from (f"party {party}" for party in parties[:1])
    yield from (f"word {stem} {party}" for stem in telling[2:4] for party in parties[:1])
