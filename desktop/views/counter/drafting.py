"""Step 5: the case as it would stand, and the draft of the paper a decision would give."""

from casework.errors import ClerkError, RuleError
from casework.flows import deciding, intake
from casework.flows import papers as flow_papers
from casework.flows.deciding import Accept, AskOnce, Decision, Defect, Refuse
from casework.law.problem import Problem
from casework.records.case import CaseRecord
from casework.records.notice import NoticeKind, NoticeRecord
from desktop import papers
from desktop.views.counter import request
from desktop.views.counter.board import Board
from desktop.views.counter.options import ACCEPT, ASK, REFUSE


class Drafting:
    """Looks ahead without deciding anything; ``numbers`` is the stream of this device's numbers."""

    def __init__(self, board: Board, numbers: str) -> None:
        self._board = board
        self._numbers = numbers
        self._drawing = 0
        """Which draft was asked for last; pictures of an earlier one are passed over."""

    def request(self) -> intake.Intake:
        """Everything the counter gathered, as the intake command wants it."""
        board = self._board
        return request.intake(board.state.draft, board.item, board.form, self._numbers)

    def decision(self) -> Decision | None:
        """The picked decision; None for receiving only."""
        chosen = self._board.state.draft.choosing
        if chosen.kind == ACCEPT:
            return Accept()
        if chosen.kind == ASK:
            extra = (Defect(one.line, one.correction, one.note) for one in chosen.extra)
            return AskOnce((*self._board.state.findings, *extra), chosen.second_reason)
        if chosen.kind == REFUSE:
            return Refuse(chosen.reasons, chosen.competent_organ)
        return None

    def outlook(self) -> CaseRecord:
        """The case as it would stand if it were received now."""
        return intake.provisional(self.request(), self._board.desk.context())

    def refuse_unready(self) -> None:
        """Nobody decides for a person who is not known, not asked or not looked at."""
        for problem in self._board.state.person_problems:
            if problem.blocking:
                raise _error(problem)

    def redraw(self) -> None:
        """The draft of the paper, with its watermark and no number, if nothing is wanting."""
        self._drawing += 1
        record = self.weigh()
        if record is not None:
            self._draw(record, self._drawing)
        else:
            self._board.set(preview=())

    def weigh(self) -> NoticeRecord | None:
        """What the paper would say; or say what the picked decision still lacks."""
        board = self._board
        if board.state.blocked is not None or board.state.case:
            return None
        try:
            record = self._paper(self.outlook())
        except ClerkError as error:
            board.set(wanting=error)
            return None
        if board.state.wanting is not None:
            board.set(wanting=None)
        return record

    def _draw(self, record: NoticeRecord, mine: int) -> None:
        board, desk = self._board, self._board.desk

        def drawn(pages: tuple[bytes, ...]) -> None:
            if mine == self._drawing and not board.state.case:
                board.set(preview=pages)

        def failed(error: ClerkError) -> None:
            drawn(())
            board.fail(error)

        board.run("printer", lambda: papers.draft_pages(desk, record), drawn, failed=failed)

    def _paper(self, record: CaseRecord) -> NoticeRecord:
        context, decision = self._board.desk.context(), self.decision()
        if decision is None:
            return flow_papers.compose(record, NoticeKind.RECEIPT, "", context)
        return deciding.outlook(record, decision, context)


def _error(problem: Problem) -> ClerkError:
    return RuleError(problem.code, **dict(problem.facts))
