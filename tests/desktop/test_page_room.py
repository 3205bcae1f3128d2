"""In the large looks every page beside the counter fits a window of 1280x720."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.views.projects.page import SECTIONS
from desktop.views.projects.presenter import ProjectsPresenter
from tests.desktop.test_list_pages import pages
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World, build
from tests.desktop.views.projects.desk import MAIN, with_law

pytestmark = pytest.mark.gui
WIDE, HIGH = 882, 559
"""What the frame leaves to a page there, in pixels."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    with_law(made)
    yield made
    made.close()


@pytest.fixture(params=[theme.Look.LARGE, theme.Look.LARGE_CONTRAST])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[theme.Look]:
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp, theme.Look.NORMAL)


def fits(page: QWidget) -> bool:
    wanted = page.minimumSizeHint()
    return wanted.width() <= WIDE and wanted.height() <= HIGH


def test_every_list_fits(world: World, look: theme.Look, qtbot: QtBot) -> None:
    made = pages(world, [])
    for key, make in made.makers().items():
        page = make()
        qtbot.addWidget(page)
        made.presenters[key].load()
        assert fits(page), (look, key, page.minimumSizeHint())


def test_so_does_every_section_of_a_project(world: World, look: theme.Look, qtbot: QtBot) -> None:
    made = pages(world, [])
    page = made.makers()["projects"]()
    qtbot.addWidget(page)
    presenter = made.presenters["projects"]
    assert isinstance(presenter, ProjectsPresenter)
    presenter.load()
    presenter.choose(MAIN)
    for at, name in enumerate(SECTIONS):
        presenter.turn(at)
        assert fits(page), (look, name, page.minimumSizeHint())
