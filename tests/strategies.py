"""Entries and documents for tests of the ledger: made by hand with `told`, or by hypothesis."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Literal, NamedTuple, get_args

from hypothesis import strategies as st

from legation.ledger import Ledger
from legation.ledger.folding.chronology import Undertaking
from legation.nouns import Area, Commitment, Document, Entry, Evidence, Figure, Mention, Position, Quantity, Stage
from legation.reading.register import identity as identity_of_entry

STAGES: tuple[Stage, ...] = get_args(Stage)


def hex_of(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def told(
    stage: Stage = "pledged",
    what: str = "lend icebreakers for the winter",
    *,
    by: Sequence[str] = ("FIN",),
    to: Sequence[str] = ("EST",),
    doc: str = "report",
    reported: str | None = "2020-01-01",
    date: str | None = None,
    start: int = 0,
    due: str | None = None,
    objects: Sequence[str] = (),
    quantities: Sequence[Quantity] = (),
    speaker: str | None = None,
    speaker_for: Sequence[str] = (),
    awaits: Sequence[str] = (),
    area: Sequence[Area] = ("transport",),
    source: str | None = None,
    quote: str | None = None,
) -> Mention:
    """A mention of a commitment; each keyword is a field of the guide."""
    words = quote or what
    entry = Commitment(
        id="e" + hex_of(doc, start, stage, what)[:12],
        evidence=(Evidence(start=start, end=start + len(words), quote=words),),
        trigger=next(iter(words.split()), words),
        speaker=speaker,
        speaker_for=tuple(speaker_for),
        date=date,
        objects=tuple(objects),
        by=tuple(by),
        to=tuple(to),
        stage=stage,
        what=what,
        area=tuple(area),
        quantities=tuple(quantities),
        due=due,
        awaits=tuple(awaits),
    )
    return mentioned(entry, doc=doc, reported=reported, source=source)


def measured(
    value: float,
    unit: str,
    *,
    what: str = "cost",
    objects: Sequence[str] = (),
    actors: Sequence[str] = ("EST", "FIN"),
    doc: str = "report",
    reported: str | None = "2020-01-01",
    change: Literal["level", "increase"] = "level",
) -> Mention:
    """A mention of a figure."""
    quote = f"{what} {value} {unit}"
    entry = Figure(
        id="e" + hex_of(doc, quote)[:12],
        evidence=(Evidence(start=900, end=900 + len(quote), quote=quote),),
        trigger=what,
        objects=tuple(objects),
        actors=tuple(actors),
        what=what,
        value=value,
        unit=unit,
        change=change,
    )
    return mentioned(entry, doc=doc, reported=reported)


def stance(*, by: Sequence[str], to: Sequence[str], doc: str, reported: str | None) -> Mention:
    """A mention of a position."""
    entry = Position(
        id="e" + hex_of(doc, "stance")[:12],
        evidence=(Evidence(start=0, end=7, quote="welcome"),),
        trigger="welcome",
        by=tuple(by),
        to=tuple(to),
        toward="the thaw",
        polarity="positive",
    )
    return mentioned(entry, doc=doc, reported=reported)


def mentioned(entry: Entry, *, doc: str, reported: str | None, source: str | None = None) -> Mention:
    return Mention(document=f"sha256:{hex_of(doc)}", doc=doc, reported=reported, source=source, entry=entry)


def in_order(*mentions: Mention) -> tuple[Undertaking, ...]:
    """Commitments as the core of the ledger takes them, in the order given."""
    return tuple(Undertaking(mention, mention.entry) for mention in mentions if isinstance(mention.entry, Commitment))


class Report(NamedTuple):
    """A document with the bytes it came from and what is on the record of it."""

    document: Document
    entries: tuple[Entry, ...]
    raw: bytes


def report(*mentions: Mention, text: str = "Some words.", name: str | None = None) -> Report:
    """The document that these mentions, which must all be of one, are of."""
    first = mentions[0]
    raw = text.encode()
    document = Document(
        id=first.document, name=name or first.doc, text=text, date=first.reported, source=first.source, language="en"
    )
    return Report(document, tuple(mention.entry for mention in mentions), raw)


def whole(
    doc: str, *sentences: str, reported: str | None = "2020-01-01", stage: Stage = "pledged", **fields: Any
) -> Report:
    """A document as a reader would have it, with a commitment of each sentence: its id, ids and quotes are true."""
    text = f"Of {doc}. " + " ".join(sentences or ("Finland will lend icebreakers for the winter.",))
    raw = text.encode()
    identity = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    entries = []
    for sentence in sentences or ("Finland will lend icebreakers for the winter.",):
        entry = told(stage, sentence, doc=doc, start=text.index(sentence), **fields).entry
        entries.append(entry.model_copy(update={"id": identity_of_entry(identity, entry)}))
    return Report(Document(id=identity, name=doc, text=text, date=reported, language="en"), tuple(entries), raw)


def spelt_out(*mentions: Mention) -> Report:
    """The document of these mentions, which says what each of them quotes where it quotes it."""
    text = [" "] * max(place.end for mention in mentions for place in mention.entry.evidence)
    for mention in mentions:
        for place in mention.entry.evidence:
            text[place.start : place.end] = place.quote
    return report(*mentions, text="".join(text))


def add(ledger: Ledger, *of: Report, reader: str = "hand/1") -> None:
    for each in of:
        ledger.add(each.document, each.entries, reader=reader, raw=each.raw)


def add_spelt_out(ledger: Ledger, *mentions: Mention, reader: str = "hand/1") -> None:
    """Each mention as a document of its own, which says what it quotes."""
    add(ledger, *(spelt_out(mention) for mention in mentions), reader=reader)


PAIRS = (("EST",), ("FIN",), ("EST", "FIN"), ("FIN", "SWE"), ("EST", "FIN", "SWE"))
NAMES = ("Gulf Ferry", "Gulf Ferry II", "North Light cable", "North Light (Aurora) cable", "the ferry", "Aurora cable")
WORDS = ("ferry", "cable", "grain", "customs", "harbour", "survey", "rail", "Tallinn", "Aland", "icebreaker")
FIRST, LAST = date(2015, 1, 1), date(2024, 12, 31)
stages = st.sampled_from(STAGES)
days = st.dates(FIRST, LAST).map(date.isoformat)


def _drawn(random: Random) -> dict[str, object]:
    """Fields of a commitment as chance has it, from so few values that undertakings meet."""

    def day() -> str:
        return (FIRST + timedelta(days=random.randrange((LAST - FIRST).days))).isoformat()

    return {
        "stage": random.choice(STAGES),
        "what": " ".join(random.sample(WORDS, random.randint(1, 5))),
        "by": random.choice(PAIRS),
        "to": random.choice(((), ("EST",), ("SWE",))),
        "date": random.choice((None, day())),
        "due": random.choice((None, day())),
        "objects": random.sample(NAMES, random.randint(0, 2)),
        "quantities": [
            Quantity(
                value=random.choice((10, 50, 200)),
                unit=random.choice(("icebreaker", "tonne", "EUR")),
                additional=random.random() < 0.3,
            )
            for _ in range(random.randint(0, 2))
        ],
        "speaker": random.choice((None, "Kask")),
        "area": random.choice((("transport",), ("energy",), ("transport", "trade"))),
    }


_CHANCE = Random(1987)  # noqa: S311 - test data, no secret
_DRAWN = tuple(_drawn(_CHANCE) for _ in range(200))  # drawn once: hypothesis then only has to pick, which is quick


@st.composite
def reports(draw: st.DrawFn, *, most: int = 6) -> list[tuple[Mention, ...]]:
    """Documents, each with its mentions, that tell of a few overlapping undertakings."""
    picked = draw(
        st.lists(st.tuples(days, st.lists(st.sampled_from(_DRAWN), min_size=1, max_size=4)), min_size=1, max_size=most)
    )
    return [
        tuple(
            told(**fields, doc=f"report {number}", reported=reported, start=100 * place)  # type: ignore[arg-type]
            for place, fields in enumerate(of_document)
        )
        for number, (reported, of_document) in enumerate(picked)
    ]
