"""Alembic's environment: runs on the connection that the store hands over."""

from alembic import context

from sync.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()
