"""The step bar of a task: Ctrl+1, Ctrl+2 … go to a step."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.ui.dress import wear
from desktop.ui.labels import button


class StepState(StrEnum):
    """How a step stands."""

    OPEN = "open"
    CURRENT = "current"
    DONE = "done"
    PROBLEM = "problem"
    CLOSED = "closed"
    """Cannot be entered yet."""


_MARKS = {StepState.DONE: " ✓", StepState.PROBLEM: " ！"}
_SPOKEN = {
    StepState.OPEN: "未完成",
    StepState.CURRENT: "正在办",
    StepState.DONE: "已完成",
    StepState.PROBLEM: "有问题",
    StepState.CLOSED: "还不能进入",
}


class StepBar(QWidget):
    """``chosen(at)`` when the clerk asks for a step, counting from 0; the caller turns to it."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, _ in enumerate(names):
            made = button("", partial(self._choose, at), "step")
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setToolTip(f"Ctrl+{at + 1}")
            # The keys reach every step; Tab goes straight into the page.
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._buttons.append(made)
            row.addWidget(made)
            QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self, partial(self._choose, at))
        self.set_states([StepState.OPEN] * len(self._names))

    def set_states(self, states: Sequence[StepState]) -> None:
        """Show how every step stands."""
        rows = zip(self._names, self._buttons, states, strict=True)
        for at, (name, made, state) in enumerate(rows):
            made.setText(f"{at + 1} {name}{_MARKS.get(state, '')}")
            made.setAccessibleName(f"第{at + 1}步 {name}，{_SPOKEN[state]}")
            made.setEnabled(state is not StepState.CLOSED)
            wear(made, state=state.value)

    def _choose(self, at: int) -> None:
        if self._buttons[at].isEnabled():
            self.chosen.emit(at)
