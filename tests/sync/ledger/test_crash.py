"""After kill -9 and after a power cut: no act that was told is lost, no act is half there."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.ledger.opening import Opened
from tests.sync.ledger import crash


@pytest.mark.slow
@pytest.mark.timeout(150)
def test_kills_lose_nothing(opened: Opened, reopened: Callable[[], Opened], tmp_path: Path) -> None:
    opened.close()
    chance = random.Random(8)
    told: list[crash.Ack] = []
    for _ in range(15):
        told += crash.kill_once(tmp_path, chance.uniform(0.0, 0.08))
        again = reopened()
        assert crash.faults(again, told) == []
        again.blobs.close()
        again.store.close()
    assert len(told) >= 30


@pytest.mark.slow
@pytest.mark.timeout(150)
@pytest.mark.parametrize(
    ("synchronous", "images", "loses"), [("FULL", 60, False), ("OFF", 40, True)]
)
def test_a_power_cut_loses_nothing_that_was_told(
    opened: Opened, tmp_path: Path, synchronous: str, images: int, loses: bool
) -> None:
    """The same images show a loss where nothing is synced: the method can see one."""
    opened.close()
    disk = crash.Disk(tmp_path / "store")
    steps = crash.record(tmp_path, 12, synchronous)
    assert sum(step.ack is not None for step in steps) == 12
    chance = random.Random(5)
    cuts = set(chance.sample(range(len(steps)), min(images, len(steps))))
    device = opened.ledger.identity.device
    wrong: list[str] = []
    for at in disk.run(steps):
        if at in cuts:
            wrong += disk.faults(tmp_path / "image", device, chance)
    assert bool(wrong) is loses, wrong
