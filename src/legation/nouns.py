"""The nouns of Legation: Document, Evidence, Entry and its four kinds, Matter.

Read this first. Everything else turns one of these into the next: bytes into a `Document`, a document into `Entry`
values, entries of many documents into `Matter` values. All are immutable values; nothing here imports the rest.

What an entry is, is set down in ARCHITECTURE.md ("What an entry is"). Dates are EDTF strings (`2021-04-07`, `2021-04`,
`2021`, `2019-06-14/2019-06-15`). Parties are codes: ISO 3166-1 alpha-3 for a state and whoever acts for it, the usual
acronym for an intergovernmental body, else the name as the text has it. Offsets count code points of `Document.text`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["meeting", "commitment", "figure", "position"]
Stage = Literal[
    "sought", "offered", "discussed", "pledged", "agreed", "signed", "underway", "done", "stalled", "dropped"
]
Area = Literal[
    "energy", "trade", "finance", "transport", "industry", "agriculture", "technology", "health", "education",
    "culture", "defence", "security", "diplomacy", "humanitarian", "environment", "migration", "justice",
]  # fmt: skip
Form = Literal["visit", "talks", "call", "summit", "session", "press", "ceremony"]
Status = Literal["held", "planned", "cancelled"]
Change = Literal["level", "increase", "decrease", "share"]
Polarity = Literal["positive", "negative", "concerned", "urges"]
Standing = Literal["one side", "both sides", "third party", "instrument"]
Timing = Literal["undated", "not due", "due soon", "overdue", "met", "met late"]
Milestone = Literal["signature", "start", "completion", "step"]
Side = Literal["promised", "delivered"]
Relation = Literal["copy", "shortened", "updated", "corrected"]  # of a document to an earlier one of the same story


class Noun(BaseModel):
    """An immutable value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Noun):
    """One text as received. `id` is the hash of its bytes: a document is its content."""

    id: str  # "sha256:" and 64 hex digits, of the bytes as received
    name: str  # file name without its ending; "stdin" for standard input
    text: str  # decoded, never normalised
    date: str | None = None  # day of publication, YYYY-MM-DD
    source: str | None = None  # agency or paper, as the document names it
    dateline: str | None = None  # "ISLAMABAD/RAWALPINDI"
    language: str | None = None  # ISO 639-1
    title: str | None = None  # as its publisher gives it beside the text: a headline, a subject
    url: str | None = None  # where it was published


class Evidence(Noun):
    """The exact words an entry rests on: `document.text[start:end] == quote`."""

    start: int
    end: int
    quote: str


class Quantity(Noun):
    """A number with its unit, in full (2.5 billion is 2500000000); units singular, money as its ISO 4217 code."""

    value: int | float
    unit: str
    additional: bool = False  # the text says "more", "further", "another": comes on top of what is already there


class _Entry(Noun):
    id: str  # "e" and 12 hex digits, from document, kind and place in the text
    evidence: tuple[Evidence, ...] = Field(min_length=1)  # the main quote first
    trigger: str  # verbatim, inside the main quote
    speaker: str | None = None  # on whose word, fullest form in the document; None: the document's own voice
    speaker_for: tuple[str, ...] = ()  # codes of the parties that the speaker speaks for
    date: str | None = None  # when it happened or is to happen, EDTF
    confidence: float | None = None  # calibrated chance that a person would enter it too; None where no model says
    objects: tuple[str, ...] = ()  # the names by which the document knows the one thing it is about


class Commitment(_Entry):
    """Who is to do, or has done, what for or with whom, how much, by when; and how far it has come."""

    kind: Literal["commitment"] = "commitment"
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    stage: Stage
    what: str
    area: tuple[Area, ...]
    quantities: tuple[Quantity, ...] = ()
    due: str | None = None  # EDTF
    awaits: tuple[str, ...] = ()  # whom the document says it waits for


class Meeting(_Entry):
    """Who met, or is to meet, whom."""

    kind: Literal["meeting"] = "meeting"
    actors: tuple[str, ...]
    people: tuple[str, ...] = ()
    form: Form
    status: Status
    place: str | None = None


class Figure(_Entry):
    """A measured quantity that the document reports as a fact about the world."""

    kind: Literal["figure"] = "figure"
    actors: tuple[str, ...] = ()
    what: str
    value: int | float
    unit: str
    change: Change


class Position(_Entry):
    """A stance: who takes it, on what."""

    kind: Literal["position"] = "position"
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    toward: str
    polarity: Polarity


Entry = Annotated[Commitment | Meeting | Figure | Position, Field(discriminator="kind")]


class Mention(Noun):
    """An entry in its document: what the ledger keeps and matters are made of."""

    document: str  # Document.id
    doc: str  # Document.name
    reported: str | None  # Document.date: when it became known
    source: str | None  # Document.source
    entry: Entry
    title: str | None = None  # Document.title
    url: str | None = None  # Document.url

    @classmethod
    def of(cls, document: Document, entry: Entry) -> "Mention":
        """Give an entry of a document as a mention."""
        return cls(
            document=document.id,
            doc=document.name,
            reported=document.date,
            source=document.source,
            entry=entry,
            title=document.title,
            url=document.url,
        )


class Step(Noun):
    """One line of a matter's history."""

    date: str | None  # of the event, EDTF
    reported: str | None  # of the document
    stage: Stage  # as this entry puts it
    moved: bool  # whether the matter's stage changed here
    matter_stage: Stage  # the matter's stage after this line
    standing: Standing
    mention: Mention
    also: tuple[Mention, ...] = ()  # the same in other publications of the same story: one testimony, told once
    supersedes: tuple[Mention, ...] = ()  # what an earlier publication of the story said, and this one puts right

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All that the line is drawn from, the one that stands first."""
        return (self.mention, *self.also, *self.supersedes)


class Due(Noun):
    """A due date the matter was given."""

    due: str  # EDTF
    slip_days: int | None  # days later than the due date of the same milestone before it; None for the first of it
    milestone: Milestone = "completion"  # what of the undertaking was due
    mention: Mention


class Counted(Noun):
    """One amount that a mention gives, and what the balance makes of it."""

    quantity: Quantity
    side: Side | None  # None: neither a promise nor a delivery
    adds: int | float  # by how much the sum of that side grew by it; 0 where it says again what is known
    why: str  # "pledged", "the same promise again", "a rate, not a total": for a person
    mention: Mention


class Balance(Noun):
    """Promised against delivered, in one unit."""

    unit: str
    promised: int | float
    delivered: int | float
    counted: tuple[Counted, ...] = ()  # every amount in the unit, in the order in which it was weighed


class Move(Noun):
    """Whose move it is, and why."""

    parties: tuple[str, ...]
    reason: str  # a sentence for a person


class Datum(Noun):
    """A figure known beforehand, against which reported ones are held: one line of a reference series."""

    place: str  # as the source writes it: "Russia", "World"
    code: str  # of the party; "WLD" for the world
    what: str  # "wheat", "crude oil", "population"
    measure: str  # "production", "exports", "imports", "domestic supply", "level", "spending"
    year: int
    value: int | float
    unit: str  # "tonne", "TWh", "people", "USD (current)"
    source: str  # who vouches for it: "UN FAO, through Our World in Data"
    through: str = ""  # where it was taken from


class Flag(Noun):
    """Something a person should look at. A flag never corrects the record."""

    kind: Literal["contradicted", "implausible"]
    text: str  # a sentence for a person
    mentions: tuple[Mention, ...]
    against: tuple[Datum, ...] = ()  # the lines of reference series that rule a figure out


class Silence(Noun):
    """That nothing later was reported, with its bound: inferred, never declared."""

    documents: int  # later documents in the ledger, up to the as-of date, on the same parties
    last: str | None  # date of the last of them


class Matter(Noun):
    """One undertaking followed across documents. Derived from its mentions, never stored by hand."""

    id: str  # "m" and 12 hex digits, those of its first mention; the digits of any of its entries lead here as well
    title: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    areas: tuple[Area, ...]
    stage: Stage
    standing: Standing
    next_move: Move | None  # None once done or dropped
    timing: Timing
    due: Due | None  # the one in force
    slipped: tuple[Due, ...]  # every due date it was given, in the order in which they were reported
    balance: tuple[Balance, ...]
    silence: Silence
    flags: tuple[Flag, ...]
    history: tuple[Step, ...]
    figures: tuple[Mention, ...]  # figures reported of its object: costs, capacities
