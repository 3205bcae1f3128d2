"""The Qt that is installed counts references rightly.

PySide6 6.12.0 on Python 3.11 drops one reference to None with every method that returns nothing
and one to True with every signal; after some thousands of calls the program aborts.
"""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 2_000
NOISE = 200
"""References that other parts of the process may take or drop meanwhile."""


class Bell(QObject):
    rung = Signal()


def test_calls_do_not_eat_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("受理")
    assert abs(sys.getrefcount(None) - before) < NOISE


def test_signals_do_not_eat_references_to_true(qapp: object) -> None:
    bell = Bell()
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        bell.rung.emit()
    assert abs(sys.getrefcount(True) - before) < NOISE
