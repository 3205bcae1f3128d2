"""Words on the window: labels by role, text that is cut with dots, and empty states."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.dress import wear, wear_tone
from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label; roles are title, name, heading, hint, unit, problem, mark, key."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setIndent(0)
    if role:
        made.setProperty("role", role)
    return made


def tell(target: QLabel, text: str, tone: Tone = Tone.PLAIN) -> None:
    """Show text in a tone, with the tone's shape before it."""
    target.setText(signed(text, tone) if text else "")
    wear_tone(target, tone)


class CutLabel(QLabel):
    """One line that ends in dots when it does not fit; the whole text is its tool tip."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        least = self.fontMetrics().horizontalAdvance("一二三…")
        return QSize(min(least, self.sizeHint().width()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter, room, int(self.alignment()), self.palette(), self.isEnabled(), cut
        )


class EmptyState(QWidget):
    """Nothing here yet: one sentence that says why, and the next action when there is one."""

    def __init__(self, sentence: str, action: str = "", act: Callable[[], None] | None = None):
        super().__init__()
        self._sentence = label(sentence, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = button("", self._go)
        self._act: Callable[[], None] | None = None
        column = QVBoxLayout(self)
        column.setSpacing(current().px("gap_large"))
        column.addStretch(2)
        column.addWidget(self._sentence)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.say(sentence, action, act)

    def say(self, sentence: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Change the sentence and the action (an empty ``action`` hides the button)."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._act = act

    def _go(self) -> None:
        if self._act is not None:
            self._act()


def button(text: str, act: Callable[[], None], role: str = "") -> QPushButton:
    """A push button; roles are primary and quiet. Enter presses the button in focus."""
    made = QPushButton(text)
    made.setAutoDefault(True)
    if role:
        wear(made, role=role)

    def pressed() -> None:
        # Without this Qt hands its "checked" to an act that takes optional arguments.
        act()

    made.clicked.connect(pressed)
    return made
