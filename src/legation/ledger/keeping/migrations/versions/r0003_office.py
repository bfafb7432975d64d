"""Accounts and what else the office keeps; due dates among what is derived."""

from alembic import op

from legation.ledger.keeping.schema import DERIVED, OFFICE, metadata

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of the office, and those of what is derived anew: deriving is the ledger's."""
    connection = op.get_bind()
    metadata.drop_all(connection, list(DERIVED))
    metadata.create_all(connection, [*OFFICE, *reversed(DERIVED)])
    op.create_index("ix_documents_added", "documents", ["added"], if_not_exists=True)
