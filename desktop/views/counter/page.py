"""The counter: step bar, six pages, the question of a second card, and the panel at the side."""

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.errors import ClerkError
from casework.law.items import Item
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.dress import wear
from desktop.ui.labels import button, label
from desktop.ui.stack import Stack
from desktop.ui.steps import StepBar, StepState
from desktop.ui.theme import current
from desktop.views.counter import person_words, progress
from desktop.views.counter.decision_page import DecisionPage
from desktop.views.counter.form_page import FormPage
from desktop.views.counter.materials_page import MaterialsPage
from desktop.views.counter.papers_page import PapersPage
from desktop.views.counter.person_page import PersonPage
from desktop.views.counter.presenter import DECIDE, FORM, PROJECT, CounterPresenter
from desktop.views.counter.project_page import ProjectPage
from desktop.views.counter.side import CounterSide
from desktop.views.counter.state import State
from desktop.views.counter.visit_bar import VisitBar

STEP_NAMES = ("身份", "项目与事项", "一张表单", "一套材料", "决定", "打印与交付")
_OF_ITEM = (FORM, DECIDE)
"""Steps whose page is made for one item."""
_OF_LAW = (PROJECT, FORM, DECIDE)
"""Steps whose page shows what the pack says."""
_AHEAD = 6
"""Items whose pages are built before anybody asks for them."""

_Step = PersonPage | ProjectPage | FormPage | MaterialsPage | DecisionPage | PapersPage


class CounterPage(QWidget):
    """Renders the presenter's state; only the step in front, and only what changed.

    ``show_error`` takes each refusal once, ``clear_error`` its code when it stands no more; ``ask``
    opens the question before an act (the window's ``ask``). ``side`` belongs into the panel 柜台前,
    ``enter_side`` is its way in by key.
    """

    def __init__(
        self,
        presenter: CounterPresenter,
        show_error: Callable[[ClerkError], None],
        ask: Ask,
        clear_error: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._presenter = presenter
        self._show_error = show_error
        self._clear_error = clear_error
        self._ask = ask
        self._told: ClerkError | None = None
        self._place: tuple[str, int] = ("", 0)
        self._pages: dict[tuple[int, str], _Step] = {}
        """By step and, where the page is made for an item, its code and what relieves it."""
        self._marks: tuple[object, ...] = ()
        self._law = presenter.board.desk.law.catalogue
        self.side = CounterSide(presenter)
        self._steps = StepBar(STEP_NAMES)
        self._saved = label("", "hint")
        self._other = _OtherCard(presenter)
        self._visit = VisitBar(presenter)
        self._stack = Stack()
        self._lay_out()
        self._steps.chosen.connect(lambda at: presenter.go(at + 1))
        QShortcut(QKeySequence("Ctrl+N"), self, presenter.start)
        presenter.show_with(self.show_state)
        self.show_state()

    def enter_side(self) -> None:
        """The key of the side panel."""
        self.side.enter()

    def show_state(self) -> None:
        """Show the state as it stands."""
        state = self._presenter.state
        left = self._follow_law()
        self._tell(state.error)
        self._show_steps(state)
        self._other.render_state(state)
        self._visit.render_state(state)
        self.side.render_state(state)
        place = (f"{state.draft.ident} {state.draft.item}", state.draft.step)
        page = self._page(state.draft.step)
        self._stack.setCurrentWidget(page)
        page.render_state(state)
        if place != self._place:
            self._place = place
            page.arrive()
        if left and isinstance(page, FormPage):
            page.reach(left)

    def _follow_law(self) -> str:
        """Under another pack its pages are built anew; where the cursor was on the form."""
        law = self._presenter.board.desk.law.catalogue
        if law is self._law:
            return ""
        self._law, self._place = law, ("", 0)
        shown = self._stack.currentWidget()
        left = shown.place() if isinstance(shown, FormPage) else ""
        for key in [key for key in self._pages if key[0] in _OF_LAW]:
            page = self._pages.pop(key)
            self._stack.removeWidget(page)
            page.deleteLater()
        QTimer.singleShot(0, self, self._build_ahead)
        return left

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._build_ahead)

    def _page(self, step: int) -> _Step:
        """The page of a step for the item of the intake, built when it is first needed."""
        item = self._presenter.board.chosen
        return self._page_for(step, item)

    def _page_for(self, step: int, item: Item | None) -> _Step:
        key = self._key(step, item)
        if key not in self._pages:
            self._pages[key] = self._made(step, item)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def _key(self, step: int, item: Item | None) -> tuple[int, str]:
        if item is None or step not in _OF_ITEM:
            return step, ""
        board = self._presenter.board
        relied = board.rules.relied if item.code == board.state.draft.item else ()
        return step, " ".join((item.code, *(one.exemption for one in relied)))

    def _made(self, step: int, item: Item | None) -> _Step:
        presenter = self._presenter
        if item is not None and step == FORM:
            board = presenter.board
            chosen = item.code == board.state.draft.item
            form = (board.rules.law if chosen else board.desk.law.catalogue).form_of(item)
            return FormPage(presenter, item, form)
        if item is not None and step == DECIDE:
            return DecisionPage(presenter, self._ask, item)
        makers: dict[int, Callable[[], _Step]] = {
            1: lambda: PersonPage(presenter, self._ask_discard),
            2: lambda: ProjectPage(presenter),
            4: lambda: MaterialsPage(presenter),
            6: lambda: PapersPage(presenter, self._ask),
        }
        return makers[step]()

    def _build_ahead(self) -> None:
        """Build what is likely needed next, piece by piece, while nothing else is to be done."""
        for step, item in self._likely():
            page = self._pages.get(self._key(step, item))
            if page is None:
                self._page_for(step, item)
            elif not isinstance(page, FormPage) or not page.build_next():
                continue
            QTimer.singleShot(0, self, self._build_ahead)
            return

    def _likely(self) -> Iterator[tuple[int, Item | None]]:
        """The steps every intake has, then those of the items, the likeliest first."""
        for step in range(1, len(STEP_NAMES) + 1):
            if step not in _OF_ITEM:
                yield step, None
        offered = self._presenter.board.offered
        likely = self._presenter.item.likely
        for item in sorted(offered, key=lambda one: one.code != likely)[:_AHEAD]:
            for step in _OF_ITEM:
                yield step, item

    def _lay_out(self) -> None:
        gap = current().px("gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(gap, gap, gap, 0)
        top.setSpacing(gap)
        top.addWidget(self._steps, 1)
        top.addWidget(self._saved)
        column.addLayout(top)
        column.addWidget(self._other)
        column.addWidget(self._visit)
        column.addWidget(self._stack, 1)

    def _tell(self, error: ClerkError | None) -> None:
        """Hand a refusal to the window's message area, once, and take it back when it is over."""
        if error is self._told:
            return
        before, self._told = self._told, error
        if before is not None:
            self._clear_error(before.code)
        if error is not None:
            self._show_error(error)

    def _show_steps(self, state: State) -> None:
        marks = (*progress.marks(state), state.draft.step, state.saved_at, state.case)
        if marks == self._marks:
            return
        self._marks = marks
        states = [StepState(mark.value) for mark in progress.marks(state)]
        states[state.draft.step - 1] = StepState.CURRENT
        self._steps.set_states(states)
        saved = f"草稿 {datetime.fromisoformat(state.saved_at):%H:%M:%S}" if state.saved_at else ""
        self._saved.setText("已落盘" if state.case else saved)
        self._saved.setToolTip("Ctrl+N 先放下这一件，另办一件")

    def _ask_discard(self, ident: str) -> None:
        question = Question(
            "丢弃这份草稿？",
            ("已经录入的内容、扫描的页都不再保留，不能恢复。",),
            yes="丢弃",
        )

        def answered(answer: Answer) -> None:
            if answer.yes:
                self._presenter.discard(ident)

        self._ask(question, answered)


class _OtherCard(QWidget):
    """A card that was put on while the case has its person: asked, never taken over by itself."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._words = label(wrap=True)
        wear(self._words, tone="warn")
        self._use = button("用新的证件(&X)", presenter.person.use_other)
        self._leave = button("保留原来的(&B)", presenter.person.leave_other)
        row = QHBoxLayout(self)
        gap = current().px("gap")
        row.setContentsMargins(gap, gap, gap, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._use)
        row.addWidget(self._leave)
        self.hide()

    def render_state(self, state: State) -> None:
        """Show the question while there is one."""
        card = state.other_card
        self.setVisible(card is not None)
        if card is not None:
            what = "下一件用这张证件吗？" if state.case else "这一件已经有人，不会自动更换。"
            self._words.setText(f"▲ {person_words.other(card)}。{what}")
            self._use.setText("办下一件(&X)" if state.case else "用新的证件(&X)")
