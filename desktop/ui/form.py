"""A form built from plain field descriptions."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.cells import CellSet, chain
from desktop.ui.fields import Field, Heading, Origin, spots
from desktop.ui.labels import label
from desktop.ui.theme import current

_LABEL_EMS = 7
"""The widest label in characters; longer ones take a second line."""


class FormView(QWidget):
    """Label/field pairs in reading order, three a row where there is room.

    ``edited(key, text)`` tells what the clerk changes, at each key; ``left(key)`` that an input
    lost the focus. What ``set_values`` shows is never reported as edited.
    """

    edited = Signal(str, str)
    left = Signal(str)

    def __init__(
        self, items: Sequence[Field | Heading], *, columns: int = 3, marks: bool = True
    ) -> None:
        super().__init__()
        self._items = tuple(items)
        self._most = columns
        self._columns = 0
        self._labels: dict[str, QLabel] = {}
        self._headings: dict[int, QLabel] = {}
        self._cells = CellSet(self)
        self._cells.edited.connect(self.edited)
        self._cells.left.connect(self.left)
        self._build(marks=marks)

    def values(self) -> dict[str, str]:
        """Everything as it stands, by key."""
        return {cell.field.key: cell.input.read() for cell in self._cells.cells()}

    def origins(self) -> dict[str, Origin]:
        """Where every value came from, by key."""
        return {cell.field.key: cell.origin for cell in self._cells.cells()}

    def set_values(
        self, values: Mapping[str, str], origins: Mapping[str, Origin] | None = None
    ) -> None:
        """Show values and where they came from; keys of other forms are passed over.

        The input in focus is never overwritten (see ``CellSet.show``). A key missing from
        ``origins`` keeps its mark while its value stays the same.
        """
        known = origins or {}
        for key, text in values.items():
            if self._cells.get(key) is not None:
                self._cells.show(key, text, known.get(key))

    def clear(self) -> None:
        """Empty everything, also the input in focus: another record begins."""
        self._cells.begin()
        self.set_problems({})

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Show one line under each field named, and take away all others."""
        for cell in self._cells.cells():
            cell.show_problem(problems.get(cell.field.key, ""))

    def focus_problem(self) -> bool:
        """Go to the first field with a problem; False when there is none."""
        for cell in self._cells.cells():
            if cell.has_problem:
                cell.enter()
                return True
        return False

    def lock(self, keys: Collection[str]) -> None:
        """Make exactly these fields read only."""
        for cell in self._cells.cells():
            cell.input.lock(cell.field.key in keys)

    def lock_all(self, *, locked: bool) -> None:
        """Make the whole form read only, or let it be typed into."""
        self._cells.lock_all(locked=locked)

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self._cells[key].enter()

    def focused(self) -> str:
        """The key of the field the cursor is in, empty when it is elsewhere."""
        return self._cells.focused()

    def focus_first_empty(self) -> None:
        """Go where the clerk has to go on: the first empty required field, else the first."""
        cells = self._cells.cells()
        for cell in cells:
            if cell.field.required and not cell.input.read():
                cell.enter()
                return
        if cells:
            cells[0].enter()

    def stops(self) -> list[QWidget]:
        """All focusable parts in reading order."""
        return self._cells.stops()

    def sizeHint(self) -> QSize:
        """As high as its rows of boxes become in the width it has: it never grows beyond that."""
        hint = super().sizeHint()
        high = self._grid.totalHeightForWidth(self.width())
        return QSize(hint.width(), max(hint.height(), high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._labels:
            self._measure()

    def _build(self, *, marks: bool) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current().px("gap"))
        self._grid.setVerticalSpacing(current().px("gap_small"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for at, item in enumerate(self._items):
            if isinstance(item, Heading):
                self._headings[at] = label(item.text, "heading")
            else:
                self._add(item, marks=marks)
        self._measure()
        chain(self.stops())

    def _add(self, field: Field, *, marks: bool) -> None:
        words = label(f"{field.label}{' *' if field.required else ''}", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        cell = self._cells.add(field.key, field)
        if marks:
            cell.keep_room_for_mark()
        words.setBuddy(cell.input.stops[0])
        self._labels[field.key] = words

    def _measure(self) -> None:
        """Give all labels one width, so that the inputs of a column stand in line."""
        theme = current()
        metrics = self.fontMetrics()
        wide = max(metrics.horizontalAdvance(words.text()) for words in self._labels.values())
        for words in self._labels.values():
            words.setFixedWidth(min(wide, _LABEL_EMS * theme.px("body")) + 2)
            words.setMinimumHeight(theme.px("input"))
        self._columns = 0
        self._arrange(max(self.width(), theme.px("pair")))

    def _arrange(self, width: int) -> None:
        columns = max(1, min(self._most, width // current().px("pair")))
        if columns == self._columns:
            return
        self._columns = columns
        top = Qt.AlignmentFlag.AlignTop
        placed = zip(self._items, spots(self._items, columns), strict=True)
        for at, (item, spot) in enumerate(placed):
            if isinstance(item, Heading):
                self._grid.addWidget(self._headings[at], spot.row, 0, 1, 2 * columns)
                continue
            first = 2 * spot.pair
            wide = 2 * spot.span - 1
            self._grid.addWidget(self._labels[item.key], spot.row, first, top)
            self._grid.addWidget(self._cells[item.key], spot.row, first + 1, 1, wide, top)
        for pair in range(self._most):
            self._grid.setColumnStretch(2 * pair + 1, 1 if pair < columns else 0)
        # At once, or the next frame would still show the old order.
        self._grid.activate()
