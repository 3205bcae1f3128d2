"""The page of projects worked with keys; what is closed says why; names for those who listen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records import ids
from casework.records.project_events import ItemApplied, ProjectBinned
from desktop.ui import theme
from desktop.ui.story import StoryView
from desktop.views.projects.page import SECTIONS, ProjectsPage
from desktop.views.projects.presenter import UNIT, ProjectsPresenter
from desktop.views.projects.state import EXEMPTION, FACTS, FIND, PARTS, STORY
from tests.casework import instances_exemption
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World, rules
from tests.desktop.views.projects.desk import GARAGE, MAIN, PERMIT, happen, with_law

pytestmark = pytest.mark.gui


@pytest.fixture
def page(world: World, qapp: QApplication, qtbot: QtBot) -> ProjectsPage:
    theme.apply(qapp, theme.Look.NORMAL)
    presenter = ProjectsPresenter(
        world.desk, PERMIT, lambda: page.render_state(presenter.state), device="device-1"
    )
    page = ProjectsPage(presenter, lambda _question, _answered: None)
    qtbot.addWidget(page)
    page.resize(960, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def key(qtbot: QtBot, page: QWidget, what: Qt.Key, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(page.focusWidget(), what, held)  # type: ignore[no-untyped-call]
    QApplication.processEvents()


def words(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def test_a_project_is_opened_and_every_section_reached_by_keys(
    page: ProjectsPage, qtbot: QtBot
) -> None:
    presenter = page.presenter
    assert presenter.state.section == FIND
    assert page.focusWidget().accessibleName() == "查找项目"
    key(qtbot, page, Qt.Key.Key_Down, NONE)
    key(qtbot, page, Qt.Key.Key_Up, NONE)
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    assert (presenter.state.section, presenter.state.stream) == (FACTS, MAIN)
    assert "云栖家园一期" in words(page)
    for at in range(len(SECTIONS)):
        key(qtbot, page, Qt.Key(Qt.Key.Key_1 + at), CTRL)
        assert presenter.state.section == at
        focused = page.focusWidget()
        assert focused is not None
        assert focused.accessibleName()


def test_the_story_tells_the_project_and_its_exemptions_by_time(
    page: ProjectsPage, world: World
) -> None:
    at = world.clock().isoformat()
    happen(world, MAIN, ItemApplied("case/x", "permit", "施工许可", True, at))
    exemption = ids.stream_of(ids.EXEMPTION, ids.new_id(world.clock()))
    happen(world, exemption, instances_exemption.determined(MAIN))
    presenter = page.presenter
    presenter.choose(MAIN)
    presenter.turn(STORY)
    told = page.findChild(StoryView)
    assert told is not None
    text = told.toPlainText()
    assert text.index("项目登记（") < text.index("申请了施工许可")
    assert text.index("申请了施工许可") < text.index("核对豁免清单：小区东门门卫房")
    assert "不认识" not in text
    assert page.focusWidget() is told


def test_what_may_not_be_done_says_why(page: ProjectsPage, world: World) -> None:
    presenter = page.presenter
    presenter.choose(MAIN)
    presenter.turn(PARTS)
    assert "先清空：云栖家园一期地下车库" in words(page)
    happen(world, GARAGE, ProjectBinned("空", "other", world.clock().isoformat()))
    presenter.load()
    assert "主项目不能删除" in words(page)


def test_what_is_typed_stays_through_news(page: ProjectsPage, qtbot: QtBot) -> None:
    presenter = page.presenter
    presenter.choose(MAIN)
    presenter.type(UNIT, invented.CREDIT_CODE)
    presenter.turn(PARTS)
    presenter.type("split.name", "3号楼")
    presenter.load()
    assert presenter.state.text("split.name") == "3号楼"
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    assert "已拆出子项目“3号楼”" in words(page)
    presenter.turn(EXEMPTION)
    assert "已拆出" not in words(page)


def test_once_determined_the_cursor_asks_for_the_applicants_choice(
    page: ProjectsPage, world: World, qtbot: QtBot
) -> None:
    with_law(world, rules().catalogue)
    presenter = page.presenter
    presenter.choose(MAIN)
    presenter.turn(EXEMPTION)
    check = presenter.exemption
    check.choose("2-7")
    next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "工程").setFocus()
    check.type_works("小区东门门卫房")
    check.answer("kind", "门卫房")
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    focused = page.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("选择")
