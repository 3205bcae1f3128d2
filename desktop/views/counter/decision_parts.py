"""The parts of step 5 that belong to one decision: added defects, and coded reasons."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.law.items import Item
from desktop.ui.cells import chain
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import button, label
from desktop.ui.page import group
from desktop.ui.table_model import Cell, Column
from desktop.views.counter import options
from desktop.views.counter.checklist import REFUSED
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_FORM_ITSELF = "-"
_TICK = "tick"
_ALLOWED = frozenset({_TICK})


class DefectEditor(QWidget):
    """一次性告知: what only an eye can find, line by line; and why a second notice is needed."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._lines: tuple[str, ...] = ()
        self._again = FormView(
            (Field("reason", "再告知原因", required=True, max_length=200, span=3),),
            columns=1,
            marks=False,
        )
        self._again.edited.connect(lambda _, text: presenter.decision.explain(text))
        self._again.left.connect(lambda _: presenter.decision.redraw())
        self._form: FormView | None = None
        self._slot = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._again)
        column.addWidget(label("另外告知（在上面的列表里按 Delete 取消）", "heading", wrap=True))
        column.addLayout(self._slot)
        self._add = button("添加这一项(&J)", self._added)
        column.addWidget(self._add)
        column.addStretch(1)

    def show_state(self, state: State) -> None:
        """Offer the lines that are asked for, and the kinds of the pack."""
        self._again.setVisible(state.asked_before)
        self._again.set_values({"reason": state.draft.choosing.second_reason})
        lines = tuple(one.key for one in state.lines if one.state != REFUSED)
        if lines != self._lines:
            self._lines = lines
            self._build(state)

    def leave(self) -> None:
        """A defect that was filled in and not added yet belongs to the notice."""
        values = self._form.values() if self._form is not None else {}
        if values.get("line") and values.get("correction"):
            self._added()

    def _build(self, state: State) -> None:
        board = self._presenter.board
        names = [Choice(one.key, one.name) for one in state.lines if one.key in self._lines]
        kinds = options.corrections(board.desk.law.catalogue)
        made = FormView(
            (
                Field(
                    "line",
                    "材料",
                    Kind.CHOICE,
                    choices=(*names, Choice(_FORM_ITSELF, "（申请表的栏目）")),
                ),
                Field(
                    "correction",
                    "问题",
                    Kind.CHOICE,
                    choices=tuple(Choice(key, words) for key, words in kinds),
                ),
                Field("note", "说明", hint="哪一页、哪一栏", max_length=100),
            ),
            columns=1,
            marks=False,
        )
        if self._form is not None:
            self._slot.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._slot.addWidget(made)
        chain([*self._again.stops(), *made.stops(), self._add])
        self._form = made

    def _added(self) -> None:
        if self._form is None:
            return
        values = self._form.values()
        line, kind = values.get("line", ""), values.get("correction", "")
        if not line or not kind:
            self._form.focus("line" if not line else "correction")
            return
        told = "" if line == _FORM_ITSELF else line
        self._form.clear()
        self._presenter.decision.add_defect(told, kind, values.get("note", ""))
        self._form.focus("line")


class ReasonList(QWidget):
    """不予受理: the item's coded reasons as ticks; another organ is named where it decides."""

    def __init__(self, presenter: CounterPresenter, item: Item) -> None:
        super().__init__()
        self._presenter = presenter
        self._item = item
        self._reasons = options.reasons(item)
        columns = (Column("", 34), Column("理由", 300, stretch=True), Column("依据", 112))
        self._table = Checklist("不予受理的理由", columns, (RowAction(_TICK, "Space", "勾选"),))
        self._table.acted.connect(lambda key, _: self._turn(key))
        self._table.table.opened.connect(self._turn)
        self._organ = FormView(
            (Field("organ", "主管机关", required=True, max_length=100, span=3),),
            columns=1,
            marks=False,
        )
        self._organ.edited.connect(lambda _, text: presenter.decision.name_organ(text))
        self._organ.left.connect(lambda _: presenter.decision.redraw())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(group("不予受理的理由", self._table), 1)
        column.addWidget(self._organ)

    def show_state(self, state: State) -> None:
        """Show the ticks and whether an organ is asked for."""
        chosen = state.draft.choosing
        self._table.set_rows([self._row(one, chosen.reasons) for one in self._reasons])
        self._organ.setVisible(options.wants_organ(self._item, chosen))
        self._organ.set_values({"organ": chosen.competent_organ})

    def leave(self) -> None:
        """Everything typed here is kept at each key."""

    def _row(self, one: options.Reason, ticked: tuple[str, ...]) -> ChecklistRow:
        mark = "☑" if one.key in ticked else "☐"
        reason = Cell(one.text, tip=one.advice)
        return ChecklistRow(one.key, (mark, reason, one.basis), _ALLOWED, "", one.text)

    def _turn(self, key: str) -> None:
        ticked = set(self._presenter.state.draft.choosing.reasons) ^ {key}
        self._presenter.decision.tick_reasons(
            tuple(one.key for one in self._reasons if one.key in ticked)
        )
