"""The first ledger: documents, their places, readings, entries and parties."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TABLES = ("documents", "places", "readings", "entries", "parties")


def upgrade() -> None:
    """Make the tables, and have the database itself refuse that a row is changed or removed."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(71), primary_key=True),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.String(71), sa.ForeignKey("documents.id"), nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False, index=True),
        sa.Column("source", sa.Text),
        sa.Column("date", sa.String(10)),
        sa.Column("dateline", sa.Text),
        sa.Column("language", sa.String(8)),
        sa.Column("added", sa.DateTime, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.String(71), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.UniqueConstraint("document_id", "reader"),
    )
    op.create_table(
        "entries",
        sa.Column("reading_id", sa.Integer, sa.ForeignKey("readings.id"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(13), nullable=False, index=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("stage", sa.String(10)),
        sa.Column("date", sa.Text),
        sa.Column("due", sa.Text),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "parties",
        sa.Column("reading_id", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("party", sa.Text, primary_key=True),
        sa.ForeignKeyConstraint(["reading_id", "place"], ["entries.reading_id", "entries.place"]),
    )
    op.create_index("ix_parties_party", "parties", ["party"])
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the ledger overwrites nothing'); END"
                )
