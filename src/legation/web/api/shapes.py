"""What the API answers, and what it is sent, where that is not one of the nouns themselves."""

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field, StringConstraints

from legation.briefing.encounters import Encounter
from legation.ledger import Counts, Listing
from legation.ledger.review.decisions import Decision, OnEntry, OnTwo
from legation.ledger.review.reviewing import Doubt
from legation.nouns import Document, Entry, Evidence, Kind, Matter, Mention, Noun, Quantity
from legation.web.api.asking import LEGIBLE, Text

T = TypeVar("T")
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
EntryId = Annotated[str, Field(pattern="^e[0-9a-f]{12}$", examples=["e0123456789ab"])]
MatterId = Annotated[str, Field(pattern="^m[0-9a-f]{12}$", examples=["m0123456789ab"])]
DecisionId = Annotated[str, Field(pattern="^d[0-9a-f]{12}$", examples=["d0123456789ab"])]
DocumentId = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
Words = Annotated[str, StringConstraints(max_length=2_000, pattern=LEGIBLE)]
Value = Words | bool | int | float | list[Words | Evidence | Quantity] | None


class Page(Noun, Generic[T]):
    """Some of a list, the last known first. It may hold fewer than asked for and yet go on."""

    items: tuple[T, ...]
    next: str | None = Field(description="address of what comes after; null at the end")


class Documents(Page[Listing]):
    """Documents, without their texts."""


class Entries(Page[Mention]):
    """Entries, each with its document."""


class Matters(Page[Matter]):
    """Matters, those last reported on first."""


class Meetings(Page[Encounter]):
    """Meetings, each with its reports among those that this page draws from."""


class Party(Noun):
    """Whom entries name."""

    code: str = Field(description="ISO 3166-1 alpha-3, an acronym, or a name")
    name: str = Field(description="for a person")


class Parties(Page[Party]):
    """Parties, by code."""


class Ruling(Noun):
    """A decision, and what has become of it."""

    decision: Decision
    state: Literal["in force", "set aside", "undone", "in conflict"]


class Ruled(Noun):
    """What was decided to make matters one, or two."""

    decisions: tuple[Decision, ...] = Field(description="that it took")


class Decisions(Page[Ruling]):
    """Decisions, the last that was put on record first."""


class Reading(Noun):
    """A document with what it puts on the record."""

    document: Document
    reader: str = Field(description="name and version of what read it")
    added: datetime = Field(description="when it was first kept, UTC")
    entries: tuple[Entry, ...] = Field(description="in force, in order of the text")


class Examined(Noun):
    """An entry with what a decision on it has to know."""

    mention: Mention = Field(description="as it is in force, else as it was last proposed")
    matter: str | None = Field(description="id of the matter that a commitment belongs to")
    knew: tuple[str, ...] = Field(description="newest decisions on it: send them along with yours")


class Asked(Noun):
    """What waits for a reviewer: whether an entry is right, or whether two are of one matter."""

    doubt: Doubt
    mentions: tuple[Mention, ...] = Field(description="one, or the earlier and the later of two")
    chance: float | None = Field(description="that a person would enter it too; that the two are of one matter")
    reasons: tuple[str, ...] = Field(description="sentences for a person")
    decisions: tuple[Decision, ...] = Field(description="of a conflict: those that differ")
    knew: tuple[str, ...] = Field(description="newest decisions on it: send them along with yours")


class Queue(Noun):
    """What waits for reviewers: conflicts, then links, then entries."""

    items: tuple[Asked, ...]


class Marked(Noun):
    """A place in a text, in code points."""

    start: int
    end: int


class EntryFound(Noun):
    """An entry that says what was searched for."""

    mention: Mention
    marks: tuple[Marked, ...] = Field(description="in the text of its document, within its quotes")


class DocumentFound(Noun):
    """A document that says what was searched for."""

    document: Listing
    piece: str = Field(description="the piece of its text that says most of it")
    start: int = Field(description="where that begins in the text, in code points")
    marks: tuple[Marked, ...] = Field(description="in the whole text")


class Finds(Noun):
    """What was found: the best, or the latest, of each."""

    entries: tuple[EntryFound, ...]
    documents: tuple[DocumentFound, ...]
    entries_in_all: int | None = Field(description="null: more than can be ranked, then the latest come first")
    documents_in_all: int | None = Field(description="likewise")


class Event(Noun):
    """One event of a history; which fields it has besides depends on what happened."""

    event: Literal["published", "read", "decided", "laid", "merged"]
    at: str | None = Field(description="when, ISO 8601: a time in UTC, or the day on which its document became known")
    told: dict[str, Any] = Field(description="the rest, as `legation log --json` has it")


class Past(Noun):
    """How a line of the ledger came to be what it is."""

    of: Literal["entry", "matter", "document"]
    id: str
    events: tuple[Event, ...]


class Tally(Counts):
    """How much there is, and the moment that it was counted at."""

    moment: str = Field(description="changes whenever anything that can be read here has changed")


class Deciding(Noun):
    """A decision to be taken."""

    verb: OnEntry | OnTwo = Field(
        description="of one entry: accept, correct or reject; of two, whether they are of one matter"
    )
    entry: EntryId
    other: EntryId | None = Field(default=None, description="the second of two")
    changes: dict[Text, Value] | None = Field(default=None, description="what is corrected, by the name of the field")
    why: Words | None = Field(default=None, description="a reason, for a person")
    knew: list[DecisionId] | None = Field(
        default=None, description="what was decided when you looked; refused with 409 where there is more by now"
    )


class Adding(Noun):
    """An entry that the readers missed."""

    document: DocumentId
    kind: Kind
    start: Number = Field(description="of the words, in code points of the document's text")
    end: Number
    fields: dict[Text, Value] = Field(description="of an entry of that kind; its words are its evidence")
    why: Words | None = Field(default=None, description="a reason, for a person")


class Because(Noun):
    """Why something is done."""

    why: Words | None = Field(default=None, description="a reason, for a person")


class Merging(Because):
    """Matters that are one."""

    matters: list[MatterId] = Field(min_length=2, max_length=20)


class Splitting(Because):
    """What is another matter."""

    entries: list[EntryId] = Field(min_length=1, max_length=200, description="that are taken out of it")
