"""Search while typing: the results stand under the field, and the cursor stays in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.labels import label
from desktop.ui.theme import current

_PAUSE_MS = 120
_MOST_SHOWN = 8
_PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Losing the focus for these reasons the field stays where the clerk is."""
_KEY_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its key, what it is called, and what tells it from the others."""

    key: str
    title: str
    detail: str = ""


class SearchField(QLineEdit):
    """``wanted(text)`` after a short pause in typing; answer with ``show_hits``.

    Up and Down move in the results, Enter chooses (``chosen(key)``), Esc closes them; with no
    result on show Enter is ``submitted(text)``, Up and Down are ``stepped(-1 or 1)``.
    """

    wanted = Signal(str)
    chosen = Signal(str)
    submitted = Signal(str)
    stepped = Signal(int)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self._hits = _HitList()
        self._hits.itemClicked.connect(self._choose)

    def show_hits(self, text: str, hits: Sequence[Hit], none: str = "没有找到") -> None:
        """Show the answer to ``text``; an answer to an older text is passed over."""
        if text != self.text().strip() or self.window().focusWidget() is not self:
            return
        self._hits.fill(hits, none)
        self._place()

    def close_hits(self) -> None:
        """Take the results off the window."""
        self._hits.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        open_now = self._hits.isVisible()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = self._hits.step if open_now else self.stepped.emit
            step(1 if key == Qt.Key.Key_Down else -1)
        elif open_now and key == Qt.Key.Key_Escape:
            self.close_hits()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.close_hits()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.close_hits()

    def _ask(self) -> None:
        self.wanted.emit(self.text().strip())

    def _enter(self) -> None:
        item = self._hits.currentItem() if self._hits.isVisible() else None
        if item is not None and item.data(_KEY_ROLE):
            self._choose(item)
        elif self.text().strip():
            self._pause.stop()
            self.submitted.emit(self.text().strip())

    def _choose(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY_ROLE)
        if key:
            self.close_hits()
            self.chosen.emit(key)

    def _place(self) -> None:
        """Lay the list over the window, under the field; it is no window of its own."""
        window = self.window()
        if self._hits.parentWidget() is not window:
            self._hits.setParent(window)
            window.installEventFilter(self)
        corner = self.mapTo(window, QPoint(0, self.height()))
        width = max(self.width(), min(36 * current().px("body"), window.width() - corner.x()))
        self._hits.setGeometry(corner.x(), corner.y(), width, self._hits.wanted_height())
        self._hits.raise_()
        self._hits.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._hits.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class _HitList(QListWidget):
    """The results; it never takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hits")
        self.setAccessibleName("查找结果")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hide()

    def fill(self, hits: Sequence[Hit], none: str) -> None:
        self.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.title}　{hit.detail}" if hit.detail else hit.title)
            item.setData(_KEY_ROLE, hit.key)
            self.addItem(item)
        if not hits:
            item = QListWidgetItem(none)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.setCurrentRow(0 if hits else -1)

    def step(self, by: int) -> None:
        self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))

    def wanted_height(self) -> int:
        rows = min(self.count(), _MOST_SHOWN)
        return rows * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth() + 2


class SearchPanel(QFrame):
    """The search of the whole window: lies over the page, Esc or a choice closes it."""

    def __init__(self, window: QWidget, under: QWidget, name: str, hint: str) -> None:
        super().__init__(window)
        self._under = under
        self.setProperty("role", "over")
        self.field = SearchField(name, hint)
        self._before: QWidget | None = None
        row = QHBoxLayout(self)
        row.addWidget(label("查找", "title"))
        row.addWidget(self.field, 1)
        row.addWidget(label("↑↓ 选择　回车 打开　Esc 关闭", "hint"))
        self.field.chosen.connect(self.close_panel)
        self.hide()

    def open_panel(self) -> None:
        """Lie across ``under`` and take the cursor."""
        self._before = self.window().focusWidget()
        width = min(self.window().width() * 3 // 4, 60 * current().px("body"))
        left = (self.window().width() - width) // 2
        top = self._under.mapTo(self.window(), QPoint(0, 0)).y()
        self.setGeometry(left, top, width, self.sizeHint().height())
        self.raise_()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_panel(self) -> None:
        """Go away and give the cursor back to where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab does not fall through to the page under the panel."""
        return True
