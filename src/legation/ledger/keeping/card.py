"""The card of a document: all that the ledger derives from it alone, whatever else is on record. Pure.

Cards are made without a look at the ledger, so that a long run may have them made by other processes; what depends on
other documents, ties and piles, is added when the card is filed.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from legation.days import days
from legation.ledger.copies.shingles import body, shingles_of, words_of
from legation.ledger.copies.sketch import sketch_of
from legation.ledger.folding.stages import STAGES
from legation.ledger.keeping.dealings import Dealing, dealings_of
from legation.ledger.keeping.facts import facts_of
from legation.ledger.keeping.order import area_bits, grounds_of, number, of_entry, ord_of
from legation.ledger.keeping.schema import KINDS
from legation.ledger.linking.traits import Traits
from legation.ledger.search import indexing
from legation.nouns import Commitment, Document, Entry, Meeting, Mention

_YEAR = timedelta(days=366)  # a meeting that is dated to no better than that is on no calendar


class Line(NamedTuple):
    """An entry as its line has it; see `schema.lines`."""

    place: int
    entry: int
    kind: int
    stage: int | None
    areas: int
    due: int | None
    day: int | None
    till: int | None


class Card(NamedTuple):
    """What is derived from one document alone. Lines are in order of place in the text, then of id."""

    document: str  # Document.id
    known: str
    ord: int
    lines: tuple[Line, ...]
    grounds: tuple[tuple[int, ...], ...]  # of each line
    keys: tuple[tuple[int, ...], ...]  # of each line
    parties: tuple[str, ...]  # that any line involves, sorted
    dealings: tuple[Dealing, ...]
    facts: bytes  # as they are kept
    said: bytes  # as it is kept
    traits: tuple[Traits, ...]  # of the commitments
    words: indexing.Words  # as they go into the index
    shingles: int  # how many different ones its text has
    sketch: tuple[int, ...]  # keys by which others that share its words are found, in order

    @property
    def meetings(self) -> int:
        """How many lines report a meeting."""
        return sum(line.kind == KINDS.index("meeting") for line in self.lines)


def card_of(document: Document, entries: Sequence[Entry], known: str) -> Card:
    """Card of a document with its entries in force, which became known on a day (YYYY-MM-DD)."""
    placed = sorted(enumerate(entries), key=lambda item: (item[1].evidence[0].start, item[1].id))
    facts = facts_of([Mention.of(document, entry) for _, entry in placed], known)
    said = [indexing.said_by(entry) for _, entry in placed]
    ord_ = ord_of(known, document.id, dated=document.date is not None)
    lines = tuple(_line(place, entry) for place, entry in placed)
    shingles = shingles_of(words_of(body(document.text)))
    of_lines = [indexing.Line(0, line.kind, line.stage, line.areas) for line in lines]
    return Card(
        document=document.id,
        known=known,
        ord=ord_,
        lines=lines,
        grounds=tuple(tuple(sorted(grounds_of(parties))) for parties in facts.parties),
        keys=tuple(tuple(sorted({number(key) for key in of_line})) for of_line in facts.keys),
        parties=tuple(sorted({party for parties in facts.parties for party in parties})),
        dealings=dealings_of(zip(facts.kinds, (line.areas for line in lines), facts.parties, strict=True)),
        facts=facts.packed(),
        said=indexing.packed(said, document.text),
        traits=facts.traits,
        words=indexing.words_of(indexing.Filed(0, ord_, document.text, facts.parties, said, of_lines)),
        shingles=len(shingles),
        sketch=tuple(sorted(sketch_of(shingles))),
    )


def _line(place: int, entry: Entry) -> Line:
    stage, areas = (entry.stage, entry.area) if isinstance(entry, Commitment) else (None, ())
    promised = days(entry.due) if isinstance(entry, Commitment) else None
    met = days(entry.date) if isinstance(entry, Meeting) else None
    if met is not None and met.last - met.first > _YEAR:
        met = None
    return Line(
        place=place,
        entry=of_entry(entry.id),
        kind=KINDS.index(entry.kind),
        stage=STAGES.index(stage) if stage else None,
        areas=area_bits(areas),
        due=promised.last.toordinal() if promised else None,
        day=met.first.toordinal() if met else None,
        till=met.last.toordinal() if met else None,
    )
