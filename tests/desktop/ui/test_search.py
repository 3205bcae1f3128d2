import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.search import Hit, SearchField, SearchPanel
from tests.desktop.ui.hand import Show, compose, here, press

pytestmark = pytest.mark.gui

HITS = (Hit("c1", "某某花园", "LH-1"), Hit("c2", "某某小区", "LH-2"))


@pytest.fixture
def field(shown: Show) -> SearchField:
    holder = QWidget()
    made = SearchField("查找", "名称")
    column = QVBoxLayout(holder)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    column.addStretch(1)
    shown(holder)
    made.setFocus()
    return made


def hits(field: SearchField) -> list[str]:
    lists = [one for one in field.window().findChildren(QListWidget) if one.isVisible()]
    return [one.item(at).text() for one in lists for at in range(one.count())]


def test_asks_once_after_a_pause(field: SearchField, qtbot: QtBot) -> None:
    asked: list[str] = []
    field.wanted.connect(asked.append)
    press(qtbot, "zz")
    compose("花园")
    qtbot.waitUntil(lambda: asked == ["zz花园"])
    qtbot.wait(150)
    assert asked == ["zz花园"]


def test_keys_choose_while_the_cursor_stays(field: SearchField, qtbot: QtBot) -> None:
    press(qtbot, "hy")
    field.show_hits("hy", HITS)
    assert hits(field) == ["某某花园　LH-1", "某某小区　LH-2"]
    assert here() is field
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.chosen) as chosen:
        press(qtbot, Qt.Key.Key_Return)
    assert chosen.args == ["c2"]
    assert hits(field) == []


def test_an_old_answer_is_passed_over(field: SearchField, qtbot: QtBot) -> None:
    press(qtbot, "hy2")
    field.show_hits("hy", HITS)
    assert hits(field) == []


def test_nothing_found_says_so(field: SearchField, qtbot: QtBot) -> None:
    press(qtbot, "qq")
    field.show_hits("qq", ())
    assert hits(field) == ["没有找到"]
    with qtbot.waitSignal(field.submitted) as said:
        press(qtbot, Qt.Key.Key_Return)
    assert said.args == ["qq"]


def test_escape_leaving_and_emptying_close_the_results(field: SearchField, qtbot: QtBot) -> None:
    press(qtbot, "h")
    field.show_hits("h", HITS)
    press(qtbot, Qt.Key.Key_Escape)
    assert hits(field) == []
    field.show_hits("h", HITS)
    press(qtbot, Qt.Key.Key_Backspace)
    assert hits(field) == []
    press(qtbot, "h")
    field.show_hits("h", HITS)
    press(qtbot, Qt.Key.Key_Tab)
    assert hits(field) == []


def test_results_follow_the_window(field: SearchField, qtbot: QtBot) -> None:
    press(qtbot, "h")
    field.show_hits("h", HITS)
    field.window().resize(700, 400)
    box = next(one for one in field.window().findChildren(QListWidget))
    qtbot.waitUntil(lambda: box.geometry().right() <= 700)
    assert box.geometry().top() >= field.geometry().bottom()


def test_the_panel_gives_the_cursor_back(shown: Show, qtbot: QtBot) -> None:
    holder = QWidget()
    line = QLineEdit(holder)
    panel = SearchPanel(holder, line, "查找", "")
    shown(holder)
    line.setFocus()
    panel.open_panel()
    assert here() is panel.field
    press(qtbot, Qt.Key.Key_Tab)
    assert here() is panel.field
    press(qtbot, "h")
    panel.field.show_hits("h", HITS)
    press(qtbot, Qt.Key.Key_Escape)
    assert panel.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert here() is line
    panel.open_panel()
    panel.field.show_hits("h", HITS)
    press(qtbot, Qt.Key.Key_Return)
    assert panel.isHidden()
