"""Titles and addresses of documents, what is watched, and which documents tell one story; all that is derived, anew."""

from alembic import op
from sqlalchemy import Column, inspect

from legation.ledger.keeping.schema import DERIVED, OFFICE, arrivals, metadata, places

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add columns and tables, and make those of what is derived anew: deriving is the ledger's."""
    connection = op.get_bind()
    for table in (places, arrivals):
        present = {column["name"] for column in inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in present:
                op.add_column(table.name, Column(column.name, column.type))
    metadata.drop_all(connection, list(DERIVED))
    metadata.create_all(connection, [*OFFICE, *reversed(DERIVED)])
