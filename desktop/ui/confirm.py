"""The question before an act that cannot be taken back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.inputs import Input, make_input
from desktop.ui.labels import button, label, tell
from desktop.ui.theme import current
from desktop.ui.tones import Tone


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: ``points`` say what will hold afterwards, one line each."""

    title: str
    points: tuple[str, ...] = ()
    yes: str = "确认"
    no: str = "返回"
    reason_label: str = ""
    """When given, a reason must be chosen or typed before ``yes`` works."""
    reasons: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no; ``reason`` is the chosen value or the typed text."""

    yes: bool
    reason: str = ""


Ask = Callable[[Question, Callable[[Answer], None]], object]
"""Opens a question; its answer is heard later."""


class Confirm(QDialog):
    """Y confirms, N or Esc goes back. Enter presses what is in focus, at first the way back."""

    def __init__(self, parent: QWidget, question: Question) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self._question = question
        self._reason = self._make_reason()
        self._hint = label(wrap=True)
        self._yes = button(f"{question.yes}(&Y)", self._confirm, "primary")
        self._no = button(f"{question.no}(&N)", self.reject)
        self._build()
        first = self._reason.stops[0] if self._reason is not None else self._no
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> Answer:
        """What was answered, after the dialog was closed."""
        given = self.result() == int(QDialog.DialogCode.Accepted)
        return Answer(given, self._reason_text() if given else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Y and not event.isAutoRepeat():
            self._confirm()
        elif event.key() == Qt.Key.Key_N:
            self.reject()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        theme = current()
        column = QVBoxLayout(self)
        edge = theme.px("gap_large")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px("gap"))
        column.addWidget(label(self._question.title, "title", wrap=True))
        for point in self._question.points:
            column.addWidget(label(f"· {point}", wrap=True))
        if self._reason is not None:
            column.addWidget(label(self._question.reason_label, "hint"))
            column.addWidget(self._reason.widget)
        column.addWidget(self._hint)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._no)
        row.addWidget(self._yes)
        column.addLayout(row)
        self.setMinimumWidth(30 * theme.px("body"))

    def _make_reason(self) -> Input | None:
        if not self._question.reason_label:
            return None
        field = Field(
            "reason",
            self._question.reason_label,
            Kind.PICK if self._question.reasons else Kind.TEXT,
            required=True,
            choices=self._question.reasons,
            per_row=1,
            max_length=200,
        )
        return make_input(field, lambda _: self._hint.clear())

    def _reason_text(self) -> str:
        return self._reason.read().strip() if self._reason is not None else ""

    def _confirm(self) -> None:
        if self._reason is not None and not self._reason_text():
            tell(self._hint, f"请先填写{self._question.reason_label}", Tone.BAD)
            self._reason.stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()


def ask(parent: QWidget, question: Question, answered: Callable[[Answer], None]) -> Confirm:
    """Open the question over ``parent``; ``answered`` hears yes or no, and nothing blocks."""
    dialog = Confirm(parent, question)
    dialog.finished.connect(lambda _: answered(dialog.answer()))
    dialog.open()
    return dialog
