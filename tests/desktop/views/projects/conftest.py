"""A store with an invented family of projects, under the rules of projects."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World, build
from tests.desktop.views.projects.desk import with_law


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    with_law(made)
    yield made
    made.close()
