"""Banners that stay: the practice mark on every page, and the parts that are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from desktop.ui.labels import button, label
from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed


class Banner(QFrame):
    """One line across the window that cannot be put away."""

    def __init__(self, text: str, role: str = "practice") -> None:
        super().__init__()
        self.setProperty("role", role)
        self._words = label(text)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part of the system that is not there: what it is, what cannot be done, what helps."""

    name: str
    effect: str
    remedy: str


class MissingBanner(QFrame):
    """Names the missing parts in one line, and all about them on demand. Hidden when none is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setProperty("tone", "warn")
        self._words = label(wrap=True)
        self._more = label(wrap=True)
        self._toggle: QPushButton = button("详情", self._turn, "quiet")
        column = QVBoxLayout(self)
        gap, small = current().px("gap"), current().px("gap_small")
        column.setContentsMargins(gap, small, gap, small)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._toggle)
        column.addLayout(row)
        column.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_parts(())

    def set_parts(self, parts: Sequence[MissingPart]) -> None:
        """Show exactly these parts as missing."""
        names = "、".join(part.name for part in parts)
        self._words.setText(signed(f"本机缺少：{names}", Tone.WARN))
        self._more.setText(
            "\n".join(f"{part.name}：{part.effect}；{part.remedy}" for part in parts)
        )
        self._toggle.setAccessibleName(f"缺少的部件详情：{names}")
        self._more.hide()
        self._toggle.setText("详情")
        self.setVisible(bool(parts))

    def _turn(self) -> None:
        hidden = self._more.isHidden()
        self._more.setVisible(hidden)
        self._toggle.setText("收起" if hidden else "详情")
