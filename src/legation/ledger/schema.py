"""The tables of a ledger. Rows are only ever added: each has its time, and a newer reading stands beside the older.

`documents`  the bytes as received, by their hash, with the text read out of them
`places`     where and when a document was published: the first is shown, further ones are kept beside it
`readings`   that a reader of a certain version read a document; the newest is the one shown
`entries`    what a reading put on the record, whole as JSON, with the columns that are asked for
`parties`    whom an entry involves

A change here is a new revision in `migrations/versions`, and `HEAD` names the newest. Texts and bytes are kept
compressed with zlib, texts as UTF-8, so that a lone NUL passes through PostgreSQL as well.
"""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
APPLICATION_ID = 0x4C656761  # "Lega" in the header of the file tells a ledger from any other SQLite database

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String(71), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("added", DateTime, nullable=False),  # UTC, as all times here
)

places = Table(
    "places",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("name", Text, nullable=False, index=True),
    Column("source", Text),
    Column("date", String(10)),
    Column("dateline", Text),
    Column("language", String(8)),
    Column("added", DateTime, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("added", DateTime, nullable=False),
    UniqueConstraint("document_id", "reader"),
)

entries = Table(
    "entries",
    metadata,
    Column("reading_id", ForeignKey("readings.id"), primary_key=True),
    Column("place", Integer, primary_key=True),  # order in the reading
    Column("id", String(13), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("stage", String(10)),
    Column("date", Text),
    Column("due", Text),
    Column("json", Text, nullable=False),
)

parties = Table(
    "parties",
    metadata,
    Column("reading_id", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("party", Text, primary_key=True),
    ForeignKeyConstraint(["reading_id", "place"], ["entries.reading_id", "entries.place"]),
    Index("ix_parties_party", "party"),
)
