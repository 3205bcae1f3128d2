"""Create a store after enrolment, open it again, and refuse to go on with a copy."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select, update

from casework.errors import StoreError
from sync.ledger import chain, facts, journal, migrate
from sync.ledger.blobs import Blobs
from sync.ledger.drafts import Drafts
from sync.ledger.ledger import Identity, Ledger
from sync.ledger.rebuild import rebuild
from sync.ledger.store import Store
from sync.ledger.tables import acts, devices
from sync.ledger.tailguard import Tail, TailGuard
from sync.trusted_time import TimeAnchor

BLOB_KEY = "blob-key"


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device that was enrolled and has no store yet."""

    hall: str
    device: str
    name: str
    key: Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that works on one open store."""

    store: Store
    ledger: Ledger
    blobs: Blobs
    drafts: Drafts
    guard: TailGuard

    def fact(self, name: str) -> str:
        """A small fact of the store by name, empty when never set."""
        with self.store.reading() as connection:
            return facts.get(connection, self.ledger.identity.hall, name)

    def note_tail(self) -> None:
        """Tell the guard how far the chain has come."""
        seq, head = self.ledger.head()
        self.guard.note(Tail(self.ledger.identity.device, seq, head.hex()))

    def close(self) -> None:
        """Leave the guard up to date and close the files."""
        self.note_tail()
        self.blobs.close()
        self.store.close()


def create(store: Store, guard: TailGuard, device: NewDevice, known: dict[str, str]) -> Opened:
    """Make the tables, write the own device and the facts of enrolment; returns it open."""
    with store.writing() as connection:
        migrate.upgrade(connection)
        facts.put(connection, device.hall, BLOB_KEY, secrets.token_hex(32))
        _own(connection, guard, device, known)
    store.ensure_ballast()
    return _assemble(store, guard)


def renew(store: Store, guard: TailGuard, device: NewDevice, known: dict[str, str]) -> Opened:
    """Go on with a copied or restored store as a new device: its old chain ends where it is.

    What the old chain had not sent is on the machine it came from, or is told from this store by
    hand; nothing of it is ever written on.
    """
    with store.writing() as connection:
        connection.execute(update(devices).where(devices.c.own.is_(True)).values(ended=True))
        _own(connection, guard, device, known)
    return _assemble(store, guard)


def _own(
    connection: Connection, guard: TailGuard, device: NewDevice, known: dict[str, str]
) -> None:
    public = device.key.public_key().public_bytes_raw()
    first = chain.genesis(device.device, public)
    connection.execute(
        insert(devices),
        {
            "hall": device.hall,
            "device": device.device,
            "name": device.name,
            "public_key": public,
            "private_key": device.key.private_bytes_raw(),
            "last_seq": 0,
            "head": first,
            "own": True,
            "ended": False,
        },
    )
    for name, value in known.items():
        facts.put(connection, device.hall, name, value)
    # Before the commit: a store that the guard does not know would pass for a copy.
    guard.note(Tail(device.device, 0, first.hex()))


def is_made(store: Store) -> bool:
    """Whether ``create`` came to its end here; it leaves everything or nothing."""
    with store.reading() as connection:
        if not migrate.current(connection):
            return False
        own = select(devices.c.device).where(devices.c.own.is_(True)).limit(1)
        return connection.execute(own).first() is not None


def reopen(store: Store, guard: TailGuard) -> Opened:
    """Open a store that exists; StoreError LE-211/LE-212 for a copy, LE-213 for a newer schema."""
    with store.reading() as connection:
        version = migrate.current(connection)
    if version > migrate.HEAD:
        raise StoreError("LE-213", version=version)
    if version != migrate.HEAD:
        with store.writing() as connection:
            migrate.upgrade(connection)
    opened = _assemble(store, guard)
    if version != migrate.HEAD:
        # Rows are functions of the journal: another schema gets them anew.
        rebuild(store, opened.ledger.identity.hall)
    _refuse_copy(opened)
    store.ensure_ballast()
    return opened


def _assemble(store: Store, guard: TailGuard) -> Opened:
    with store.reading() as connection:
        row = connection.execute(
            select(devices).where(devices.c.own.is_(True), devices.c.ended.is_(False))
        ).one_or_none()
        if row is None:
            raise StoreError("LE-210", device="")
        name_key = bytes.fromhex(facts.get(connection, row.hall, BLOB_KEY))
        floor = _last_time(connection, row.hall, row.device)
    identity = Identity(row.hall, row.device, Ed25519PrivateKey.from_private_bytes(row.private_key))
    ledger = Ledger(store, identity, TimeAnchor(floor))
    return Opened(store, ledger, Blobs(store, row.hall, name_key), Drafts(store, row.hall), guard)


def _last_time(connection: Connection, hall: str, device: str) -> datetime | None:
    """What this device wrote last; the clocks of others are only their claims."""
    query = (
        select(acts.c.at)
        .where(acts.c.hall == hall, acts.c.device == device)
        .order_by(acts.c.first_seq.desc())
        .limit(1)
    )
    last = connection.execute(query).scalar_one_or_none()
    return datetime.fromisoformat(last) if last else None


def _refuse_copy(opened: Opened) -> None:
    identity = opened.ledger.identity
    seq, _ = opened.ledger.head()
    seen = opened.guard.last()
    known = None
    if seen is not None and 0 < seen.seq <= seq:
        with opened.store.reading() as connection:
            known = journal.hash_at(connection, identity.hall, identity.device, seen.seq)
    opened.guard.check(identity.device, seq, known)
