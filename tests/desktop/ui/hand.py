"""The clerk's hands: keys, composed characters, and where the cursor is."""

from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


class Show(Protocol):
    """The fixture ``shown``: show a widget in an active window and hand it back."""

    def __call__(self, widget: W) -> W: ...


def here() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(
    qtbot: QtBot,
    what: str | Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Type a text or press a key where the cursor is."""
    if isinstance(what, str):
        qtbot.keyClicks(here(), what)  # type: ignore[no-untyped-call]
    else:
        qtbot.keyClick(here(), what, held)  # type: ignore[no-untyped-call]


def compose(text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(here(), event)
