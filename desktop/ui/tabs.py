"""Parts of a page behind each other: Ctrl+1, Ctrl+2 … turn to a part."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import focus
from desktop.ui.dress import wear
from desktop.ui.labels import button
from desktop.ui.theme import current


class _Behind(QStackedWidget):
    """A part that nobody sees must not hold the window open."""

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class Tabs(QWidget):
    """``turned(at)`` after another part came to the front, counting from 0."""

    turned = Signal(int)

    def __init__(self, parts: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self._names = [name for name, _ in parts]
        self._buttons: list[QPushButton] = []
        self._stack = _Behind()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px("gap_small"))
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        for at, (name, part) in enumerate(parts):
            made = button(name, partial(self.turn, at), "step")
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setToolTip(f"Ctrl+{at + 1}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self, partial(self.enter, at))
            self._buttons.append(made)
            self._stack.addWidget(part)
            row.addWidget(made)
        self.turn(0)

    def turn(self, at: int) -> None:
        """Bring a part to the front."""
        self._stack.setCurrentIndex(at)
        self._mark()
        self.turned.emit(at)

    def enter(self, at: int) -> None:
        """Bring a part to the front and the cursor into it."""
        self.turn(at)
        part = self._stack.currentWidget()
        if part is not None and focus.is_stop(part):
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        elif part is not None:
            focus.enter(part)

    def at(self) -> int:
        """The part in front."""
        return self._stack.currentIndex()

    def set_word(self, at: int, word: str) -> None:
        """Change what stands on a part's button, for instance with a count."""
        if word != self._names[at]:
            self._names[at] = word
            self._buttons[at].setText(word)
            self._mark()

    def _mark(self) -> None:
        for number, made in enumerate(self._buttons):
            here = number == self.at()
            wear(made, state="current" if here else "open")
            spoken = "，正在看" if here else ""
            made.setAccessibleName(f"{self._names[number]}{spoken} Ctrl+{number + 1}")
