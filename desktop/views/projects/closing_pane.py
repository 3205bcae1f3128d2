"""Section 6: how far the project is on its way to its end, with the archive that is promised."""

from casework.records.project import ProjectState
from desktop.ui.actions_bar import PageAction
from desktop.ui.fields import Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group
from desktop.ui.table_model import Cell, Column, TupleModel
from desktop.ui.tones import Tone
from desktop.views.projects import told
from desktop.views.projects.closing_verbs import UNTIL
from desktop.views.projects.presenter import ProjectsPresenter
from desktop.views.projects.state import State

_LEFT = (
    Column("还没有完成的", 260, stretch=True),
    Column("竣工验收备案", 130),
    Column("归档", 130),
)
_PROMISE, _ASK = "promise", "ask"


class ClosingPane(Page):
    """The main project ends when it and all its parts are filed and every archive is there."""

    def __init__(self, presenter: ProjectsPresenter) -> None:
        super().__init__(
            actions=(
                PageAction(_ASK, "申请项目结束", "Alt+J"),
                PageAction(_PROMISE, "记录归档承诺", "Ctrl+Return", primary=True),
            )
        )
        self._presenter = presenter
        self.story = label(wrap=True)
        self.form = FormView(
            (Field(UNTIL, "承诺交付日期", Kind.DATE, hint="建设单位承诺的日期"),),
            columns=2,
            marks=False,
        )
        self.list = ListTable(TupleModel(_LEFT), "还没有完成的项目和子项目")
        self.list.set_empty("主项目和全部子项目都已备案、归档，可以结束。")
        self.add(group("结束和归档", self.story))
        self.add(self.form)
        self.add(self.list, 1)
        self.form.edited.connect(presenter.type)
        self.asked.connect(self._act)
        self.setFocusProxy(self.form)

    def render_state(self, state: State) -> None:
        """Show how far it is."""
        known = state.told
        if known is None:
            return
        closing = known.record.closing
        self.story.setText("\n".join(told.closing(known)))
        self.form.set_values({UNTIL: state.typed.get(UNTIL, "")})
        self.list.set_rows(
            [
                (one.project, one.name, _mark(done=one.filed), _mark(done=one.delivered))
                for one in known.unfinished
            ]
        )
        ended = "项目已结束" if known.record.state is ProjectState.ENDED else ""
        promised = f"已承诺 {closing.promised.until}" if closing.promised else ""
        self.bar.set_open(_PROMISE, why_not=ended or promised)
        asked = "已经申请过" if closing.asked else ""
        filed = "" if closing.filed else "竣工验收备案还没有完成"
        self.bar.set_open(_ASK, why_not=ended or asked or filed)

    def arrive(self) -> None:
        """The cursor goes to the day."""
        self.form.focus(UNTIL)

    def _act(self, name: str) -> None:
        {_PROMISE: self._presenter.closing.promise, _ASK: self._presenter.closing.ask}[name]()


def _mark(*, done: bool) -> Cell:
    return Cell("已完成", Tone.GOOD) if done else Cell("未完成", Tone.WARN)
