"""What the list pages show: the cases of the hall and its devices with chain and last receipt."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from casework.rows import CaseRow
from hub.opening import Hub
from hub.pages.story import moment
from hub.pages.words import CASE_STATES
from sync import wire
from sync.ledger.lists import PAGE, Lists
from sync.ledger.tables import devices, receipts


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list of cases."""

    ident: str
    at: str
    state: str
    row: CaseRow


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases, newest first; ``before`` asks for the page after it, empty at the end."""

    lines: tuple[CaseLine, ...]
    before: str


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One device: how far its chain has come here, and its last receipt."""

    name: str
    device: str
    own: bool
    ended: bool
    last_seq: int
    head: str
    receipt_at: str
    receipt_batch: str


def cases(hub: Hub, before: str) -> CasePage:
    """A page by key: ``before`` is ``<received_at> <stream>`` of the last line above."""
    received_at, _, stream = before.partition(" ")
    last = CaseRow(stream, received_at, *[""] * (len(CaseRow.__slots__) - 2)) if stream else None
    rows = Lists(hub.opened.store, hub.hall_id).cases(last)
    lines = tuple(
        CaseLine(
            row.stream.partition("/")[2],
            moment(row.received_at),
            CASE_STATES.get(row.state, row.state),
            row,
        )
        for row in rows
    )
    full = len(rows) == PAGE
    return CasePage(lines, f"{rows[-1].received_at} {rows[-1].stream}" if full else "")


def device_lines(hub: Hub) -> tuple[DeviceLine, ...]:
    """All devices of the hall, the hub first, then by name."""
    query = (
        select(devices)
        .where(devices.c.hall == hub.hall_id)
        .order_by(devices.c.own.desc(), devices.c.name)
    )
    with hub.ledger.store.reading() as connection:
        found: list[DeviceLine] = []
        for row in connection.execute(query):
            receipt = _last_receipt(connection, hub.hall_id, row.device)
            found.append(
                DeviceLine(
                    name=row.name,
                    device=row.device,
                    own=row.own,
                    ended=row.ended,
                    last_seq=row.last_seq,
                    head=row.head.hex(),
                    receipt_at=moment(receipt.hub_at) if receipt else "",
                    receipt_batch=receipt.batch if receipt else "",
                )
            )
    return tuple(found)


def _last_receipt(connection: Connection, hall: str, device: str) -> wire.Receipt | None:
    """The newest by batch: their identifiers begin with the time."""
    query = (
        select(receipts.c.body)
        .where(receipts.c.hall == hall, receipts.c.device == device)
        .order_by(receipts.c.batch.desc())
        .limit(1)
    )
    body = connection.execute(query).scalar_one_or_none()
    return msgspec.json.decode(body, type=wire.Receipt) if body else None
