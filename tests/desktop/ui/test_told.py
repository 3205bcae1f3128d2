"""Lines about how things stand: whole where there is room, else reached and scrolled by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.told import ToldLines

pytestmark = pytest.mark.gui
TEXT = "\n".join(f"第{nth}行" for nth in range(1, 13))


def shown(qtbot: QtBot, height: int) -> tuple[ToldLines, QWidget]:
    holder, below = QWidget(), QWidget()
    qtbot.addWidget(holder)
    told = ToldLines("办理情况")
    column = QVBoxLayout(holder)
    column.addWidget(told)
    below.setMinimumHeight(80)
    column.addWidget(below, 1)
    told.say(TEXT)
    holder.resize(400, height)
    holder.show()
    return told, holder


def test_with_room_the_text_is_whole_and_no_stop(qtbot: QtBot) -> None:
    told, _ = shown(qtbot, 900)
    qtbot.waitUntil(lambda: not told.verticalScrollBar().isVisible())
    assert told.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert told.text() == TEXT


def test_where_room_is_short_the_arrows_scroll_it(qtbot: QtBot) -> None:
    told, _ = shown(qtbot, 190)
    qtbot.waitUntil(lambda: told.focusPolicy() is Qt.FocusPolicy.TabFocus)
    told.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(told, Qt.Key.Key_Down)  # type: ignore[no-untyped-call]
    assert told.verticalScrollBar().value() > 0
