import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.ui.page import Page
from desktop.ui.rows import RowsEditor
from tests.desktop.ui.hand import Show, here, press

pytestmark = pytest.mark.gui

COLUMNS = (
    Field("no", "楼号", required=True),
    Field("area", "面积", Kind.DECIMAL, unit="㎡"),
    Field("use", "用途", Kind.CHOICE, choices=(Choice("live", "住宅"),)),
)
ROWS = [
    {"no": "1#", "area": "10", "use": "live"},
    {"no": "2#", "area": "20", "use": ""},
    {"no": "3#", "area": "", "use": ""},
]


@pytest.fixture
def rows(shown: Show) -> RowsEditor:
    made = RowsEditor(COLUMNS, row_name="栋", most=4)
    shown(made)
    made.set_rows(ROWS)
    return made


def test_shows_and_tells(rows: RowsEditor, qtbot: QtBot) -> None:
    assert rows.rows() == ROWS
    rows.focus(1, "area")
    assert here().accessibleName() == "第2栋 面积"
    with qtbot.waitSignal(rows.cell_edited) as edited:
        press(qtbot, "5")
    assert edited.args == [1, "area", "520"]


def test_rows_come_and_go_by_key(rows: RowsEditor, qtbot: QtBot) -> None:
    rows.focus(1, "area")
    with qtbot.waitSignal(rows.row_removed) as removed:
        press(qtbot, Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier)
    assert removed.args == [1]
    assert rows.rows() == [ROWS[0], ROWS[2]]
    assert here().accessibleName() == "第2栋 面积"
    with qtbot.waitSignal(rows.row_added) as added:
        press(qtbot, Qt.Key.Key_Insert, Qt.KeyboardModifier.AltModifier)
    assert added.args == [2]
    assert here().accessibleName() == "第3栋 楼号，必填"
    press(qtbot, "9#")
    assert rows.rows()[2]["no"] == "9#"


def test_no_more_rows_than_allowed(rows: RowsEditor) -> None:
    rows.add_row()
    rows.add_row()
    assert len(rows.rows()) == 4


def test_all_rows_can_go(rows: RowsEditor) -> None:
    for _ in range(4):
        rows.remove_row()
    assert rows.rows() == []
    assert here().text() == "添加一栋  Alt+Insert"  # type: ignore[attr-defined]


def test_the_cell_in_focus_is_never_overwritten(rows: RowsEditor, qtbot: QtBot) -> None:
    rows.focus(0, "no")
    press(qtbot, "A")
    rows.set_rows([{"no": "x"}, {"no": "y"}, {"no": "z"}])
    assert [row["no"] for row in rows.rows()] == ["A1#", "y", "z"]
    rows.clear()
    assert rows.rows() == []


def test_tab_goes_row_by_row_and_out(rows: RowsEditor, qtbot: QtBot) -> None:
    rows.set_rows(ROWS[:2])
    rows.focus(0, "no")
    walked = []
    for _ in range(8):
        walked.append(here().accessibleName() or here().property("text"))
        press(qtbot, Qt.Key.Key_Tab)
    assert walked == [
        "第1栋 楼号，必填",
        "第1栋 面积",
        "第1栋 用途",
        "第2栋 楼号，必填",
        "第2栋 面积",
        "第2栋 用途",
        "添加一栋  Alt+Insert",
        "删除本栋  Alt+Delete",
    ]


def test_problems(rows: RowsEditor) -> None:
    rows.set_problems({(1, "no"): "重复"})
    rows.focus(1, "no")
    assert "重复" in here().accessibleDescription()
    rows.set_problems({})
    assert here().accessibleDescription() == ""


def test_rows_stay_in_their_place_for_tab(shown: Show, qtbot: QtBot) -> None:
    before, after = FormView((Field("a", "前"),)), FormView((Field("b", "后"),))
    rows = RowsEditor((Field("x", "中"),))
    page = Page()
    for part in (before, rows, after):
        page.add(part)
    shown(page)
    rows.set_rows([{"x": "1"}, {"x": "2"}])
    qtbot.waitUntil(rows.stops()[0].isVisible)
    names = []
    before.focus("a")
    for _ in range(6):
        names.append(here().accessibleName() or here().property("text"))
        page.focusNextChild()
    assert names == [
        "前",
        "第1行 中",
        "第2行 中",
        "添加一行  Alt+Insert",
        "删除本行  Alt+Delete",
        "后",
    ]
