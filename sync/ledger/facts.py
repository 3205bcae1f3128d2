"""Small facts of a store by name: hall, hub key, feed position, secrets of this end."""

from sqlalchemy import Connection, insert, select, update

from sync.ledger.tables import facts


def get(connection: Connection, hall: str, name: str) -> str:
    """A fact's value, empty when it was never set."""
    query = select(facts.c.value).where(facts.c.hall == hall, facts.c.name == name)
    return connection.execute(query).scalar_one_or_none() or ""


def put(connection: Connection, hall: str, name: str, value: str) -> None:
    """Set a fact."""
    where = (facts.c.hall == hall, facts.c.name == name)
    if connection.execute(update(facts).where(*where).values(value=value)).rowcount == 0:
        connection.execute(insert(facts), {"hall": hall, "name": name, "value": value})
