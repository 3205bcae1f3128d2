"""Practice only: put an invented card on the reader that lives in this process, and lift it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.labels import button, label


class PracticeCards(QWidget):
    """``put(name)`` and ``lifted`` as the clerk asks; cards are pairs of name and title."""

    put = Signal(str)
    lifted = Signal()

    def __init__(self, cards: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._cards = QComboBox()
        self._cards.setAccessibleName("虚拟证件")
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._cards.setSizeAdjustPolicy(policy)
        self._cards.setMinimumContentsLength(6)
        for name, title in cards:
            self._cards.addItem(title, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label("演练用虚拟证件", "hint"))
        column.addWidget(self._cards)
        row = QHBoxLayout()
        row.addWidget(button("放上(&K)", self._put))
        row.addWidget(button("拿起(&L)", self.lifted.emit))
        column.addLayout(row)

    def _put(self) -> None:
        self.put.emit(str(self._cards.currentData()))
