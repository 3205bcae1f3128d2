"""The counter's presenter: six steps over one draft, then one act and its papers."""

from collections.abc import Callable

from msgspec import structs

from desktop.desk import Desk
from desktop.views.counter import draft as drafts
from desktop.views.counter.board import Board
from desktop.views.counter.decision import DecisionVerbs, PaperVerbs
from desktop.views.counter.materials import MaterialVerbs
from desktop.views.counter.state import STEPS, State
from desktop.views.counter.verbs import FormVerbs, PersonVerbs, ProjectVerbs

DECIDE, DELIVER = 5, 6


class CounterPresenter:
    """The clerk's verbs by step; ``state`` is what the page renders.

    ``home`` runs a function in the window's thread, from any thread.
    """

    def __init__(
        self,
        desk: Desk,
        item: str,
        device: str,
        changed: Callable[[], None],
        home: Callable[[Callable[[], None]], None],
    ) -> None:
        self._board = Board(desk, item, changed)
        self.person = PersonVerbs(self._board)
        self.project = ProjectVerbs(self._board)
        self.form = FormVerbs(self._board)
        self.materials = MaterialVerbs(self._board, home)
        self.decision = DecisionVerbs(self._board, device, self._decided)
        self.papers = PaperVerbs(self._board)

    @property
    def state(self) -> State:
        """The page as it stands."""
        return self._board.state

    @property
    def board(self) -> Board:
        """The item and its form, for building the page."""
        return self._board

    def start(self) -> None:
        """A fresh intake; unfinished ones are offered."""
        self._board.start()

    def resume(self, ident: str) -> None:
        """Go on with an unfinished intake where it was left."""
        desk = self._board.desk

        def work() -> drafts.Draft | None:
            saved = next((d for d in desk.drafts.all(drafts.KIND) if d.draft == ident), None)
            return drafts.decode(saved.body) if saved else None

        self._board.run("ledger", work, lambda found: self._board.start(found) if found else None)

    def discard(self, ident: str) -> None:
        """Throw an unfinished intake away."""
        desk = self._board.desk
        self._board.run(
            "ledger", lambda: desk.drafts.drop(ident), lambda _: self._board.list_unfinished()
        )

    def go(self, step: int) -> None:
        """Go to a step; leaving never loses input, deciding looks at everything first."""
        if self.state.case or not 1 <= step < DELIVER:
            return
        self._board.put(structs.replace(self.state.draft, step=step))
        if step == DECIDE:
            self.decision.look()

    def next(self) -> None:
        """The step after this one."""
        self.go(min(self.state.draft.step + 1, STEPS))

    def dismiss(self) -> None:
        """The clerk has read the message."""
        self._board.set(error=None)

    def _decided(self, case: str) -> None:
        self._board.set(draft=structs.replace(self.state.draft, step=DELIVER))
        self.papers.make_all(case)
