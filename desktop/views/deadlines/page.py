"""The page of deadlines: light, moment and case of each, the nearest first."""

from desktop.ui.labels import label
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.views.deadlines.presenter import DeadlinesPresenter, Shown, State
from desktop.words import LIGHTS, short_moment

_COLUMNS = (
    Column("状态", 84),
    Column("截止", 136),
    Column("事项", 260, stretch=True),
    Column("项目", 220),
    Column("收件编号", 196),
)


class DeadlinesPage(Page):
    """Shows ``DeadlinesPresenter.state``; the current row's sentence and article stand below."""

    def __init__(self) -> None:
        super().__init__("时限")
        self.list = ListTable(TupleModel(_COLUMNS), "时限列表")
        self.list.set_empty("没有在走的时限。")
        self._story = label(wrap=True)
        self._shown: dict[str, Shown] = {}
        self.list.current.connect(self._tell)
        self.add(self.list, 1)
        self.add(self._story)

    def bind(self, presenter: DeadlinesPresenter) -> None:
        """Connect the page to its presenter."""
        self.arrived.connect(presenter.load)

    def render_state(self, state: State) -> None:
        """Show the state."""
        self._shown = {_key(one): one for one in state.shown}
        self.list.set_rows([_row(one) for one in state.shown])
        self._tell(self.list.current_key())

    def _tell(self, key: str) -> None:
        one = self._shown.get(key)
        self._story.setText(f"{one.row.sentence}。\n依据：{one.row.article}" if one else "")


def _key(one: Shown) -> str:
    return f"{one.row.stream}/{one.row.key}"


def _row(one: Shown) -> Row:
    word, tone = LIGHTS[one.light]
    row = one.row
    due = short_moment(row.due) if row.due else "——"
    return (
        _key(one),
        Cell(word, tone),
        f"至迟 {due}" if row.expected else due,
        row.name,
        row.project_name,
        row.number,
    )
