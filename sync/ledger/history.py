"""The history of a case: the acts on it and on the streams bound to it, as the journal has them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, or_, select

from casework.records import ids
from casework.records.act_head import ActHead
from casework.records.registry import BOOK
from casework.records.sealed import SealedValue
from casework.rows import ToldAct, ToldEvent
from sync.ledger import chain, journal
from sync.ledger.tables import acts, devices
from sync.ledger.tables import journal as entries

_AFTER_HYPHEN = chr(ord("-") + 1)


def of_case(connection: Connection, hall: str, case: str) -> tuple[ToldAct, ...]:
    """All acts, also those that were set aside: by their place at the hub, else by their time."""
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(_query(hall, case)):
        found.setdefault(row.act, []).append(row)
    values = _Values(connection, hall)
    ordered = sorted(found.values(), key=lambda rows: _order(rows[0]))
    return tuple(_act(connection, hall, rows, values) for rows in ordered)


def _order(one: Row[Any]) -> tuple[int, float, str, int]:
    """Of one moment, the acts of a device in the order in which it wrote them."""
    return one.feed or 0, _seconds(one.at), one.device, one.first_seq


def _seconds(at: str) -> float:
    try:
        return datetime.fromisoformat(at).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _query(hall: str, case: str) -> Select[Any]:
    return (
        select(
            entries.c.act,
            entries.c.stream,
            entries.c.body,
            entries.c.hash,
            acts.c.device,
            acts.c.first_seq,
            acts.c.at,
            acts.c.state,
            acts.c.reason,
            acts.c.feed,
        )
        .join(acts, (acts.c.hall == entries.c.hall) & (acts.c.act == entries.c.act))
        .where(entries.c.hall == hall, _belongs(case))
        .order_by(entries.c.device, entries.c.seq)
    )


def _belongs(case: str) -> ColumnElement[bool]:
    """The case itself, what follows it under the same name, and the tasks named after it."""
    ident = ids.ident_of(case)
    bound = [case, *(ids.bound_to(case, kind) for kind in sorted(ids.BOUND))]
    first = ids.stream_of(ids.TASK, f"{ident}-")
    behind = ids.stream_of(ids.TASK, f"{ident}{_AFTER_HYPHEN}")
    tasks = (entries.c.stream >= first) & (entries.c.stream < behind)
    return or_(entries.c.stream.in_(bound), tasks)


class _Values:
    """The sealed values of each stream, read once."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall
        self._known: dict[str, dict[str, SealedValue]] = {}

    def of(self, stream: str) -> dict[str, SealedValue]:
        if stream not in self._known:
            self._known[stream] = journal.sealed_of(self._connection, self._hall, stream)
        return self._known[stream]


def _act(connection: Connection, hall: str, rows: list[Row[Any]], values: _Values) -> ToldAct:
    first = rows[0]
    head = _head(connection, hall, first)
    return ToldAct(
        act=first.act,
        at=first.at,
        clerk=head.clerk if head else "",
        station=_station(connection, hall, first.device),
        state=first.state,
        reason=first.reason,
        feed=first.feed,
        clock_suspect=head.clock_suspect if head else False,
        events=tuple(_events(rows, values)),
    )


def _events(rows: list[Row[Any]], values: _Values) -> Iterator[ToldEvent]:
    for row in rows:
        event = BOOK.decode(bytes(chain.decode_entry(row.body).event), values.of(row.stream))
        yield ToldEvent(row.stream, event, bytes(row.hash).hex())


def _station(connection: Connection, hall: str, device: str) -> str:
    query = select(devices.c.name).where(devices.c.hall == hall, devices.c.device == device)
    return connection.execute(query).scalar_one_or_none() or ""


def _head(connection: Connection, hall: str, row: Row[Any]) -> ActHead | None:
    body = connection.execute(
        select(entries.c.body).where(
            entries.c.hall == hall,
            entries.c.device == row.device,
            entries.c.seq == row.first_seq,
        )
    ).scalar_one()
    event = BOOK.decode(bytes(chain.decode_entry(body).event), {})
    return event if isinstance(event, ActHead) else None
