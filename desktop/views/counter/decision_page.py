"""Step 5: what stands against acceptance, one decision, its draft, and the question before it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.errors import ClerkError
from casework.flows.deciding import Defect
from casework.law.items import Item
from desktop.messages import message_for
from desktop.ui.actions_bar import PageAction
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label, tell
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group, scrolling
from desktop.ui.preview import Preview
from desktop.ui.stack import Stack
from desktop.ui.table_model import Cell, Column, Row, TupleModel
from desktop.ui.tones import Tone
from desktop.views.counter import key_panel, options
from desktop.views.counter.decision_parts import DefectEditor, ReasonList
from desktop.views.counter.filing_panel import FilingPanel
from desktop.views.counter.help_texts import DECISION
from desktop.views.counter.key_panel import KeyPanel
from desktop.views.counter.options import ACCEPT, ASK, REFUSE
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import Option, State

_DECIDE, _KIND, _ADDED, _OTHER = "decide", "kind", "added:", "other:"
_LEAST_ROWS = 3
_COLUMNS = (
    Column("不符合之处", 200, stretch=True),
    Column("依据", 112),
)


class DecisionPage(Page):
    """Nothing is decided without the question; Y answers it."""

    def __init__(self, presenter: CounterPresenter, ask: Ask, item: Item) -> None:
        super().__init__(actions=(PageAction(_DECIDE, "决定", "F5", primary=True),))
        self._presenter = presenter
        self._ask = ask
        offers = options.offered(item, ())
        self._kinds = tuple(one.kind for one in offers)
        self._pick = _pick_one(offers)
        self._pick.edited.connect(lambda _, kind: presenter.decision.pick(kind))
        self._blocked = label(wrap=True)
        self._standing = ListTable(TupleModel(_COLUMNS), "不符合受理条件之处", self._on_key)
        self._standing.hold_rows(_LEAST_ROWS)
        self._standing.current.connect(self._tell_more)
        self._more = label("", "story", wrap=True)
        self._more.hide()
        self._standing.set_empty("没有发现不符合之处：材料齐全，形式符合。")
        self._defects = DefectEditor(presenter)
        self._reasons = ReasonList(presenter, item)
        self._filing = FilingPanel(presenter)
        self._key = KeyPanel(presenter)
        self._keyed = key_panel.needed(item)
        self._details = Stack()
        self._note = label(wrap=True)
        self._draft = Preview("文书草稿", "作出选择以后，这里显示文书草稿")
        self._shown: tuple[object, ...] = ()
        self._pages: tuple[bytes, ...] | None = None
        self._options: tuple[Option, ...] = ()
        self.setProperty("help_key", DECISION)
        self._lay_out()
        self.asked.connect(lambda _: self._decide())

    def render_state(self, state: State) -> None:
        """Show what changed since the last time."""
        self._show_blocked(state.blocked)
        self._show_options(state)
        told = (state.findings, state.against, state.draft.choosing, state.asked_before)
        if told != self._shown:
            self._shown = told
            self._show_standing(state)
            self._defects.show_state(state)
            self._reasons.show_state(state)
        self._filing.show_state(state)
        self._key.show_state(state)
        if state.preview is not self._pages:
            self._pages = state.preview
            self._draft.set_pages(state.preview)
        self._show_bar(state)
        if state.busy and self.progress.isHidden():
            self.progress.start(state.busy, may_cancel=False)
        elif not state.busy:
            self.progress.finish()

    def arrive(self) -> None:
        """The cursor goes to the decision, or to the way back where nothing can be decided."""
        if self._presenter.state.blocked is not None:
            self.bar.button(_DECIDE).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._asks() and self._panel.focus_open():
            return
        points = dict(zip(self._kinds, self._pick.stops(), strict=True))
        picked = points.get(self._presenter.state.draft.choosing.kind)
        if picked is None or not picked.isEnabled():
            picked = next(point for point in points.values() if point.isEnabled())
        picked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self._against = group("不符合受理条件之处", self._standing, self._more)
        column.addWidget(self._against, 1)
        for part in (QWidget(), scrolling(self._defects), self._reasons, self._filing, self._key):
            self._details.addWidget(part)
        column.addWidget(self._details)
        row = QHBoxLayout()
        row.addWidget(left, 1)
        row.addWidget(self._draft, 1)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pick)
        whole.addWidget(self._note)
        whole.addLayout(row, 1)
        self._blocked.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self._blocked, 1)
        self.add(self._whole, 1)

    def _show_blocked(self, error: ClerkError | None) -> None:
        if error is not None and self._blocked.isHidden() and self.isVisible():
            self.arrive()
        self._blocked.setVisible(error is not None)
        self._whole.setVisible(error is None)
        if error is not None:
            told = message_for(error)
            tell(self._blocked, f"现在还不能决定：{told.title}。{told.next_step}", Tone.BAD)

    def _show_options(self, state: State) -> None:
        if state.options != self._options:
            self._options = state.options
            for one, stop in zip(state.options, self._pick.stops(), strict=False):
                stop.setEnabled(not one.why_not)
            if state.options and self.isVisible():
                self.arrive()
        if self._pick.values()[_KIND] != state.draft.choosing.kind:
            # Nothing is typed here: what the presenter turned to is shown at once.
            followed = bool(self._pick.focused())
            self._pick.clear()
            self._pick.set_values({_KIND: state.draft.choosing.kind})
            if followed and self.isVisible():
                self.arrive()
        why = next((one for one in state.options if one.why_not), None)
        tell(self._note, f"不能{why.word}：{why.why_not}" if why else "", Tone.WARN)
        self._note.setVisible(why is not None)

    def _show_standing(self, state: State) -> None:
        board, chosen = self._presenter.board, state.draft.choosing
        law = board.desk.law.catalogue
        rows: list[Row] = []
        for at, found in enumerate(state.findings):
            told = options.standing(found, board.item, board.form, law)
            rows.append((f"{at}", Cell(told.text, Tone.BAD, told.required), told.basis))
        for at, other in enumerate(state.against):
            tone = Tone.BAD if other.blocking else Tone.INFO
            told_of = Cell(other.text, tone, other.detail or other.text)
            rows.append((f"{_OTHER}{at}", told_of, other.basis))
        if chosen.kind == ASK:
            for at, one in enumerate(chosen.extra):
                added = Defect(one.line, one.correction, one.note)
                told = options.standing(added, board.item, board.form, law)
                rows.append((f"{_ADDED}{at}", Cell(told.text, Tone.WARN, told.required), "另加"))
        self._standing.set_rows(rows)
        self._tell_more(self._standing.current_key())
        # What is in the way goes first, or both together push the window open. Of what stands
        # against acceptance the line above says how many; the reasons need the room.
        if chosen.kind == REFUSE:
            self._against.hide()
        accepted = 3 if state.filing else 4 if self._keyed else 0
        detail = {ASK: 1, REFUSE: 2, ACCEPT: accepted}.get(chosen.kind, 0)
        if not detail:
            self._details.hide()
        self._details.setCurrentIndex(detail)
        self._details.setVisible(bool(detail))
        self._against.setVisible(chosen.kind != REFUSE)

    def _show_bar(self, state: State) -> None:
        word = next((o.word for o in state.options if o.kind == state.draft.choosing.kind), "决定")
        self.bar.set_word(_DECIDE, word)
        if state.blocked is not None:
            self.bar.set_word(_DECIDE, f"回到第 {state.blocked_at} 步")
        why = message_for(state.wanting).title if state.wanting else ""
        # What a filing asks beside the form is led to, not refused.
        self.bar.set_open(_DECIDE, why_not="" if self._asks() and self._panel.empty else why)

    def _decide(self) -> None:
        if self._presenter.state.blocked is not None:
            self._presenter.go(self._presenter.state.blocked_at)
            return
        if self._asks() and self._panel.focus_open():
            return
        self._defects.leave()
        self._reasons.leave()
        self._presenter.decision.redraw()
        state = self._presenter.state
        if state.wanting is not None or state.blocked is not None or state.case:
            return
        self._ask(self._question(state), self._answered)

    def _question(self, state: State) -> Question:
        board, kind = self._presenter.board, state.draft.choosing.kind
        told = len(state.findings) + len(state.draft.choosing.extra)
        law, papers = board.desk.law.catalogue, state.draft.papers.values()
        brought = not state.draft.case or any(not one.here for one in papers)
        points = options.points(
            kind, board.item, law, told, brought=brought, unsettled=state.unsettled
        )
        word = next(one.word for one in state.options if one.kind == kind)
        return Question(options.title(kind, unsettled=state.unsettled), points, yes=word)

    def _asks(self) -> bool:
        """Whether accepting asks something beside the form: a filing, or the key of a seal."""
        state = self._presenter.state
        return (state.filing is not None or self._keyed) and state.draft.choosing.kind == ACCEPT

    @property
    def _panel(self) -> FilingPanel | KeyPanel:
        """Where it is asked."""
        return self._filing if self._presenter.state.filing is not None else self._key

    def _tell_more(self, key: str) -> None:
        """A line that is not about papers says the whole of it below."""
        others = self._presenter.state.against
        at = int(key.removeprefix(_OTHER)) if key.startswith(_OTHER) else len(others)
        self._more.setText(others[at].detail if at < len(others) else "")
        self._more.setVisible(bool(self._more.text()))

    def _answered(self, answer: Answer) -> None:
        if answer.yes:
            self._presenter.decision.decide()
        else:
            self.arrive()

    def _on_key(self, event: QKeyEvent) -> bool:
        """Delete takes an added defect back; what was found cannot be taken away."""
        key = self._standing.current_key()
        if event.key() != Qt.Key.Key_Delete or not key.startswith(_ADDED):
            return False
        self._presenter.decision.drop_defect(int(key.removeprefix(_ADDED)))
        return True


def _pick_one(offers: tuple[Option, ...]) -> FormView:
    """The decision bar: one point per decision, a digit key each."""
    choices = tuple(Choice(one.kind, f"{at} {one.word}") for at, one in enumerate(offers, start=1))
    field = Field(_KIND, "决定", Kind.PICK, choices=choices, span=3, help_key=DECISION)
    return FormView((field,), marks=False)
