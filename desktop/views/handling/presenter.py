"""The page 办理: one case, the verbs open now, the form of one, its act and its papers."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from casework.errors import ClerkError, RuleError
from casework.records.case_events import Deliverer
from casework.records.ids import NUMBERS, stream_of
from desktop import papers
from desktop.desk import Desk
from desktop.paper_verbs import PaperVerbs
from desktop.saving import Saver, Saving
from desktop.views.handling import drafts, look_up, rehearsal
from desktop.views.handling.board import Board, Call
from desktop.views.handling.flows import FLOWS
from desktop.views.handling.look_up import Seen
from desktop.views.handling.page_verbs import PageVerbs
from desktop.views.handling.rehearsal import Outlook
from desktop.views.handling.state import Place, Ready, State
from desktop.views.handling.verbs import Filled, Flow


@dataclass(frozen=True, slots=True)
class Setting:
    """``device`` names the stream of this workstation's numbers, ``visitor`` the person here.

    ``home`` runs a function in the window's thread, from any thread.
    """

    device: str
    visitor: Callable[[], Deliverer | None]
    home: Callable[[Call], None]
    flows: tuple[Flow, ...] = FLOWS


class HandlingPresenter:
    """The clerk's verbs on one case; ``state`` is what the page renders."""

    def __init__(self, desk: Desk, setting: Setting, changed: Call) -> None:
        self._setting = setting
        self._numbers = stream_of(NUMBERS, setting.device)
        self._board = Board(desk, setting.home, changed)
        self._saver = Saver(desk, self._worth_saving, lambda _: None, self._board.fail)
        self._papers_first = False
        self._weighing = 0
        """Which rehearsal was asked for last; answers to earlier ones are passed over."""
        self.pages = PageVerbs(self._board, self._put, self.weigh)
        self.papers = PaperVerbs(self._board, self._item)

    @property
    def state(self) -> State:
        """The page as it stands."""
        return self._board.state

    def open(self, stream: str, *, papers_first: bool = False) -> None:
        """Show a case, or first its papers that have not come out of a printer.

        What was entered about it before is there again.
        """
        desk = self._board.desk
        if self.state.scanning or self.state.busy:
            self._board.fail(RuleError("CT-112"))
            return
        self._saver.flush()
        self._papers_first = papers_first
        self._board.state = State(case=stream)

        def show(entered: dict[str, Filled]) -> None:
            if self.state.case == stream:
                self._board.set(entered=entered)
                self.load()

        self._board.run("ledger", lambda: dict(drafts.of_case(desk.drafts, stream)), show)

    def load(self) -> None:
        """Read the case again; what is entered stays, also where its verb is open no more."""
        stream = self.state.case

        def show(seen: Seen) -> None:
            if self.state.case == stream:
                self._read(seen)

        if stream and not self.state.busy:
            self._board.run("ledger", self._reading(stream), show)

    def choose(self, key: str) -> None:
        """Open the form of a verb; one that is closed says why."""
        verb = self.state.seen.verb(key) if self.state.seen is not None else None
        if verb is None:
            return
        if verb.closed is not None:
            self._board.fail(verb.closed)
            return
        self._board.set(
            place=Place.FORM, verb=verb, problems={}, tried=False, wanting=None, preview=(),
            done="", error=None,
        )  # fmt: skip
        self.weigh()

    def back(self) -> bool:
        """From a form or the papers to the verbs; False where the page itself is to be left."""
        if self.state.place is Place.VERBS:
            return False
        if self.state.busy or self.state.scanning:
            self._board.fail(RuleError("CT-112"))
            return True
        self._board.set(place=Place.VERBS, verb=None, ready=None, error=None)
        self.load()
        return True

    def type(self, key: str, text: str) -> None:
        """Keep what is entered into a field."""
        filled = self.state.filled
        self._put(replace(filled, values={**filled.values, key: text}))

    def weigh(self) -> None:
        """What the act would issue as things are entered now, or what would refuse it."""
        verb, filled = self.state.verb, self.state.filled
        if verb is None or verb.closed is not None or self.state.busy:
            return
        found = rehearsal.problems(verb, filled)
        self._board.set(problems=found if self.state.tried else {})
        self._weighing += 1
        if found:
            self._board.set(wanting=None, preview=())
            return
        mine, desk = self._weighing, self._board.desk

        def failed(error: ClerkError) -> None:
            if mine == self._weighing:
                self._board.set(wanting=error, preview=())

        def weighed(seen: Outlook) -> None:
            if mine == self._weighing:
                self._board.set(wanting=None)
                self._draw(seen, mine)

        self._board.run(
            "ledger", lambda: rehearsal.outlook(desk, verb, filled), weighed, failed=failed
        )

    def prepare(self) -> None:
        """Look at the whole before the act: point at what is wrong, else ask (``ready``)."""
        verb, filled, desk = self.state.verb, self.state.filled, self._board.desk
        if verb is None or self.state.busy:
            return
        if self.state.scanning:
            self._board.fail(RuleError("CT-112"))
            return
        if verb.closed is not None:
            self._board.fail(verb.closed)
            return
        found = rehearsal.problems(verb, filled)
        self._board.set(tried=True, problems=found, error=None)
        if found:
            return

        def ask(seen: Outlook) -> None:
            self._board.set(ready=Ready(f"{verb.title}？", seen.points(verb)))

        self._board.run(
            "ledger", lambda: rehearsal.outlook(desk, verb, filled), ask, failed=self._refused
        )

    def put_off(self) -> None:
        """The question was answered with no."""
        self._board.set(ready=None)

    def act(self) -> None:
        """Make the verb true: one act, durable before anything is printed."""
        verb, filled, desk = self.state.verb, self.state.filled, self._board.desk
        if verb is None or self.state.ready is None or self.state.busy:
            return
        stream = self.state.case
        self._board.set(busy="正在落盘", ready=None, error=None)
        read, known = self._reading(stream), self._known()

        def work() -> Seen:
            command, request = rehearsal.asked(desk, verb, filled)
            desk.act(command, request)
            desk.drafts.drop(drafts.ident(stream, verb.key))
            return read()

        def done(seen: Seen) -> None:
            entered = {key: one for key, one in self.state.entered.items() if key != verb.key}
            self._board.set(seen=seen, entered=entered, busy="", done=f"{verb.title}：已落盘")
            fresh = {one.number for one in seen.case.papers} - known
            self._board.set(place=Place.VERBS, verb=None, preview=())
            if fresh:
                self.show_papers()

        self._board.run("ledger", work, done, failed=self._refused)

    def show_papers(self) -> None:
        """The papers of the case that have not come out: made, to be printed."""
        seen = self.state.seen
        if seen is None or self.state.busy or self.state.place is Place.FORM:
            return
        out = tuple(one.number for one in seen.case.papers if one.copies_out)
        self._board.set(place=Place.PAPERS, verb=None, made=(), prints={}, answers={}, error=None)
        self.papers.make_all(self.state.case, out)

    def _draw(self, seen: Outlook, mine: int) -> None:
        desk = self._board.desk

        def draw() -> tuple[bytes, ...]:
            return tuple(page for one in seen.papers for page in papers.draft_pages(desk, one))

        def drawn(pages: tuple[bytes, ...]) -> None:
            if mine == self._weighing:
                self._board.set(preview=pages)

        self._board.run("printer", draw, drawn)

    def _reading(self, stream: str) -> Callable[[], Seen]:
        desk, setting = self._board.desk, self._setting
        visitor = setting.visitor()
        return lambda: look_up.read(desk, stream, setting.flows, self._numbers, visitor)

    def _read(self, seen: Seen) -> None:
        """Take over what was read; the verb that is filled in may be open no more."""
        verb = self.state.verb
        now = seen.verb(verb.key) if verb is not None else None
        if verb is None or (now is not None and now.closed is None):
            self._board.set(seen=seen, verb=now)
            first, self._papers_first = self._papers_first, False
            if first and seen.unprinted:
                self.show_papers()
            return
        gone = (now.closed if now is not None else None) or RuleError("IN-123")
        told = verb.closed is not None and verb.closed.code == gone.code
        self._board.set(seen=seen, verb=replace(verb, closed=gone))
        if not told:
            self._board.fail(gone)

    def _refused(self, error: ClerkError) -> None:
        """Show a refusal, also at the field that mends it; somebody else may have been here."""
        verb = self.state.verb
        at = verb.field_of.get(error.code, "") if verb is not None else ""
        self._board.set(problems={at: "请更正"} if at else {}, ready=None)
        self._board.fail(error)
        self.load()

    def _put(self, filled: Filled) -> None:
        verb = self.state.verb
        if verb is not None:
            self._board.set(entered={**self.state.entered, verb.key: filled}, error=None)
            self._saver.save()

    def _worth_saving(self) -> Saving | None:
        verb, case = self.state.verb, self.state.case
        own = self.state.entered.get(verb.key) if verb is not None else None
        if verb is None or own is None or self.state.busy:
            return None
        return drafts.saving(case, verb.key, own)

    def _known(self) -> set[str]:
        seen = self.state.seen
        return {one.number for one in seen.case.papers} if seen is not None else set()

    def _item(self) -> str:
        seen = self.state.seen
        return seen.case.received.item if seen is not None else ""
