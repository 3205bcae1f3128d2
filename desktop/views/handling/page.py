"""The page 办理: where a case stands, the verbs that are open, the form of one, its papers."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.case_facts import briefly, named
from desktop.papers_view import PapersView
from desktop.ui.actions_bar import PageAction
from desktop.ui.confirm import Answer, Ask, Question
from desktop.ui.labels import label, tell
from desktop.ui.page import Page
from desktop.ui.page_dialog import PageDialog
from desktop.ui.stack import Stack
from desktop.ui.tones import Tone
from desktop.views.handling.form_pane import FormPane
from desktop.views.handling.presenter import HandlingPresenter
from desktop.views.handling.state import Place, Ready, State
from desktop.views.handling.verbs_pane import VerbsPane

_BACK, _PAPERS, _GO, _STOP = "back", "papers", "go", "stop"
_GO_WORDS = {Place.VERBS: "办这一项", Place.FORM: "落盘", Place.PAPERS: "继续办理"}


class HandlingPage(Page):
    """Esc goes back: from a form or the papers to the verbs, from there to ``leave``'s page."""

    def __init__(self, ask: Ask, leave: Callable[[], None]) -> None:
        super().__init__(
            "办理",
            (
                PageAction(_BACK, "返回  Esc"),
                PageAction(_STOP, "停止扫描", "Ctrl+T"),
                PageAction(_PAPERS, "文书", "Ctrl+P"),
                PageAction(_GO, "办这一项", "F5", primary=True),
            ),
        )
        self._ask = ask
        self._leave = leave
        self._presenter: HandlingPresenter | None = None
        self._place: tuple[object, ...] = ()
        self._asked: Ready | None = None
        self._looked_at: tuple[bytes, ...] = ()
        self._facts = label(wrap=True)
        self._done = label(wrap=True)
        self._words = label(wrap=True)
        self._stack = Stack()
        for part in (self._facts, self._done):
            self.add(part)
        self.add(self._stack, 1)
        self.asked.connect(self._act)

    def bind(self, presenter: HandlingPresenter) -> None:
        """Connect the page to its presenter."""
        self._presenter = presenter
        self.verbs = VerbsPane(presenter)
        self.form = FormPane(presenter)
        self.papers = PapersView(presenter.papers, self._ask, self._words)
        for part in (self.verbs, self.form, self.papers):
            self._stack.addWidget(part)
        self.setFocusProxy(self.verbs)
        self.arrived.connect(presenter.load)

    def render_state(self, state: State) -> None:
        """Show the state."""
        self._facts.setText(_facts(state))
        tell(self._done, state.done, Tone.GOOD)
        self._done.setVisible(bool(state.done))
        self._show_busy(state)
        pane = self._pane(state.place)
        self._stack.setCurrentWidget(pane)
        self._open_actions(state)
        if state.place is Place.VERBS:
            self.verbs.render_state(state)
        elif state.place is Place.FORM:
            self.form.render_state(state)
        else:
            self._show_papers(state)
        self._arrive(state)
        self._question(state)
        self._show_page(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # No shortcut of the window: the search and the help have an Esc of their own.
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _pane(self, place: Place) -> QWidget:
        panes: dict[Place, QWidget] = {
            Place.VERBS: self.verbs,
            Place.FORM: self.form,
            Place.PAPERS: self.papers,
        }
        return panes[place]

    def _arrive(self, state: State) -> None:
        """The cursor goes into another pane once; nothing moves it while it stays there."""
        place = (state.case, state.place, state.verb.key if state.verb else "", bool(state.made))
        if place == self._place:
            return
        self._place = place
        if state.place is Place.VERBS:
            self.verbs.arrive()
        elif state.place is Place.FORM:
            self.form.arrive()
        else:
            self.papers.arrive()

    def _open_actions(self, state: State) -> None:
        seen = state.seen
        waiting = len(seen.unprinted) if seen is not None else 0
        self.bar.set_word(_GO, _GO_WORDS[state.place])
        in_papers = state.place is Place.PAPERS
        self.bar.set_word(_PAPERS, "打印全部" if in_papers else _counted(waiting))
        self.bar.button(_PAPERS).setVisible(state.place is not Place.FORM)
        self.bar.button(_STOP).setVisible(bool(state.scanning))
        self.bar.set_open(_GO, why_not=_why_closed(state))

    def _show_busy(self, state: State) -> None:
        if state.busy and self.progress.isHidden():
            self.progress.start(state.busy, may_cancel=False)
        elif not state.busy:
            self.progress.finish()

    def _show_papers(self, state: State) -> None:
        self.papers.render_state(state)
        if state.busy:
            tell(self._words, f"{state.busy}…", Tone.INFO)
        elif not state.made:
            tell(self._words, "没有待打印的文书。", Tone.OFF)
        elif all(state.answers.get(one.number) for one in state.made):
            tell(self._words, "文书已全部打印，请交给申请人。按 F5 继续办理。", Tone.GOOD)
        else:
            tell(self._words, "请打印文书，看到出纸后确认。", Tone.WARN)

    def _question(self, state: State) -> None:
        if state.ready is self._asked:
            return
        self._asked = state.ready
        presenter = self._presenter
        if state.ready is None or presenter is None:
            return

        def answered(answer: Answer) -> None:
            (presenter.act if answer.yes else presenter.put_off)()

        self._ask(Question(state.ready.title, state.ready.points), answered)

    def _show_page(self, state: State) -> None:
        if state.looked_at is self._looked_at:
            return
        self._looked_at = state.looked_at
        presenter = self._presenter
        if state.looked_at and presenter is not None:
            dialog = PageDialog(self, state.looked_at)
            dialog.finished.connect(lambda _: presenter.pages.look_away())
            dialog.open()

    def _act(self, name: str) -> None:
        presenter = self._presenter
        if presenter is None:
            return
        acts: dict[str, Callable[[], object]] = {
            _BACK: self._go_back,
            _STOP: presenter.pages.stop,
            _PAPERS: self._print,
            _GO: self._go_on,
        }
        acts[name]()

    def _go_back(self) -> None:
        if self._presenter is not None and not self._presenter.back():
            self._leave()

    def _print(self) -> None:
        presenter = self._presenter
        if presenter is not None and presenter.state.place is Place.PAPERS:
            presenter.papers.print_all()
        elif presenter is not None:
            presenter.show_papers()

    def _go_on(self) -> None:
        presenter = self._presenter
        if presenter is None:
            return
        acts: dict[Place, Callable[[], object]] = {
            Place.VERBS: lambda: presenter.choose(self.verbs.list.current_key()),
            Place.FORM: presenter.prepare,
            Place.PAPERS: presenter.back,
        }
        acts[presenter.state.place]()


def _facts(state: State) -> str:
    """How the case stands before the verbs; beside a form which one it is."""
    if state.seen is None:
        return ""
    say = briefly if state.place is Place.VERBS else named
    return say(state.seen.case)


def _counted(waiting: int) -> str:
    return f"文书 {waiting}" if waiting else "文书"


def _why_closed(state: State) -> str:
    """Why F5 does nothing, in a few words; empty where it does."""
    if state.place is Place.FORM and state.verb is not None and state.verb.closed is not None:
        return "情况有变，现在不能办这一项"
    if state.place is Place.VERBS and (state.seen is None or not state.seen.verbs):
        return "现在没有要办的事"
    return ""
