"""Where the case stands, what can be done about it now, and the limits that run."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop import limit_rows
from desktop.messages import message_for
from desktop.ui.labels import label, tell
from desktop.ui.list_table import ListTable
from desktop.ui.page import group
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.told import ToldLines
from desktop.ui.tones import Tone, signed
from desktop.views.handling.presenter import HandlingPresenter
from desktop.views.handling.state import State
from desktop.views.handling.verbs import Standing, Verb

_VERBS = (Column("键", 34), Column("可以办的事", 190, stretch=True), Column("现在", 150))
_LEAST_ROWS = 4
_NOTHING = "窗口现在没有要办的事。部门办过以后，或者到了下一步，这里会自动列出。"


class VerbsPane(QWidget):
    """Enter or the digit of a row opens its form; a closed one says why and what comes first."""

    def __init__(self, presenter: HandlingPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._verbs: tuple[Verb, ...] = ()
        self._standing = ToldLines("办理情况")
        self.list = ListTable(TupleModel(_VERBS), "可以办的事", self._on_key)
        self.list.set_empty("正在读取…")
        self.list.hold_rows(_LEAST_ROWS)
        self._hint = label("", "hint", wrap=True)
        self.limits = ListTable(TupleModel(limit_rows.COLUMNS), "本案时限")
        self.limits.hold_rows(_LEAST_ROWS)
        self.limits.set_empty("本案没有在走的时限。")
        self._sentence = label("", "hint", wrap=True)
        self._lay_out()
        self.list.opened.connect(presenter.choose)
        self.list.current.connect(self._tell_verb)
        self.limits.current.connect(self._tell_limit)
        self.setFocusProxy(self.list)

    def render_state(self, state: State) -> None:
        """Show what was read."""
        seen = state.seen
        if seen is None:
            return
        self._verbs = seen.verbs
        self._standing.say("\n".join(_words(one) for one in seen.standings))
        self.list.set_empty(_NOTHING)
        self.list.set_rows([_row(at, verb) for at, verb in enumerate(seen.verbs, start=1)])
        self.limits.set_rows([limit_rows.cells(one) for one in seen.limits])
        self._tell_verb(self.list.current_key())
        self._tell_limit(self.limits.current_key())

    def arrive(self) -> None:
        """The cursor goes to what can be done; after an act to what comes next."""
        if self._presenter.state.done and self._verbs:
            self.list.select(self._verbs[0].key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        left = group("现在可以办", self.list, self._hint)
        right = group("时限", self.limits, self._sentence)
        split = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, right):
            split.addWidget(part)
        split.setSizes([500, 420])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._standing)
        column.addWidget(split, 1)

    def _on_key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text()
        if held or len(text) != 1 or text not in "123456789" or int(text) > len(self._verbs):
            return False
        verb = self._verbs[int(text) - 1]
        self.list.select(verb.key)
        self._presenter.choose(verb.key)
        return True

    def _tell_verb(self, key: str) -> None:
        verb = next((one for one in self._verbs if one.key == key), None)
        if verb is None:
            self._hint.setText("")
        elif verb.closed is None:
            tell(self._hint, verb.hint)
        else:
            told = message_for(verb.closed)
            tell(self._hint, f"{told.what}{told.next_step}", Tone.WARN)

    def _tell_limit(self, key: str) -> None:
        seen = self._presenter.state.seen
        found = next((one for one in seen.limits if one.row.key == key), None) if seen else None
        self._sentence.setText(limit_rows.sentence(found) if found is not None else "")


def _words(one: Standing) -> str:
    lines = (signed(line.text, line.tone) for line in one.lines)
    return "\n".join((f"{one.title}：{one.state}", *lines))


def _row(at: int, verb: Verb) -> Row:
    key = str(at) if at <= 9 else ""
    if verb.closed is None:
        return verb.key, key, verb.title, Cell("可以办", Tone.GOOD)
    return verb.key, key, verb.title, Cell(message_for(verb.closed).title, Tone.OFF)
