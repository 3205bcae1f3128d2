"""Several lines about how things stand: whole where there is room, else scrolled by the arrows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from desktop.ui.labels import label
from desktop.ui.theme import current

_LEAST_LINES = 3


class ToldLines(QScrollArea):
    """As tall as its text, and never smaller than a few lines of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._text = label(wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setObjectName("scrolled")
        self.setWidget(self._text)

    def say(self, text: str) -> None:
        """Show a text of several lines."""
        if text != self._text.text():
            self._text.setText(text)
            self._settle()

    def text(self) -> str:
        """What stands here."""
        return self._text.text()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._whole())

    def minimumSizeHint(self) -> QSize:
        least = _LEAST_LINES * self.fontMetrics().lineSpacing()
        return QSize(super().minimumSizeHint().width(), min(least, self._whole()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _whole(self) -> int:
        wide = self.viewport().width() or 40 * current().px("body")
        return self._text.heightForWidth(wide) if self._text.text() else 0

    def _settle(self) -> None:
        """Only what does not fit is a stop of the cursor."""
        short = self.height() < self._whole()
        policy = Qt.FocusPolicy.TabFocus if short else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.updateGeometry()
