"""A strip of page thumbnails."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImageReader, QImageWriter, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from desktop.ui.theme import current

_KEY_ROLE = int(Qt.ItemDataRole.UserRole)
_SIDES = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}


@dataclass(frozen=True, slots=True)
class Thumb:
    """One page: its key, its picture (PNG or JPEG bytes) and what stands under it."""

    key: str
    picture: bytes
    caption: str = ""


class ThumbStrip(QListWidget):
    """Left and Right go along; Enter is ``opened(key)``, Delete ``remove_asked(key)``.

    Ctrl+Left and Ctrl+Right are ``move_asked(key, to)``; the caller changes the order and shows
    it anew.
    """

    opened = Signal(str)
    remove_asked = Signal(str)
    move_asked = Signal(str, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_KEY_ROLE)))
        self._measure()

    def set_pages(self, pages: Sequence[Thumb]) -> None:
        """Show exactly these pages; the current one stays current by its key."""
        kept = self.current_key()
        at = self.currentRow()
        self.clear()
        for number, page in enumerate(pages, start=1):
            self.addItem(_item(page, number))
        keys = [page.key for page in pages]
        self.setCurrentRow(keys.index(kept) if kept in keys else min(max(at, 0), len(keys) - 1))

    def current_key(self) -> str:
        """The key of the current page, empty when there is none."""
        at = self.currentRow()
        return str(self.item(at).data(_KEY_ROLE)) if at >= 0 else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        current_key = self.current_key()
        by = _SIDES.get(key, 0)
        if current_key and held == Qt.KeyboardModifier.ControlModifier and by:
            to = self.currentRow() + by
            if 0 <= to < self.count():
                self.move_asked.emit(current_key, to)
        elif current_key and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(current_key)
        elif current_key and key == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self.remove_asked.emit(current_key)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        theme = current()
        side, text = theme.px("thumb"), theme.px("row")
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(side + theme.px("gap"), side + text))
        self.setFixedHeight(side + text + theme.px("gap_large"))


def _item(page: Thumb, number: int) -> QListWidgetItem:
    picture = QPixmap()
    picture.loadFromData(page.picture)
    item = QListWidgetItem(QIcon(picture), page.caption or f"第{number}页")
    item.setData(_KEY_ROLE, page.key)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"第{number}页 {page.caption}")
    return item


def small(picture: bytes) -> bytes:
    """A picture no larger than a thumbnail; whole pages are decoded at that size at once."""
    source = QBuffer()
    source.setData(QByteArray(picture))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    side, size = current().px("thumb") * 2, reader.size()
    if not size.isValid() or max(size.width(), size.height()) <= side:
        return picture
    reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(target, QByteArray(b"PNG")).write(reader.read())
    return bytes(target.data().data())
