"""The items a clerk may take in: Enter or a digit chooses one and goes on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.law.items import Body, Item
from casework.law.stages import Stage
from desktop.ui.dress import wear
from desktop.ui.labels import CutLabel
from desktop.ui.list_table import ListTable
from desktop.ui.page import group
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.tones import Tone
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_ROWS, _FOLDED = (3, 9), (3, 3)
"""How many are seen without scrolling: at least, and where there is room."""
_COLUMNS = (
    Column("", 28),
    Column("事项", 240, stretch=True),
    Column("性质", 48),
    Column("谁受理", 112),
    Column("阶段", 106),
    Column("总时限", 92),
)


class ItemList(QWidget):
    """``chosen`` is called after an item was chosen; hidden where there is nothing to choose."""

    def __init__(self, presenter: CounterPresenter, chosen: Callable[[], None]) -> None:
        super().__init__()
        self._presenter = presenter
        self._chosen = chosen
        self._shown = ""
        self._folded = False
        self._offered: tuple[str, ...] = ()
        self._list = ListTable(TupleModel(_COLUMNS), "事项", self._on_key)
        self._list.set_empty("您的权限里没有可以受理的事项，请联系管理员。")
        self._list.opened.connect(self._choose)
        self._list.current.connect(self._tell)
        self._words = CutLabel()
        wear(self._words, role="hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(group("办理的事项（回车或数字键选定）", self._list, self._words))
        self._list.hold_rows(*_ROWS)
        self._fill("")
        if presenter.item.likely:
            self._list.select(presenter.item.likely)

    def render_state(self, state: State) -> None:
        """Mark the item that is chosen."""
        offered = tuple(one.code for one in self._presenter.board.offered)
        if (state.draft.item, offered) != (self._shown, self._offered):
            self._shown, self._offered = state.draft.item, offered
            self._fill(self._shown)
            self._list.select(self._presenter.item.likely)

    def fold(self, *, folded: bool) -> None:
        """Leave room for what the project brings along."""
        if folded != self._folded:
            self._folded = folded
            self._list.hold_rows(*(_FOLDED if folded else _ROWS))

    def arrive(self) -> None:
        """The cursor goes to the item the clerk most likely means."""
        self._list.select(self._presenter.item.likely)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, chosen: str) -> None:
        law = self._presenter.board.desk.law.catalogue
        offered = self._presenter.board.offered
        self._list.set_rows(
            [
                _row(at, one, law.stage_of(one), chosen=one.code == chosen)
                for at, one in enumerate(offered, start=1)
            ]
        )

    def _tell(self, code: str) -> None:
        item = self._presenter.board.desk.law.catalogue.items.get(code)
        self._words.setText(item_words(item) if item is not None else "")

    def _choose(self, code: str) -> None:
        if self._presenter.item.choose(code):
            self._chosen()

    def _on_key(self, event: QKeyEvent) -> bool:
        """A digit takes the item of that line."""
        text = event.text()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not text.isdigit():
            return False
        at, offered = int(text or "0"), self._presenter.board.offered
        if 1 <= at <= len(offered) and not event.isAutoRepeat():
            self._choose(offered[at - 1].code)
        return True


def item_words(item: Item) -> str:
    """Which matter is being applied for, and what the pack says of it in one line."""
    parts = [
        f"事项：{item.name}（{item.nature}）",
        f"受理：{acceptor(item)}",
        f"依据：{item.basis.short}",
    ]
    if item.promised:
        parts.append(f"总时限：{item.promised.amount} 个工作日")
    return "　".join(parts)


def acceptor(item: Item) -> str:
    """Who decides whether it is accepted (obligations 0b a)."""
    return "综合受理窗口" if item.accepting_body is Body.WINDOW else item.lead


def _row(at: int, item: Item, stage: Stage | None, *, chosen: bool) -> Row:
    total = f"{item.promised.amount} 个工作日" if item.promised else "——"
    name = Cell(item.name, Tone.GOOD) if chosen else item.name
    who = acceptor(item)
    return (
        item.code,
        str(at) if at <= 9 else "",
        name,
        str(item.nature),
        who,
        stage.name if stage is not None else "——",
        total,
    )
