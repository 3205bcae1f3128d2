"""Pages of a file in full, until Esc."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.preview import Preview


class PageDialog(QDialog):
    """One file; its pages are turned with PgUp and PgDn."""

    def __init__(self, parent: QWidget, pages: tuple[bytes, ...]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("查看页面")
        view = Preview("页面")
        column = QVBoxLayout(self)
        column.addWidget(view)
        room = parent.window().size()
        self.resize(room.width() * 4 // 5, room.height() * 9 // 10)
        view.set_pages(pages)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
