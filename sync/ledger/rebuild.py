"""Rebuild the rows of all lists from the journal: the same rows as the acts wrote one by one."""

from sqlalchemy import Connection, delete, select

from sync.ledger import chain, journal, rows, search
from sync.ledger.store import Store
from sync.ledger.tables import journal as entries


def rebuild(store: Store, hall: str) -> int:
    """Write every row anew in one transaction; returns the number of streams."""
    with store.writing() as connection:
        for table in rows.TABLES:
            connection.execute(delete(table).where(table.c.hall == hall))
        search.clear(connection)
        streams = _streams(connection, hall)
        for stream in streams:
            _replay(connection, hall, stream)
    return len(streams)


def _streams(connection: Connection, hall: str) -> tuple[str, ...]:
    """All streams in the order of their first entry, so that search stays newest first."""
    query = (
        select(entries.c.stream)
        .where(entries.c.hall == hall, entries.c.stream != "")
        .group_by(entries.c.stream)
        .order_by(entries.c.stream)
    )
    return tuple(connection.execute(query).scalars())


def _replay(connection: Connection, hall: str, stream: str) -> None:
    values = journal.sealed_of(connection, hall, stream)
    lines = (chain.decode_entry(body) for body in journal.stream_entries(connection, hall, stream))
    record, brought = rows.replay(stream, lines, values)
    rows.project_rows(connection, hall, stream, record, brought)
