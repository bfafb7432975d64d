"""The tables that documents, entries and matters are exported as, and what their columns are; `rows` has their rows.

CSV and Parquet write the same tables. What a column cannot hold in CSV, a list of quotes or of quantities, is a table
of its own there (`Table.nested`); Parquet has it as a column of the table that it belongs to.
"""

from typing import Literal, NamedTuple, get_args

from legation.exports.selection import Selection
from legation.ledger.excerpt import Standing
from legation.nouns import Area, Change, Form, Kind, Polarity, Stage, Status, Timing
from legation.nouns import Standing as Sides

Type = Literal["text", "integer", "number", "flag", "day", "time", "names", "evidence", "quantities"]


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: Type
    says: str  # a sentence for whoever reads the file
    choices: tuple[str, ...] = ()  # all that it can say
    required: bool = False


class Key(NamedTuple):
    """A column that names a row of another table."""

    column: str
    table: str
    to: str = "id"


class Table(NamedTuple):
    """A table: one row is one of what its name says."""

    name: str
    one: str  # what a row is
    says: str
    columns: tuple[Column, ...]
    primary: tuple[str, ...]
    keys: tuple[Key, ...] = ()
    nested: bool = False  # whether a row of another table holds its rows, where a column can hold several values


def _choice(name: str, says: str, choices: object, *, required: bool = False) -> Column:
    return Column(name, "text", says, get_args(choices), required)


_EDTF = "EDTF: a day, a month, a year, or two of these with a slash between"

_TEXT = Column("text", "text", "The text as Legation read it, which start and end count in.")
_DOCUMENT_COLUMNS = (
    Column("id", "text", "SHA-256 of the bytes as received, with sha256: before it.", required=True),
    Column("name", "text", "Name of the file, without its ending."),
    Column("title", "text", "Title as its publisher gives it."),
    Column("source", "text", "Agency or paper, as the document names it."),
    Column("date", "day", "Day of publication."),
    Column("dateline", "text", "Where it was written, as its first line says."),
    Column("language", "text", "ISO 639-1."),
    Column("url", "text", "Where it was published."),
    Column("added", "time", "When the ledger first kept it, UTC.", required=True),
    Column("reader", "text", "Name and version of what read it."),
    Column("entries", "integer", "How many of its entries are in this export.", required=True),
)
DOCUMENTS = Table(
    "documents", "document", "Documents, in the order in which they became known.", _DOCUMENT_COLUMNS, ("id",)
)

ENTRIES = Table(
    "entries",
    "entry",
    "Entries: what a document puts on the record, in the words of its main quote. A correction by a person is in it.",
    (
        Column("id", "text", "Id of the entry.", required=True),
        Column("document", "text", "Id of the document.", required=True),
        Column("doc", "text", "Name of the document."),
        Column("title", "text", "Title of the document."),
        Column("source", "text", "Agency or paper."),
        Column("reported", "day", "Day of publication."),
        Column("url", "text", "Where the document was published."),
        _choice("kind", "Kind of entry.", Kind, required=True),
        Column("quote", "text", "The main quote, as it stands in the document.", required=True),
        Column("start", "integer", "Where the quote begins: code points of the document's text.", required=True),
        Column("end", "integer", "Where it ends, exclusive.", required=True),
        Column("evidence", "evidence", "Every quote that it rests on, the main one first.", required=True),
        Column("trigger", "text", "The words in the quote that make it what it is."),
        Column("speaker", "text", "On whose word it is told; empty where the document tells it itself."),
        Column("speaker_for", "names", "Parties that the speaker speaks for."),
        Column("date", "text", f"When it happened or is to happen. {_EDTF}."),
        Column("confidence", "number", "Calibrated chance that a person would enter it too, 0 to 1."),
        Column("objects", "names", "Names by which the document knows the thing."),
        Column("parties", "names", "All who are involved: ISO 3166-1 alpha-3, an acronym, or a name."),
        Column("by", "names", "Commitment: who is to do it. Position: who holds it."),
        Column("to", "names", "Commitment: for whom. Position: to or about whom."),
        Column("actors", "names", "Meeting: who meets. Figure: whom it is about."),
        _choice("stage", "Commitment: how far it has come, by this document.", Stage),
        Column("what", "text", "Commitment: what is to be done. Figure: what is measured."),
        Column("area", "names", "Commitment: its fields.", get_args(Area)),
        Column("quantities", "quantities", "Commitment: what it is measured by."),
        Column("due", "text", f"Commitment: for when it was promised. {_EDTF}."),
        Column("awaits", "names", "Commitment: whom the document says it waits for."),
        _choice("form", "Meeting: what it is.", Form),
        _choice("status", "Meeting: whether it was held.", Status),
        Column("location", "text", "Meeting: where."),
        Column("people", "names", "Meeting: persons named."),
        Column("value", "number", "Figure: the number."),
        Column("unit", "text", "Figure: its unit, money as ISO 4217."),
        _choice("change", "Figure: a level, or how it changed.", Change),
        Column("toward", "text", "Position: what it is about."),
        _choice("polarity", "Position: for, against, worried by, or urging.", Polarity),
        _choice("review", "What people made of it; in conflict where they differ.", Standing, required=True),
        Column("reviewed_by", "text", "Who decided."),
        Column("reviewed_at", "time", "When, UTC."),
        Column("review_reason", "text", "Why, where they said so."),
    ),
    ("id",),
    (Key("document", "documents"),),
)

EVIDENCE = Table(
    "evidence",
    "quote",
    "Every quote that an entry rests on, the main one first.",
    (
        Column("entry", "text", "Id of the entry.", required=True),
        Column("number", "integer", "1 is the main quote.", required=True),
        Column("start", "integer", "Where it begins: code points of the document's text.", required=True),
        Column("end", "integer", "Where it ends, exclusive.", required=True),
        Column("quote", "text", "As it stands in the document.", required=True),
    ),
    ("entry", "number"),
    (Key("entry", "entries"),),
    nested=True,
)

QUANTITIES = Table(
    "quantities",
    "quantity",
    "What a commitment is measured by.",
    (
        Column("entry", "text", "Id of the entry.", required=True),
        Column("number", "integer", "From 1, as the entry has them.", required=True),
        Column("value", "number", "In full: 2.5 billion is 2500000000.", required=True),
        Column("unit", "text", "Singular; money as ISO 4217.", required=True),
        Column("additional", "flag", "Whether the document says that it comes on top of what is there.", required=True),
    ),
    ("entry", "number"),
    (Key("entry", "entries"),),
    nested=True,
)

MATTERS = Table(
    "matters",
    "matter",
    "Matters: undertakings followed across documents, as far as was known, those last reported on first.",
    (
        Column("id", "text", "Id of the matter.", required=True),
        Column("title", "text", "Title."),
        Column("aliases", "names", "Other names of it."),
        Column("parties", "names", "All who are involved."),
        Column("areas", "names", "Its fields.", get_args(Area)),
        _choice("stage", "How far it has come.", Stage, required=True),
        _choice("standing", "Who says so.", Sides, required=True),
        Column("next_move", "names", "Whose move it is."),
        Column("next_move_reason", "text", "Why."),
        _choice("timing", "How it stands to its due date.", Timing, required=True),
        Column("due", "text", f"Due date in force. {_EDTF}."),
        Column("slips", "integer", "How many times its completion was put off.", required=True),
        Column("flags", "names", "What a person should look at."),
        Column("reports", "integer", "How many testimonies: one of several papers counts once.", required=True),
        Column("first_reported", "day", "Day of the first document with a date."),
        Column("last_reported", "day", "Day of the last."),
        Column("later_documents", "integer", "How many later documents speak of the same parties, and not of it."),
    ),
    ("id",),
)

STEPS = Table(
    "steps",
    "step",
    "The history of each matter. It is told whole, so an entry here may be outside the tables of entries.",
    (
        Column("matter", "text", "Id of the matter.", required=True),
        Column("number", "integer", "From 1.", required=True),
        Column("entry", "text", "Id of the entry.", required=True),
        Column("document", "text", "Id of its document.", required=True),
        Column("doc", "text", "Name of the document."),
        Column("source", "text", "Agency or paper."),
        Column("reported", "day", "Day of publication."),
        Column("date", "text", f"Of the event. {_EDTF}."),
        _choice("stage", "As this entry puts it.", Stage, required=True),
        _choice("matter_stage", "Of the matter after it.", Stage, required=True),
        Column("moved", "flag", "Whether the stage of the matter changed here.", required=True),
        _choice("standing", "Who says so.", Sides, required=True),
        Column("quote", "text", "The main quote.", required=True),
        Column("also", "names", "Ids of entries that say the same in other publications of the story."),
        Column("supersedes", "names", "Ids of entries in earlier publications of the story that this one puts right."),
    ),
    ("matter", "number"),
    (Key("matter", "matters"),),
)

TABLES = (DOCUMENTS, ENTRIES, EVIDENCE, QUANTITIES, MATTERS, STEPS)


def tables(selection: Selection) -> tuple[Table, ...]:
    """Give the tables of a selection: with texts where it asks for them."""
    if not selection.settings.texts:
        return TABLES
    return (DOCUMENTS._replace(columns=(*DOCUMENTS.columns, _TEXT)), *TABLES[1:])
