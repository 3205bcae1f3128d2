"""A hub and its store: create it for a hall, open it again, hand out the parts that work on it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from casework.errors import StoreError
from casework.records.ids import new_id
from hub.order import HubLedger
from sync.keys import StoreKey
from sync.ledger import opening
from sync.ledger.blobs import Blobs
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard

_FACT = "hall"
_NAME = "HUB"
# The public page asks for an entry by its hash; windows never do and keep no index for it.
_INDEX = "CREATE INDEX IF NOT EXISTS journal_hash ON journal (hall, hash)"


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall a hub serves; ``area`` is its area code (6 digits)."""

    name: str
    area: str
    approval_system: bool
    """Whether the hub itself is the approval system (obligations 0b b)."""
    verify_address: str = ""
    """Public address of the page that a paper's QR code leads to."""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Hub:
    """An open hub: its hall, its ledger, its blobs."""

    opened: Opened
    ledger: HubLedger
    hall: Hall
    now: Callable[[], datetime]

    @property
    def blobs(self) -> Blobs:
        """Scans and printed files."""
        return self.opened.blobs

    @property
    def hall_id(self) -> str:
        """The hall's identifier, the first part of every key."""
        return self.ledger.identity.hall

    @property
    def public_key(self) -> bytes:
        """The 32 raw bytes that every answer is checked with."""
        return self.ledger.identity.key.public_key().public_bytes_raw()

    def close(self) -> None:
        """Leave the store in order."""
        self.opened.close()


def create(
    folder: Path, guard: Path, key: StoreKey, hall: Hall, now: Callable[[], datetime]
) -> Hub:
    """Make the store of a new hub; the hub is the hall's first device."""
    at = now()
    device = NewDevice(new_id(at), new_id(at), _NAME, Ed25519PrivateKey.generate())
    known = {_FACT: msgspec.json.encode(hall).decode()}
    store = Store(folder, key.key)
    opened = opening.create(store, TailGuard(guard, key.store), device, known)
    with store.writing() as connection:
        _prepare(connection)
    return _hub(opened, hall, now)


def reopen(folder: Path, guard: Path, key: StoreKey, now: Callable[[], datetime]) -> Hub:
    """Open a hub's store; StoreError as ``sync.ledger.opening.reopen``, HU-102 for a window's."""
    opened = opening.reopen(Store(folder, key.key), TailGuard(guard, key.store))
    fact = opened.fact(_FACT)
    if not fact:
        opened.close()
        raise StoreError("HU-102")
    return _hub(opened, msgspec.json.decode(fact, type=Hall), now)


def _prepare(connection: Connection) -> None:
    connection.exec_driver_sql(_INDEX)


def _hub(opened: Opened, hall: Hall, now: Callable[[], datetime]) -> Hub:
    plain = opened.ledger
    ledger = HubLedger(opened.store, plain.identity, plain.anchor)
    return Hub(replace(opened, ledger=ledger), ledger, hall, now)
