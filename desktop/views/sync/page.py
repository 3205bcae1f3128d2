"""The page of the line: debts with the moment each breaks, own acts and their receipts."""

from casework.rows import ActRow, LimitRow
from desktop.ui.actions_bar import PageAction
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.views.sync.presenter import State, SyncPresenter
from desktop.words import ACTS, moment, short_moment

_DEBTS = (
    Column("类别", 60),
    Column("截止", 100),
    Column("事项", 190, stretch=True),
    Column("项目", 170, stretch=True),
    Column("收件编号", 150),
    Column("到达", 164),
)
_ACTS = (
    Column("时间", 140),
    Column("序号", 64, right=True),
    Column("链首", 150),
    Column("状态", 90),
    Column("说明", 260, stretch=True),
)
_KINDS = {"at_once": "即时", "same_day": "当日", "working_days": "工作日"}


class SyncPage(Page):
    """Shows ``SyncPresenter.state``."""

    def __init__(self) -> None:
        super().__init__("同步", (PageAction("send", "立即送出", "Ctrl+Return", primary=True),))
        self.debts = ListTable(TupleModel(_DEBTS), "欠账")
        self.debts.set_empty("没有欠账：办过的都已送达中心。")
        self.acts = ListTable(TupleModel(_ACTS), "本机业务")
        self.acts.set_empty("本机还没有业务。")
        self.add(group("欠账", self.debts), 2)
        self.add(group("本机业务（最近五十件）", self.acts), 3)

    def bind(self, presenter: SyncPresenter) -> None:
        """Connect the page to its presenter."""
        self.arrived.connect(presenter.load)
        self.asked.connect(lambda _: presenter.send())

    def render_state(self, state: State) -> None:
        """Show the state."""
        self.debts.set_rows([_debt(row) for row in state.debts])
        self.acts.set_rows([_act(row) for row in state.acts])


def _debt(row: LimitRow) -> Row:
    return (
        f"{row.stream}/{row.key}",
        _KINDS[row.kind],
        short_moment(row.due) if row.due else "暂定",
        row.name,
        row.project_name,
        row.number,
        "已到中心，未到审批系统" if row.at_hub else "未送出",
    )


def _act(row: ActRow) -> Row:
    word, tone = ACTS[row.state]
    note = f"中心未能接收：{row.reason}" if row.reason else ""
    return (row.act, moment(row.at), str(row.last_seq), row.head[:12], Cell(word, tone), note)
