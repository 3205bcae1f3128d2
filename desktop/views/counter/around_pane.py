"""Step 2, beside the project: its exemptions, what the item builds on, an import's end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.flows.exemption_basis import Standing
from desktop import prior_words
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.fields import Field, Kind
from desktop.ui.form import FormView
from desktop.ui.list_table import ListTable
from desktop.ui.page import group
from desktop.ui.table_model import Cell, Column, TupleModel
from desktop.ui.tones import Tone
from desktop.views.counter.help_texts import EXEMPTED, FINAL, NEEDED
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_YES, _NO, _TOLD, _TICKED = "yes", "no", "told", "1"
_EXEMPTED = (
    Column("已豁免", 190),
    Column("工程", 200, stretch=True),
    Column("记录号", 170),
    Column("本次申请", 150),
)
_NEEDED = (
    Column("前置成果", 200, stretch=True),
    Column("现状", 92),
    Column("来源", 190),
    Column("编号", 150),
    Column("查不到时", 150),
)
_ANSWERS: dict[bool | None, tuple[str, Tone]] = {
    None: ("还没有回答", Tone.WARN),
    True: ("就是这些工程", Tone.GOOD),
    False: ("不是这些工程", Tone.OFF),
}
_ROWS = (1, 3)
_LINES = (1, 4)


class QuestionsPane(QWidget):
    """What the project makes the clerk ask; hidden parts where there is nothing to ask.

    Y and N answer an exemption, Space ticks that the applicant was told.
    """

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        hint = "已告知申请人：申请第一个审批事项以后，项目不能再转回“其它”类"
        self._told = FormView(
            (
                Field(
                    _TOLD,
                    "转入的项目",
                    Kind.TICK,
                    required=True,
                    hint=hint,
                    span=3,
                    help_key=FINAL,
                ),
            ),
            marks=False,
        )
        self._told.edited.connect(lambda _, text: presenter.around.tell(told=text == _TICKED))
        self._exempted = Checklist(
            "已豁免的审批",
            _EXEMPTED,
            (
                RowAction(_YES, "Y", "就是这些工程", onward=True),
                RowAction(_NO, "N", "不是这些工程", onward=True),
            ),
        )
        self._exempted.table.hold_rows(*_ROWS)
        self._exempted.table.view.setProperty("help_key", EXEMPTED)
        self._exempted.acted.connect(
            lambda key, answer: presenter.around.rely(key, about=answer == _YES)
        )
        self._list = group("已豁免的审批：本次申请是不是这些工程？", self._exempted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._told, self._list):
            column.addWidget(part)
            part.hide()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to ask of this project."""
        return self._told.isHidden() and self._list.isHidden()

    def render_state(self, state: State) -> None:
        """Show what was found and what was answered."""
        around, draft = state.around, state.draft
        told = (around, draft.relies, draft.told, draft.case)
        if told == self._shown:
            return
        self._shown = told
        known = around.exemptions if around is not None else ()
        final = around is not None and around.becomes_final and not draft.case
        self._told.setVisible(final)
        self._list.setVisible(bool(known))
        self._told.set_values({_TOLD: _TICKED if draft.told else ""})
        self._exempted.set_rows([_exempted(one, draft.relies.get(one.exemption)) for one in known])

    def ask(self) -> bool:
        """Put the cursor to what is still to be asked; False where nothing is."""
        around = self._presenter.around
        if around.untold:
            self._told.focus(_TOLD)
            return True
        if around.unanswered:
            self._exempted.select(around.unanswered[0].exemption)
            self._exempted.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False


class NeededPane(QWidget):
    """The earlier results of the chosen item; hidden where it builds on none (002图3)."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._needed = ListTable(TupleModel(_NEEDED), "前置成果")
        self._needed.hold_rows(*_LINES)
        self._needed.view.setProperty("help_key", NEEDED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(group("前置成果（没有的，到项目页查询或者补录）", self._needed))

    @property
    def empty(self) -> bool:
        """Whether the item builds on nothing."""
        return not self._shown

    def render_state(self, state: State) -> None:
        """Show how they stand."""
        around, needed = state.around, self._presenter.around.needed
        if around is not None and needed != self._shown:
            self._needed.set_rows([prior_words.needed(one, around.owner(one)) for one in needed])
        self._shown = needed


def _exempted(one: Standing, about: bool | None) -> ChecklistRow:  # noqa: FBT001 - three answers
    word, tone = _ANSWERS[about]
    values = (one.name, Cell(one.works, tip=one.works), one.number, Cell(word, tone))
    detail = f"{one.works}：{one.name}已豁免，记录号 {one.number}。是这些工程的，不再收取它的材料。"
    return ChecklistRow(one.exemption, values, frozenset({_YES, _NO}), "", detail)
