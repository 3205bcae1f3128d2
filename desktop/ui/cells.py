"""Inputs with their marks, and the set of them that a form or a row table keeps."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.dress import wear
from desktop.ui.fields import Field, Kind, Origin
from desktop.ui.inputs import Input, make_input
from desktop.ui.labels import label
from desktop.ui.theme import current

_MARKED = frozenset(Kind) - {Kind.TICK, Kind.TICKS, Kind.PICK, Kind.SHOWN}


class Cell(QWidget):
    """An input with its unit, the mark of its origin and the problem under it."""

    def __init__(self, field: Field, made: Input) -> None:
        super().__init__()
        self.field = field
        self.input = made
        self.origin = Origin.NONE
        self._mark: QLabel | None = None
        self._problem: QLabel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(current().px("gap_small"))
        self._row.addWidget(made.widget, 1)
        if field.unit:
            self._row.addWidget(label(field.unit, "unit"))
        self._column.addLayout(self._row)

    def keep_room_for_mark(self) -> None:
        """Reserve the mark's width, so that typing never moves the input."""
        if self._mark is None and self.field.kind in _MARKED:
            self._mark = label(role="mark")
            self._mark.setFixedWidth(2 * current().px("small") + 2)
            self._row.addWidget(self._mark)

    def show_origin(self, origin: Origin) -> None:
        """Mark where the value came from (only where room for a mark was kept)."""
        if origin == self.origin:
            return
        self.origin = origin
        if self._mark is not None:
            self._mark.setText(origin.word)
            wear(self._mark, tone="good" if origin.verified else "plain")
        self._describe()

    def show_problem(self, text: str) -> None:
        """Show what is wrong under the input, or take it away."""
        if self._problem is None:
            if not text:
                return
            self._problem = label(role="problem", wrap=True)
            self._column.addWidget(self._problem)
        self._problem.setText(f"！{text}" if text else "")
        self._problem.setVisible(bool(text))
        for stop in self.input.stops:
            wear(stop, problem="true" if text else "false")
        self._describe()

    @property
    def has_problem(self) -> bool:
        return self._problem is not None and bool(self._problem.text())

    @property
    def in_focus(self) -> bool:
        """Whether the clerk is in this input, also while another program is in front."""
        return self.window().focusWidget() in self.input.stops

    def enter(self) -> None:
        """Put the cursor here and bring the cell into sight."""
        self.input.stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def _describe(self) -> None:
        problem = self._problem.text() if self._problem is not None else ""
        parts = (problem, self.origin.word, self.field.hint)
        for stop in self.input.stops:
            stop.setAccessibleDescription("；".join(part for part in parts if part))


class CellSet(QObject):
    """Cells by key; keeps what is shown apart from what is typed.

    ``edited(key, text)`` comes at each key the clerk presses, ``left(key)`` when an input loses
    the focus for another one.
    """

    edited = Signal(str, str)
    left = Signal(str)
    _leaving = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells: dict[str, Cell] = {}
        self._owner: dict[QWidget, str] = {}
        self._held: dict[str, tuple[str, Origin]] = {}
        self._touched: set[str] = set()
        self._locked = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        # Queued: Qt ends the editing of an input after focusChanged, and that comes first.
        self._leaving.connect(self._after_leaving, Qt.ConnectionType.QueuedConnection)

    def __getitem__(self, key: str) -> Cell:
        return self._cells[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def get(self, key: str) -> Cell | None:
        return self._cells.get(key)

    def cells(self) -> list[Cell]:
        return list(self._cells.values())

    def add(self, key: str, field: Field) -> Cell:
        """Build a cell that reports its typing under ``key``."""
        cell = Cell(field, make_input(field, lambda text: self._typed(key, text)))
        self._cells[key] = cell
        for stop in cell.input.stops:
            self._owner[stop] = key
        if self._locked:
            cell.input.lock(True)
        return cell

    def lock_all(self, *, locked: bool) -> None:
        """Make every cell read only, also those that come later, or let all be typed into."""
        if locked != self._locked:
            self._locked = locked
            for cell in self._cells.values():
                cell.input.lock(locked)

    def remove(self, key: str) -> None:
        """Forget a cell and take it off the window."""
        cell = self._cells.pop(key)
        self._held.pop(key, None)
        self._touched.discard(key)
        for stop in cell.input.stops:
            del self._owner[stop]
        cell.hide()
        cell.deleteLater()

    def show(self, key: str, text: str, origin: Origin | None = None) -> None:
        """Show a value; without ``origin`` an unchanged one keeps its mark.

        What the clerk has before the eyes is never overwritten: the input in focus takes a
        value only while it is empty and untouched. Otherwise the value waits, and is shown on
        leaving if the clerk has not typed there since.
        """
        cell = self._cells[key]
        same = cell.input.read() == text
        if origin is None:
            origin = cell.origin if same else Origin.NONE
        if cell.in_focus and not same and not self._is_free(key):
            self._held[key] = (text, origin)
        else:
            _put(cell, text, origin)

    def begin(self) -> None:
        """Another record begins: nothing typed for the old one keeps a value waiting."""
        self._held.clear()
        self._touched.clear()
        for cell in self._cells.values():
            _put(cell, "", Origin.NONE)

    def stops(self) -> list[QWidget]:
        """All focusable parts, in the order of their cells."""
        return [stop for cell in self._cells.values() for stop in cell.input.stops]

    def focused(self) -> str:
        """The key of the cell the cursor is in, empty when it is elsewhere."""
        window = next((cell.window() for cell in self._cells.values()), None)
        return (self.owner(window.focusWidget()) if window else None) or ""

    def owner(self, widget: QWidget | None) -> str | None:
        """The key of the cell a widget belongs to."""
        return self._owner.get(widget) if widget is not None else None

    def _is_free(self, key: str) -> bool:
        entered = self._cells[key].input
        return not (entered.read() or entered.composing() or key in self._touched)

    def _typed(self, key: str, text: str) -> None:
        self._held.pop(key, None)
        self._touched.add(key)
        self._cells[key].show_origin(Origin.TYPED if text else Origin.NONE)
        self.edited.emit(key, text)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        key = self.owner(old)
        if key is not None and self.owner(new) != key:
            self._leaving.emit(key)

    def _after_leaving(self, key: str) -> None:
        cell = self._cells.get(key)
        if cell is None or cell.in_focus:
            return
        self._touched.discard(key)
        if key in self._held:
            _put(cell, *self._held.pop(key))
        self.left.emit(key)


def _put(cell: Cell, text: str, origin: Origin) -> None:
    if cell.input.read() != text:
        cell.input.write(text)
    cell.show_origin(origin if text else Origin.NONE)


def chain(stops: list[QWidget]) -> None:
    """Make Tab follow the given order."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
