"""Which streams owe something: those with an open limit, page by page."""

from sqlalchemy import select

from sync.ledger.store import Store
from sync.ledger.tables import limits


def streams_owing(store: Store, hall: str, after: str = "", count: int = 500) -> tuple[str, ...]:
    """At most ``count`` streams with open limits, in order, that come after ``after``."""
    query = (
        select(limits.c.stream)
        .where(limits.c.hall == hall, limits.c.stream > after)
        .distinct()
        .order_by(limits.c.stream)
        .limit(count)
    )
    with store.reading() as connection:
        return tuple(connection.execute(query).scalars())
