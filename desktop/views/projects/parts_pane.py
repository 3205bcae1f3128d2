"""Section 3: the parts of a project as a tree, what is its own and what is inherited."""

from PySide6.QtCore import Qt

from casework.records.project import ProjectState
from desktop.ui.actions_bar import PageAction
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.fields import Field
from desktop.ui.form import FormView
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group
from desktop.ui.table_model import Column, TupleModel
from desktop.views.projects import told
from desktop.views.projects.presenter import ProjectsPresenter
from desktop.views.projects.state import State
from desktop.views.projects.tree_verbs import PART_NAME

_TREE = (
    Column("项目、子项目", 230, stretch=True),
    Column("状态", 104),
    Column("录入", 110),
    Column("删除前须清空", 230),
)
_HELD = (
    Column("类别", 48),
    Column("名称", 180, stretch=True),
    Column("编号", 190),
    Column("归属", 210),
    Column("状态", 92),
)
_NAME = Field(PART_NAME, "子项目名称", max_length=100, span=2)
_SPLIT, _BIN, _RESTORE, _OPEN = "split", "bin", "restore", "open"


class PartsPane(Page):
    """An inherited line is read only; a part goes into the bin only when it is empty."""

    def __init__(self, presenter: ProjectsPresenter, ask: Ask) -> None:
        super().__init__(
            actions=(
                PageAction(_OPEN, "打开", "Alt+O"),
                PageAction(_RESTORE, "恢复", "Alt+Z"),
                PageAction(_BIN, "移到回收站", "Alt+Del"),
                PageAction(_SPLIT, "拆出子项目", "Ctrl+Return", primary=True),
            )
        )
        self._presenter = presenter
        self._ask = ask
        self.tree = ListTable(TupleModel(_TREE), "项目和子项目")
        self.held = ListTable(TupleModel(_HELD), "本项目可用的成果和材料")
        self.held.set_empty("还没有成果和材料。")
        self.form = FormView((_NAME,), columns=2, marks=False)
        self.add(group("项目和子项目", self.tree), 3)
        self.add(self.form)
        self.add(group("可用的成果和材料（继承的只读）", self.held), 2)
        self.form.edited.connect(presenter.type)
        self.tree.opened.connect(self._open)
        self.tree.current.connect(lambda _: self._open_actions(presenter.state))
        self.asked.connect(self._act)
        self.setFocusProxy(self.tree)

    def render_state(self, state: State) -> None:
        """Show the family."""
        known = state.told
        if known is None:
            return
        self.tree.set_rows(told.tree(known))
        self.held.set_rows([told.holding(one, known) for one in known.holdings])
        self.form.set_values({PART_NAME: state.typed.get(PART_NAME, "")})
        self._open_actions(state)

    def arrive(self) -> None:
        """The cursor goes into the tree, to the project on show."""
        self.tree.select(self._presenter.state.stream)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_actions(self, state: State) -> None:
        part = state.told.part(self.tree.current_key()) if state.told else None
        if part is None:
            return
        binned = part.record.state is ProjectState.BINNED
        why = "" if part.record.opened else "主项目不能删除"
        if part.in_the_way:
            why = f"先清空：{'、'.join(part.in_the_way)}"
        self.bar.set_open(_BIN, why_not="已在回收站" if binned else why)
        self.bar.set_open(_RESTORE, why_not="" if binned else "不在回收站")
        here = part.stream == state.stream
        self.bar.set_open(_OPEN, why_not="正在看这一个" if here else "")

    def _act(self, name: str) -> None:
        at = self.tree.current_key()
        if name == _SPLIT:
            self._presenter.tree.split()
        elif name == _OPEN:
            self._open(at)
        elif name == _RESTORE:
            self._presenter.tree.restore(at)
        else:
            self._ask_bin(at)

    def _open(self, stream: str) -> None:
        self._presenter.choose(stream)

    def _ask_bin(self, stream: str) -> None:
        question = Question(
            "把这个子项目移到回收站？",
            ("子项目已经是空的。", "可以从回收站恢复；谁录入，谁删除。"),
            yes="移到回收站",
            reason_label="原因",
        )

        def answered(answer: Answer) -> None:
            if answer.yes:
                self._presenter.tree.bin(stream, answer.reason)

        self._ask(question, answered)
