"""What every widget test needs: the look of the program, and a way to show a widget."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from tests.desktop.ui.hand import Show, W


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> theme.Theme:
    theme.speak_chinese(qapp)
    return theme.apply(qapp, theme.Look.NORMAL)


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Show a widget in an active window of 948 px, the room of a page at 1280."""

    kept: list[QWidget] = []

    def show(widget: W) -> W:
        qtbot.addWidget(widget)
        kept.append(widget)
        widget.resize(948, 560)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show
