"""A hub opens its own store, and no other."""

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import StoreError
from hub import opening
from hub.opening import Hub
from sync.keys import StoreKey
from sync.ledger import opening as ledger_opening
from sync.ledger.opening import NewDevice
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from tests.hub.conftest import HALL
from tests.realparts.hub import now

KEY = StoreKey("hub", bytes(range(32)))


def test_a_hub_opens_again_as_it_was(hub: Hub, tmp_path: Path) -> None:
    before = hub.hall_id, hub.public_key, hub.ledger.head()
    hub.close()
    again = opening.reopen(tmp_path / "hub", tmp_path / "guard", KEY, now)
    assert (again.hall_id, again.public_key, again.ledger.head()) == before
    assert again.hall == HALL
    again.close()


def test_a_windows_store_is_no_hub(tmp_path: Path) -> None:
    folder = tmp_path / "window"
    folder.mkdir()
    device = NewDevice("hall", "device", "W03", Ed25519PrivateKey.generate())
    guard = TailGuard(tmp_path / "guard", KEY.store)
    ledger_opening.create(Store(folder, KEY.key), guard, device, {}).close()
    with pytest.raises(StoreError, match="HU-102"):
        opening.reopen(folder, tmp_path / "guard", KEY, now)


def test_a_copy_of_a_hub_does_not_go_on(practised: Hub, tmp_path: Path) -> None:
    practised.opened.note_tail()
    shutil.copytree(tmp_path / "hub", tmp_path / "copy")
    with pytest.raises(StoreError, match="LE-21"):
        opening.reopen(tmp_path / "copy", tmp_path / "another machine", KEY, now)
