"""Bring a store to the schema of this program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from sync.ledger import search

HEAD = "0007"


def current(connection: Connection) -> str:
    """The schema version of a store, empty for a new one."""
    known = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).scalar_one_or_none()
    if known is None:
        return ""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
    return str(found.scalar_one_or_none() or "")


def upgrade(connection: Connection) -> None:
    """Run the missing migrations and create the search tables."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    search.create(connection)
