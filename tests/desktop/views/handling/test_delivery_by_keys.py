"""The result of a joint acceptance taken in and handed out with keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.help import help_key
from tests.casework.flows.jointly import Walk
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import followed
from tests.desktop.views.handling.followed import case_of
from tests.desktop.views.handling.test_handling_page import front

pytestmark = pytest.mark.gui


def test_papers_arrive_and_leave_by_keys(qtbot: QtBot, world: World) -> None:
    case = followed.joint(world, Walk(ticked="planning,water").concluded())
    desk = front(qtbot, world, case)
    assert "结果已推送" in desk.words()
    desk.press("1")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert help_key(focus) == "handling.joint"
    for _ in range(3):
        desk.press("1")
        desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_F5)
    assert "登记到窗口的文件" in desk.yes()
    assert len(case_of(world, case).results) == 3
    desk.press("1")
    desk.press("1")
    desk.press(Qt.Key.Key_Tab)
    desk.press("12")
    desk.tab_to("凭据")
    desk.press("QS-3")
    desk.press(Qt.Key.Key_F5)
    assert "交付建设单位" in desk.yes()
    handed = [one.handed for one in case_of(world, case).results]
    assert all(one is not None and one.proof == "QS-3" for one in handed)
    assert desk.errors == []
