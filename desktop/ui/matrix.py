"""Fixed rows by columns, every cell an input: the units of a project, the blocks of signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.cells import CellSet, chain
from desktop.ui.fields import Choice, Field, Origin
from desktop.ui.inputs import Tick
from desktop.ui.labels import label
from desktop.ui.row_mark import row_mark, show_origins
from desktop.ui.theme import current

_ALL = -1


class Matrix(QWidget):
    """Cells are keyed ``row.column``. ``edited(key, text)`` at each key, ``left(key)`` on leaving.

    ``span`` of a column is its share of the width; ``marks`` says per row where values came from.
    The digit 0 on a tick is ``row_done(row)``:
    the whole row is in order, and the cursor goes to the next one.
    """

    edited = Signal(str, str)
    left = Signal(str)
    row_done = Signal(str)

    def __init__(
        self, rows: Sequence[Choice], columns: Sequence[Field], *, marks: bool = False
    ) -> None:
        super().__init__()
        self._columns = tuple(field.key for field in columns)
        self._row_marks: dict[str, QLabel] = {row.value: row_mark() for row in rows if marks}
        self._cells = CellSet(self)
        self._cells.edited.connect(self._edited)
        self._cells.left.connect(self.left)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current().px("gap_small"))
        self._grid.setVerticalSpacing(current().px("gap_small"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._build_head(columns)
        self._rows = [row.value for row in rows]
        for at, row in enumerate(rows, start=1):
            self._build_row(at, row, columns)
        chain(self.stops())

    def set_values(self, values: Mapping[str, str], origins: Mapping[str, Origin]) -> None:
        """Show values; the cell in focus is never overwritten, keys of others are passed over."""
        for key, text in values.items():
            if self._cells.get(key) is not None:
                self._cells.show(key, text, origins.get(key))
        for row in {key.partition(".")[0] for key in values}:
            self._mark(row)

    def lock_all(self, *, locked: bool) -> None:
        """Make every cell read only, or let all be typed into."""
        self._cells.lock_all(locked=locked)

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Show a line under each cell named, and take away all others."""
        for key in self._cells:
            self._cells[key].show_problem(problems.get(key, ""))

    def clear(self) -> None:
        """Empty everything: another record begins."""
        self._cells.begin()
        self.set_problems({})
        for row in self._rows:
            self._mark(row)

    def focus(self, key: str) -> None:
        """Put the cursor into a cell; KeyError when there is none."""
        self._cells[key].enter()

    def focused(self) -> str:
        """The key of the cell the cursor is in, empty when it is elsewhere."""
        return self._cells.focused()

    def stops(self) -> list[QWidget]:
        """All focusable parts in reading order."""
        return self._cells.stops()

    def _build_head(self, columns: Sequence[Field]) -> None:
        for at, field in enumerate(columns, start=1):
            words = f"{field.label}{f'（{field.unit}）' if field.unit else ''}"
            head = label(f"{words}{' *' if field.required else ''}", "hint", wrap=True)
            self._grid.addWidget(head, 0, at, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(at, field.span)

    def _build_row(self, at: int, row: Choice, columns: Sequence[Field]) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = label(row.label)
        name.setMinimumHeight(current().px("input"))
        self._grid.addWidget(name, at, 0, top)
        for column, field in enumerate(columns, start=1):
            bare = replace(field, label=f"{row.label} {field.label}", unit="")
            cell = self._cells.add(f"{row.value}.{field.key}", bare)
            for stop in cell.input.stops:
                if isinstance(stop, Tick):
                    stop.digit.connect(partial(self._digit, row.value, field.key))
            self._grid.addWidget(cell, at, column, top)
        if row.value in self._row_marks:
            self._grid.addWidget(self._row_marks[row.value], at, len(columns) + 1, top)

    def _mark(self, row: str) -> None:
        if row in self._row_marks:
            cells = [self._cells[f"{row}.{column}"] for column in self._columns]
            show_origins(self._row_marks[row], cells)

    def _edited(self, key: str, text: str) -> None:
        self._mark(key.partition(".")[0])
        self.edited.emit(key, text)

    def _digit(self, row: str, column: str, digit: int) -> None:
        if digit != _ALL:
            return
        self.row_done.emit(row)
        onward = self._columns[self._columns.index(column) :]
        keys = [f"{row}.{one}" for one in onward]
        empty = next((key for key in keys if not self._cells[key].input.read()), "")
        below = self._rows[self._rows.index(row) + 1 :]
        if empty:
            # Nothing stood above that could fill it.
            self.focus(empty)
        elif below:
            self.focus(f"{below[0]}.{column}")
