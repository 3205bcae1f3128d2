"""Pages of a paper as they will be printed, with zoom."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.labels import EmptyState, button, label
from desktop.ui.theme import current

_STEP = 1.25
_SMALLEST = 0.1
_LARGEST = 6.0
_KEYS = {
    int(Qt.Key.Key_Plus): "larger",
    int(Qt.Key.Key_Equal): "larger",
    int(Qt.Key.Key_Minus): "smaller",
    int(Qt.Key.Key_0): "fit",
    int(Qt.Key.Key_PageDown): "next",
    int(Qt.Key.Key_PageUp): "before",
}


class Preview(QWidget):
    """One page at a time, fitted to the width until the clerk zooms.

    PgUp and PgDn turn pages, ``+`` and ``-`` zoom, ``0`` fits again, the arrows scroll.
    ``turned(page)`` counts from 0. Only the page on show is decoded.
    """

    turned = Signal(int)

    def __init__(self, name: str, empty: str = "还没有可以预览的页面") -> None:
        super().__init__()
        self._pages: tuple[bytes, ...] = ()
        self._at = 0
        self._zoom = 0.0
        self._picture = QPixmap()
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = _Area(self)
        self._area.setAccessibleName(name)
        self._area.setWidget(self._sheet)
        self._empty = EmptyState(empty)
        self._words = label()
        self._bar = QWidget()
        self._build()
        self.setFocusProxy(self._area)
        self.set_pages(())

    def set_pages(self, pages: Sequence[bytes]) -> None:
        """Show PNG or JPEG pages from the first one; none shows the empty sentence."""
        self._pages = tuple(pages)
        self._empty.setVisible(not pages)
        self._area.setVisible(bool(pages))
        self._bar.setVisible(bool(pages))
        self._picture = QPixmap()
        self._zoom = 0.0
        self.turn_to(0)

    def turn_to(self, at: int) -> None:
        """Show a page, counting from 0; the nearest one when there is no such page."""
        if not self._pages:
            return
        self._at = max(0, min(at, len(self._pages) - 1))
        self._picture = QPixmap()
        self._picture.loadFromData(self._pages[self._at])
        self._area.verticalScrollBar().setValue(0)
        self._draw()
        self.turned.emit(self._at)

    def page(self) -> int:
        """The page on show, counting from 0."""
        return self._at

    def act(self, verb: str) -> None:
        """``larger``, ``smaller``, ``fit``, ``next`` or ``before``."""
        if verb in ("next", "before"):
            self.turn_to(self._at + (1 if verb == "next" else -1))
            return
        factor = {"larger": _STEP, "smaller": 1 / _STEP}.get(verb)
        now = self._scale()
        self._zoom = 0.0 if factor is None else max(_SMALLEST, min(now * factor, _LARGEST))
        self._draw()

    def refit(self) -> None:
        """The room has changed."""
        if not self._zoom:
            self._draw()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px("gap_small"))
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addStretch(1)
        verbs = {
            "before": ("‹ PgUp", "上一页"),
            "next": ("PgDn ›", "下一页"),
            "smaller": ("－", "缩小"),
            "larger": ("＋", "放大"),
            "fit": ("0 适宽", "适合宽度"),
        }
        for verb, (words, spoken) in verbs.items():
            made = button(words, partial(self.act, verb), "quiet")
            made.setAccessibleName(spoken)
            made.setToolTip(spoken)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(made)
        column.addWidget(self._bar)
        column.addWidget(self._area, 1)
        column.addWidget(self._empty, 1)

    def _scale(self) -> float:
        if self._zoom:
            return self._zoom
        room = self._area.viewport().width() - 2 * current().px("gap_small")
        return max(_SMALLEST, min(room / max(self._picture.width(), 1), 1.5))

    def _draw(self) -> None:
        if self._picture.isNull():
            self._sheet.setText("这一页无法显示" if self._pages else "")
            self._sheet.adjustSize()
            return
        scale = self._scale()
        ratio = self.devicePixelRatioF()
        width = max(1, round(self._picture.width() * scale * ratio))
        drawn = self._picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(drawn)
        self._sheet.resize(self._sheet.sizeHint())
        self._words.setText(f"第 {self._at + 1} / {len(self._pages)} 页　{round(scale * 100)}%")
        self._sheet.setAccessibleName(f"第{self._at + 1}页，共{len(self._pages)}页")


class _Area(QScrollArea):
    """The scrolling part; hands the keys of the preview to it."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview)
        self._preview = preview
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = _KEYS.get(event.key())
        if verb is None:
            super().keyPressEvent(event)
        else:
            self._preview.act(verb)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._preview.refit()
