"""A hall with a case that was received."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World, build
from tests.desktop.views.handling import hall


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    hall.publish(made)
    yield made
    made.close()


@pytest.fixture
def case(world: World) -> str:
    return hall.receive(world)
