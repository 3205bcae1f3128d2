"""Section 4: earlier results the item builds on, and a new one supplemented as its PDF."""

from pathlib import Path

from PySide6.QtCore import Qt

from casework.flows.prerequisites import ORDER, Outcome
from casework.records.project_results import ResultState
from desktop import prior_words
from desktop.ui.actions_bar import PageAction
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.files import choose_file
from desktop.ui.form import FormView
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group
from desktop.ui.table_model import Column, TupleModel
from desktop.views.projects import told
from desktop.views.projects.presenter import ProjectsPresenter
from desktop.views.projects.result_verbs import ASKED, ISSUED, KEY, NUMBER, ORGAN
from desktop.views.projects.state import State

_NEEDED = (
    Column("前置成果", 180, stretch=True),
    Column("情况", 106),
    Column("来源", 108),
    Column("编号", 196, stretch=True),
    Column("查不到时", 136),
)
_SUPPLEMENTED = (
    Column("已补录的成果", 180, stretch=True),
    Column("编号", 196),
    Column("核发部门", 150),
    Column("核发日期", 90),
    Column("状态", 106),
)
_SAID = (
    Choice(Outcome.NONE.value, "没有"),
    Choice(Outcome.SILENT.value, "连不上"),
    Choice(Outcome.FOUND.value, "有"),
)
_ENTER, _FILE, _BIN, _RESTORE = "enter", "file", "bin", "restore"


class ResultsPane(Page):
    """Each system has to be asked before a PDF is taken: its answer has no default."""

    def __init__(self, presenter: ProjectsPresenter, ask: Ask) -> None:
        super().__init__(
            actions=(
                PageAction(_RESTORE, "恢复", "Alt+Z"),
                PageAction(_BIN, "移到回收站", "Alt+Del"),
                PageAction(_FILE, "选择PDF", "Alt+I"),
                PageAction(_ENTER, "补录", "Ctrl+Return", primary=True),
            ),
            scrolls=True,
        )
        self._presenter = presenter
        self._ask = ask
        self.needed = ListTable(TupleModel(_NEEDED), "前置成果")
        self.needed.set_empty("这个事项没有前置成果。上面可以换一个事项。")
        self.results = ListTable(TupleModel(_SUPPLEMENTED), "已补录的成果")
        self.results.set_empty("还没有补录。")
        self.form = FormView(self._fields(), columns=3, marks=False)
        self.add(group("前置成果（按本地规则的顺序）", self.needed), 3)
        self.add(group("补录（系统查不到时，上传PDF并填写关键数据）", self.form))
        self.add(self.results, 2)
        self.form.edited.connect(presenter.type)
        self.needed.opened.connect(self._take_over)
        self.results.current.connect(lambda _: self._open_actions(presenter.state))
        self.asked.connect(self._act)
        self.setFocusProxy(self.needed)

    def _fields(self) -> tuple[Field, ...]:
        law = self._presenter.board.desk.law.catalogue
        kinds = tuple(Choice(key, one.name) for key, one in law.results.items())
        asked = (
            Field(f"{ASKED}{source.value}", prior_words.SYSTEMS[source], Kind.CHOICE, choices=_SAID)
            for source in ORDER
        )
        return (
            Field(KEY, "成果", Kind.CHOICE, choices=kinds),
            Field(NUMBER, "编号", max_length=80),
            Field(ORGAN, "核发部门", max_length=80),
            Field(ISSUED, "核发日期", Kind.DATE),
            *asked,
            Field("supplement.file", "PDF", Kind.SHOWN),
        )

    def render_state(self, state: State) -> None:
        """Show how everything stands."""
        known = state.told
        if known is None:
            return
        self.needed.set_rows([told.needed(one, known) for one in self._presenter.results.needed()])
        self.results.set_rows(told.results(known.record))
        keys = [one.key for one in self._fields()]
        values = {key: state.typed.get(key, "") for key in keys}
        values["supplement.file"] = state.pdf.source if state.pdf else "按 Alt+I 选择"
        self.form.set_values(values)
        self._open_actions(state)

    def arrive(self) -> None:
        """The cursor goes to the list."""
        self.needed.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring(self, file: Path) -> None:
        """Take in the PDF."""
        self._presenter.results.bring(file)

    def _open_actions(self, state: State) -> None:
        record = state.told.record if state.told else None
        found = record.result(self.results.current_key()) if record else None
        binned = found is not None and found.state is ResultState.BINNED
        none = "先选一份已补录的成果"
        self.bar.set_open(_BIN, why_not=none if found is None else "已在回收站" * binned)
        self.bar.set_open(_RESTORE, why_not="" if binned else "不在回收站" if found else none)

    def _take_over(self, result: str) -> None:
        """Enter on a missing result begins its supplement."""
        self._presenter.type(KEY, result)
        self.form.focus(NUMBER)

    def _act(self, name: str) -> None:
        at = self.results.current_key()
        if name == _ENTER:
            self._presenter.results.supplement()
        elif name == _FILE:
            choose_file(self, "选择成果的PDF", "成果 (*.pdf)", self.bring)
        elif name == _RESTORE:
            self._presenter.results.restore(at)
        else:
            self._ask_bin(at)

    def _ask_bin(self, ident: str) -> None:
        question = Question(
            "把这份成果移到回收站？",
            ("可以从回收站恢复；谁审核录入，谁删除。",),
            yes="移到回收站",
            reason_label="原因",
        )

        def answered(answer: Answer) -> None:
            if answer.yes:
                self._presenter.results.bin(ident, answer.reason)

        self._ask(question, answered)
