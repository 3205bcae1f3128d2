"""Verify a store from its bytes: every chain, every signature, every sealed value, every scan."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from casework.errors import StoreError
from casework.records.registry import BOOK, blobs_in
from casework.records.sealed import SealedValue
from sync.ledger import chain
from sync.ledger.opening import Opened
from sync.ledger.tables import acts, devices, sealed
from sync.ledger.tables import journal as entries


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was looked at, and each fault in words a technician can act on."""

    entries: int
    acts: int
    sealed: int
    blobs: int
    faults: tuple[str, ...]


def verify(opened: Opened, *, scans: bool) -> Verdict:
    """Look at everything; with ``scans`` also read every blob the journal names.

    A purged value or blob is no fault: it is gone on purpose, and its chain proves it was there.
    Nor is a blob that another window named and nobody here has looked at.
    """
    hall = opened.ledger.identity.hall
    faults: list[str] = []
    with opened.store.reading() as connection:
        own = connection.execute(select(devices).where(devices.c.hall == hall)).all()
        count = sum(_chain(connection, hall, row.device, row.public_key, faults) for row in own)
        signed = _signatures(connection, hall, {r.device: r.public_key for r in own}, faults)
        values = _values(connection, hall, faults)
        mine, others = _names(connection, hall) if scans else (frozenset(), frozenset())
    names = mine | opened.blobs.has(sorted(others))
    for name in sorted(names - opened.blobs.purged(names)):
        try:
            opened.blobs.read(name)
        except StoreError as error:
            faults.append(f"blob {name[:12]}: {error.code}")
    return Verdict(count, signed, values, len(names), tuple(faults))


def _chain(
    connection: Connection, hall: str, device: str, public_key: bytes, faults: list[str]
) -> int:
    previous, count = chain.genesis(device, public_key), 0
    query = (
        select(entries.c.seq, entries.c.body, entries.c.hash)
        .where(entries.c.hall == hall, entries.c.device == device)
        .order_by(entries.c.seq)
    )
    for row in connection.execute(query):
        previous, count = chain.link(previous, row.body), count + 1
        if previous != row.hash or row.seq != count:
            faults.append(f"chain of {device} breaks at entry {row.seq}")
            previous = row.hash
    return count


def _signatures(
    connection: Connection, hall: str, keys: dict[str, bytes], faults: list[str]
) -> int:
    rows = connection.execute(select(acts).where(acts.c.hall == hall)).all()
    for row in rows:
        key = keys.get(row.device)
        if key is not None and not chain.act_is_signed(key, row.head, row.signature):
            faults.append(f"act {row.act} is not signed by its device")
    return len(rows)


def _values(connection: Connection, hall: str, faults: list[str]) -> int:
    query = select(sealed.c.commitment, sealed.c.salt, sealed.c.body).where(sealed.c.hall == hall)
    rows = connection.execute(query).all()
    for row in rows:
        try:
            SealedValue(*row).verify()
        except StoreError:
            faults.append(f"sealed value {row.commitment[:12]} was changed")
    return len(rows)


def _names(connection: Connection, hall: str) -> tuple[frozenset[str], frozenset[str]]:
    """The blobs that must be here, and those that may be.

    An end keeps what its own acts name, and the hub what every act names that it took into its
    feed: none is taken before its files are there.
    """
    own = select(devices.c.device).where(devices.c.hall == hall, devices.c.own.is_(True))
    mine = set(connection.execute(own).scalars())
    of_act = (entries.c.hall == acts.c.hall) & (entries.c.act == acts.c.act)
    query = (
        select(entries.c.device, entries.c.body, acts.c.feed)
        .join(acts, of_act)
        .where(entries.c.hall == hall, entries.c.stream != "")
    )
    found: tuple[set[str], set[str]] = set(), set()
    for row in connection.execute(query):
        event = BOOK.decode(bytes(chain.decode_entry(row.body).event), {})
        kept = row.device in mine or row.feed is not None
        found[not kept].update(blobs_in(event))
    return frozenset(found[0]), frozenset(found[1] - found[0])
