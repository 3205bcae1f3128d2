"""The page of what was filed online: the longest waiting on top, its clock running."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from casework.law.deadlines import Light
from desktop.ui.actions_bar import PageAction
from desktop.ui.labels import label, tell
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.tones import Tone
from desktop.views.inbox.presenter import InboxPresenter, Shown, State
from desktop.words import LIGHTS, elapsed

_TICK_MS = 5000
_COLUMNS = (
    Column("提交", 116),
    Column("已等", 78),
    Column("即时决定", 98),
    Column("项目", 130, stretch=True),
    Column("事项", 130, stretch=True),
    Column("办事主体", 130, stretch=True),
    Column("编号", 196),
)
_CAME = {"filed": "", "supplemented": " 补正"}
_EMPTY = "没有等待决定的网上件。有新的申报会自动出现，左侧导航显示件数。"


class InboxPage(Page):
    """Enter goes on with a case in the counter: the same checklist, the same decision."""

    def __init__(self) -> None:
        super().__init__("网上件", (PageAction("open", "办理这一件", "F5", primary=True),))
        self.list = ListTable(TupleModel(_COLUMNS), "网上件列表")
        self.list.set_empty("正在读取…")
        self._words = label("", wrap=True)
        self._presenter: InboxPresenter | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self.add(self._words)
        self.add(self.list, 1)
        self.setFocusProxy(self.list)

    def bind(self, presenter: InboxPresenter) -> None:
        """Connect the page to its presenter."""
        self._presenter = presenter
        self.list.opened.connect(presenter.open)
        self.arrived.connect(presenter.load)
        self.asked.connect(lambda _: presenter.open(self.list.current_key()))
        self._clock.timeout.connect(presenter.tick)

    def render_state(self, state: State) -> None:
        """Show the state."""
        self.list.set_rows([_row(one) for one in state.rows])
        if state.error is not None:
            self.list.set_empty("没有读到网上件，请按提示处理后重新打开本页。")
        elif state.loaded:
            self.list.set_empty(_EMPTY)
        tell(self._words, *_summary(state.rows))
        self._words.setVisible(bool(state.rows))
        self.bar.set_open("open", why_not="" if state.rows else "没有可以办理的网上件")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


def _summary(rows: tuple[Shown, ...]) -> tuple[str, Tone]:
    late = sum(one.light is Light.OVERDUE for one in rows)
    basis = next((f"（{one.basis}）" for one in rows if one.basis), "")
    if late:
        return (
            f"共 {len(rows)} 件等待决定，其中 {late} 件已超过即时决定的时间，请先办理。",
            Tone.LATE,
        )
    return f"共 {len(rows)} 件等待决定。收到申请应当即时决定是否受理{basis}。", Tone.INFO


def _row(one: Shown) -> Row:
    waits = elapsed(one.waits)
    if one.light is None:
        light: str | Cell = "——"
    elif one.not_open:
        light = Cell("开门起算", Tone.OFF, f"非工作时间提交，{one.due:%m-%d %H:%M} 前决定")
    else:
        word, tone = LIGHTS[one.light]
        light = Cell(word, tone, f"应于 {one.due:%m-%d %H:%M} 前决定" if one.due else "")
    return (
        one.stream,
        f"{one.since:%m-%d %H:%M}{_CAME[one.came]}",
        waits,
        light,
        one.project,
        one.item,
        one.unit,
        one.number,
    )
