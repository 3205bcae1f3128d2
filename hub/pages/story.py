"""A case as a story: its acts in the hall's order, who did what when, and what was not placed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from casework.law.clock import BEIJING
from casework.records.account import AccountRecord
from casework.records.act_head import ActHead
from casework.records.case import CaseRecord
from casework.records.registry import BOOK
from casework.records.sealed import SealedValue
from hub import accounts
from hub.opening import Hub
from hub.order import HUB
from hub.pages.words import story_of
from sync.ledger import chain, journal
from sync.ledger.tables import acts, devices
from sync.ledger.tables import journal as entries


@dataclass(frozen=True, slots=True)
class Told:
    """One event of an act in words, with the hash (hex) of its entry."""

    text: str
    entry_hash: str


@dataclass(frozen=True, slots=True)
class ToldAct:
    """One act on a case: moment, clerk and workstation as the act says them, and its events."""

    at: str
    clerk: str
    station: str
    feed: int | None
    """Place in the hall's order; None for an act that was set aside."""
    reason: str
    """Code that says why it was set aside, else empty."""
    clock_suspect: bool
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a page shows of a case."""

    record: CaseRecord
    placed: tuple[ToldAct, ...]
    aside: tuple[ToldAct, ...]


def of_case(hub: Hub, stream: str) -> Story | None:
    """The story of a case; None when there is no such case."""
    record = hub.ledger.load(stream).record
    if not isinstance(record, CaseRecord):
        return None
    lines = {one.line.key: one.line.name for one in record.materials}
    with hub.ledger.store.reading() as connection:
        values = journal.sealed_of(connection, hub.hall_id, stream)
        told: dict[str, list[Told]] = {}
        rows: dict[str, Row[Any]] = {}
        for row in connection.execute(_query(hub.hall_id, stream)):
            rows[row.act] = row
            told.setdefault(row.act, []).append(_told(row, values, lines))
        found = [_act(connection, hub, rows[act], tuple(told[act])) for act in told]
    placed = sorted((one for one in found if one.feed is not None), key=lambda one: one.feed or 0)
    aside = sorted((one for one in found if one.feed is None), key=lambda one: one.at)
    return Story(record, tuple(placed), tuple(aside))


def moment(iso: str) -> str:
    """A moment as people read it, in the hall's time; what cannot be read stays as it is."""
    try:
        return f"{datetime.fromisoformat(iso).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError):
        return iso


def clerk_name(hub: Hub, account: str) -> str:
    """The name behind an account, else the account itself."""
    if account == HUB:
        return "中心"
    record = hub.ledger.load(accounts.stream_of(account.removeprefix("account/"))).record
    named = record.granted.person_name.value if isinstance(record, AccountRecord) else None
    return named or account


def _query(hall: str, stream: str) -> Select[Any]:
    return (
        select(
            entries.c.act,
            entries.c.body,
            entries.c.hash,
            acts.c.device,
            acts.c.first_seq,
            acts.c.at,
            acts.c.feed,
            acts.c.reason,
        )
        .join(acts, (acts.c.hall == entries.c.hall) & (acts.c.act == entries.c.act))
        .where(entries.c.hall == hall, entries.c.stream == stream)
        .order_by(entries.c.device, entries.c.seq)
    )


def _told(row: Row[Any], values: Mapping[str, SealedValue], lines: Mapping[str, str]) -> Told:
    event = BOOK.decode(bytes(chain.decode_entry(row.body).event), values)
    return Told(story_of(event, lines), row.hash.hex())


def _act(connection: Connection, hub: Hub, row: Row[Any], told: tuple[Told, ...]) -> ToldAct:
    head = _head(connection, hub.hall_id, row)
    station = connection.execute(
        select(devices.c.name).where(devices.c.hall == hub.hall_id, devices.c.device == row.device)
    ).scalar_one_or_none()
    return ToldAct(
        at=moment(row.at),
        clerk=clerk_name(hub, head.clerk) if head else "",
        station=station or "",
        feed=row.feed,
        reason=row.reason,
        clock_suspect=head.clock_suspect if head else False,
        told=told,
    )


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
