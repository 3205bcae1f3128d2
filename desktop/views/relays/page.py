"""The page of relays and notices: the open ones on the left, one of them and its proof right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from casework.law.relays import TaskKind
from casework.records.task import TaskRecord, TaskState
from casework.rows import TaskRow
from desktop.ui.actions_bar import PageAction
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group, scrolling
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.views.relays.presenter import MEANS, OUTCOME, RECIPIENT, RelaysPresenter, State
from desktop.words import TASK_WORDS, moment, short_moment

_COLUMNS = (
    Column("期限", 92),
    Column("事由", 118, stretch=True),
    Column("送给", 96, stretch=True),
    Column("项目", 150, stretch=True),
    Column("状态", 92),
)
KINDS = {
    TaskKind.NOTIFY: "通知",
    TaskKind.RELAY: "转办",
    TaskKind.COORDINATE: "协调",
    TaskKind.DISPUTE: "异议",
    TaskKind.REMIND: "提醒",
}
_MEANS = ("电话", "短信", "当面", "邮寄", "平台")
_FIELDS = (
    Field(MEANS, "方式", Kind.CHOICE, choices=tuple(Choice(one, one) for one in _MEANS)),
    Field(RECIPIENT, "收件人或答复人", max_length=60),
    Field(
        OUTCOME,
        "凭据或结果",
        hint="单号、通话时间、签收单或答复内容",
        span=2,
        max_length=400,
    ),
)


class RelaysPage(Page):
    """Shows ``RelaysPresenter.state``; what is recorded stays in the journal with its time."""

    def __init__(self) -> None:
        super().__init__(
            "转办与通知",
            (
                PageAction("close", "不再需要", "Alt+D"),
                PageAction("answered", "登记答复", "Alt+A"),
                PageAction("tried", "没有联系上", "Alt+T"),
                PageAction("delivered", "已送达", "Ctrl+Return", primary=True),
            ),
        )
        self.list = ListTable(TupleModel(_COLUMNS), "转办与通知列表")
        self.list.set_empty("没有待办的转办和通知。")
        self.form = FormView(_FIELDS, columns=2, marks=False)
        self._story = label(wrap=True)
        self._presenter: RelaysPresenter | None = None
        self._shown = ""
        self._build()
        self.setFocusProxy(self.list)

    def bind(self, presenter: RelaysPresenter) -> None:
        """Connect the page to its presenter."""
        self._presenter = presenter
        self.list.current.connect(presenter.choose)
        self.form.edited.connect(presenter.type)
        self.arrived.connect(presenter.load)
        self.asked.connect(self._act)

    def render_state(self, state: State) -> None:
        """Show the state; an input in focus keeps what is typed."""
        self._story.setText(_story(state.task) if state.task else "在左侧选一件。")
        if state.stream != self._shown or not state.typed:
            self._shown = state.stream
            self.form.set_values({one.key: state.typed.get(one.key, "") for one in _FIELDS})
        self._open_actions(state.task)
        # Last: new rows may move the choice, which shows another state at once.
        self.list.set_rows([_row(row) for row in state.rows or ()])

    def _open_actions(self, task: TaskRecord | None) -> None:
        stage = task.state if task else None
        waits = {"tried", "delivered"} if stage is TaskState.OPEN else set()
        goes_on = {"answered", "close"} if stage not in (None, TaskState.CLOSED) else set()
        if stage is TaskState.ANSWERED:
            goes_on.discard("answered")
        for name in ("close", "answered", "tried", "delivered"):
            why = "先在左侧选一件" if task is None else "这一件已经办过这一步"
            self.bar.set_open(name, why_not="" if name in waits | goes_on else why)

    def _build(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(group("内容", self._story))
        column.addWidget(group("登记", self.form))
        column.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(scrolling(right))
        split.setSizes([600, 460])
        self.add(split, 1)

    def _act(self, name: str) -> None:
        if self._presenter is None:
            return
        verbs = {
            "close": self._presenter.close,
            "answered": self._presenter.answered,
            "tried": self._presenter.tried,
            "delivered": self._presenter.delivered,
        }
        verbs[name]()


def _row(row: TaskRow) -> Row:
    word, tone = TASK_WORDS[row.state]
    if row.tries and row.state == TaskState.OPEN:
        word = f"未达 {row.tries} 次"
    due = short_moment(row.due) if row.due else "——"
    return row.stream, due, row.title, row.addressee, row.project_name, Cell(word, tone)


def _story(task: TaskRecord) -> str:
    """The task as it went, line by line."""
    opened = task.opened
    lines = [
        f"{KINDS[TaskKind(opened.kind)]}：{opened.title}　送给：{opened.to}",
        f"项目：{opened.project_name}　{opened.number}".rstrip(),
        opened.text,
        f"依据：{opened.basis}　发出：{moment(opened.opened_at)}",
    ]
    lines += [f"时限：{line.sentence}" for line in task.open_limits]
    lines += [f"{moment(one.tried_at)}　{one.means}：{one.outcome}" for one in task.tries]
    if task.delivered is not None:
        told = task.delivered
        lines.append(f"{moment(told.delivered_at)}　已送达（{told.means}）：{told.proof}")
    if task.answered is not None:
        lines.append(
            f"{moment(task.answered.answered_at)}　{task.answered.by}答复：{task.answered.text}"
        )
    if task.closed is not None:
        lines.append(f"{moment(task.closed.closed_at)}　不再需要：{task.closed.reason}")
    return "\n".join(lines)
