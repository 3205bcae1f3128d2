"""The buttons of a page: one primary, each with its key and the reason why it cannot act."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui.labels import CutLabel, button, tell
from desktop.ui.theme import current
from desktop.ui.tones import Tone


@dataclass(frozen=True, slots=True)
class PageAction:
    """A verb of the page. ``shortcut`` as Qt writes it (``Ctrl+Return``), shown on the button."""

    name: str
    word: str
    shortcut: str = ""
    primary: bool = False


_SHOWN_KEYS = {"Return": "回车", "Del": "Delete", "Ins": "Insert", "Space": "空格"}


class ActionsBar(QWidget):
    """``asked(name)`` by click or by key; a key of a closed action says why it is closed."""

    asked = Signal(str)

    def __init__(self, actions: Sequence[PageAction]) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self._reasons: dict[str, str] = {}
        self._why = CutLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().px("gap"))
        row.addWidget(self._why, 1)
        for action in actions:
            row.addWidget(self._make(action))

    def set_open(self, name: str, *, why_not: str = "") -> None:
        """Open an action, or close it with the reason that is shown beside the buttons."""
        self._reasons[name] = why_not
        self._buttons[name].setEnabled(not why_not)
        self._buttons[name].setToolTip(why_not)
        first = next((reason for reason in self._reasons.values() if reason), "")
        tell(self._why, first, Tone.OFF)

    def set_word(self, name: str, word: str) -> None:
        """Change what a button says, for instance from 受理 to 收件."""
        made = self._buttons[name]
        made.setText(_worded(word, str(made.property("keys"))))

    def button(self, name: str) -> QPushButton:
        return self._buttons[name]

    def _make(self, action: PageAction) -> QPushButton:
        ask = partial(self._ask, action.name)
        made = button(
            _worded(action.word, action.shortcut), ask, "primary" if action.primary else ""
        )
        made.setProperty("keys", action.shortcut)
        self._buttons[action.name] = made
        # Not the button's own shortcut: that one waits for an animated click.
        for keys in {action.shortcut, action.shortcut.replace("Return", "Enter")} - {""}:
            QShortcut(QKeySequence(keys), self, ask)
        return made

    def _ask(self, name: str) -> None:
        reason = self._reasons.get(name, "")
        if reason:
            tell(self._why, reason, Tone.BAD)
        else:
            self.asked.emit(name)


def _worded(word: str, keys: str) -> str:
    return f"{word}  {key_words(keys)}" if keys else word


def key_words(keys: str) -> str:
    """A key as it stands on the keyboards of the hall: ``Ctrl+Return`` is Ctrl+回车."""
    *held, last = keys.split("+")
    return "+".join([*held, _SHOWN_KEYS.get(last, last)])
