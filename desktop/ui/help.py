"""Help beside the page: the article and the how-to for the field in focus."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.dress import wear
from desktop.ui.labels import button, label
from desktop.ui.page import scrolling
from desktop.ui.theme import current


class HelpPane(QFrame):
    """Stands in the place of the side panel until Esc or F1 closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        wear(self, role="side")
        self._title = label(role="title", wrap=True)
        self._how = label(wrap=True)
        self._source = label(role="hint", wrap=True)
        column = QVBoxLayout(self)
        gap = current().px("gap")
        column.setContentsMargins(gap, gap, gap, gap)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(button("关闭", self.closed.emit, "quiet"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        body = QWidget()
        words = QVBoxLayout(body)
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self._how)
        words.addWidget(self._source)
        words.addStretch(1)
        column.addWidget(scrolling(body), 1)

    def say(self, title: str, how: str, source: str = "") -> None:
        """Show one help text: what the field is, what to do, and the article behind it."""
        self._title.setText(title)
        self._how.setText(how)
        self._source.setText(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def help_key(widget: QWidget | None) -> str:
    """The help key of a widget or of the nearest widget around it."""
    while widget is not None:
        key = widget.property("help_key")
        if key:
            return str(key)
        widget = widget.parentWidget()
    return ""
