"""The papers of a case beside their pages: print, and say what came out, each with one key."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import print_words
from desktop.paper_verbs import PaperVerbs
from desktop.papers import MadePaper
from desktop.print_jobs import Printed
from desktop.print_words import NOT_OUT, OUT, PRINT
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.fields import Choice
from desktop.ui.preview import Preview
from desktop.ui.table_model import Cell, Column

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


class PapersView(QWidget):
    """A paper counts as printed when the clerk says that it came out.

    ``words`` stand over the list; ``ask`` opens the question why a paper did not come out.
    """

    def __init__(self, verbs: PaperVerbs, ask: Ask, words: QWidget) -> None:
        super().__init__()
        self._verbs = verbs
        self._ask = ask
        self._rows: list[ChecklistRow] = []
        self._made: tuple[MadePaper, ...] = ()
        self._shown = ""
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
        self._poll.timeout.connect(verbs.poll)
        self._lay_out(words)
        self._table.acted.connect(self._acted)
        self._table.current.connect(self._show_paper)
        self.setFocusProxy(self._table)

    def render_state(self, state: Printed) -> None:
        """Show what changed since the last time."""
        self._made = state.made
        rows = [_row(paper, state) for paper in state.made]
        if rows != self._rows:
            self._rows = rows
            self._table.set_rows(rows)
        if not state.made:
            self._show_paper("")
        if self._verbs.waiting != self._poll.isActive():
            (self._poll.stop if self._poll.isActive() else self._poll.start)()

    def arrive(self) -> None:
        """The cursor goes to the papers."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, words: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words)
        column.addWidget(self._table, 1)
        row.addWidget(left, 1)
        row.addWidget(self._preview, 1)

    def _acted(self, number: str, action: str) -> None:
        if action == PRINT:
            self._verbs.print(number)
        elif action == OUT:
            self._verbs.answer(number)
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
            self._verbs.answer(number, answer.reason)

    def _show_paper(self, number: str) -> None:
        if number == self._shown:
            return
        self._shown = number
        pages = (one.pages for one in self._made if one.number == number)
        self._preview.set_pages(next(pages, ()))


def _row(paper: MadePaper, state: Printed) -> ChecklistRow:
    words, tone = print_words.state_of(paper, state)
    values = (print_words.name(paper), paper.number, Cell(words, tone))
    detail = f"{print_words.name(paper)} {paper.number}，一式 {paper.copies} 份，已存档。"
    return ChecklistRow(
        paper.number,
        values,
        print_words.allowed(paper, state),
        "还没有送去打印，或者正在打印",
        detail,
    )
