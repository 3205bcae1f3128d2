"""A table of repeated rows in which every cell is an input."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.cells import CellSet, chain
from desktop.ui.fields import Field, Origin
from desktop.ui.labels import button, label
from desktop.ui.row_mark import row_mark, show_origins
from desktop.ui.theme import current


class RowsEditor(QWidget):
    """Rows of the same fields: Alt+Insert adds a row, Alt+Delete removes the one in focus.

    ``cell_edited(row, key, text)`` comes at each key; ``row_added(row)`` and ``row_removed(row)``
    after the fact; ``cell_left(row, key)`` when a cell loses the cursor. Rows count from 0.
    ``span`` of a field is its share of the width; ``marks`` says per row where values came from.
    """

    cell_edited = Signal(int, str, str)
    cell_left = Signal(int, str)
    row_added = Signal(int)
    row_removed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Field],
        *,
        row_name: str = "行",
        most: int = 99,
        marks: bool = False,
    ) -> None:
        super().__init__()
        self._fields = tuple(columns)
        self._row_name = row_name
        self._most = most
        self._marks = marks
        self._numbers: list[QLabel] = []
        self._row_marks: list[QLabel] = []
        self._locked = False
        self._cells = CellSet(self)
        self._cells.edited.connect(self._edited)
        self._cells.left.connect(self._left)
        self._build()

    def rows(self) -> list[dict[str, str]]:
        """All rows as they stand, each by field key."""
        return [
            {field.key: self._cells[_key(row, field)].input.read() for field in self._fields}
            for row in range(len(self._numbers))
        ]

    def set_rows(
        self,
        rows: Sequence[Mapping[str, str]],
        origins: Sequence[Mapping[str, Origin]] = (),
    ) -> None:
        """Show rows; the cell in focus is never overwritten, and missing keys are left."""
        while len(self._numbers) < len(rows):
            self._append()
        while len(self._numbers) > len(rows):
            self._drop_last()
        for at, row in enumerate(rows):
            known = origins[at] if at < len(origins) else {}
            for key, text in row.items():
                self._cells.show(f"{at}.{key}", text, known.get(key))
            if row:
                self._mark(at)
        self._settle()

    def clear(self) -> None:
        """Take all rows away, also the one in focus: another record begins."""
        self._cells.begin()
        self.set_rows(())

    def lock_all(self, *, locked: bool) -> None:
        """Make every row read only and let none come or go, or let all be typed into."""
        self._cells.lock_all(locked=locked)
        for part in (self._add_button, self._remove_button):
            part.setVisible(not locked)
        self._locked = locked
        self._settle()

    def set_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Show a line under each (row, field key) named, and take away all others."""
        named = {f"{row}.{key}": text for (row, key), text in problems.items()}
        for key in self._cells:
            self._cells[key].show_problem(named.get(key, ""))

    def add_row(self) -> None:
        """Add an empty row at the end and go to its first cell."""
        if len(self._numbers) >= self._most or self._locked:
            return
        self._append()
        self._settle()
        row = len(self._numbers) - 1
        self._cells[_key(row, self._fields[0])].enter()
        self.row_added.emit(row)

    def remove_row(self) -> None:
        """Remove the row in focus (else the last) and stay in the row that takes its place."""
        if not self._numbers or self._locked:
            return
        row, key = self._place() or (len(self._numbers) - 1, self._fields[0].key)
        left = self.rows()
        del left[row]
        self._add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_rows(left)
        if left:
            self._cells[f"{min(row, len(left) - 1)}.{key}"].enter()
        self.row_removed.emit(row)

    def focus(self, row: int, key: str) -> None:
        """Put the cursor into a cell."""
        self._cells[f"{row}.{key}"].enter()

    def focused(self) -> str:
        """``row.key`` of the cell the cursor is in, empty when it is elsewhere."""
        return self._cells.focused()

    def stops(self) -> list[QWidget]:
        """All focusable parts in reading order."""
        return [*self._cells.stops(), self._add_button, self._remove_button]

    def _build(self) -> None:
        theme = current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap_small"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px("gap_small"))
        self._grid.setVerticalSpacing(theme.px("gap_small"))
        column.addLayout(self._grid)
        self._head = label("序号", "hint")
        self._grid.addWidget(self._head, 0, 0, Qt.AlignmentFlag.AlignBottom)
        for at, field in enumerate(self._fields, start=1):
            head = f"{field.label}{f'（{field.unit}）' if field.unit else ''}"
            words = label(f"{head}{' *' if field.required else ''}", "hint", wrap=True)
            self._grid.addWidget(words, 0, at, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(at, field.span)
        self._build_buttons(column)

    def _build_buttons(self, column: QVBoxLayout) -> None:
        self._add_button = button(f"添加一{self._row_name}  Alt+Insert", self.add_row)
        self._remove_button = button(f"删除本{self._row_name}  Alt+Delete", self.remove_row)
        row = QHBoxLayout()
        row.addWidget(self._add_button)
        row.addWidget(self._remove_button)
        row.addStretch(1)
        column.addLayout(row)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (("Alt+Ins", self.add_row), ("Alt+Del", self.remove_row)):
            QShortcut(QKeySequence(keys), self, act, context=inside)

    def _append(self) -> None:
        row = len(self._numbers)
        number = label(str(row + 1), "hint")
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._numbers.append(number)
        self._grid.addWidget(number, row + 1, 0)
        if self._marks:
            self._row_marks.append(row_mark())
            self._grid.addWidget(self._row_marks[-1], row + 1, len(self._fields) + 1)
        for at, field in enumerate(self._fields, start=1):
            cell = self._cells.add(_key(row, field), _bare(field, row, self._row_name))
            self._grid.addWidget(cell, row + 1, at, Qt.AlignmentFlag.AlignTop)

    def _drop_last(self) -> None:
        for part in (self._numbers.pop(), *(self._row_marks and [self._row_marks.pop()])):
            self._grid.removeWidget(part)
            part.deleteLater()
        for field in self._fields:
            key = _key(len(self._numbers), field)
            self._grid.removeWidget(self._cells[key])
            self._cells.remove(key)

    def _settle(self) -> None:
        self._remove_button.setEnabled(bool(self._numbers))
        self._add_button.setEnabled(len(self._numbers) < self._most)
        # New cells would come last in the window. The head stands at their place, but Qt chains
        # nothing to what cannot be focused.
        self._head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chain([self._head, *self.stops()])
        self._head.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _place(self) -> tuple[int, str] | None:
        key = self._cells.owner(QApplication.focusWidget())
        if key is None:
            return None
        row, _, name = key.partition(".")
        return int(row), name

    def _mark(self, row: int) -> None:
        if self._marks:
            cells = [self._cells[_key(row, field)] for field in self._fields]
            show_origins(self._row_marks[row], cells)

    def _left(self, key: str) -> None:
        row, _, name = key.partition(".")
        self.cell_left.emit(int(row), name)

    def _edited(self, key: str, text: str) -> None:
        row, _, name = key.partition(".")
        self._mark(int(row))
        self.cell_edited.emit(int(row), name, text)


def _key(row: int, field: Field) -> str:
    return f"{row}.{field.key}"


def _bare(field: Field, row: int, row_name: str) -> Field:
    """The field as one cell: its row is spoken, its unit stands in the head."""
    return replace(field, label=f"第{row + 1}{row_name} {field.label}", unit="")
