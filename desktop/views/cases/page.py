"""The page of cases: the list on the left, one case as a story on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from casework.rows import CaseRow
from desktop import limit_rows
from desktop.case_facts import facts
from desktop.ui.actions_bar import PageAction
from desktop.ui.labels import label
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page
from desktop.ui.page_dialog import PageDialog
from desktop.ui.preview import Preview
from desktop.ui.search import SearchField
from desktop.ui.story import StoryView
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.tabs import Tabs
from desktop.views.cases import rows, telling
from desktop.views.cases.presenter import CasesPresenter, State
from desktop.words import CASES

_COLUMNS = (
    Column("状态", 80),
    Column("收件编号", 166),
    Column("项目", 100, stretch=True),
)
_PARTS = ("经过", "材料", "文书", "时限", "告知")
STORY, MATERIALS, PAPERS, LIMITS, TASKS = range(len(_PARTS))


class CasesPage(Page):
    """Shows ``CasesPresenter.state``.

    Enter on a case goes on with it in the counter, F12 on the page 办理; Enter on a material shows
    its scans, on a paper the paper. Ctrl+1 … Ctrl+5 turn to the parts of a case.
    """

    def __init__(self) -> None:
        super().__init__(
            "办件",
            (
                PageAction("more", "更多办件"),
                PageAction("print", "再打一份", "Ctrl+P"),
                PageAction("out", "打印出来了", "Ctrl+Return"),
                PageAction("handle", "办理", "F12"),
                PageAction("go_on", "继续办理", "F5", primary=True),
            ),
        )
        self.search = SearchField("查找办件", "名称、编号、两个字、拼音首字母、证件后四位")
        self.list = ListTable(TupleModel(_COLUMNS), "办件列表")
        self.list.set_empty("还没有办件。按 F2 到受理台收件。")
        self.story = StoryView("本案经过", "在左侧选一件。")
        self.materials = ListTable(TupleModel(rows.MATERIALS), "本案材料")
        self.materials.set_empty("在左侧选一件。")
        self.papers = ListTable(TupleModel(rows.PAPERS), "本案文书")
        self.papers.set_empty("本案还没有文书。")
        self.limits = ListTable(TupleModel(limit_rows.COLUMNS), "本案时限")
        self.limits.set_empty("本案没有在走的时限。")
        self.tasks = ListTable(TupleModel(rows.TASKS), "本案告知事项")
        self.tasks.set_empty("本案没有须告知的事项。")
        self.preview = Preview("文书预览", "在文书上按回车查看")
        self._facts = label(wrap=True)
        self._sentence = label("", "hint", wrap=True)
        self._task = label("", "hint", wrap=True)
        self._looked_at: tuple[bytes, ...] = ()
        self._presenter: CasesPresenter | None = None
        self._build()
        self.setFocusProxy(self.search)

    def bind(self, presenter: CasesPresenter) -> None:
        """Connect the page to its presenter and show the list."""
        self._presenter = presenter
        self.search.wanted.connect(presenter.find)
        view = self.list.view
        self.search.stepped.connect(lambda by: view.go(view.currentIndex().row() + by))
        self.search.submitted.connect(lambda _: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.current.connect(presenter.choose)
        self.list.opened.connect(lambda _: presenter.go_on())
        self.materials.opened.connect(presenter.look)
        self.papers.opened.connect(presenter.show_paper)
        self.limits.current.connect(self._tell_limit)
        self.tasks.current.connect(self._tell_task)
        self.arrived.connect(presenter.load)
        self.asked.connect(self._act)

    def render_state(self, state: State) -> None:
        """Show the state."""
        case, told = state.case, state.told
        self._facts.setText(facts(case) if case else "在左侧选一件。")
        self.story.show_scenes(told.scenes)
        self.materials.set_rows(rows.materials(case) if case else [])
        self.papers.set_rows(rows.papers(case) if case else [])
        self.limits.set_rows([limit_rows.cells(one) for one in told.limits])
        self.tasks.set_rows([rows.task(one) for one in told.tasks])
        self._tell_limit(self.limits.current_key())
        self._tell_task(self.tasks.current_key())
        self._count(state)
        self.preview.set_pages(state.paper.pages if state.paper else ())
        self._open_actions(state)
        if state.busy and self.progress.isHidden():
            self.progress.start(state.busy, may_cancel=False)
        elif not state.busy:
            self.progress.finish()
        if state.looked_at is not self._looked_at:
            self._looked_at = state.looked_at
            self._show_scan(state.looked_at)
        # Last: new rows may move the choice, which shows another state at once.
        self.list.set_rows([_case_row(row) for row in state.rows])

    def _open_actions(self, state: State) -> None:
        # Of several reasons the bar shows the first: that of the page's own verb.
        self.bar.set_open("go_on", why_not=telling.why_closed(state.told))
        self.bar.set_open("handle", why_not="" if state.case else "先在左侧选一件")
        self.bar.set_open("more", why_not="已到最早一件" if state.complete else "")
        why = "" if state.paper else "先在文书上按回车"
        for name in ("print", "out"):
            self.bar.set_open(name, why_not=why)

    def _count(self, state: State) -> None:
        """Where there is something to look at, the button says how much."""
        case = state.case
        counts = {
            MATERIALS: sum(one.received for one in case.materials) if case else 0,
            PAPERS: len(case.papers) if case else 0,
            LIMITS: len(state.told.limits),
            TASKS: len(state.told.tasks),
        }
        for at, count in counts.items():
            self.parts.set_word(at, f"{_PARTS[at]} {count}" if count else _PARTS[at])

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        left_column, right_column = QVBoxLayout(left), QVBoxLayout(right)
        for column in (left_column, right_column):
            column.setContentsMargins(0, 0, 0, 0)
        for part, name in ((self.papers, "papers"), (self.limits, "limits"), (self.tasks, "tasks")):
            part.setProperty("help_key", f"cases.{name}")
        left_column.addWidget(self.search)
        left_column.addWidget(self.list, 1)
        parts = (
            self.story,
            _stacked((self.materials, 1), (label("回车看扫描件。", "hint"), 0)),
            _stacked((self.papers, 2), (self.preview, 5)),
            _stacked((self.limits, 1), (self._sentence, 0)),
            _stacked((self.tasks, 1), (self._task, 0)),
        )
        self.parts = Tabs(list(zip(_PARTS, parts, strict=True)))
        right_column.addWidget(self._facts)
        right_column.addWidget(self.parts, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([430, 515])
        self.add(split, 1)

    def _tell_limit(self, key: str) -> None:
        told = self._presenter.state.told.limits if self._presenter else ()
        found = next((one for one in told if one.row.key == key), None)
        self._sentence.setText(limit_rows.sentence(found) if found is not None else "")

    def _tell_task(self, key: str) -> None:
        told = self._presenter.state.told.tasks if self._presenter else ()
        row = next((one for one in told if one.stream == key), None)
        self._task.setText(rows.task_words(row) if row is not None else "")

    def _show_scan(self, pages: tuple[bytes, ...]) -> None:
        presenter = self._presenter
        if pages and presenter is not None:
            dialog = PageDialog(self, pages)
            dialog.finished.connect(lambda _: presenter.look_away())
            dialog.open()

    def _act(self, name: str) -> None:
        if self._presenter is None:
            return
        verbs = {
            "more": self._presenter.more,
            "print": self._presenter.print_again,
            "out": self._presenter.answer,
            "handle": self._presenter.handle,
            "go_on": self._presenter.go_on,
        }
        verbs[name]()


def _stacked(*parts: tuple[QWidget, int]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for part, stretch in parts:
        column.addWidget(part, stretch)
    return holder


def _case_row(row: CaseRow) -> Row:
    word, tone = CASES[row.state]
    return (
        row.stream,
        Cell(word, tone),
        row.number,
        row.project_name,
    )
