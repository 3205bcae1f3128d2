"""Lists: fixed row height, stored widths, keyboard first, any number of rows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QWidget,
)

from desktop.ui.labels import EmptyState
from desktop.ui.table_model import PagedModel, Row, TupleModel
from desktop.ui.theme import current

_NORMAL_BODY = 14
"""The font size at which column widths are given."""

KeyHook = Callable[[QKeyEvent], bool]


class RowView(QTableView):
    """A table view of whole rows: no grid of focus, no wrap, Tab leaves it."""

    opened = Signal(int)
    moved = Signal(int)

    def __init__(self, model: TupleModel, name: str, on_key: KeyHook | None = None) -> None:
        super().__init__()
        self._rows = model
        self._on_key = on_key
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(self._moved)
        self._measure()
        self.set_widths([column.width for column in model.columns])

    def widths(self) -> list[int]:
        """Column widths in pixels at the normal size, for keeping."""
        header = self.horizontalHeader()
        return [
            round(header.sectionSize(at) / self._scale()) for at in range(len(self._rows.columns))
        ]

    def set_widths(self, widths: Sequence[int]) -> None:
        """Set kept widths; a list that does not fit the columns is passed over."""
        if len(widths) != len(self._rows.columns):
            return
        header = self.horizontalHeader()
        for at, (column, width) in enumerate(zip(self._rows.columns, widths, strict=True)):
            header.resizeSection(at, round(width * self._scale()))
            if column.stretch:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def go(self, at: int) -> None:
        """Make a row the current one and bring it into sight."""
        if 0 <= at < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(at, 0))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._on_key is not None and self._on_key(event):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._rows.refresh_colours()
            self._measure()

    def _measure(self) -> None:
        row = current().px("row")
        self.verticalHeader().setDefaultSectionSize(row)
        self.verticalHeader().setMinimumSectionSize(row)
        self.horizontalHeader().setFixedHeight(row + 2)

    def _scale(self) -> float:
        return current().px("body") / _NORMAL_BODY

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.moved.emit(now.row())


class ListTable(QWidget):
    """A list with an empty state.

    ``opened(key)`` on Enter or double click, ``current(key)`` when another row is reached,
    ``sorted_by(column, downward)`` when a title is clicked, ``widths_changed(list)`` for keeping.
    A list in memory sorts itself; a paged one leaves it to the caller.
    """

    opened = Signal(str)
    current = Signal(str)
    sorted_by = Signal(int, bool)
    widths_changed = Signal(list)

    def __init__(self, model: TupleModel, name: str, on_key: KeyHook | None = None) -> None:
        super().__init__()
        self.model = model
        self.view = RowView(model, name, on_key)
        self._empty = EmptyState("")
        self._told = ""
        self._keeping = False
        self._held: tuple[int, int] = (0, 0)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.view)
        self._front: QWidget = self.view
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(
            lambda *_: self.widths_changed.emit(self.view.widths()) if self.isVisible() else None
        )
        self.view.opened.connect(lambda at: self.opened.emit(self.model.key(at)))
        self.view.moved.connect(self._reached)
        model.modelReset.connect(self._reset)
        model.dataChanged.connect(lambda *_: self._reached(0))

    def set_empty(
        self, sentence: str, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """What stands here while there is no row: why, and what to do next."""
        self._empty.say(sentence, action, act)
        self._turn()

    def hold_rows(self, least: int, most: int = 0) -> None:
        """Where room is short, show no fewer than ``least`` rows if there are so many.

        With ``most`` the list is as tall as its rows, up to that many.
        """
        self._held = (least, most)
        if most:
            policy = self.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Maximum)
            self.setSizePolicy(policy)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """A list takes the height it is given; only its empty state would rather not."""
        return False

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self._tall(self._held[1])) if self._held[1] else hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self._tall(self._held[0])) if self._held[0] else hint

    def _tall(self, most: int) -> int:
        """The height of the titles and so many rows."""
        row, rows = current().px("row"), max(1, min(self.model.rowCount(), most))
        return (rows + 1) * row + 2 + 2 * self.view.frameWidth() + current().px("gap_small")

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows ``(key, value, ...)``; the current row stays current by its key."""
        self._keep(lambda: self.model.set_rows(rows))

    def select(self, key: str) -> None:
        """Make the row of a key the current one; an unknown key changes nothing."""
        if key and key != self.current_key():
            self.view.go(self.model.position(key))

    def current_key(self) -> str:
        """The key of the current row, empty when there is none."""
        return self.model.key(self.view.currentIndex().row())

    def _reached(self, _at: int) -> None:
        key = self.current_key()
        if key and key != self._told and not self._keeping:
            self._told = key
            self.current.emit(key)

    def _keep(self, change: Callable[[], None]) -> None:
        """Change the rows under the clerk: stay on the same key, else near the same place."""
        kept, at = self.current_key(), self.view.currentIndex().row()
        self._keeping = True
        change()
        found = self.model.position(kept) if kept else -1
        self.view.go(found if found >= 0 else max(0, min(at, self.model.rowCount() - 1)))
        self._keeping = False
        self._reached(at)

    def _reset(self) -> None:
        self._turn()
        if not self._keeping:
            self.view.go(0)

    def _turn(self) -> None:
        front, before = self._empty if self.model.rowCount() == 0 else self.view, self._front
        if front is before:
            return
        # Who waits at the empty list stands in its first row when that comes, and the other way.
        waits = before is self.window().focusWidget()
        self._front = front
        self._stack.setCurrentWidget(front)
        self.setFocusProxy(front)
        if waits:
            front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sort(self, column: int) -> None:
        header = self.view.horizontalHeader()
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        downward = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if downward else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        if not isinstance(self.model, PagedModel):
            self._keep(lambda: self.model.sort_by(column, downward=downward))
        self.sorted_by.emit(column, downward)
