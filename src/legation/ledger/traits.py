"""What of a commitment is compared with others: small values taken from its own document alone.

Nothing here depends on any other document, on the ledger or on the day on which it is asked: the same document gives
the same traits wherever and whenever it is added. The store keeps them as JSON beside the entry.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from legation.ledger.chronology import Undertaking, undertakings
from legation.ledger.frequencies import weight_of
from legation.ledger.names import names_of
from legation.ledger.parties import parties_of
from legation.ledger.wording import wording
from legation.nouns import Area, Mention, Noun, Quantity, Stage

MOST_KEYS = 6  # retrieval keys of a mention
UNDATED = "0001-01-01"  # day of a document of which nobody knows when it became known: before all others
_CONTEXT = 24  # stems of its document that a mention keeps, those said most often first

Order = tuple[str, str, int, str]


class Traits(Noun):
    """A commitment as linking sees it. Parties, words and keys are sorted, each once."""

    key: str  # id of the entry
    document: str  # id of its document
    day: str  # YYYY-MM-DD on which it became known
    start: int  # of its main evidence
    parties: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    areas: tuple[Area, ...]
    stage: Stage
    names: tuple[str, ...]  # proper names of its thing: their distinguishing words
    stems: tuple[str, ...]  # words of its own that not any undertaking may say
    proper: tuple[str, ...]  # those of them that are names
    context: tuple[str, ...]  # words of other entries of its document
    quantities: tuple[Quantity, ...]
    due: str | None
    points_back: bool  # begins as what was spoken of before: "the agreement", "this deal"
    keys: tuple[str, ...]  # at most `MOST_KEYS`, by which it is retrieved

    @property
    def order(self) -> Order:
        """Its place among all mentions: as they became known, then document and place in the text."""
        return (self.day, self.document, self.start, self.key)


class _Said(NamedTuple):
    undertaking: Undertaking
    stems: frozenset[str]
    proper: frozenset[str]
    points_back: bool


def traits_of(mentions: Iterable[Mention], known: str | None = None) -> tuple[Traits, ...]:
    """Traits of the commitments among the mentions of one document, in order of their place in the text.

    `known` is the day, YYYY-MM-DD, on which a document without a date of its own became known.
    """
    said = [_said(undertaking) for undertaking in undertakings(mentions)]
    count = Counter(stem for one in said for stem in one.stems)
    return tuple(_traits(one, count, known or UNDATED) for one in said)


def _said(undertaking: Undertaking) -> _Said:
    words = wording(undertaking.entry)
    return _Said(undertaking, words.telling, words.proper, words.points_back)


def _traits(said: _Said, count: Counter[str], known: str) -> Traits:
    mention, entry = said.undertaking
    parties = parties_of(entry)
    names = sorted({" ".join(sorted(name.distinguishing)) for name in names_of(entry.objects) if name.proper})
    others = sorted(count.keys() - said.stems, key=lambda stem: (-count[stem] * weight_of(stem), stem))
    return Traits(
        key=entry.id,
        document=mention.document,
        day=mention.reported or known,
        start=entry.evidence[0].start,
        parties=parties,
        by=tuple(sorted(set(entry.by))),
        to=tuple(sorted(set(entry.to))),
        areas=tuple(sorted(set(entry.area))),
        stage=entry.stage,
        names=tuple(names),
        stems=tuple(sorted(said.stems)),
        proper=tuple(sorted(said.proper)),
        context=tuple(sorted(others[:_CONTEXT])),
        quantities=entry.quantities,
        due=entry.due,
        points_back=said.points_back,
        keys=tuple(_keys(parties, names, said, entry.quantities))[:MOST_KEYS],
    )


def _keys(parties: Sequence[str], names: Sequence[str], said: _Said, quantities: Sequence[Quantity]) -> Iterator[str]:
    """What a mention is retrieved by, the most telling first: names, numbers, rare words on a party, a pair."""
    yield from (f"name {name}" for name in names[:2])
    yield from (f"number {quantity.value:.12g} {quantity.unit}" for quantity in quantities[:1])
    rarest = sorted(said.stems, key=lambda stem: (-weight_of(stem), stem))
    pair = "+".join(parties[:4])
    yield from (f"word {stem} {pair}" for stem in rarest[:2])
    yield from (f"pair {one}+{other}" for one, other in list(combinations(parties, 2))[:3])
    yield f"parties {pair}"
