"""One text as large as the window allows: names with rare characters, numbers to compare."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.labels import label
from desktop.ui.theme import current

_SMALLEST = 24
_LARGEST = 220


class LargeText(QDialog):
    """Shows a text in the largest size that fits; any of Esc, Enter or Space closes it."""

    def __init__(self, parent: QWidget, text: str, title: str = "放大") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._text = label(text)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        foot = label("按 Esc、回车或空格关闭", "hint")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._text, 1)
        column.addWidget(foot)
        room = parent.window().size()
        self.resize(room.width() * 3 // 4, room.height() // 2)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - 4 * current().px("gap_large")
        wide = QFontMetrics(self._sized(100)).horizontalAdvance(self._text.text()) or 1
        size = max(_SMALLEST, min(100 * room // wide, event.size().height() * 3 // 5, _LARGEST))
        # A style sheet wins over setFont, so the size is said there.
        self._text.setStyleSheet(f"font-size: {size}px")

    def _sized(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        return font
