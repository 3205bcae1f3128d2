"""Why an act cannot be placed: unreadable, not this device's to write, a conflict, or after one.

SY-208 unreadable here, SY-209 not for a window to write, SY-301 conflict, SY-302 built on an act
that was set aside. The chain keeps all of them; only the order of the hall does not.
"""

import re
from datetime import datetime

from sqlalchemy import Connection, select

from casework.records import case_events, ids
from casework.records.act_head import ActHead
from casework.records.event import AnyEvent, UnknownEvent
from casework.records.registry import BOOK, FOLDS, blobs_in, commutes
from hub.writers import may_write
from sync.ledger import chain, facts, journal
from sync.ledger.journal import StoredAct
from sync.ledger.tables import journal as entries

REJECTED = frozenset({"SY-208", "SY-209"})
"""Reasons that lie in the act itself, whatever others did."""
BLOB_NAME = re.compile(r"[0-9a-f]{64}")


def events_of(act: StoredAct) -> tuple[AnyEvent, ...]:
    """The events of an act in order, its head first; sealed values stay closed."""
    return tuple(BOOK.decode(bytes(chain.decode_entry(e.body).event), {}) for e in act.entries)


def reason(connection: Connection, hall: str, act: StoredAct) -> str:
    """The code that keeps an act out of the order, empty when nothing does."""
    events = events_of(act)
    head = events[0]
    if not isinstance(head, ActHead) or not _readable(connection, hall, act, head, events):
        return "SY-208"
    streams = (entry.stream for entry in act.entries[1:])
    if not may_write(act.device, tuple(zip(streams, events[1:], strict=True))):
        return "SY-209"
    for stream in act.streams():
        base = head.bases.get(stream, 0)
        if _follows_one_aside(connection, hall, act, stream, head):
            return "SY-302"
        if _conflicts(connection, hall, act, stream, base):
            return "SY-301"
    return ""


def _readable(
    connection: Connection, hall: str, act: StoredAct, head: ActHead, events: tuple[AnyEvent, ...]
) -> bool:
    if (head.device, head.hall, head.at) != (act.device, hall, act.at):
        return False
    if head.count != len(events) - 1 or act.entries[0].stream:
        return False
    for entry, event in zip(act.entries[1:], events[1:], strict=True):
        if isinstance(event, UnknownEvent) or not _is_stream(entry.stream):
            return False
        if not all(map(BLOB_NAME.fullmatch, blobs_in(event))) or _says_twice(event):
            return False
    return all(
        0 <= head.bases.get(stream, 0) <= journal.stream_position(connection, hall, stream)
        for stream in act.streams()
    )


def _says_twice(event: AnyEvent) -> bool:
    """Whether two limits bear one key: their rows could not be told apart."""
    limits: tuple[case_events.LimitLine, ...] = getattr(event, "limits", ())
    return len({limit.key for limit in limits}) < len(limits)


def _is_stream(name: str) -> bool:
    kind, _, ident = name.partition("/")
    return kind in FOLDS and bool(ident)


def _conflicts(connection: Connection, hall: str, act: StoredAct, stream: str, base: int) -> bool:
    """Whether another device did something since ``base`` that does not commute with it."""
    others = connection.execute(
        select(entries.c.tag).where(
            entries.c.hall == hall,
            entries.c.stream == stream,
            entries.c.position > base,
            entries.c.device != act.device,
        )
    ).scalars()
    mine = [entry.tag for entry in act.entries if entry.stream == stream]
    return any(not commutes(tag, own) for tag in set(others) for own in mine)


def remember_aside(connection: Connection, hall: str, act: StoredAct, now: datetime) -> None:
    """A set-aside act takes the device's later acts on its streams with it."""
    for stream in act.streams():
        position = journal.stream_position(connection, hall, stream)
        facts.put(connection, hall, _key(act, stream), f"{position} {now.isoformat()}")


def _follows_one_aside(
    connection: Connection, hall: str, act: StoredAct, stream: str, head: ActHead
) -> bool:
    """Whether the act was made on top of one that was set aside, without having heard of it.

    Others' later events raise the base once the window has pulled them. Where there are none (an
    act rejected for itself) the last hub time the window had heard decides. Numbers stand alone:
    each serial is taken for itself.
    """
    known = facts.get(connection, hall, _key(act, stream))
    if not known:
        return False
    position, _, at = known.partition(" ")
    base = head.bases.get(stream, 0)
    if base != int(position) or ids.kind_of(stream) == ids.NUMBERS:
        return base < int(position)
    return not _heard(head.hub_at, at)


def _heard(hub_at: str, at: str) -> bool:
    try:
        return datetime.fromisoformat(hub_at) >= datetime.fromisoformat(at)
    except (ValueError, TypeError):
        return False


def _key(act: StoredAct, stream: str) -> str:
    return f"aside/{act.device}/{stream}"
