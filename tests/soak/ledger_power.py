"""Power cuts drawn from the recorded I/O of a writing child: synced bytes, and some of the rest."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.soak.ledger_kill import make
from tests.soak.report import Report
from tests.sync.ledger import crash

COUNT = 3000
ACTS = 60


def run(count: int) -> Report:
    """Every image opens, verifies and holds every act that was told before the cut."""
    chance = random.Random()
    wrong = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        opened = make(folder)
        device = opened.ledger.identity.device
        opened.close()
        disk = crash.Disk(folder / "store")
        steps = crash.record(folder, ACTS)
        cuts = chance.choices(range(len(steps)), k=count)
        for at in disk.run(steps):
            for _ in range(cuts.count(at)):
                wrong += bool(disk.faults(folder / "image", device, chance))
    return Report(count, wrong, f"{ACTS} acts in {len(steps)} recorded calls")
