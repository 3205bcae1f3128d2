"""A counter on a store of its own."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.views.counter.presenter import CounterPresenter
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.front import Front, open_front
from tests.desktop.views.counter.world import World, build


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    yield made
    made.close()


@pytest.fixture
def counter(world: World) -> CounterPresenter:
    made = world.presenter()
    made.start()
    return made


@pytest.fixture
def front(qtbot: QtBot, qapp: QApplication, world: World) -> Front:
    _dress(qapp)
    return open_front(qtbot, world)


def _dress(app: QApplication) -> None:
    """Wear the normal look. Dressing walks over all widgets: none may die of age meanwhile."""
    if app.styleSheet() and theme.current().look is theme.Look.NORMAL:
        return
    gc.collect()
    theme.speak_chinese(app)
    theme.apply(app, theme.Look.NORMAL)
