"""The page of deadlines: the list with its sentences, and the month they fall into."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStyle, QVBoxLayout, QWidget

from casework.flows.words import PAPERS
from desktop.ui.actions_bar import PageAction
from desktop.ui.labels import label
from desktop.ui.list_table import ListTable
from desktop.ui.month import DayMark, Month
from desktop.ui.page import Page, group, scrolling
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.tones import Tone
from desktop.views.deadlines.presenter import (
    DeadlinesPresenter,
    Shown,
    State,
    ToComplete,
    due_words,
)
from desktop.words import LIGHTS

_COLUMNS = (
    Column("状态", 76),
    Column("截止", 126),
    Column("事项", 180, stretch=True),
    Column("项目", 150, stretch=True),
)
_UNDATED = (
    Column("可否补写", 84),
    Column("文书", 96),
    Column("编号", 166),
    Column("文书写的", 160, stretch=True),
)
_ALL, _PRINT = "all", "print"
_LINES = (2, 3)
"""Lines of the list of papers that stand there at least, and at most before it scrolls."""


class DeadlinesPage(Page):
    """Shows ``DeadlinesPresenter.state``; the current row's sentence and article stand below."""

    def __init__(self) -> None:
        super().__init__(
            "时限",
            (
                PageAction(_ALL, "看全部", "Alt+A"),
                PageAction(_PRINT, "打印清单", "Ctrl+P", primary=True),
            ),
        )
        self.list = ListTable(TupleModel(_COLUMNS), "时限列表")
        self._story = label(wrap=True)
        self._told = label("", "hint", wrap=True)
        self.undated = ListTable(TupleModel(_UNDATED), "待补日期的文书")
        self.undated.hold_rows(*_LINES)
        self._lacks = label("", wrap=True)
        self._papers = group("待补日期的文书（回车打开办件）", self.undated, self._lacks)
        self._papers.hide()
        self._shown: dict[str, Shown] = {}
        self._incomplete: dict[str, ToComplete] = {}
        self._presenter: DeadlinesPresenter | None = None
        self.month: Month | None = None
        self.list.current.connect(self._tell)
        self.undated.current.connect(self._tell_paper)
        self.setFocusProxy(self.list)

    def bind(self, presenter: DeadlinesPresenter) -> None:
        """Connect the page to its presenter."""
        self._presenter = presenter
        self.month = Month(presenter.rests)
        self.month.picked.connect(presenter.choose)
        self.undated.opened.connect(presenter.open)
        self._lay_out(self.month)
        self.arrived.connect(presenter.load)
        self.asked.connect(self._act)

    def render_state(self, state: State) -> None:
        """Show the state."""
        self._shown = {_key(one): one for one in state.shown}
        if self.month is not None:
            marks = {
                day: DayMark(count, LIGHTS[light][1]) for day, (count, light) in state.days.items()
            }
            self.month.set_marks(marks)
        self.list.set_empty("这一天没有到期的时限。" if state.day else "没有在走的时限。")
        self.bar.set_open(_ALL, why_not="" if state.day else "现在就是全部")
        self.bar.set_open(_PRINT, why_not="" if state.shown else "没有可以打印的时限")
        self._told.setText(state.told)
        self.list.set_rows([_row(one) for one in state.shown])
        self._tell(self.list.current_key())
        self._show_papers(state.undated)

    def _show_papers(self, papers: tuple[ToComplete, ...]) -> None:
        """Papers that lack a date, where there are any."""
        self._incomplete = {one.key: one for one in papers}
        if not papers and self.undated.isAncestorOf(self.focusWidget()):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._papers.setVisible(bool(papers))
        self.undated.set_rows([_paper_row(one) for one in papers])
        self._tell_paper(self.undated.current_key())

    def _tell_paper(self, key: str) -> None:
        one = self._incomplete.get(key)
        if one is None:
            self._lacks.setText("")
            return
        paper = one.paper
        then = f"应补为：{paper.sentence}" if paper.sentence else "应补为：工作日历公布后才能推算。"
        self._lacks.setText(f"{one.project_name}\n文书写的：{paper.told}\n{then}")

    def _lay_out(self, month: Month) -> None:
        left, right = QWidget(), QWidget()
        hint = label("回车看选中的一天，再按一次看全部。", "hint", wrap=True)
        for holder, parts in (
            (left, (self.list, group("这一项", self._story), self._papers)),
            (right, (group("日历", month), hint, self._told)),
        ):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part, 1 if part is self.list else 0)
        right_column = right.layout()
        if isinstance(right_column, QVBoxLayout):
            right_column.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        beside = scrolling(right)
        # The days lie side by side: what does not fit in height scrolls, and nothing in width.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        beside.setMinimumWidth(month.minimumSizeHint().width() + bar)
        split.addWidget(beside)
        split.setSizes([640, 380])
        self.add(split, 1)

    def _act(self, name: str) -> None:
        if self._presenter is not None:
            {_ALL: self._presenter.all_days, _PRINT: self._presenter.print}[name]()

    def _tell(self, key: str) -> None:
        one = self._shown.get(key)
        lines = (
            (
                f"{one.row.sentence}。",
                f"依据：{one.row.article}",
                f"{one.row.project_name}　收件编号：{one.row.number or '——'}",
            )
            if one
            else ()
        )
        self._story.setText("\n".join(lines))


def _key(one: Shown) -> str:
    return f"{one.row.stream}/{one.row.key}"


def _paper_row(one: ToComplete) -> Row:
    paper = one.paper
    ready = Cell("可以补写", Tone.WARN) if paper.sentence else Cell("等日历", Tone.PROVISIONAL)
    return (one.key, ready, PAPERS[paper.kind], paper.number, paper.told)


def _row(one: Shown) -> Row:
    word, tone = LIGHTS[one.light]
    row = one.row
    values = (Cell(word, tone), due_words(row), row.name, row.project_name)
    return (_key(one), *values)
