"""The page of projects: find one, then its sections, each with its own actions."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.confirm import Ask
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import CutLabel, label, tell
from desktop.ui.stack import Stack
from desktop.ui.steps import StepBar, StepState
from desktop.ui.theme import current
from desktop.ui.tones import Tone
from desktop.views.projects import told
from desktop.views.projects.closing_pane import ClosingPane
from desktop.views.projects.exemption_pane import ExemptionPane
from desktop.views.projects.facts_pane import FactsPane
from desktop.views.projects.find_pane import FindPane
from desktop.views.projects.import_pane import ImportPane
from desktop.views.projects.parts_pane import PartsPane
from desktop.views.projects.presenter import UNIT, ProjectsPresenter
from desktop.views.projects.results_pane import ResultsPane
from desktop.views.projects.state import FIND, State
from desktop.views.projects.story_pane import StoryPane

SECTIONS = ("查找", "概况", "子项目", "前置成果", "入库", "结束归档", "豁免核对", "经过")
_HELP = ("", "facts", "parts", "results", "import", "closing", "exemptions", "story")
"""By section, the part of the page that F1 explains; the first is the page itself."""
_ITEM = "item"


_Pane = (
    FindPane
    | FactsPane
    | PartsPane
    | ResultsPane
    | ImportPane
    | ClosingPane
    | ExemptionPane
    | StoryPane
)


class ProjectsPage(QWidget):
    """Renders the presenter's state; only the section in front."""

    def __init__(self, presenter: ProjectsPresenter, ask: Ask) -> None:
        super().__init__()
        self.setObjectName("page")
        self.presenter = presenter
        self._ask = ask
        self._panes: dict[int, _Pane] = {}
        self._place = ("", -1)
        self._steps = StepBar(SECTIONS)
        self._name = CutLabel()
        self._name.setProperty("role", "title")
        self._facts = label("", "hint", wrap=True)
        self._done = label(wrap=True)
        self._form = self._made_form()
        self._stack = Stack()
        self._head_column = QVBoxLayout()
        self._lay_out()
        self._steps.chosen.connect(presenter.turn)

    def render_state(self, state: State) -> None:
        """Show what changed."""
        section = state.section if state.told or state.section == FIND else FIND
        self._show_head(state, section)
        pane = self._pane(section)
        self._stack.setCurrentWidget(pane)
        pane.render_state(state)
        place = (state.stream if section != FIND else "", section)
        if place != self._place:
            self._place = place
            pane.arrive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.presenter.load()
            if self._place == ("", FIND):
                self._pane(FIND).arrive()

    def law_replaced(self) -> None:
        """Other rules hold: other items and results to choose from; what was typed stays."""
        before, self._form = self._form, self._made_form()
        self._head_column.replaceWidget(before, self._form)
        for old in (before, *self._panes.values()):
            old.hide()
            old.deleteLater()
        for pane in self._panes.values():
            self._stack.removeWidget(pane)
        self._panes, self._place = {}, ("", -1)
        self.presenter.law_replaced()

    def _made_form(self) -> FormView:
        made = FormView(self._fields(), columns=2, marks=False)
        made.edited.connect(self._typed)
        return made

    def _fields(self) -> tuple[Field, ...]:
        items = self.presenter.board.desk.law.catalogue.items.values()
        return (
            Field(
                _ITEM,
                "按哪个事项办",
                Kind.CHOICE,
                choices=tuple(Choice(one.code, one.name) for one in items),
            ),
            Field(UNIT, "来办单位代码", Kind.CODE, max_length=18, hint="信用代码，核对经办单位"),
        )

    def _lay_out(self) -> None:
        gap = current().px("gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        head = self._head_column
        self._head.setLayout(head)
        head.setContentsMargins(gap, gap, gap, 0)
        head.setSpacing(current().px("gap_small"))
        for part in (self._name, self._facts, self._form, self._done):
            head.addWidget(part)
        top = QHBoxLayout()
        top.setContentsMargins(gap, gap, gap, 0)
        top.addWidget(self._steps)
        column.addLayout(top)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)

    def _show_head(self, state: State, section: int) -> None:
        known = state.told
        self._head.setVisible(section != FIND)
        states = [
            StepState.OPEN if known or at == FIND else StepState.CLOSED
            for at in range(len(SECTIONS))
        ]
        states[section] = StepState.CURRENT
        self._steps.set_states(states)
        if known is not None:
            self._name.setText(known.record.name)
            self._facts.setText(told.heading(known))
        self._form.set_values({_ITEM: state.item, UNIT: state.typed.get(UNIT, "")})
        tell(self._done, state.done, Tone.GOOD)
        self._done.setVisible(bool(state.done))

    def _pane(self, section: int) -> _Pane:
        """A section, built when it is first needed."""
        if section not in self._panes:
            presenter, ask = self.presenter, self._ask
            makers: tuple[Callable[[], _Pane], ...] = (
                lambda: FindPane(presenter),
                lambda: FactsPane(presenter),
                lambda: PartsPane(presenter, ask),
                lambda: ResultsPane(presenter, ask),
                lambda: ImportPane(presenter, ask),
                lambda: ClosingPane(presenter),
                lambda: ExemptionPane(presenter, ask),
                StoryPane,
            )
            self._panes[section] = makers[section]()
            if _HELP[section]:
                self._panes[section].setProperty("help_key", f"projects.{_HELP[section]}")
            self._stack.addWidget(self._panes[section])
        return self._panes[section]

    def _typed(self, key: str, text: str) -> None:
        if key == _ITEM:
            self.presenter.set_item(text)
        else:
            self.presenter.type(key, text)
