"""Step 2 in the window where several items can be taken in: found, chosen, worked by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.list_table import ListTable
from desktop.views.counter.presenter import FORM, PROJECT
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.conftest import _dress
from tests.desktop.views.counter.deeds import come_in
from tests.desktop.views.counter.front import Front, open_front, settle
from tests.desktop.views.counter.test_whole_by_keys import (
    BOUND,
    decide,
    originals,
    print_and_confirm,
    what_only_the_paper_says,
)
from tests.desktop.views.counter.world import AGENT, EVERYTHING, ITEM, build, read

KEY = Qt.Key
pytestmark = pytest.mark.gui


@pytest.fixture
def wide(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Front]:
    """A window whose clerk may take in every item."""
    _dress(qapp)
    made = build(tmp_path, clerk=EVERYTHING)
    invented.register_all(made)
    yield open_front(qtbot, made)
    made.close()


def lists(front: Front) -> dict[str, ListTable]:
    found = front.page.findChildren(ListTable)
    return {one.view.accessibleName(): one for one in found if one.isVisible()}


def choose_project(front: Front) -> None:
    front.counter.go(PROJECT)
    settle()
    front.press("yq")
    front.press(KEY.Key_Return)
    front.press(KEY.Key_Return)
    assert front.counter.state.draft.project == invented.STREAM


def digit_of(front: Front, code: str) -> str:
    codes = [one.code for one in front.counter.board.offered]
    return str(codes.index(code) + 1)


def test_the_items_stand_where_the_results_stood(wide: Front) -> None:
    come_in(wide.counter)
    choose_project(wide)
    assert wide.here() == "事项"
    assert set(lists(wide)) == {"事项", "子项目", "以前的办件"}
    assert lists(wide)["事项"].model.rowCount() == len(wide.counter.board.offered)
    for words in ("联合审图", "市城乡建设行政主管部门", "联合验收阶段", "15 个工作日"):
        assert words in _texts(lists(wide)["事项"])


def test_typing_brings_the_results_back(wide: Front) -> None:
    choose_project(wide)
    wide.tab_to("查找项目")
    wide.press("x")
    assert "查找结果" in lists(wide)
    assert "事项" not in lists(wide)
    wide.press("s")
    wide.qtbot.waitUntil(lambda: wide.counter.state.answered == "xs")
    wide.press(KEY.Key_Return)
    assert wide.counter.state.draft.project_name == "溪山学校"
    assert wide.here() == "事项"


def test_the_arrows_bring_the_results_back(wide: Front) -> None:
    choose_project(wide)
    wide.tab_to("查找项目")
    wide.press(KEY.Key_Down)
    assert "查找结果" in lists(wide)
    wide.press(KEY.Key_F5)
    assert set(lists(wide)) == {"事项", "子项目", "以前的办件"}


def test_enter_takes_the_current_item_and_goes_on(wide: Front) -> None:
    choose_project(wide)
    first, second = wide.counter.board.offered[:2]
    assert wide.counter.item.likely == first.code
    wide.press(KEY.Key_Down)
    wide.press(KEY.Key_Return)
    assert wide.counter.state.draft.item == second.code
    assert wide.counter.state.draft.step == FORM


def test_the_next_step_without_an_item_says_what_is_missing(wide: Front) -> None:
    choose_project(wide)
    wide.press(KEY.Key_F5)
    assert wide.errors[-1].code == "CT-114"
    assert wide.here() == "事项"
    assert wide.counter.state.draft.step == PROJECT


def test_a_key_of_no_item_does_nothing(wide: Front) -> None:
    choose_project(wide)
    wide.press("9")
    wide.press("0")
    assert wide.counter.state.draft.item == ""


def test_everything_fits_into_the_smallest_window(wide: Front) -> None:
    come_in(wide.counter)
    choose_project(wide)
    wide.press(KEY.Key_F5)
    settle()
    assert (wide.window.width(), wide.window.height()) == (1280, 720)


def test_a_standard_case_keeps_its_bound(wide: Front) -> None:
    wide.counter.person.report(read(AGENT))
    wide.press("3")
    wide.press(KEY.Key_Space)
    wide.press(KEY.Key_F5)
    wide.press("yq")
    wide.press(KEY.Key_Return)
    wide.press(KEY.Key_Return)
    wide.press(digit_of(wide, ITEM))
    assert wide.here().startswith("联系电话")
    wide.press("13800005678")
    wide.press(KEY.Key_F5)
    wide.press("0")
    wide.press(KEY.Key_F5)
    what_only_the_paper_says(wide)
    assert originals(wide) == 11
    decide(wide)
    assert wide.typed <= BOUND
    print_and_confirm(wide)
    assert wide.typed == 41


def _texts(table: ListTable) -> str:
    model = table.model
    return "\n".join(
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )
