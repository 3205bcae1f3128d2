"""One practice hub for all tests of this room, and fresh windows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.realparts.hub import HubProcess, Window, enrolled


@pytest.fixture(scope="session")
def running_hub() -> Iterator[HubProcess]:
    with HubProcess() as hub:
        yield hub


@pytest.fixture
def hub(running_hub: HubProcess) -> Iterator[HubProcess]:
    yield running_hub
    running_hub.arm()


@pytest.fixture
def new_window(hub: HubProcess, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Makes windows of the hub; ``url`` puts something between the two."""
    made: list[Window] = []

    def make(url: str = "") -> Window:
        made.append(enrolled(hub, tmp_path / f"window{len(made)}", url))
        return made[-1]

    yield make
    for window in made:
        window.close()


@pytest.fixture
def window(new_window: Callable[..., Window]) -> Window:
    return new_window()
