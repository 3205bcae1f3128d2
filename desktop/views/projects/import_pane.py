"""Section 5: a project in progress comes in; ours beside theirs, field by field."""

from casework.flows.project_words import FIELDS
from casework.records.project import WINDOW, ProjectState
from desktop.ui.actions_bar import PageAction
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group
from desktop.ui.table_model import Column, TupleModel
from desktop.views.projects import told
from desktop.views.projects.import_verbs import COMPARED, OURS, TYPE
from desktop.views.projects.presenter import ProjectsPresenter
from desktop.views.projects.state import State

_DIFFERENCES = (
    Column("不一致的数据", 120),
    Column("申请材料", 220, stretch=True),
    Column("系统", 220),
    Column("由谁更正", 130),
)
_CODES = ("code", "builder_code")
_TAKE, _UNDO = "take", "undo"


class ImportPane(Page):
    """What the papers say stands as the system says it until the clerk types over it."""

    def __init__(self, presenter: ProjectsPresenter, ask: Ask) -> None:
        super().__init__(
            actions=(
                PageAction(_UNDO, "撤销入库", "Alt+U"),
                PageAction(_TAKE, "申请入库", "Ctrl+Return", primary=True),
            ),
            scrolls=True,
        )
        self._presenter = presenter
        self._ask = ask
        self.story = label(wrap=True)
        self.form = FormView(self._fields(), columns=2, marks=False)
        self.list = ListTable(TupleModel(_DIFFERENCES), "不一致的数据")
        self.list.set_empty("申请材料与系统一致。")
        self.add(group("入库经过", self.story))
        self.add(group("申请材料上的数据（与系统不同的改成材料上的）", self.form))
        self.add(self.list, 1)
        self.form.edited.connect(presenter.type)
        self.asked.connect(self._act)
        self.setFocusProxy(self.form)

    def _fields(self) -> tuple[Field, ...]:
        law = self._presenter.board.desk.law.catalogue
        types = tuple(Choice(one.label, one.label) for one in law.project_types.values())
        kind = Kind.CHOICE if types else Kind.TEXT
        hint = "" if types else "如：建筑工程"
        return (
            Field(TYPE, "项目类型", kind, choices=types, hint=hint, max_length=40),
            *(
                Field(f"{OURS}{key}", FIELDS[key], Kind.CODE if key in _CODES else Kind.TEXT)
                for key in COMPARED
            ),
        )

    def render_state(self, state: State) -> None:
        """Show both sides and how the import went."""
        known = state.told
        if known is None:
            return
        record, verbs = known.record, self._presenter.bring_in
        self.story.setText("\n".join(told.brought_in(record.brought_in)))
        ours = {f"{OURS}{key}": text for key, text in verbs.ours().items()}
        self.form.set_values(ours | {TYPE: state.typed.get(TYPE, "")})
        kept = record.brought_in.asked.differences if record.brought_in else ()
        asked = record.state is ProjectState.ASKED
        self.list.set_rows(told.differences(kept if asked else verbs.differences()))
        at_window = record.registered.origin == WINDOW
        why = "窗口录入的项目没有可以对照的数据" if at_window else ""
        if record.state is not ProjectState.KNOWN:
            why = f"项目{told.state(record).text}"
        self.bar.set_open(_TAKE, why_not=why)
        imported = record.state is ProjectState.IMPORTED
        applied = "已经申请过事项，不能撤销" if record.applied else ""
        self.bar.set_open(_UNDO, why_not=applied if imported else "还没有入库")

    def arrive(self) -> None:
        """The cursor goes to the type of the project."""
        self.form.focus(TYPE)

    def _act(self, name: str) -> None:
        if name == _TAKE:
            self._presenter.bring_in.take_over()
            return
        question = Question(
            "撤销这个项目的入库？",
            ("项目退回原来的系统。", "申请过事项以后不能再撤销。"),
            yes="撤销入库",
            reason_label="原因",
        )

        def answered(answer: Answer) -> None:
            if answer.yes:
                self._presenter.bring_in.undo(answer.reason)

        self._ask(question, answered)
