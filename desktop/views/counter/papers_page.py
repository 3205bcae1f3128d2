"""Step 6: the papers that were made, printed and handed over; then the next intake."""

from desktop import print_words
from desktop.papers_view import PapersView
from desktop.ui.actions_bar import PageAction
from desktop.ui.confirm import Ask, Question
from desktop.ui.labels import label, tell
from desktop.ui.page import Page
from desktop.ui.tones import Tone
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_ALL, _NEXT, _AGAIN = "all", "next", "again"


class PapersPage(Page):
    """A paper counts as printed when the clerk says that it came out."""

    def __init__(self, presenter: CounterPresenter, ask: Ask) -> None:
        super().__init__(
            actions=(
                PageAction(_AGAIN, "重新生成文书"),
                PageAction(_ALL, "打印全部", "Ctrl+P"),
                PageAction(_NEXT, "下一件", "F5", primary=True),
            )
        )
        self._presenter = presenter
        self._ask = ask
        self._words = label(wrap=True)
        self._papers = PapersView(presenter.papers, ask, self._words)
        self.add(self._papers, 1)
        self.asked.connect(self._asked)

    def render_state(self, state: State) -> None:
        """Show what changed since the last time."""
        self._papers.render_state(state)
        self._show_words(state)
        self.bar.button(_AGAIN).setVisible(not state.made and not state.busy)
        self.bar.set_open(_ALL, why_not="" if state.made else "文书还没有生成")
        self.bar.set_open(_NEXT, why_not=state.busy if not state.made and state.busy else "")

    def arrive(self) -> None:
        """The cursor goes to the papers."""
        self._papers.arrive()

    def _asked(self, name: str) -> None:
        if name == _ALL:
            self._presenter.papers.print_all()
        elif name == _AGAIN:
            self._presenter.papers.make_again()
        else:
            self._next_intake()

    def _next_intake(self) -> None:
        state = self._presenter.state
        left = [p for p in state.made if not state.answers.get(p.number)]
        if not left and state.made:
            self._presenter.start()
            return
        names = "、".join(print_words.name(paper) for paper in left) or "文书"
        question = Question(
            "先办下一件？",
            (f"{names}还没有确认打印出来。", "这一件已经落盘，以后在“办件”里补打印。"),
            yes="办下一件",
        )
        self._ask(question, lambda answer: self._presenter.start() if answer.yes else None)

    def _show_words(self, state: State) -> None:
        if state.busy:
            tell(self._words, f"{state.busy}…", Tone.INFO)
        elif not state.made:
            tell(self._words, "决定已经落盘，文书还没有生成。请按提示处理后重新生成。", Tone.WARN)
        elif all(state.answers.get(one.number) for one in state.made):
            tell(self._words, "文书已全部打印，请交给申请人签收。", Tone.GOOD)
        else:
            tell(self._words, "决定已经落盘。请打印文书，看到出纸后确认。", Tone.GOOD)
