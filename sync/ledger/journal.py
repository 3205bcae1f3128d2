"""The journal: acts and their entries as rows, in the device's order and in the hub's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    bindparam,
    insert,
    select,
    update,
)

from casework.records.sealed import SealedValue
from sync.ledger.chain import commitments_in, genesis
from sync.ledger.prepared import Prepared
from sync.ledger.tables import acts, devices, journal, sealed, streams

PENDING, RECEIPTED, SET_ASIDE = "pending", "receipted", "set_aside"
ASIDE = -1
"""The position of entries that were set aside: kept, never folded."""
_NO_SEQ = (1 << 31) - 1


_HALL: BindParameter[str] = bindparam("hall")
_STREAM: BindParameter[str] = bindparam("stream")
_DEVICE: BindParameter[str] = bindparam("device")
_ONE_DEVICE = Prepared(select(devices).where(devices.c.hall == _HALL, devices.c.device == _DEVICE))
_TAIL = Prepared(
    select(devices.c.last_seq, devices.c.head, devices.c.ended).where(
        devices.c.hall == _HALL, devices.c.device == _DEVICE
    )
)
_MOVE_HEAD = Prepared(
    update(devices)
    .where(devices.c.hall == bindparam("of_hall"), devices.c.device == bindparam("of_device"))
    .values(last_seq=bindparam("seq"), head=bindparam("new_head"))
)
_POSITION = Prepared(
    select(streams.c.position).where(streams.c.hall == _HALL, streams.c.stream == _STREAM)
)
_ENTRIES = Prepared(
    select(journal.c.body)
    .where(
        journal.c.hall == _HALL,
        journal.c.stream == _STREAM,
        journal.c.position.is_(None) | (journal.c.position >= 0),
    )
    .order_by(journal.c.position.is_(None), journal.c.position, journal.c.seq)
)
_WAITING = Prepared(
    select(journal.c.seq)
    .where(
        journal.c.hall == _HALL,
        journal.c.stream == _STREAM,
        journal.c.position.is_(None),
        journal.c.seq < bindparam("before"),
    )
    .limit(1)
)
_SEALED = Prepared(
    select(sealed.c.commitment, sealed.c.salt, sealed.c.body).where(
        sealed.c.hall == _HALL, sealed.c.stream == _STREAM
    )
)
_PLACE = Prepared(
    update(journal)
    .where(
        journal.c.hall == bindparam("of_hall"),
        journal.c.device == bindparam("of_device"),
        journal.c.seq == bindparam("of_seq"),
    )
    .values(position=bindparam("place"))
)
_PLACES = Prepared(
    select(journal.c.stream, journal.c.position)
    .where(
        journal.c.hall == _HALL,
        journal.c.device == _DEVICE,
        journal.c.seq.between(bindparam("first"), bindparam("last")),
        journal.c.stream != "",
    )
    .order_by(journal.c.position.desc())
)
_KEEP_SEALED = Prepared(insert(sealed).prefix_with("OR IGNORE"))
_WRITE_ACT = Prepared(insert(acts))
_WRITE_ENTRY = Prepared(insert(journal))


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored entry: the exact bytes and their hash."""

    stream: str
    tag: str
    body: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class StoredAct:
    """An act as one device wrote it: its range in that device's chain and its signature."""

    act: str
    device: str
    first_seq: int
    entries: tuple[Entry, ...]
    signature: bytes
    at: str

    @property
    def last_seq(self) -> int:
        """The sequence number of the last entry."""
        return self.first_seq + len(self.entries) - 1

    @property
    def head(self) -> bytes:
        """The hash the signature covers."""
        return self.entries[-1].hash

    def streams(self) -> tuple[str, ...]:
        """The streams it touches, in order of first touch, without the head entry."""
        return tuple(dict.fromkeys(entry.stream for entry in self.entries if entry.stream))


def write_act(
    connection: Connection, hall: str, act: StoredAct, state: str, feed: int | None = None
) -> None:
    """Insert an act and its entries, not yet ordered."""
    written = {
        "hall": hall,
        "act": act.act,
        "device": act.device,
        "first_seq": act.first_seq,
        "last_seq": act.last_seq,
        "head": act.head,
        "signature": act.signature,
        "at": act.at,
        "state": state,
        "reason": "",
        "batch": "",
        "feed": feed,
    }
    _WRITE_ACT.run_all(connection, [written])
    _WRITE_ENTRY.put(
        connection,
        [
            (hall, act.device, seq, act.act, one.stream, one.tag, one.body, one.hash, None)
            for seq, one in enumerate(act.entries, act.first_seq)
        ],
    )


def read_act(connection: Connection, hall: str, act: str) -> StoredAct | None:
    """An act with its entries, None when it is not here."""
    row = connection.execute(
        select(acts).where(acts.c.hall == hall, acts.c.act == act)
    ).one_or_none()
    if row is None:
        return None
    found = connection.execute(
        select(journal.c.stream, journal.c.tag, journal.c.body, journal.c.hash)
        .where(
            journal.c.hall == hall,
            journal.c.device == row.device,
            journal.c.seq.between(row.first_seq, row.last_seq),
        )
        .order_by(journal.c.seq)
    )
    entries = tuple(Entry(*one) for one in found)
    return StoredAct(row.act, row.device, row.first_seq, entries, row.signature, row.at)


def pending_acts(connection: Connection, hall: str, device: str, limit: int) -> Sequence[str]:
    """Identifiers of a device's acts that the hub has not receipted, in its order."""
    query = (
        select(acts.c.act)
        .where(acts.c.hall == hall, acts.c.device == device, acts.c.state == PENDING)
        .order_by(acts.c.first_seq)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def hash_before(connection: Connection, hall: str, act: StoredAct) -> bytes:
    """The hash an act's first entry was linked to."""
    if act.first_seq == 1:
        row = device_row(connection, hall, act.device)
        return genesis(act.device, row["public_key"] if row else b"")
    found = hash_at(connection, hall, act.device, act.first_seq - 1)
    return found or b""


def hash_at(connection: Connection, hall: str, device: str, seq: int) -> bytes | None:
    """The hash of a device's entry, None when it is not here."""
    query = select(journal.c.hash).where(
        journal.c.hall == hall, journal.c.device == device, journal.c.seq == seq
    )
    return connection.execute(query).scalar_one_or_none()


def stream_entries(connection: Connection, hall: str, stream: str) -> Sequence[bytes]:
    """A stream's entries: the hub's order first, then what the hub has not receipted."""
    return _ENTRIES.run(connection, {"hall": hall, "stream": stream}).scalars().all()


def has_waiting(connection: Connection, hall: str, stream: str, before: int | None) -> bool:
    """Whether the stream holds entries without a place, of a lower number than ``before``."""
    asked = {"hall": hall, "stream": stream, "before": _NO_SEQ if before is None else before}
    return _WAITING.run(connection, asked).first() is not None


def stream_position(connection: Connection, hall: str, stream: str) -> int:
    """The hub's last position of a stream that is known here; 0 before the first."""
    found = _POSITION.run(connection, {"hall": hall, "stream": stream})
    return found.scalar_one_or_none() or 0


def set_stream_position(connection: Connection, hall: str, stream: str, position: int) -> None:
    """Remember the hub's last position of a stream."""
    where = (streams.c.hall == hall, streams.c.stream == stream)
    done = connection.execute(update(streams).where(*where).values(position=position))
    if done.rowcount == 0:
        connection.execute(insert(streams), {"hall": hall, "stream": stream, "position": position})


def place_act(
    connection: Connection, hall: str, act: StoredAct, positions: Mapping[str, int]
) -> None:
    """Give the act's entries their places: per stream from the first position upward."""
    following = dict(positions)
    places: list[dict[str, object]] = []
    for at, entry in enumerate(act.entries):
        if not entry.stream:
            continue
        places.append(_at(hall, act, at, following[entry.stream]))
        following[entry.stream] += 1
    _PLACE.run_all(connection, places)
    for stream, after in following.items():
        known = stream_position(connection, hall, stream)
        set_stream_position(connection, hall, stream, max(known, after - 1))


def positions_of(connection: Connection, hall: str, act: StoredAct) -> dict[str, int]:
    """The places of a stored act: per stream that of its first entry."""
    asked = {
        "hall": hall,
        "device": act.device,
        "first": act.first_seq,
        "last": act.last_seq,
    }
    return {row.stream: row.position for row in _PLACES.run(connection, asked)}


def set_aside(connection: Connection, hall: str, act: StoredAct, reason: str) -> None:
    """Keep the act's entries out of every fold; they stay in the chain."""
    _PLACE.run_all(connection, [_at(hall, act, at, ASIDE) for at in range(len(act.entries))])
    connection.execute(
        update(acts)
        .where(acts.c.hall == hall, acts.c.act == act.act)
        .values(state=SET_ASIDE, reason=reason)
    )


def _at(hall: str, act: StoredAct, at: int, place: int) -> dict[str, object]:
    return {
        "of_hall": hall,
        "of_device": act.device,
        "of_seq": act.first_seq + at,
        "place": place,
    }


def write_sealed(
    connection: Connection, hall: str, rows: Sequence[tuple[str, SealedValue]]
) -> None:
    """Keep sealed values beside the journal: pairs of stream and value."""
    kept = [(hall, stream, one.commitment, one.salt, one.body) for stream, one in rows]
    _KEEP_SEALED.put(connection, sorted(kept))


def sealed_of(connection: Connection, hall: str, stream: str) -> dict[str, SealedValue]:
    """The sealed values of a stream that still exist, by commitment."""
    found = _SEALED.run(connection, {"hall": hall, "stream": stream})
    return {row.commitment: SealedValue(row.commitment, row.salt, row.body) for row in found}


def sealed_in_acts(
    connection: Connection, hall: str, wanted: Sequence[StoredAct]
) -> Iterator[tuple[str, SealedValue]]:
    """The sealed values that the entries of these acts commit to, with their streams."""
    for stream in dict.fromkeys(stream for act in wanted for stream in act.streams()):
        known = sealed_of(connection, hall, stream)
        if not known:
            continue
        bodies = [e.body for act in wanted for e in act.entries if e.stream == stream]
        for commitment in dict.fromkeys(c for body in bodies for c in commitments_in(body)):
            if commitment in known:
                yield stream, known[commitment]


def device_row(connection: Connection, hall: str, device: str) -> RowMapping | None:
    """A device with its keys and chain head."""
    found = _ONE_DEVICE.run(connection, {"hall": hall, "device": device})
    return found.mappings().one_or_none()


def tail_of(connection: Connection, hall: str, device: str) -> tuple[int, bytes] | None:
    """How far a device's chain has come; None when it is not here or has ended."""
    row = _TAIL.run(connection, {"hall": hall, "device": device}).one_or_none()
    return None if row is None or row.ended else (row.last_seq, row.head)


def move_head(connection: Connection, hall: str, device: str, seq: int, head: bytes) -> None:
    """A device's chain has grown to ``seq``."""
    grown = {"of_hall": hall, "of_device": device, "seq": seq, "new_head": head}
    _MOVE_HEAD.run_all(connection, [grown])
