"""Steps 5 and 6: look ahead, decide in one act, then the papers one after the other."""

from collections.abc import Callable

from casework.errors import ClerkError
from casework.flows import deciding, intake
from casework.flows.deciding import Accept, AskOnce, Decision, Defect, Refuse
from casework.ports import PrintState, PrintStatus
from casework.records.ids import NUMBERS, stream_of
from desktop import papers
from desktop.papers import MadePaper
from desktop.views.counter import request
from desktop.views.counter.board import Board


class DecisionVerbs:
    """受理 / 一次性告知 / 不予受理, and before that the draft of the paper."""

    def __init__(self, board: Board, device: str, decided: Callable[[str], None]) -> None:
        self._board = board
        self._numbers = stream_of(NUMBERS, device)
        self._decided = decided

    def look(self) -> None:
        """Find everything that stands against acceptance; or what keeps any decision away."""
        board = self._board
        try:
            record = intake.provisional(self._request(), board.desk.context())
            found = deciding.findings(record, board.desk.context())
            board.set(findings=found, blocked=None)
        except ClerkError as error:
            board.set(findings=(), blocked=error)

    def show_draft(self, decision: Decision) -> None:
        """The draft of the paper the decision would give, with its watermark and no number."""
        board, desk = self._board, self._board.desk
        request_now, context = self._request(), desk.context()

        def work() -> tuple[bytes, ...]:
            record = intake.provisional(request_now, context)
            return papers.draft_pages(desk, deciding.outlook(record, decision, context))

        board.set(busy="正在生成预览")
        board.run("printer", work, lambda pages: board.set(preview=pages, busy=""))

    def accept(self) -> None:
        """受理."""
        self._act(Accept())

    def ask_once(self, extra: tuple[Defect, ...] = (), second_reason: str = "") -> None:
        """Tell everything found and what the clerk adds, all at once."""
        found = self._board.state.findings
        self._act(AskOnce((*found, *extra), second_reason))

    def refuse(self, reasons: tuple[str, ...], competent_organ: str = "") -> None:
        """不予受理 with the item's coded reasons."""
        self._act(Refuse(reasons, competent_organ))

    def receive_only(self) -> None:
        """收件: where the department accepts, or the decision cannot be made now."""
        self._act(None)

    def _act(self, decision: Decision | None) -> None:
        board, desk = self._board, self._board.desk
        if board.state.case or board.state.busy:
            return
        taken = intake.TakeIn(self._request(), decision)

        def work() -> str:
            desk.act(intake.TAKE_IN, taken)
            desk.drafts.drop(board.state.draft.ident)
            return taken.intake.case

        board.set(busy="正在落盘")
        board.run("ledger", work, self._done)

    def _done(self, case: str) -> None:
        self._board.set(case=case, busy="", preview=(), error=None)
        self._decided(case)

    def _request(self) -> intake.Intake:
        board = self._board
        return request.intake(board.state.draft, board.item, board.form, self._numbers)


class PaperVerbs:
    """Step 6: make, print, and ask whether it came out."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def make_all(self, case: str) -> None:
        """Make every paper of the case; each is archived before it is shown."""
        desk = self._board.desk

        def work() -> tuple[MadePaper, ...]:
            return tuple(papers.make(desk, case, p.number) for p in papers.papers_of(desk, case))

        self._board.set(busy="正在生成文书")
        self._board.run("printer", work, lambda made: self._board.set(made=made, busy=""))

    def print(self, number: str) -> None:
        """Send the archived bytes to the printer."""
        paper, desk = self._made(number), self._board.desk
        self._job(number, PrintStatus(PrintState.WAITING))

        def work() -> PrintStatus:
            return papers.status(desk, papers.send(desk, paper))

        self._board.run("printer", work, lambda status: self._job(number, status))

    def answer(self, number: str, reason: str = "") -> None:
        """打印出来了 (no reason), or not and why."""
        paper, desk, case = self._made(number), self._board.desk, self._board.state.case
        item = self._board.item.code

        def work() -> bool:
            papers.confirm(desk, case, item, paper, reason)
            return not reason

        self._board.run("ledger", work, lambda out: self._answered(number, came_out=out))

    def _answered(self, number: str, *, came_out: bool) -> None:
        self._board.set(answers={**self._board.state.answers, number: came_out})

    def _job(self, number: str, status: PrintStatus) -> None:
        self._board.set(jobs={**self._board.state.jobs, number: status})

    def _made(self, number: str) -> MadePaper:
        return next(one for one in self._board.state.made if one.number == number)
