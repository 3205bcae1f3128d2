"""Step 5: the case as it would stand, and the draft of the paper a decision would give."""

from dataclasses import replace

from casework.errors import ClerkError, RuleError
from casework.flows import deciding, intake, opening, permit
from casework.flows import papers as flow_papers
from casework.flows.application import Application
from casework.flows.deciding import Accept, AskOnce, Decision, Defect, HandOver, Refuse
from casework.law.problem import Problem
from casework.records.case import CaseRecord
from casework.records.ids import CASE, stream_of
from casework.records.notice import NoticeKind, NoticeRecord
from desktop import papers
from desktop.views.counter import filing as filings
from desktop.views.counter import request, visits
from desktop.views.counter.board import Board
from desktop.views.counter.filing import Looked
from desktop.views.counter.options import ACCEPT, ASK, HAND_OVER, REFUSE


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

    def application(self) -> Application:
        """What is handed in, with everything it rests on."""
        board = self._board
        state, around = board.state, board.state.around
        filing = None
        if state.filing is not None and around is not None:
            said, hall = state.draft.filing, board.desk.place.hall
            filing = filings.request(state.filing, around, said, hall)
        return Application(
            self._taken(),
            exemptions=tuple(one.exemption for one in board.rules.relied),
            family=tuple(around.family) if around is not None else (),
            told=state.draft.told,
            filing=filing,
        )

    def _taken(self) -> intake.TakeIn | intake.Again:
        record = self._board.state.record
        if record is not None:
            return self.visit(record)
        draft = self._board.state.draft
        return intake.TakeIn(
            self.request(),
            self.decision(),
            rests_on=self._rests_on(),
            key_serial=draft.choosing.key_serial,
            project_type=draft.project_type,
        )

    def _rests_on(self) -> tuple[str, ...]:
        around = self._board.state.around
        return around.rests_on if around is not None else ()

    def filing(self, record: CaseRecord) -> Looked | None:
        """How the filing stands; None for an item that is not filed."""
        board = self._board
        draft, around = board.state.draft, board.state.around
        if around is None or board.item.code not in board.rules.law.surveys:
            return None
        case = draft.case or stream_of(CASE, draft.ident)
        return filings.look(case, record, around, draft.filing, board.rules.context())

    def visit(self, record: CaseRecord) -> intake.Again:
        """What a visit brought, as the command wants it."""
        board = self._board
        plain = request.again(board.state.draft, record, board.item, board.form, self._numbers)
        serial = board.state.draft.choosing.key_serial
        return replace(
            plain, decision=self.decision(), rests_on=self._rests_on(), key_serial=serial
        )

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
        return HandOver() if chosen.kind == HAND_OVER else None

    def outlook(self) -> CaseRecord:
        """The case as it would stand if everything were received now."""
        context, record = self._board.rules.context(), self._board.state.record
        if record is None:
            return intake.provisional(self.request(), context)
        return intake.visited(record, self.visit(record), context)

    def refuse_unready(self) -> None:
        """Nobody decides for a person who is not known, not asked or not looked at.

        A case that is here may be decided with nobody at the counter, as long as nothing is
        brought; one that somebody else has decided meanwhile is not.
        """
        state = self._board.state
        if state.draft.case:
            if not visits.open_now(state.record):
                raise RuleError("IN-110", state=state.record.state.value if state.record else "")
            if not (state.draft.person.known or state.draft.papers or state.draft.correcting):
                return
        for problem in state.person_problems:
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
            record = self._paper(self._complete(self.outlook()))
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

    def _complete(self, record: CaseRecord) -> CaseRecord:
        """A filing is accepted when what it asks beside the form is said."""
        state = self._board.state
        looked = self.filing(record)
        if looked != state.filing:
            self._board.set(filing=looked)
        if looked is not None and state.draft.choosing.kind == ACCEPT:
            filings.require(looked, state.draft.filing)
        self._require_own_way(record)
        return record

    def _require_own_way(self, record: CaseRecord) -> None:
        """What the item's procedure asks before it is accepted or handed over."""
        board = self._board
        item, chosen = board.item, board.state.draft.choosing
        if chosen.kind in (ACCEPT, HAND_OVER):
            opening.require_whole(record, item)
        if chosen.kind == ACCEPT and permit.follows(item):
            permit.require_account(item, permit.ACCEPTING, chosen.key_serial)

    def _paper(self, record: CaseRecord) -> NoticeRecord:
        context, decision = self._board.rules.context(), self.decision()
        if decision is None:
            self._refuse_nothing()
            return flow_papers.compose(record, NoticeKind.RECEIPT, "", context)
        return deciding.outlook(record, decision, context)

    def _refuse_nothing(self) -> None:
        """A visit that brings nothing and decides nothing is none."""
        draft = self._board.state.draft
        if draft.case and not (draft.papers or draft.correcting):
            raise RuleError("IN-122")


def _error(problem: Problem) -> ClerkError:
    return RuleError(problem.code, **dict(problem.facts))
