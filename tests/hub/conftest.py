"""A hub in this process for its parts, and one in a process of its own for its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub import opening, practice
from hub.opening import Hall, Hub
from sync import keys
from tests.realparts.hub import HubProcess, now

HALL = Hall("测试大厅", "410100", approval_system=True, verify_address="https://hall.test/verify")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """An empty hub."""
    folder = tmp_path / "hub"
    folder.mkdir()
    key = keys.StoreKey("hub", bytes(range(32)))
    made = opening.create(folder, tmp_path / "guard", key, HALL, now)
    yield made
    made.close()


@pytest.fixture
def practised(hub: Hub) -> Hub:
    """A hub with the invented clerks and projects."""
    practice.seed(hub)
    return hub


@pytest.fixture(scope="session")
def running_hub() -> Iterator[HubProcess]:
    with HubProcess() as process:
        yield process
