"""The counter in the real window, worked with keys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError
from desktop.actions import entry
from desktop.ui.confirm import Confirm
from desktop.views.counter.page import CounterPage
from desktop.views.counter.presenter import CounterPresenter
from desktop.window import MainWindow
from tests.desktop.views.counter.world import World

W = TypeVar("W", bound=QWidget)
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
MOST_TABS = 600
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class Front:
    """The window, the page, and the clerk's hands; ``typed`` counts the keys."""

    qtbot: QtBot
    world: World
    window: MainWindow
    page: CounterPage
    counter: CounterPresenter
    errors: list[ClerkError] = field(default_factory=list)
    typed: int = 0

    def press(self, what: str | Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Type a text or press a key where the cursor is."""
        for key in what if isinstance(what, str) else (what,):
            where = self._focused() or self._front()
            self.qtbot.keyClick(where, key, held)  # type: ignore[no-untyped-call]
            self.typed += 1
            QApplication.processEvents()

    def tab_to(self, name: str) -> list[str]:
        """Press Tab until the cursor is in what is called so; the names on the way."""
        passed: list[str] = []
        for _ in range(MOST_TABS):
            if name in self.here():
                return passed
            self.press(Qt.Key.Key_Tab)
            passed.append(self.here())
        raise AssertionError(f"{name} is not reached: {passed[-20:]}")

    def _focused(self) -> QWidget | None:
        """Where the cursor is, unless a window of an earlier test still has it."""
        widget = QApplication.focusWidget()
        if widget is None:
            return None
        top = widget.window()
        return widget if self.window in (top, top.parentWidget()) else None

    def _front(self) -> QWidget:
        """After a dialog the window is in front again; offscreen nobody sees to that."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        return QApplication.focusWidget() or self.window

    def here(self) -> str:
        """The accessible name of what the cursor is in."""
        widget = self._focused()
        return widget.accessibleName() if widget is not None else ""

    def shown(self, kind: type[W]) -> W:
        """The only visible widget of a kind on the page or in the side panel."""
        parts = [*self.page.findChildren(kind), *self.page.side.findChildren(kind)]
        found = [part for part in parts if part.isVisible()]
        assert len(found) == 1, found
        return found[0]

    def dialog(self, kind: type[W]) -> W:
        """The dialog that is open."""
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert len(found) == 1, found
        return found[0]

    def questions(self) -> list[Confirm]:
        """The questions that stand open."""
        return [one for one in self.window.findChildren(Confirm) if one.isVisible()]

    def words(self) -> str:
        """Everything that stands on the page and in the side panel."""
        parts: list[QWidget] = [
            *self.page.findChildren(QWidget),
            *self.page.side.findChildren(QWidget),
        ]
        texts = (part.property("text") for part in parts if part.isVisible())
        return "\n".join(text for text in texts if isinstance(text, str))


def open_front(qtbot: QtBot, world: World, handle: Callable[[str], None] = lambda _: None) -> Front:
    """A counter in the window at 1280x720, with the cursor on its first page."""
    counter = world.presenter(handle=handle)
    window = MainWindow()
    qtbot.addWidget(window)
    errors: list[ClerkError] = []

    def show_error(error: ClerkError) -> None:
        errors.append(error)
        window.say(error)

    page = CounterPage(counter, show_error, window.ask)
    frame = window.build_frame()
    frame.add_page(entry("counter"), lambda: page)
    frame.side.add(page.side)
    frame.side.on_enter = page.enter_side
    window.show_frame()
    window.resize(1280, 720)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    counter.start()
    frame.open_page("counter")
    made = Front(qtbot, world, window, page, counter, errors)
    settle()
    return made


def settle() -> None:
    """Let queued calls and layouts come to rest."""
    for _ in range(10):
        QApplication.processEvents()


def close_dialogs(front: Front) -> None:
    for one in front.window.findChildren(QDialog):
        one.reject()
    settle()
