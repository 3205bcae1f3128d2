"""Long work: what is done of how much, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.ui.labels import CutLabel, button
from desktop.ui.theme import current


class Progress(QWidget):
    """One piece of work at a time; ``cancelled`` when the clerk stops it. Hidden while idle."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._words = CutLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button("取消", self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().px("gap"))
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.hide()

    def start(
        self, title: str, of: int = 0, *, may_cancel: bool = True, stop: str = "取消"
    ) -> None:
        """Show work that has begun; ``of`` 0 means that nobody knows how much there is.

        ``stop`` is the word for ending it: what is done is thrown away, or kept (停止).
        """
        self._title = title
        self._cancel.setText(stop)
        self._cancel.setVisible(may_cancel)
        self._cancel.setEnabled(True)
        self._bar.setAccessibleName(title)
        self.advance(0, of)
        self.show()

    def advance(self, done: int, of: int = 0, unit: str = "") -> None:
        """Show what is done: ``扫描  3 / 12 页``."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        tail = f" {unit}" if unit else ""
        counted = f"  {done} / {of}{tail}" if of else (f"  {done}{tail}" if done else "")
        self._words.setText(f"{self._title}{counted}")

    def finish(self) -> None:
        """The work has ended, well or not; messages are said elsewhere."""
        self.hide()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText(f"{self._title}  正在停下…")
        self.cancelled.emit()
