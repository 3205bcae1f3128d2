"""The page of cases: the list on the left, one case as a story on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from casework.flows import words
from casework.records.case import CaseRecord
from casework.rows import CaseRow, LimitRow
from desktop.ui.actions_bar import PageAction
from desktop.ui.labels import label
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group, scrolling
from desktop.ui.preview import Preview
from desktop.ui.search import SearchField
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.views.cases.presenter import CasesPresenter, State
from desktop.words import CASES, moment, short_moment

_COLUMNS = (
    Column("收件", 96),
    Column("收件编号", 190),
    Column("项目", 160, stretch=True),
    Column("状态", 92),
)
_PAPERS = (Column("文书", 130), Column("编号", 190, stretch=True), Column("打印", 80))
_LIMITS = (Column("时限", 200, stretch=True), Column("截止", 140))


class CasesPage(Page):
    """Shows ``CasesPresenter.state``; Enter on a paper shows it."""

    def __init__(self) -> None:
        super().__init__(
            "办件",
            (
                PageAction("more", "更多办件"),
                PageAction("print", "再打一份", "Ctrl+P"),
                PageAction("out", "打印出来了", "Ctrl+Return", primary=True),
            ),
        )
        self.search = SearchField("查找办件", "名称、编号、两个字、拼音首字母、证件后四位")
        self.list = ListTable(TupleModel(_COLUMNS), "办件列表")
        self.list.set_empty("还没有办件。按 F2 到受理台收件。")
        self.papers = ListTable(TupleModel(_PAPERS), "本案文书")
        self.papers.set_empty("本案还没有文书。")
        self.limits = ListTable(TupleModel(_LIMITS), "本案时限")
        self.limits.set_empty("本案没有在走的时限。")
        self.preview = Preview("文书预览", "在文书上按回车查看")
        self._story = label(wrap=True)
        self._presenter: CasesPresenter | None = None
        self._build()
        self.setFocusProxy(self.search)

    def bind(self, presenter: CasesPresenter) -> None:
        """Connect the page to its presenter and show the list."""
        self._presenter = presenter
        self.search.wanted.connect(presenter.find)
        self.list.current.connect(presenter.choose)
        self.papers.opened.connect(presenter.show_paper)
        self.arrived.connect(presenter.load)
        self.asked.connect(self._act)

    def render_state(self, state: State) -> None:
        """Show the state."""
        self.list.set_rows([_case_row(row) for row in state.rows])
        self.bar.set_open("more", why_not="已到最早一件" if state.complete else "")
        why = "" if state.paper else "先在文书上按回车"
        for name in ("print", "out"):
            self.bar.set_open(name, why_not=why)
        self._story.setText(_story(state.case) if state.case else "在左侧选一件。")
        self.papers.set_rows(_paper_rows(state.case) if state.case else [])
        self.limits.set_rows([_limit_row(row) for row in state.limits])
        self.preview.set_pages(state.paper.pages if state.paper else ())

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        left_column, right_column = QVBoxLayout(left), QVBoxLayout(right)
        for column in (left_column, right_column):
            column.setContentsMargins(0, 0, 0, 0)
        left_column.addWidget(self.search)
        left_column.addWidget(self.list, 1)
        self.papers.setMinimumHeight(96)
        self.limits.setMinimumHeight(200)
        self.preview.setMinimumHeight(420)
        right_column.addWidget(group("本案", self._story))
        right_column.addWidget(group("文书", self.papers))
        right_column.addWidget(group("时限", self.limits))
        right_column.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(scrolling(right))
        split.setSizes([560, 480])
        self.add(split, 1)

    def _act(self, name: str) -> None:
        if self._presenter is None:
            return
        verbs = {
            "more": self._presenter.more,
            "print": self._presenter.print_again,
            "out": self._presenter.answer,
        }
        verbs[name]()


def _case_row(row: CaseRow) -> Row:
    word, tone = CASES[row.state]
    return (
        row.stream,
        short_moment(row.received_at),
        row.number,
        row.project_name,
        Cell(word, tone),
    )


def _paper_rows(case: CaseRecord) -> list[Row]:
    return [
        (
            paper.number,
            words.PAPERS[paper.kind],
            paper.number,
            f"{paper.copies_out} 份" if paper.copies_out else "未确认",
        )
        for paper in case.papers
    ]


def _limit_row(row: LimitRow) -> Row:
    due = short_moment(row.due) if row.due else "暂定"
    return (row.key, row.name, f"至迟 {due}" if row.expected else due)


def _story(case: CaseRecord) -> str:
    received = case.received
    lines = [
        f"{received.item_name}　{received.project_name}（{received.project_code}）",
        f"办事主体：{received.applicant.unit}　{received.applicant.credit_code}",
        f"收件：{moment(received.received_at)}　材料 "
        f"{sum(one.received for one in case.materials)} 项，"
        f"原件核对 {sum(bool(one.verifier) for one in case.materials)} 项",
    ]
    if case.decided_at:
        lines.append(f"{CASES[case.state][0]}：{moment(case.decided_at)}")
    lines += [f"待补正：{one.material}　{one.text}" for one in case.defects]
    lines += [f"不予受理：{one.text}（{one.basis}）" for one in case.reasons]
    return "\n".join(lines)
