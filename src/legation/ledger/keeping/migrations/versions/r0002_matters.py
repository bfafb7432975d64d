"""Entries in packs, decisions, and what is derived kept beside the record."""

import json
import zlib

import sqlalchemy as sa
from alembic import op
from pydantic import TypeAdapter

from legation.ledger.keeping.anytext import AnyText, written
from legation.ledger.keeping.packing import pack
from legation.ledger.keeping.schema import DERIVED, decisions, metadata, series
from legation.ledger.search import indexing
from legation.nouns import Entry

revision = "0002"
down_revision = "0001"

_RECORD = ("documents", "places", "readings", "decisions", "series")
_ANY_TEXT = (("places", "name"), ("places", "source"), ("places", "dateline"), ("readings", "reader"))
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


def upgrade() -> None:
    """Move entries into the readings they are of, and make the tables for the rest; deriving is the ledger's."""
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        for table in ("documents", "places", "readings", "entries", "parties"):
            for change in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{change}")
    op.add_column("readings", sa.Column("entries", sa.LargeBinary, nullable=False, server_default=sa.text("''")))
    _pack_entries(connection)
    op.drop_table("parties")
    op.drop_table("entries")
    _let_a_reader_read_again(sqlite=sqlite)
    metadata.create_all(connection, [decisions, series, *reversed(DERIVED)])
    indexing.create(connection)
    _write_any_text(connection)
    if sqlite:
        for table in _RECORD:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the ledger overwrites nothing'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION overwrites_nothing() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger overwrites nothing'; END $$"
    )
    for table in _RECORD:
        op.execute(
            f"CREATE TRIGGER {table}_overwrites_nothing BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION overwrites_nothing()"
        )


def _let_a_reader_read_again(*, sqlite: bool) -> None:
    """Give readings an index in place of the constraint that a reader reads a document but once."""
    naming = {"uq": "%(table_name)s_%(column_0_name)s_reader_key"}  # as PostgreSQL has named it
    with op.batch_alter_table("readings", naming_convention=naming if sqlite else None) as readings:
        readings.drop_constraint("readings_document_id_reader_key", type_="unique")
        readings.create_index("ix_readings_document_id", ["document_id", "reader"])


def _write_any_text(connection: sa.Connection) -> None:
    """Names of others as `AnyText` has them: in the order of code points, and escaped where that is needed."""
    if connection.dialect.name == "postgresql":  # which had no ledgers before
        for table, column in _ANY_TEXT:
            op.alter_column(table, column, type_=AnyText())
        return
    for table, column in _ANY_TEXT:
        of = sa.table(table, sa.column("id"), sa.column(column))
        for row in connection.execute(sa.select(of.c.id, of.c[column])).all():
            if row[1] is not None and written(row[1]) != row[1]:
                connection.execute(sa.update(of).where(of.c.id == row.id).values({column: written(row[1])}))


def _pack_entries(connection: sa.Connection) -> None:
    readings = sa.table("readings", sa.column("id"), sa.column("document_id"), sa.column("entries"))
    entries = sa.table("entries", sa.column("reading_id"), sa.column("place"), sa.column("json"))
    documents = sa.table("documents", sa.column("id"), sa.column("text"))
    query = sa.select(readings.c.id, documents.c.text).join(documents, documents.c.id == readings.c.document_id)
    for reading, text in connection.execute(query).all():
        found = sa.select(entries.c.json).where(entries.c.reading_id == reading).order_by(entries.c.place)
        unpacked = [_ENTRY.validate_python(json.loads(row.json)) for row in connection.execute(found)]
        packed = pack(unpacked, zlib.decompress(text).decode())
        connection.execute(sa.update(readings).where(readings.c.id == reading).values(entries=packed))
