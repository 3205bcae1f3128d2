"""Step 3 of a permit: contract and drawing are chosen from what the project holds (002图4.3)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.flows.permit import CHOICES, Offer
from desktop.ui.list_table import ListTable
from desktop.ui.page import group
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.tones import Tone
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_COLUMNS = (
    Column("成果", 186),
    Column("编号", 196, stretch=True),
    Column("机关", 116),
    Column("来源", 60),
    Column("本次申请", 76),
)
_ROWS = (2, 4)
_NOTHING = "本项目没有已入库的合同、施工图：先到项目页查询或者补录，本次只收件。"


class OffersPane(QWidget):
    """Enter picks; the form is generated from what was picked. ``picked`` says so."""

    picked = Signal()

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._offers: tuple[Offer, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._list = ListTable(TupleModel(_COLUMNS), "合同和施工图")
        self._list.set_empty(_NOTHING)
        self._list.hold_rows(*_ROWS)
        self._list.opened.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(group("选择合同、施工图（回车选定，自动生成申请表）", self._list))

    def render_state(self, state: State) -> None:
        """Show what can be chosen and what is chosen."""
        offers = self._presenter.form.offers()
        texts = state.draft.texts()
        told = (offers, *(texts.get(name, "") for name in CHOICES.values()))
        self.setVisible(not state.draft.case)
        if told != self._shown:
            self._shown, self._offers = told, offers
            self._list.set_rows([_row(at, one, texts) for at, one in enumerate(offers)])

    def focus_for(self, key: str) -> bool:
        """Put the cursor to the first that fills a place of the form; False where none does."""
        found = (at for at, one in enumerate(self._offers) if CHOICES[one.result] == key)
        at = next(found, None)
        if at is None or self.isHidden():
            return False
        self._list.select(str(at))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _pick(self, key: str) -> None:
        self._presenter.form.choose_result(self._offers[int(key)])
        self.picked.emit()


def _row(at: int, one: Offer, texts: dict[str, str]) -> Row:
    chosen = texts.get(CHOICES[one.result]) == one.number
    mark = Cell("已选" if chosen else "可选", Tone.GOOD if chosen else Tone.PLAIN)
    source = "主项目" if one.inherited else "本项目"
    number, organ = Cell(one.number, tip=one.number), Cell(one.organ, tip=one.organ)
    return str(at), one.name, number, organ, source, mark
