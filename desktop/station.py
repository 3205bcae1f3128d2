"""The workstation: its store opened or made, enrolled with its hub, in step with it."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.act import Place
from casework.errors import StoreError
from casework.ports import LineState
from desktop.holding import Holding, hold, today
from foundation.lock import StoreBusyError, StoreLock
from foundation.places import Places
from sync import keys
from sync.client import DeviceKey, HubAddress, HubClient
from sync.enrol import ENROLMENT, Enrolment, enrol
from sync.fetch import Fetch
from sync.keys import StoreKey
from sync.ledger import opening
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from sync.ledger.purge import purge_ended
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from sync.loop import SyncLoop
from sync.pull import Pull
from sync.push import Push

PRACTICE_PASSPHRASE = "yichuang-practice"  # noqa: S105 - practice holds invented data only
STATION = "W03"


@dataclass(frozen=True, slots=True)
class Link:
    """Where the hub is and, for a first start, the one-time code that enrols this station."""

    url: str
    code: str = ""
    ca: Path | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """An open workstation."""

    opened: Opened
    lists: Lists
    place: Place
    verify_address: str
    """Public page that a paper's QR code leads to; empty when the hall has none."""
    places: Places
    approval_system: bool
    """Whether the hub is the approval system of this hall (obligations 0b b)."""
    holding: Holding
    """The law as it held when the station was opened."""
    loop: SyncLoop
    scans: Fetch
    lock: StoreLock

    def close(self) -> None:
        """End the loop, fold the log, let the store go."""
        self.loop.stop()
        self.scans.close()
        self.opened.close()
        self.lock.release()


def open_station(
    places: Places,
    link: Link,
    *,
    practice: bool,
    now: Callable[[], datetime],
    report: Callable[[LineState], None],
    passphrase: str = "",
) -> Station:
    """Open the store of ``places``, making and enrolling it at the first start.

    ``passphrase`` opens, or at the first start seals, a store on a machine without a keyring.
    StoreError LE-1xx for the key, LE-2xx for the store, LE-230 when another program holds it;
    SyncError when the first enrolment does not reach the hub.
    """
    places.make()
    lock = _held(places.store)
    words = PRACTICE_PASSPHRASE if practice else passphrase
    try:
        opened = _known(places, words)
        if opened is None:
            opened = _first_start(places, link, words, in_keyring=not practice, now=now)
        return _station(opened, link, lock, now, report, places)
    except BaseException:
        lock.release()
        raise


@contextlib.contextmanager
def held_store(places: Places, *, practice: bool) -> Iterator[Opened]:
    """The store alone, for commands; StoreError LE-230 while the window runs, LE-104 when none."""
    places.make()
    lock = _held(places.store)
    try:
        key = _key(places.store, PRACTICE_PASSPHRASE if practice else "")
        guard = TailGuard(places.settings, key.store)
        opened = opening.reopen(Store(places.store, key.key), guard)
        yield opened
        opened.close()
    finally:
        lock.release()


def _held(store: Path) -> StoreLock:
    lock = StoreLock(store)
    try:
        lock.take()
    except StoreBusyError as error:
        raise StoreError("LE-230") from error
    return lock


def _known(places: Places, passphrase: str) -> Opened | None:
    """The store of an earlier start; None before the first one came to its end."""
    if not keys.exists(places.store):
        return None
    key = _key(places.store, passphrase)
    store = Store(places.store, key.key)
    if opening.is_made(store):
        return opening.reopen(store, TailGuard(places.settings, key.store))
    # A first start that was cut off: nothing was ever written into it.
    store.close()
    for left in places.store.glob("ledger.db*"):
        left.unlink()
    keys.forget(places.store)
    return None


def _key(folder: Path, passphrase: str) -> StoreKey:
    key = keys.open_by_keyring(folder)
    if key is None and passphrase:
        key = keys.open_by_passphrase(folder, passphrase)
    if key is None:
        raise StoreError("LE-105")
    return key


def _first_start(
    places: Places, link: Link, passphrase: str, *, in_keyring: bool, now: Callable[[], datetime]
) -> Opened:
    """The key first: a hub's one-time code is not spent on a store that cannot be kept."""
    key = keys.create(places.store, passphrase, in_keyring=in_keyring)
    private = Ed25519PrivateKey.generate()
    try:
        enrolment = enrol(link.url, link.code, STATION, private, link.ca, now=now())
    except BaseException:
        keys.forget(places.store)
        raise
    device, known = enrolment.new_device(private), enrolment.facts()
    guard = TailGuard(places.settings, key.store)
    return opening.create(Store(places.store, key.key), guard, device, known)


def renew_station(
    places: Places, link: Link, *, practice: bool, now: Callable[[], datetime]
) -> str:
    """Enrol a copied or restored store as a new device; returns the device's identifier."""
    places.make()
    lock = _held(places.store)
    try:
        key = _key(places.store, PRACTICE_PASSPHRASE if practice else "")
        private = Ed25519PrivateKey.generate()
        enrolment = enrol(link.url, link.code, STATION, private, link.ca, now=now())
        opened = opening.renew(
            Store(places.store, key.key),
            TailGuard(places.settings, key.store),
            enrolment.new_device(private),
            enrolment.facts(),
        )
        opened.close()
        return enrolment.device
    finally:
        lock.release()


def _station(
    opened: Opened,
    link: Link,
    lock: StoreLock,
    now: Callable[[], datetime],
    report: Callable[[LineState], None],
    places: Places,
) -> Station:
    identity = opened.ledger.identity
    enrolment = Enrolment.read(opened.fact(ENROLMENT))
    address = HubAddress(link.url, enrolment.hub_key, link.ca)
    key = DeviceKey(identity.device, identity.key)
    client = HubClient(address, key, now)
    pull = Pull(opened.ledger, client)
    push = Push(opened.ledger, opened.blobs, client, now)
    place = Place(
        hall=identity.hall,
        hall_name=enrolment.hall_name,
        area=enrolment.area,
        window=enrolment.window,
        window_name=enrolment.window_name,
        device=enrolment.name,
    )
    return Station(
        opened=opened,
        lists=Lists(opened.store, identity.hall, approval_system=enrolment.approval_system),
        place=place,
        verify_address=enrolment.verify_address,
        places=places,
        approval_system=enrolment.approval_system,
        holding=hold(opened, places, today(now), approval_system=enrolment.approval_system),
        # 002图5注2: what goes with a project that has ended stays at the hub alone.
        loop=SyncLoop(pull, push, report, lambda: purge_ended(opened)),
        # A line of its own: a scan is looked at while the loop waits for its next round.
        scans=Fetch(opened.blobs, HubClient(address, key, now)),
        lock=lock,
    )
