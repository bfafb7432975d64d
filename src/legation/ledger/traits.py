"""What of a commitment is compared with others: small values taken from its own document alone.

Nothing here depends on any other document, on the ledger or on the day on which it is asked: the same document gives
the same traits wherever and whenever it is added. The store keeps them as JSON beside the entry.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from legation.ledger.chronology import Undertaking, undertakings
from legation.ledger.frequencies import weight_of
from legation.ledger.names import names_of
from legation.ledger.parties import parties_of
from legation.ledger.wording import Wording, telling, wording
from legation.nouns import Area, Entry, Mention, Noun, Quantity, Stage

MOST_KEYS = 6  # retrieval keys of a mention
UNDATED = "0001-01-01"  # day of a document of which nobody knows when it became known: before all others
_CONTEXT = 32  # stems of its document that a mention keeps, the most telling first
_CAST = 8  # parties of its document that a mention keeps, those named most often first

Order = tuple[str, str, int, str]


class Traits(Noun):
    """A commitment as linking sees it. Parties, words and names are sorted, each once."""

    key: str  # id of the entry
    document: str  # id of its document
    day: str  # YYYY-MM-DD on which it became known
    start: int  # of its main evidence
    place: int  # its number among the commitments of its document, from 0
    parties: tuple[str, ...]
    by: tuple[str, ...]
    cast: tuple[str, ...]  # parties of its whole document
    areas: tuple[Area, ...]
    stage: Stage
    names: tuple[str, ...]  # proper names of its thing: their distinguishing words
    thing: tuple[str, ...]  # stems of the words for what is undertaken that not any undertaking may say
    stems: tuple[str, ...]  # those of its main quote, too
    proper: tuple[str, ...]  # those of them that are names
    context: tuple[str, ...]  # those of other entries of its document
    quantities: tuple[Quantity, ...]
    due: str | None
    points_back: bool  # begins as what was spoken of before: "the agreement", "this deal"
    keys: tuple[str, ...]  # at most `MOST_KEYS`, by which it is retrieved

    @property
    def order(self) -> Order:
        """Its place among all mentions: as they became known, then document and place in the text."""
        return (self.day, self.document, self.start, self.key)

    @cached_property
    def own(self) -> dict[str, float]:
        """Its words with their weights."""
        return {stem: weight_of(stem) for stem in self.stems}

    @cached_property
    def around(self) -> dict[str, float]:
        """The words of its document with their weights, its own among them."""
        return {stem: weight_of(stem) for stem in sorted({*self.stems, *self.context})}

    @cached_property
    def amounts(self) -> frozenset[tuple[str, float]]:
        """Its quantities, with their units."""
        return frozenset((quantity.unit, float(quantity.value)) for quantity in self.quantities)

    @cached_property
    def sets(self) -> "Sets":
        """The same as sets."""
        return Sets(
            *(
                frozenset(of)
                for of in (self.parties, self.by, self.cast, self.areas, self.names, self.thing, self.proper)
            )
        )


class Sets(NamedTuple):
    """Traits made ready to be compared."""

    parties: frozenset[str]
    by: frozenset[str]
    cast: frozenset[str]
    areas: frozenset[str]
    names: frozenset[str]
    thing: frozenset[str]
    proper: frozenset[str]


class _Surroundings(NamedTuple):
    """What a document says as a whole."""

    words: Counter[str]  # how many of its entries have a stem
    cast: tuple[str, ...]
    known: str  # day on which it became known, if it has no date


def traits_of(mentions: Iterable[Mention], known: str | None = None) -> tuple[Traits, ...]:
    """Traits of the commitments among the mentions of one document, in order of their place in the text.

    `known` is the day, YYYY-MM-DD, on which a document without a date of its own became known.
    """
    every = {mention.entry.id: mention for mention in mentions}
    parties = Counter(party for key in sorted(every) for party in parties_of(every[key].entry))
    words = Counter(stem for key in sorted(every) for stem in _said(every[key].entry))
    cast = sorted(parties, key=lambda party: (-parties[party], party))[:_CAST]
    surroundings = _Surroundings(words, tuple(sorted(cast)), known or UNDATED)
    return tuple(_traits(one, place, surroundings) for place, one in enumerate(undertakings(every.values())))


def _said(entry: Entry) -> frozenset[str]:
    return telling(entry.evidence[0].quote)


def _traits(undertaking: Undertaking, place: int, surroundings: _Surroundings) -> Traits:
    mention, entry = undertaking
    said = wording(entry)
    parties = parties_of(entry)
    names = sorted({" ".join(sorted(name.distinguishing)) for name in names_of(entry.objects) if name.proper})
    words = surroundings.words
    others = sorted(words.keys() - said.telling, key=lambda stem: (-(words[stem] ** 0.5) * weight_of(stem), stem))
    return Traits(
        key=entry.id,
        document=mention.document,
        day=mention.reported or surroundings.known,
        start=entry.evidence[0].start,
        place=place,
        parties=parties,
        by=tuple(sorted(set(entry.by))),
        cast=surroundings.cast,
        areas=tuple(sorted(set(entry.area))),
        stage=entry.stage,
        names=tuple(names),
        thing=tuple(sorted(said.thing)),
        stems=tuple(sorted(said.telling)),
        proper=tuple(sorted(said.proper)),
        context=tuple(sorted(others[:_CONTEXT])),
        quantities=entry.quantities,
        due=entry.due,
        points_back=said.points_back,
        keys=tuple(_keys(parties, names, said, entry.quantities))[:MOST_KEYS],
    )


def _keys(parties: Sequence[str], names: Sequence[str], said: Wording, quantities: Sequence[Quantity]) -> Iterator[str]:
    """What a mention is retrieved by, the most telling first: names, numbers, rare words on a party, a pair."""
    yield from (f"name {name}" for name in names[:2])
    yield from (f"number {quantity.value:.12g} {quantity.unit}" for quantity in quantities[:1])
    rarest = sorted(said.telling, key=lambda stem: (-weight_of(stem), stem))
    pair = "+".join(parties[:4])
    yield from (f"word {stem} {pair}" for stem in rarest[:2])
    yield from (f"pair {one}+{other}" for one, other in list(combinations(parties, 2))[:3])
    yield f"parties {pair}"
