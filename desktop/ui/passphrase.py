"""The gate before the login on a machine without a keyring: one passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.labels import button, label
from desktop.ui.theme import current


class PassphraseView(QWidget):
    """``submitted(text)`` by Enter or click; the text is forgotten at once."""

    submitted = Signal(str)

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._text = QLineEdit()
        self._text.setEchoMode(QLineEdit.EchoMode.Password)
        self._text.setAccessibleName("口令")
        self._text.returnPressed.connect(self._submit)
        theme = current()
        edge = 2 * theme.px("gap_large")
        sheet = QFrame()
        sheet.setObjectName("sheet")
        sheet.setFixedWidth(28 * theme.px("body"))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px("gap"))
        column.addWidget(label(title, "title"))
        column.addWidget(label(sentence, "hint", wrap=True))
        column.addWidget(self._text)
        column.addWidget(button("打开", self._submit, "primary"))
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(sheet, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.setFocusProxy(self._text)

    def _submit(self) -> None:
        text = self._text.text()
        self._text.clear()
        if text:
            self.submitted.emit(text)
