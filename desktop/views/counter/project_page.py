"""Step 2: find the project while typing, or enter it by code; then choose the item."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.law.problem import Problem
from casework.rows import CaseRow, ProjectRow
from desktop.messages import message_of
from desktop.ui.actions_bar import PageAction
from desktop.ui.dress import wear
from desktop.ui.fields import Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import CutLabel, button, label
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group, scrolling
from desktop.ui.search import SearchField
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.theme import current
from desktop.ui.tones import Tone
from desktop.views.counter.around_pane import NeededPane, QuestionsPane
from desktop.views.counter.draft import Draft
from desktop.views.counter.item_list import ItemList, item_words
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State
from desktop.views.counter.type_form import TypeForm
from desktop.words import CASES

_NEXT, _BY_CODE = "next", "by_code"
_ORIGINS = {"window": "窗口录入", "platform": "审批系统"}
_RESULTS = (
    Column("项目代码", 190),
    Column("项目名称", 300, stretch=True),
    Column("建设单位", 210),
    Column("来源", 74),
)
_PARTS = (Column("子项目代码", 190), Column("名称", 200, stretch=True))
_EARLIER = (Column("收件", 90), Column("编号", 190, stretch=True), Column("状态", 80))
_ENTRY = (
    Field("code", "项目代码", Kind.CODE, required=True, hint="4-6-2-2-6 或 4-6-4-4"),
    Field("name", "项目名称", required=True, max_length=200),
    Field("builder", "建设单位", max_length=200),
    Field("builder_code", "信用代码", Kind.CODE, hint="统一社会信用代码", max_length=18),
)


class ProjectPage(Page):
    """Typing searches; arrows move in the results, Enter takes the current one."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__(
            actions=(
                PageAction(_BY_CODE, "不在库中，按编码录入", "Alt+M"),
                PageAction(_NEXT, "下一步", "F5", primary=True),
            )
        )
        self._presenter = presenter
        self._entering = ""
        self._shown: tuple[object, ...] = ()
        self._draft: Draft | None = None
        self._rows: list[Row] = []
        self._search = SearchField("查找项目", "项目代码、名称、两个字、拼音首字母，或建设单位")
        self._results = ListTable(TupleModel(_RESULTS), "查找结果")
        self._rest = QWidget()
        self._name, self._facts = CutLabel(), CutLabel()
        wear(self._name, role="title")
        wear(self._facts, role="hint")
        self._parts = ListTable(TupleModel(_PARTS), "子项目")
        self._earlier = ListTable(TupleModel(_EARLIER), "以前的办件")
        self._form = FormView(_ENTRY, columns=2, marks=False)
        self._enter = button("录入这个项目(&E)", self._enter_project)
        self._items = ItemList(presenter, self._go_on)
        self._types = TypeForm(presenter)
        self._questions = QuestionsPane(presenter)
        self._needed = NeededPane(presenter)
        self._choice = len(presenter.board.offered) != 1
        self._finding = True
        """The clerk looks for a project: the results stand where the chosen one will."""
        self._asked_of = ("", "")
        """For which intake and project the clerk was led to the open questions."""
        self._fixed = label("", "hint", wrap=True)
        self._lay_out()
        self._turn(entering=False)
        self._bind()

    def render_state(self, state: State) -> None:
        """Show what changed since the last time."""
        self._show_results(state)
        self._types.render_state(state)
        self._items.render_state(state)
        self._show_around(state)
        draft, before = state.draft, self._shown
        told = (draft.ident, draft.project, draft.project_name, state.parts, state.earlier)
        if told != before:
            self._shown = told
            turned = before[:2] != told[:2]
            self._finding = not draft.project if turned else self._finding
            self._show_chosen(state)
            came = draft.project and turned and before and before[0] == told[0]
            if came and self._choice and not draft.item and self.isVisible():
                self._items.arrive()
        if state.draft is not self._draft:
            self._show_entry(state.draft)

    def arrive(self) -> None:
        """The cursor goes to the search, or into a project that is being entered."""
        state = self._presenter.state
        if state.blocked is not None and self._questions.ask():
            return
        if state.draft.case:
            self.bar.button(_NEXT).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if state.projects is None:
            self._presenter.project.find("")
        if state.draft.project and self._choice:
            self._items.arrive()
            return
        if self._entry.isVisible() and not self._presenter.state.draft.project:
            self._form.focus("code")
            return
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search.selectAll()

    def _lay_out(self) -> None:
        self.add(self._fixed)
        body = QWidget()
        parts = QVBoxLayout(body)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(current().px("gap"))
        parts.addWidget(self._search)
        parts.addWidget(self._results, 3)
        self._chosen = QWidget()
        head = QHBoxLayout(self._chosen)
        head.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._facts)
        head.addLayout(column, 3)
        head.addWidget(self._types, 2)
        self._lists = self._side_by_side()
        for part in (self._chosen, self._questions, self._items, self._needed):
            parts.addWidget(part)
        parts.addWidget(self._lists, 2)
        self._enter.setMaximumWidth(self._enter.sizeHint().width())
        self._entry = group("按编码录入（联网后由中心核对）", self._form, self._enter)
        parts.addWidget(self._entry)
        parts.addWidget(self._rest, 1)
        # In large letters, under a message, there is not room for all of it.
        self.add(scrolling(body), 1)
        self._parts.set_empty("没有子项目")
        self._earlier.set_empty("本窗口没有办过这个项目")

    def _side_by_side(self) -> QWidget:
        lists = QWidget()
        row = QHBoxLayout(lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(group("子项目", self._parts), 1)
        row.addWidget(group("以前的办件", self._earlier), 1)
        return lists

    def _bind(self) -> None:
        project = self._presenter.project
        self.asked.connect(self._asked)
        self._search.wanted.connect(project.find)
        self._search.textEdited.connect(lambda _: self._find())
        self._search.submitted.connect(self._submitted)
        self._search.stepped.connect(self._step)
        self._search.textChanged.connect(lambda text: None if text else project.find(""))
        self._results.opened.connect(self._choose)
        self._parts.opened.connect(self._choose)
        self._form.edited.connect(project.type)
        self._form.left.connect(project.leave)

    def _asked(self, name: str) -> None:
        if name == _NEXT:
            if self._choice and self._presenter.item.refuse_unchosen():
                self._find(looking=False)
                self._items.arrive()
                return
            self._go_on()
            return
        self._turn(entering=self._entry.isHidden())
        if not self._entry.isHidden():
            self._form.focus("code")

    def _go_on(self) -> None:
        """To the next step; what the project makes the clerk ask is asked first, once."""
        draft = self._presenter.state.draft
        place = (draft.ident, draft.project)
        if self._asked_of != place and self._questions.ask():
            self._asked_of = place
            return
        self._presenter.next()

    def _submitted(self, words: str) -> None:
        if self._presenter.state.answered == words and self._results.current_key():
            self._choose(self._results.current_key())
        else:
            self._entering = words
            self._presenter.project.take(words)

    def _choose(self, stream: str) -> None:
        self._find(looking=False)
        self._presenter.project.choose(stream)

    def _step(self, by: int) -> None:
        self._find()
        self._results.view.go(self._results.view.currentIndex().row() + by)

    def _find(self, *, looking: bool = True) -> None:
        """The results, or the project that is chosen, if one is."""
        finding = looking or not self._presenter.state.draft.project
        if finding != self._finding:
            self._finding = finding
            self._turn(entering=not self._entry.isHidden())

    def _enter_project(self) -> None:
        for part in ("code", "builder_code"):
            self._presenter.project.leave(part)
        self._presenter.project.enter()

    def _show_around(self, state: State) -> None:
        before = (self._questions.empty, self._needed.empty)
        self._questions.render_state(state)
        self._needed.render_state(state)
        now = (self._questions.empty, self._needed.empty)
        # Who has still to choose wants to see them all.
        self._items.fold(folded=not all(now) and bool(state.draft.item))
        if now != before:
            self._turn(entering=not self._entry.isHidden())

    def _turn(self, *, entering: bool) -> None:
        """The chosen project or one that is being entered; what goes, goes first."""
        draft = self._presenter.state.draft
        chosen, again = bool(draft.project) and not entering, bool(draft.case)
        told = chosen and not again and not self._finding
        places = (
            (self._entry, entering),
            (self._chosen, chosen),
            (self._items, self._choice and told),
            (self._questions, (told or again) and not self._questions.empty),
            (self._needed, (told or again) and not self._needed.empty),
            (self._lists, told),
            (self._rest, again),
            (self._search, not again),
            (self._results, not again and not told),
            (self.bar.button(_BY_CODE), not again),
        )
        for part, _ in (one for one in places if not one[1]):
            part.hide()
        for part, _ in (one for one in places if one[1]):
            part.show()

    def _show_results(self, state: State) -> None:
        rows = [_result(row) for row in state.projects or ()]
        if rows != self._rows:
            self._rows = rows
            self._results.set_rows(rows)
        words = state.answered
        self._results.set_empty(
            f"库中没有“{words}”。核对以后可以按编码录入（Alt+M）。"
            if words
            else "本机还没有项目。联网后会收到；也可以按编码录入（Alt+M）。"
        )
        if self._entering and state.answered == self._entering:
            self._entering = ""
            if len(rows) > 1:
                self._results.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self, state: State) -> None:
        draft = state.draft
        self._turn(entering=not draft.project and any(draft.entry.values()))
        item = self._presenter.board.chosen
        told = item_words(item) if item is not None and (draft.case or not self._choice) else ""
        again = "本件的项目与事项已经确定，不能更换。" if draft.case else ""
        self._fixed.setText("　".join(part for part in (told, again) if part))
        self._fixed.setVisible(bool(told or again))
        self._name.setText(draft.project_name)
        facts = (draft.project_code, draft.builder, draft.builder_code)
        self._facts.setText("　".join(fact for fact in facts if fact))
        self._parts.set_rows([(row.stream, row.code, row.name) for row in state.parts])
        self._earlier.set_rows([_case(row) for row in state.earlier])

    def _show_entry(self, draft: Draft) -> None:
        before, self._draft = self._draft, draft
        if before is None or before.ident != draft.ident:
            self._form.clear()
        self._form.set_values({field.key: draft.entry.get(field.key, "") for field in _ENTRY})
        project = self._presenter.project
        code, unit = draft.entry.get("code", ""), draft.entry.get("builder_code", "")
        found = {
            "code": _doubts(project.read_code(code).problems) if code else "",
            "builder_code": _doubts(project.read_unit(unit).problems) if unit else "",
        }
        self._form.set_problems({key: text for key, text in found.items() if text})


def _doubts(problems: tuple[Problem, ...]) -> str:
    return "；".join(
        message_of(one).title + ("" if one.blocking else "，核对无误可继续") for one in problems
    )


def _result(row: ProjectRow) -> Row:
    return row.stream, row.code, row.name, row.builder, _ORIGINS.get(row.origin, row.origin)


def _case(row: CaseRow) -> Row:
    word, tone = CASES.get(row.state, (row.state, Tone.PLAIN))
    return row.stream, row.received_at[:10], row.number, Cell(word, tone)
