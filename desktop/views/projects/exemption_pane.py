"""The section 豁免核对: the list on the left; right the row, its questions, choice and record."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from casework.law.exemptions import Exemption
from casework.records.exemption import ExemptionState
from desktop.ui.actions_bar import PageAction
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.files import choose_file
from desktop.ui.form import FormView
from desktop.ui.labels import label, tell
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group, scrolling
from desktop.ui.search import SearchField
from desktop.ui.table_model import Column, TupleModel
from desktop.views.projects import exemption_told as told
from desktop.views.projects import told as project_told
from desktop.views.projects.exemption_state import Check
from desktop.views.projects.presenter import ProjectsPresenter
from desktop.views.projects.state import State

_LIST = (Column("清单", 138), Column("内容", 200, stretch=True))
_OWN = (
    Column("认定", 84),
    Column("工程", 90, stretch=True),
    Column("豁免", 134, stretch=True),
    Column("状态", 110),
)
_KINDS = "承诺书 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"
_GO, _PRINT, _OUT, _FILE, _AWAY = "go", "print", "out", "file", "away"


class ExemptionPane(Page):
    """No material is ever taken in: an attempt is written down and refused with its code."""

    def __init__(self, presenter: ProjectsPresenter, ask: Ask) -> None:
        super().__init__(
            actions=(
                PageAction(_AWAY, "来交材料", "Alt+T"),
                PageAction(_FILE, "承诺书", "Alt+I"),
                PageAction(_PRINT, "打印", "Ctrl+P"),
                PageAction(_OUT, "打印出来了", "Alt+P"),
                PageAction(_GO, "认定", "Ctrl+Return", primary=True),
            )
        )
        self._presenter = presenter
        self._ask = ask
        self.search = SearchField("查找豁免清单", "清单里的几个字，如：门卫房")
        self.list = ListTable(TupleModel(_LIST), "豁免清单")
        self.list.set_empty("清单里没有这些字。换几个字再找，或者按正常程序申请。")
        self.own = ListTable(TupleModel(_OWN), "本项目的豁免")
        self.own.set_empty("本项目还没有豁免。")
        self._text = label("", "hint", wrap=True)
        self._outcome = label(wrap=True)
        self._record = label(wrap=True)
        self._questions: FormView | None = None
        self._decisions: FormView | None = None
        self._shown = ""
        self._lay_out()
        self._bind()
        self.setFocusProxy(self.search)

    def render_state(self, state: State) -> None:
        """Show the check as it stands."""
        check = state.check
        self._turn(check)
        self._text.setText(told.listed(check))
        tell(self._outcome, *told.outcome(check.finding))
        self._record.setText("\n".join(told.record(check.record)))
        self._show_values(check)
        self._open_actions(check)
        rows = state.told.exemptions if state.told else ()
        self.own.set_rows([project_told.exemption(row) for row in rows])
        self.list.set_rows([told.row(one)[:3] for one in check.rows])

    def arrive(self) -> None:
        """The cursor goes to the search in the list."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 3)
        column.addWidget(group("本项目的豁免（回车查看）", self.own), 2)
        self._column = QVBoxLayout(right)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._text, self._outcome, self._record):
            self._column.addWidget(part)
        self._column.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(scrolling(right))
        split.setSizes([400, 460])
        self.add(split, 1)

    def _bind(self) -> None:
        verbs = self._presenter.exemption
        self.search.wanted.connect(verbs.find)
        self.search.textChanged.connect(lambda text: None if text else verbs.find(""))
        self.search.submitted.connect(lambda _: self._choose(self.list.current_key()))
        self.list.opened.connect(self._choose)
        self.own.opened.connect(verbs.open)
        self.asked.connect(self._act)

    def _choose(self, key: str) -> None:
        self._presenter.exemption.choose(key)
        if self._questions is not None:
            self._questions.focus_first_empty()

    def _turn(self, check: Check) -> None:
        """Other questions stand there for another row, and the choice once it was determined."""
        decided = check.record is not None
        shown = f"{check.row.key}/{check.stream}" if check.row else ""
        if shown == self._shown:
            return
        self._shown = shown
        typed_in = self._has_cursor()
        for form in (self._questions, self._decisions):
            if form is not None:
                form.hide()
                form.deleteLater()
        self._questions = self._decisions = None
        if check.row is not None:
            self._build(check.row, decided=decided)
        if typed_in:
            # Determined: the applicant's choice is what the clerk asks next.
            self._go_on()

    def _has_cursor(self) -> bool:
        forms = (self._questions, self._decisions)
        return any(form is not None and form.focused() for form in forms)

    def _go_on(self) -> None:
        form = self._decisions or self._questions
        (form or self.list).setFocus(Qt.FocusReason.OtherFocusReason)
        if form is not None:
            form.focus_first_empty()

    def _build(self, row: Exemption, *, decided: bool) -> None:
        self._questions = FormView(told.questions(row), columns=1, marks=False)
        self._questions.edited.connect(self._typed)
        self._column.insertWidget(2, self._questions)
        if decided:
            self._decisions = FormView(told.decisions(row), columns=1, marks=False)
            self._decisions.edited.connect(self._typed)
            self._column.insertWidget(self._column.count() - 1, self._decisions)

    def _show_values(self, check: Check) -> None:
        if self._questions is not None:
            answers = {f"{told.FACT}{key}": text for key, text in check.answers.items()}
            self._questions.set_values(answers | {told.WORKS: check.works})
            self._questions.lock(self._questions.values() if check.stream else ())
        if self._decisions is not None:
            units = {f"{told.UNIT}{key}": text for key, text in check.units.items()}
            self._decisions.set_values(units | {told.CHOICE: check.choice})
            waiting = check.record is not None and check.record.state is ExemptionState.DETERMINED
            if self._decisions.focused() and not waiting:
                self.own.setFocus(Qt.FocusReason.OtherFocusReason)
            self._decisions.setVisible(waiting)

    def _open_actions(self, check: Check) -> None:
        state = check.record.state if check.record else None
        exempt = state is ExemptionState.EXEMPT
        waits = state is ExemptionState.DETERMINED
        self.bar.set_word(_GO, "记录" if check.stream else "认定")
        go = "先在清单里选一项" if check.row is None else ""
        self.bar.set_open(_GO, why_not="申请人已经选择过" if check.stream and not waits else go)
        self.bar.set_open(_PRINT, why_not="" if exempt else "选择豁免以后才有记录")
        self.bar.set_open(_OUT, why_not="" if exempt and check.paper else "先打印记录")
        committers = check.row.part.committers if check.row else ()
        asked = "" if committers else "这一项不需要承诺书"
        self.bar.set_open(_FILE, why_not=asked if waits else "认定以后再收承诺书")
        away = "" if check.record and not check.record.takes_materials else "先认定"
        self.bar.set_open(_AWAY, why_not=away)

    def _typed(self, key: str, text: str) -> None:
        verbs = self._presenter.exemption
        if key == told.WORKS:
            verbs.type_works(text)
        elif key == told.CHOICE:
            verbs.pick(text)
        elif key.startswith(told.UNIT):
            verbs.type_unit(key.removeprefix(told.UNIT), text)
        else:
            verbs.answer(key.removeprefix(told.FACT), text)

    def _act(self, name: str) -> None:
        verbs = self._presenter.exemption
        if name == _GO:
            (verbs.decide if verbs.check.stream else verbs.determine)()
        elif name == _PRINT:
            verbs.print()
        elif name == _OUT:
            verbs.answer_print()
        elif name == _FILE:
            self._ask_file()
        else:
            self._ask_material()

    def _ask_file(self) -> None:
        """For the committer whose field the cursor is in, else the first without a file."""
        check = self._presenter.exemption.check
        committers = check.row.part.committers if check.row else ()
        here = self._decisions.focused().removeprefix(told.UNIT) if self._decisions else ""
        without = [one for one in committers if not check.pages.get(one.key)]
        wanted = next((one for one in committers if one.key == here), None)
        one = wanted or next(iter(without), None)
        if one is not None:
            role = one.key

            def chosen(file: Path) -> None:
                self._presenter.exemption.bring(role, file)

            choose_file(self, f"{one.label}的承诺书", _KINDS, chosen)

    def _ask_material(self) -> None:
        question = Question(
            "有人要交什么材料？",
            ("豁免的事项严禁收取任何申请材料。", "这次操作会被记录，材料不收。"),
            yes="记录并拒收",
            reason_label="材料名称",
        )

        def answered(answer: Answer) -> None:
            if answer.yes:
                self._presenter.exemption.turn_away(answer.reason)

        self._ask(question, answered)
