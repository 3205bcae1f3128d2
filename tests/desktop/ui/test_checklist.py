import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.table_model import Cell, Column
from desktop.ui.tones import Tone
from tests.desktop.ui.hand import Show, here, press

pytestmark = pytest.mark.gui

COLUMNS = (Column("材料", 200, stretch=True), Column("状态", 120))
ACTIONS = (RowAction("verify", "V", "核对原件", onward=True), RowAction("drop", "Del", "去掉"))


def row(key: str, *allowed: str, refusal: str = "") -> ChecklistRow:
    return ChecklistRow(
        key, (key, Cell("待收", Tone.WARN)), frozenset(allowed), refusal, f"{key} 的详情"
    )


@pytest.fixture
def list_(shown: Show) -> Checklist:
    made = Checklist("材料", COLUMNS, ACTIONS)
    shown(made)
    made.set_rows(
        [
            row("a", "verify", "drop"),
            row("b", refusal="已共享，不得重复收取（方案六）"),
            row("c", "verify"),
        ]
    )
    made.setFocus()
    return made


@pytest.fixture
def acted(list_: Checklist) -> list[tuple[str, str]]:
    done: list[tuple[str, str]] = []
    list_.acted.connect(lambda key, name: done.append((key, name)))
    return done


def texts(list_: Checklist) -> list[str]:
    return [one.text() for one in list_.findChildren(QLabel) if one.isVisible()]


def test_a_key_acts_on_its_row_and_goes_on(
    list_: Checklist, acted: list[tuple[str, str]], qtbot: QtBot
) -> None:
    press(qtbot, "v")
    assert list_.current_key() == "c"
    press(qtbot, "V")
    assert acted == [("a", "verify"), ("c", "verify")]


def test_a_refused_key_says_why(
    list_: Checklist, acted: list[tuple[str, str]], qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Down)
    with qtbot.waitSignal(list_.denied) as denied:
        press(qtbot, "v")
    assert denied.args == ["b", "verify"]
    assert "■ 不能核对原件：已共享，不得重复收取（方案六）" in texts(list_)
    press(qtbot, Qt.Key.Key_Down)
    assert "c 的详情" in texts(list_)
    assert acted == []


def test_a_key_held_down_acts_once(list_: Checklist, acted: list[tuple[str, str]]) -> None:
    key = Qt.Key.Key_V
    plain = Qt.KeyboardModifier.NoModifier
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, key, plain, "v", repeated)
        QApplication.sendEvent(here(), event)
    assert acted == [("a", "verify")]


def test_keys_with_modifiers_are_not_taken(
    list_: Checklist, acted: list[tuple[str, str]], qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert acted == []


def test_named_keys(list_: Checklist, acted: list[tuple[str, str]], qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Delete)
    assert acted == [("a", "drop")]
    assert list_.current_key() == "a"


def test_buttons_show_what_the_row_allows(list_: Checklist, qtbot: QtBot) -> None:
    buttons = list_.findChildren(QPushButton)
    shown_now = [(b.text(), b.isEnabled()) for b in buttons if b.isVisible()]
    assert shown_now == [("V 核对原件", True), ("Delete 去掉", True)]
    list_.select("c")
    assert [b.isEnabled() for b in buttons if b.isVisible()] == [True, False]


def test_new_rows_keep_the_place_and_its_story(list_: Checklist) -> None:
    list_.select("c")
    list_.set_rows([row("a"), row("c", "verify"), row("d")])
    assert list_.current_key() == "c"
    assert "c 的详情" in texts(list_)
