"""A list that is worked through row by row with single keys, and that can refuse."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.actions_bar import key_words
from desktop.ui.labels import button, label, tell
from desktop.ui.list_table import ListTable
from desktop.ui.table_model import Cell, Column, TupleModel
from desktop.ui.theme import current
from desktop.ui.tones import Tone


@dataclass(frozen=True, slots=True)
class RowAction:
    """What one key does to the current row; ``onward`` then goes to the next row it fits.

    ``key`` is written as Qt writes it: ``S``, ``Space``, ``Del``.
    """

    name: str
    key: str
    word: str
    onward: bool = False


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One row: a value for each column, the actions it allows, and why it allows no others."""

    key: str
    values: tuple[str | Cell, ...]
    allowed: frozenset[str] = frozenset()
    refusal: str = ""
    """Shown when a key is pressed that the row does not allow."""
    detail: str = ""
    """The whole story of the row, shown under the table while it is current."""


class Checklist(QWidget):
    """``acted(row key, action name)`` for a key the row allows, ``denied`` for one it does not.

    A key held down acts once: every row is a deliberate key of its own.
    """

    acted = Signal(str, str)
    denied = Signal(str, str)
    current = Signal(str)

    def __init__(self, name: str, columns: Sequence[Column], actions: Sequence[RowAction]) -> None:
        super().__init__()
        self._actions = {action.key: action for action in actions}
        self._rows: dict[str, ChecklistRow] = {}
        self.table = ListTable(TupleModel(columns), name, self._on_key)
        self.table.current.connect(self._show_current)
        self._story = label(role="story", wrap=True)
        self._story.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._story.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px("gap_small"))
        column.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.addWidget(self._story)
        below.addLayout(self._build_buttons(actions))
        below.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.addLayout(below, 1)
        column.addLayout(self._foot)
        self.setFocusProxy(self.table)

    def lay_aside(self, part: QWidget) -> None:
        """Lay what belongs to the current row beside its story and keys."""
        self._foot.addWidget(part, 1)

    def set_rows(self, rows: Sequence[ChecklistRow]) -> None:
        """Show rows; the current one stays current by its key."""
        self._rows = {row.key: row for row in rows}
        self.table.set_rows([(row.key, *row.values) for row in rows])
        self._show_current(self.table.current_key())

    def select(self, key: str) -> None:
        self.table.select(key)

    def current_key(self) -> str:
        return self.table.current_key()

    def act(self, name: str) -> None:
        """Do an action on the current row, or say why it refuses."""
        row = self._rows.get(self.table.current_key())
        action = next(action for action in self._actions.values() if action.name == name)
        if row is None:
            return
        if name not in row.allowed:
            reason = row.refusal or "这一行不能这样做"
            tell(self._story, f"不能{action.word}：{reason}", Tone.BAD)
            self.denied.emit(row.key, name)
            return
        self.acted.emit(row.key, name)
        if action.onward:
            self._go_on(row.key, name)

    def _build_buttons(self, actions: Sequence[RowAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current().px("gap_small"))
        for action in actions:
            made = button(f"{key_words(action.key)} {action.word}", partial(self.act, action.name))
            # The keys do the same from the table; the cursor stays there.
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._buttons[action.name] = made
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _on_key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._actions.get(QKeySequence(event.key()).toString()) if not held else None
        if action is None:
            return False
        if not event.isAutoRepeat():
            self.act(action.name)
        return True

    def _go_on(self, key: str, name: str) -> None:
        """From a row acted on to the next one that still allows the action."""
        keys = list(self._rows)
        at = keys.index(key) + 1 if key in keys else 0
        for following in keys[at:]:
            if name in self._rows[following].allowed:
                self.table.select(following)
                return

    def _show_current(self, key: str) -> None:
        row = self._rows.get(key)
        tell(self._story, row.detail if row else "", Tone.PLAIN)
        for name, made in self._buttons.items():
            made.setEnabled(row is not None and name in row.allowed)
        if row is not None:
            self.current.emit(key)
