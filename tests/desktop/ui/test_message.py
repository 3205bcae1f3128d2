import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.message import MessageArea
from desktop.ui.tones import Tone
from desktop.ui.wording import Message
from tests.desktop.ui.hand import Show, here, press

pytestmark = pytest.mark.gui


@pytest.fixture
def area(shown: Show) -> MessageArea:
    holder = QWidget()
    column = QVBoxLayout(holder)
    line = QLineEdit()
    made = MessageArea()
    column.addWidget(line)
    column.addWidget(made)
    shown(holder)
    line.setFocus()
    return made


def words(area: MessageArea) -> list[str]:
    return [one.text() for one in area.findChildren(QLabel) if one.isVisible()]


FAULT = Message("没有卡", "读卡器上没有卡。", "请放卡。", "HW-103", "管理员", may_retry=True)
OTHER = Message("缺纸", code="PR-201")


def test_says_everything_and_takes_no_focus(area: MessageArea) -> None:
    before = here()
    area.show_message(FAULT)
    assert words(area) == [
        "■ 没有卡",
        "读卡器上没有卡。",
        "现在：请放卡。",
        "代码 HW-103 · 找 管理员",
    ]
    assert here() is before
    assert "没有卡" in area.accessibleName()


def test_retry_by_key(area: MessageArea, qtbot: QtBot) -> None:
    tried: list[str] = []
    area.show_message(FAULT, lambda: tried.append("again"))
    press(qtbot, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: tried == ["again"])
    assert area.isHidden()


def test_no_retry_without_permission_or_means(area: MessageArea) -> None:
    area.show_message(FAULT)
    assert not area.findChildren(QPushButton)[0].isVisible()
    area.show_message(OTHER, lambda: None)
    assert not area.findChildren(QPushButton)[0].isVisible()


def test_dismiss_by_key_brings_the_one_before(area: MessageArea, qtbot: QtBot) -> None:
    area.show_message(FAULT)
    area.show_message(OTHER)
    assert words(area) == ["■ 缺纸", "代码 PR-201 · 另有 1 条"]
    press(qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: words(area)[:1] == ["■ 没有卡"])
    with qtbot.waitSignal(area.gone):
        area.dismiss()
    assert area.isHidden()
    area.dismiss()


def test_the_same_code_is_said_once(area: MessageArea) -> None:
    area.show_message(FAULT)
    area.show_message(OTHER)
    area.show_message(FAULT)
    assert area.messages() == [OTHER, FAULT]


def test_a_cause_that_is_gone_takes_its_message_away(area: MessageArea) -> None:
    area.show_message(FAULT)
    area.clear("HW-103")
    assert area.isHidden()


def test_the_focus_falls_on_something(area: MessageArea, qtbot: QtBot) -> None:
    area.show_message(FAULT)
    area.findChildren(QPushButton)[1].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert isinstance(here(), QLineEdit)


def test_good_news_has_its_own_shape(area: MessageArea) -> None:
    area.show_message(Message("已受理", tone=Tone.GOOD))
    assert words(area) == ["● 已受理"]


def test_good_news_gives_way(area: MessageArea) -> None:
    area.show_message(Message("已受理", tone=Tone.GOOD))
    area.show_message(FAULT)
    assert area.messages() == [FAULT]
