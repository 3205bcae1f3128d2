"""A hub whose disk is full takes nothing, says so, and goes on answering."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import HaltError
from sync.enrol import enrol
from sync.ledger import opening
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from tests.realparts.hub import KEY, HubProcess, joined, now
from tests.sync.acts import material, new_case, received

SPACE = "12m"
# A file system of its own, seen by the hub alone; it goes with the hub.
_PREPARE = f'mount -t tmpfs -o size={SPACE} tmpfs "$0" && exec "$@"'


def may_mount() -> bool:
    probe = ["unshare", "-rm", "true"]
    if sys.platform != "linux":
        return False
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_hub() -> Iterator[HubProcess]:
    hub = HubProcess()
    hub.store.mkdir()
    hub.prefix = ["unshare", "-rm", "sh", "-c", _PREPARE, str(hub.store)]
    with hub:
        yield hub


@pytest.mark.skipif(not may_mount(), reason="only on Linux with mount namespaces")
def test_a_full_disk_halts_the_window_and_loses_nothing(
    small_hub: HubProcess, tmp_path: Path
) -> None:
    key = Ed25519PrivateKey.generate()
    found = enrol(small_hub.url, small_hub.code, "W03", key, None, now=now())
    folder = tmp_path / "window"
    folder.mkdir()
    guard = TailGuard(tmp_path, "w")
    opened = opening.create(Store(folder, KEY), guard, found.new_device(key), found.facts())
    window = joined(opened, folder, found, small_hub.url)
    window.pull()
    for _ in range(6):
        scans = [os.urandom(1 << 20) for _ in range(3)]
        for scan in scans:
            opened.blobs.put(scan)
        window.act(received(), material(*scans), stream=new_case())
    with pytest.raises(HaltError, match="SY-113") as caught:
        window.push()
    assert caught.value.facts["hub_code"] == "LE-201"
    assert opened.ledger.pending() == 6
    assert window.pull() == 0, "it still answers what it can answer"
    window.close()
