"""kill -9 of a child that appends acts with scans, at random moments of its commits."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.records.ids import new_id
from sync.ledger import opening
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from tests.soak.report import Report
from tests.sync.ledger import crash
from tests.sync.ledger.conftest import KEY, NOW

COUNT = 200


def run(count: int) -> Report:
    """After each kill: every act that was told is there and whole, its chain and scan verify."""
    chance = random.Random()
    told: list[crash.Ack] = []
    wrong = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        make(folder).close()
        for _ in range(count):
            told += crash.kill_once(folder, chance.uniform(0.0, 0.15))
            opened = opening.reopen(Store(folder / "store", KEY), crash.guard_of(folder))
            wrong += bool(crash.faults(opened, told))
            opened.blobs.close()
            opened.store.close()
    return Report(count, wrong, f"{len(told)} acts told before the kills")


def make(folder: Path) -> Opened:
    """A new store below ``folder``."""
    (folder / "store").mkdir()
    device = NewDevice("hall-1", new_id(NOW), "W03", Ed25519PrivateKey.generate())
    return opening.create(Store(folder / "store", KEY), crash.guard_of(folder), device, {})
