"""Runs the revisions on the connection that `legation.ledger.keeping.database` hands over, inside its transaction."""

from alembic import context

from legation.ledger.keeping.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
