"""Step 6: the papers that were made, printed and handed over; then the next intake."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions_bar import PageAction
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.confirm import Answer, Question
from desktop.ui.fields import Choice
from desktop.ui.labels import label, tell
from desktop.ui.page import Page
from desktop.ui.preview import Preview
from desktop.ui.table_model import Cell, Column
from desktop.ui.tones import Tone
from desktop.views.counter import print_words
from desktop.views.counter.decision_page import Ask
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.print_words import NOT_OUT, OUT, PRINT
from desktop.views.counter.state import State

_ALL, _NEXT, _AGAIN = "all", "next", "again"
_POLL_MS = 1000
_REASONS = tuple(
    Choice(words, f"{at} {words}")
    for at, words in enumerate(
        ("卡纸", "缺纸", "字迹不清", "打印机没有反应", "纸张不对", "其他原因"), start=1
    )
)
_COLUMNS = (
    Column("文书", 126),
    Column("编号", 190, stretch=True),
    Column("打印", 152),
)


class PapersPage(Page):
    """A paper counts as printed when the clerk says that it came out."""

    def __init__(self, presenter: CounterPresenter, ask: Ask) -> None:
        super().__init__(
            actions=(
                PageAction(_AGAIN, "重新生成文书"),
                PageAction(_ALL, "打印全部", "Ctrl+P"),
                PageAction(_NEXT, "下一件", "F5", primary=True),
            )
        )
        self._presenter = presenter
        self._ask = ask
        self._rows: list[ChecklistRow] = []
        self._shown = ""
        self._words = label(wrap=True)
        self._table = Checklist(
            "文书",
            _COLUMNS,
            (
                RowAction(PRINT, "P", "打印", onward=True),
                RowAction(OUT, "Y", "打印出来了", onward=True),
                RowAction(NOT_OUT, "N", "没出来"),
            ),
        )
        self._preview = Preview("文书", "文书还没有生成")
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(presenter.papers.poll)
        self._lay_out()
        self._bind()

    def render_state(self, state: State) -> None:
        """Show what changed since the last time."""
        rows = [_row(paper.number, state) for paper in state.made]
        if rows != self._rows:
            self._rows = rows
            self._table.set_rows(rows)
        if not state.made:
            self._show_paper("")
        self._show_words(state)
        self.bar.button(_AGAIN).setVisible(not state.made and not state.busy)
        self.bar.set_open(_ALL, why_not="" if state.made else "文书还没有生成")
        self.bar.set_open(_NEXT, why_not=state.busy if not state.made and state.busy else "")
        if self._presenter.papers.waiting != self._poll.isActive():
            (self._poll.stop if self._poll.isActive() else self._poll.start)()

    def arrive(self) -> None:
        """The cursor goes to the papers."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._table, 1)
        row.addWidget(left, 1)
        row.addWidget(self._preview, 1)
        self.add(body, 1)

    def _bind(self) -> None:
        self.asked.connect(self._asked)
        self._table.acted.connect(self._acted)
        self._table.current.connect(self._show_paper)

    def _asked(self, name: str) -> None:
        if name == _ALL:
            self._presenter.papers.print_all()
        elif name == _AGAIN:
            self._presenter.papers.make_again()
        else:
            self._next_intake()

    def _acted(self, number: str, action: str) -> None:
        if action == PRINT:
            self._presenter.papers.print(number)
        elif action == OUT:
            self._presenter.papers.answer(number)
        else:
            question = Question(
                "这份文书没有打印出来？",
                ("记下原因，文书可以再打印；编号不变。",),
                yes="没有出来",
                reason_label="原因",
                reasons=_REASONS,
            )
            self._ask(question, lambda answer: self._not_out(number, answer))

    def _not_out(self, number: str, answer: Answer) -> None:
        if answer.yes:
            self._presenter.papers.answer(number, answer.reason)

    def _next_intake(self) -> None:
        state = self._presenter.state
        left = [p for p in state.made if not state.answers.get(p.number)]
        if not left and state.made:
            self._presenter.start()
            return
        names = "、".join(print_words.name(paper) for paper in left) or "文书"
        question = Question(
            "先办下一件？",
            (f"{names}还没有确认打印出来。", "这一件已经落盘，以后在“办件”里补打印。"),
            yes="办下一件",
        )
        self._ask(question, lambda answer: self._presenter.start() if answer.yes else None)

    def _show_paper(self, number: str) -> None:
        if number == self._shown:
            return
        self._shown = number
        made = self._presenter.state.made
        self._preview.set_pages(next((one.pages for one in made if one.number == number), ()))

    def _show_words(self, state: State) -> None:
        if state.busy:
            tell(self._words, f"{state.busy}…", Tone.INFO)
        elif not state.made:
            tell(self._words, "决定已经落盘，文书还没有生成。请按提示处理后重新生成。", Tone.WARN)
        elif all(state.answers.get(one.number) for one in state.made):
            tell(self._words, "文书已全部打印，请交给申请人签收。", Tone.GOOD)
        else:
            tell(self._words, "决定已经落盘。请打印文书，看到出纸后确认。", Tone.GOOD)


def _row(number: str, state: State) -> ChecklistRow:
    paper = next(one for one in state.made if one.number == number)
    words, tone = print_words.state_of(paper, state)
    values = (print_words.name(paper), number, Cell(words, tone))
    detail = f"{print_words.name(paper)} {number}，一式 {paper.copies} 份，已存档。"
    return ChecklistRow(
        number, values, print_words.allowed(paper, state), "还没有送去打印，或者正在打印", detail
    )
