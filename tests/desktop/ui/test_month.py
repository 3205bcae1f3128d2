"""The month: its heading in the hall's words, room in large letters, a chosen day one can read."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.month import DayMark, Month
from desktop.ui.tones import Tone

pytestmark = pytest.mark.gui
DAY = date(2026, 11, 20)


def made(qapp: QApplication, qtbot: QtBot, look: theme.Look) -> Month:
    theme.apply(qapp, look)
    month = Month(lambda _: False)
    qtbot.addWidget(month)
    month.set_marks({DAY: DayMark(3, Tone.LATE)})
    month.show_day(DAY)
    month.show()
    qtbot.waitExposed(month)
    return month


def heading(month: Month) -> str:
    return next(one.text() for one in month.findChildren(QLabel) if "年" in one.text())


def test_the_heading_is_written_as_a_clerk_writes_it(qapp: QApplication, qtbot: QtBot) -> None:
    month = made(qapp, qtbot, theme.Look.NORMAL)
    assert heading(month) == "2026年11月"
    days = month.findChild(QTableView)
    assert days is not None
    qtbot.keyClick(days, Qt.Key.Key_PageDown)  # type: ignore[no-untyped-call]
    assert heading(month) == "2026年12月"


@pytest.mark.parametrize("look", theme.Look)
def test_the_chosen_day_is_written_in_the_colour_of_a_choice(
    qapp: QApplication, qtbot: QtBot, look: theme.Look
) -> None:
    month = made(qapp, qtbot, look)
    month.resize(month.minimumSizeHint())
    picture = month.grab().toImage()
    found = {
        QColor(picture.pixel(x, y)).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert theme.current().colour("selected").name() in found
    assert theme.current().colour("selected_text").name() in found
    theme.apply(qapp, theme.Look.NORMAL)


def test_in_a_narrow_cell_only_the_number_stands(qapp: QApplication, qtbot: QtBot) -> None:
    month = made(qapp, qtbot, theme.Look.LARGE)
    mark = DayMark(3, Tone.LATE)
    assert month._words(mark, 500).endswith("3 件")
    assert month._words(mark, 30).endswith("3")
    month.resize(month.minimumSizeHint().width(), 400)
    days = month.findChild(QTableView)
    assert days is not None
    assert days.columnViewportPosition(7) + days.columnWidth(7) <= month.width() < 350
    theme.apply(qapp, theme.Look.NORMAL)
