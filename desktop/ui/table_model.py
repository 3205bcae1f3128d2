"""Table models over tuples: all rows in memory, or pages fetched as they are looked at."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title and its width in pixels at the normal size; one may stretch."""

    title: str
    width: int
    right: bool = False
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a tone; the tone's shape is drawn before the text."""

    text: str
    tone: Tone = Tone.PLAIN
    tip: str = ""


Row = tuple["str | Cell", ...]
"""The row's key, which is not shown, and then one value a column."""

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NOWHERE = QModelIndex()
_WAITING = "…"


def shown(value: str | Cell) -> str:
    """What a value looks like as text."""
    return value if isinstance(value, str) else signed(value.text, value.tone)


def _plain(value: str | Cell) -> str:
    return value if isinstance(value, str) else value.text


def _by_text(text: str) -> tuple[float, str]:
    return 0.0, text


def _by_number(text: str) -> tuple[float, str]:
    """Texts that are no number come first."""
    try:
        return float(text.replace(",", "").rstrip("%")), text
    except ValueError:
        return float("-inf"), text


class TupleModel(QAbstractTableModel):
    """Rows in memory."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self.refresh_colours()

    def refresh_colours(self) -> None:
        """Take the colours of the theme worn now."""
        theme = current()
        self._colours: dict[Tone, QColor] = {tone: theme.colour(tone.colour) for tone in Tone}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; cell changes of an equally long list keep scroll and selection."""
        if len(rows) == len(self._rows) and rows:
            self._rows = rows
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1)
            )
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> Row | None:
        """The row at a position; None where it is not here yet."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def key(self, at: int) -> str:
        """The key of a row, empty where there is none."""
        row = self.row(at)
        return shown(row[0]) if row else ""

    def position(self, key: str) -> int:
        """Where a key stands; -1 when it is not here."""
        return next((at for at, row in enumerate(self._rows) if row[0] == key), -1)

    def sort_by(self, column: int, *, downward: bool) -> None:
        """Sort in memory: right-aligned columns as numbers, the others as text."""
        order = _by_number if self.columns[column].right else _by_text
        self.layoutAboutToBeChanged.emit()
        self._rows = sorted(
            self._rows, key=lambda row: order(_plain(row[column + 1])), reverse=downward
        )
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role not in (_DISPLAY, _COLOUR, _TIP, _ALIGN):
            return None
        if role == _ALIGN:
            return _RIGHT if self.columns[index.column()].right else None
        row = self.row(index.row())
        if row is None:
            return _WAITING if role == _DISPLAY else None
        value = row[index.column() + 1]
        if role == _DISPLAY:
            return shown(value)
        if isinstance(value, str):
            return value if role == _TIP else None
        if role == _TIP:
            return value.tip or shown(value)
        return self._colours[value.tone] if value.tone is not Tone.PLAIN else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == _ALIGN and not self.columns[section].right:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class PagedModel(TupleModel):
    """A list of any length of which only the pages looked at are in memory.

    ``wanted(first, count)`` asks for rows; the answer comes by ``supply``.
    """

    wanted = Signal(int, int)

    def __init__(self, columns: Sequence[Column], *, page: int = 200, kept: int = 24) -> None:
        super().__init__(columns)
        self._page = page
        self._kept = kept
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()

    def reset(self, count: int) -> None:
        """Begin anew with ``count`` rows, none of them known yet."""
        self.beginResetModel()
        self._count = count
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def supply(self, first: int, rows: Sequence[Row]) -> None:
        """Answer a ``wanted``; pages not looked at for longest are let go."""
        number = first // self._page
        self._asked.discard(number)
        self._pages[number] = rows
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)
        last = min(first + len(rows), self._count) - 1
        if rows:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def row(self, at: int) -> Row | None:
        number, within = divmod(at, self._page)
        rows = self._pages.get(number)
        if rows is not None:
            self._pages.move_to_end(number)
            return rows[within] if within < len(rows) else None
        if 0 <= at < self._count and number not in self._asked:
            self._asked.add(number)
            first = number * self._page
            self.wanted.emit(first, min(self._page, self._count - first))
        return None

    def position(self, key: str) -> int:
        for number, rows in self._pages.items():
            for at, row in enumerate(rows):
                if row[0] == key:
                    return number * self._page + at
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count
