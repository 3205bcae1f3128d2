"""Step 5: look at everything, show the draft of the paper, then decide in one act."""

from collections.abc import Callable

from msgspec import structs

from casework.errors import ClerkError, RuleError
from casework.flows import deciding, intake
from casework.flows import papers as flow_papers
from casework.flows.deciding import Accept, AskOnce, Decision, Defect, Refuse
from casework.law.problem import Problem
from casework.records.case import CaseRecord
from casework.records.ids import NUMBERS, stream_of
from casework.records.notice import NoticeKind, NoticeRecord
from desktop import papers
from desktop.views.counter import options, request
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Choosing, Told
from desktop.views.counter.options import ACCEPT, ASK, REFUSE


class DecisionVerbs:
    """受理 / 一次性告知 / 不予受理 / 收件, and before that the draft of the paper."""

    def __init__(self, board: Board, device: str, decided: Callable[[str], None]) -> None:
        self._board = board
        self._numbers = stream_of(NUMBERS, device)
        self._decided = decided
        self._drawing = 0
        """Which draft was asked for last; pictures of an earlier one are passed over."""

    def look(self) -> None:
        """Find everything that stands against acceptance; or what keeps any decision away."""
        board, context = self._board, self._board.desk.context()
        try:
            self._refuse_unready()
            record = self._outlook()
            found = deciding.findings(record, context)
        except ClerkError as error:
            board.set(findings=(), blocked=error, options=(), wanting=None, preview=())
            return
        offered = options.offered(board.item, found)
        board.set(
            findings=found,
            blocked=None,
            options=offered,
            asked_before=record.corrections > 0,
        )
        self.pick(options.natural(offered, self._choosing))

    def pick(self, kind: str) -> None:
        """Turn to a decision; its draft is shown."""
        self._choose(structs.replace(self._choosing, kind=kind))

    def add_defect(self, line: str, correction: str, note: str) -> None:
        """Tell one more defect that only an eye can find."""
        told = Told(line, correction, note.strip())
        if correction and told not in self._choosing.extra:
            extra = (*self._choosing.extra, told)
            self._choose(structs.replace(self._choosing, extra=extra))

    def drop_defect(self, at: int) -> None:
        """Take one of the added defects back."""
        extra = tuple(told for n, told in enumerate(self._choosing.extra) if n != at)
        self._choose(structs.replace(self._choosing, extra=extra))

    def explain(self, reason: str) -> None:
        """Why a second notice on the same case is needed; ``redraw`` when it is typed out."""
        self._type(structs.replace(self._choosing, second_reason=reason.strip()))
        self._weigh()

    def tick_reasons(self, reasons: tuple[str, ...]) -> None:
        """The coded reasons of a refusal."""
        self._choose(structs.replace(self._choosing, reasons=reasons))

    def name_organ(self, organ: str) -> None:
        """Which organ decides instead (不属职权); ``redraw`` when it is typed out."""
        self._type(structs.replace(self._choosing, competent_organ=organ.strip()))
        self._weigh()

    def redraw(self) -> None:
        """The draft of the paper, with its watermark and no number, if nothing is wanting."""
        self._drawing += 1
        record = self._weigh()
        if record is not None:
            self._draw(record, self._drawing)
        else:
            self._board.set(preview=())

    def decide(self) -> None:
        """Make the picked decision true: one act, durable before anything is printed."""
        board, desk = self._board, self._board.desk
        if board.state.case or board.closing or board.state.blocked:
            return
        if board.state.scanning:
            board.fail(RuleError("CT-112"))
            return
        taken = intake.TakeIn(self._request(), self._decision())
        ident = board.state.draft.ident
        board.closing = True
        board.set(busy="正在落盘", error=None)

        def work() -> str:
            desk.act(intake.TAKE_IN, taken)
            return taken.intake.case

        board.run("ledger", work, lambda case: self._done(case, ident), board.idle, self._undone)

    def _done(self, case: str, ident: str) -> None:
        board = self._board
        board.set(case=case, preview=(), error=None)
        board.closing = False
        # Apart from the act: it is true even where the draft cannot be deleted.
        board.run("ledger", lambda: board.desk.drafts.drop(ident), lambda _: None)
        self._decided(case)

    def _undone(self, error: ClerkError) -> None:
        self._board.reopen()
        self._board.fail(error)

    @property
    def _choosing(self) -> Choosing:
        return self._board.state.draft.choosing

    def _choose(self, choosing: Choosing) -> None:
        self._type(choosing)
        self.redraw()

    def _type(self, choosing: Choosing) -> None:
        self._board.type(structs.replace(self._board.state.draft, choosing=choosing))

    def _decision(self) -> Decision | None:
        chosen = self._choosing
        if chosen.kind == ACCEPT:
            return Accept()
        if chosen.kind == ASK:
            extra = (Defect(one.line, one.correction, one.note) for one in chosen.extra)
            return AskOnce((*self._board.state.findings, *extra), chosen.second_reason)
        if chosen.kind == REFUSE:
            return Refuse(chosen.reasons, chosen.competent_organ)
        return None

    def _weigh(self) -> NoticeRecord | None:
        """What the paper would say; or say what the picked decision still lacks."""
        board = self._board
        if board.state.blocked is not None or board.state.case:
            return None
        try:
            record = self._paper(self._outlook())
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
        context, decision = self._board.desk.context(), self._decision()
        if decision is None:
            return flow_papers.compose(record, NoticeKind.RECEIPT, "", context)
        return deciding.outlook(record, decision, context)

    def _refuse_unready(self) -> None:
        """Nobody decides for a person who is not known, not asked or not looked at."""
        for problem in self._board.state.person_problems:
            if problem.blocking:
                raise _error(problem)

    def _outlook(self) -> CaseRecord:
        """The case as it would stand if it were received now."""
        return intake.provisional(self._request(), self._board.desk.context())

    def _request(self) -> intake.Intake:
        board = self._board
        return request.intake(board.state.draft, board.item, board.form, self._numbers)


def _error(problem: Problem) -> ClerkError:
    return RuleError(problem.code, **dict(problem.facts))
