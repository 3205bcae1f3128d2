"""The page of deadlines: light, moment, case, sentence and article, the nearest first."""

from desktop.ui.list_table import ListTable
from desktop.ui.page import Page
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.views.deadlines.presenter import DeadlinesPresenter, Shown, State
from desktop.words import LIGHTS, moment

_COLUMNS = (
    Column("状态", 84),
    Column("截止", 140),
    Column("事项", 150),
    Column("项目", 190),
    Column("收件编号", 170),
    Column("说明", 300, stretch=True),
    Column("依据", 200),
)


class DeadlinesPage(Page):
    """Shows ``DeadlinesPresenter.state``."""

    def __init__(self) -> None:
        super().__init__("时限")
        self.list = ListTable(TupleModel(_COLUMNS), "时限列表")
        self.list.set_empty("没有在走的时限。")
        self.add(self.list, 1)

    def bind(self, presenter: DeadlinesPresenter) -> None:
        """Connect the page to its presenter."""
        self.arrived.connect(presenter.load)

    def render_state(self, state: State) -> None:
        """Show the state."""
        self.list.set_rows([_row(one) for one in state.shown])


def _row(one: Shown) -> Row:
    word, tone = LIGHTS[one.light]
    row = one.row
    due = moment(row.due) if row.due else "——"
    return (
        f"{row.stream}/{row.key}",
        Cell(word, tone),
        f"至迟 {due}" if row.expected else due,
        row.name,
        row.project_name,
        row.number,
        row.sentence,
        row.article,
    )
