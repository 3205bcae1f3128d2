"""Step 5: look at everything, pick a decision, then make it true in one act."""

from collections.abc import Callable
from functools import partial

from msgspec import structs

from casework.errors import ClerkError, RuleError
from casework.flows import deciding, intake
from casework.flows.commitment_options import where
from casework.records.commitment_guard import unsettled as is_unsettled
from casework.records.ids import NUMBERS, stream_of
from desktop.views.counter import options
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Choosing, Told
from desktop.views.counter.drafting import Drafting

_PERSON, _PROJECT, _MATERIALS = 1, 2, 4
_MENDED_AT = {"IN-120": _PROJECT, "IN-105": _MATERIALS, "IN-108": _MATERIALS}
"""Steps by what keeps a decision away; everything else is about the person."""
_MOVED_ON = ("IN-110", "IN-123")
"""Refusals that say that somebody else was at the case."""


class DecisionVerbs:
    """受理 / 一次性告知 / 不予受理 / 收件, and before that the draft of the paper."""

    def __init__(
        self,
        board: Board,
        device: str,
        decided: Callable[[str], None],
        moved_on: Callable[[ClerkError], None],
    ) -> None:
        self._board = board
        self._draft = Drafting(board, stream_of(NUMBERS, device))
        self._decided = decided
        self._moved_on = moved_on

    def look(self) -> None:
        """Find everything that stands against acceptance; or what keeps any decision away."""
        board, context = self._board, self._board.desk.context()
        try:
            self._draft.refuse_unready()
            record = self._draft.outlook()
            found = deciding.findings(record, context)
        except ClerkError as error:
            self._block(error)
            return
        unsettled = is_unsettled(board.state.commitment, board.item, where(context)) is not None
        offered = options.offered(board.item, found, board.state.record, unsettled=unsettled)
        board.set(
            unsettled=unsettled,
            findings=found,
            blocked=None,
            options=offered,
            asked_before=record.corrections > 0,
        )
        self.pick(options.natural(offered, self._choosing, unsettled=unsettled))

    def _block(self, error: ClerkError) -> None:
        mended = _MENDED_AT.get(error.code, _PERSON)
        self._board.set(
            findings=(), options=(), blocked=error, blocked_at=mended, wanting=None, preview=()
        )

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
        self._draft.weigh()

    def tick_reasons(self, reasons: tuple[str, ...]) -> None:
        """The coded reasons of a refusal."""
        self._choose(structs.replace(self._choosing, reasons=reasons))

    def name_organ(self, organ: str) -> None:
        """Which organ decides instead (不属职权); ``redraw`` when it is typed out."""
        self._type(structs.replace(self._choosing, competent_organ=organ.strip()))
        self._draft.weigh()

    def redraw(self) -> None:
        """What was typed is complete: its draft, or what is still wanting."""
        self._draft.redraw()

    def decide(self) -> None:
        """Make the picked decision true: one act, durable before anything is printed."""
        board = self._board
        if board.state.case or board.closing or board.state.blocked:
            return
        if board.state.scanning:
            board.fail(RuleError("CT-112"))
            return
        act, case = self._act()
        ident = board.state.draft.ident
        board.closing = True
        board.set(busy="正在落盘", error=None)

        def work() -> str:
            act()
            return case

        board.run("ledger", work, lambda done: self._done(done, ident), board.idle, self._undone)

    def _act(self) -> tuple[Callable[[], object], str]:
        """What makes the decision true, and the stream of the case it is about."""
        desk, record = self._board.desk, self._board.state.record
        if record is not None:
            visit = self._draft.visit(record)
            return partial(desk.act, intake.AGAIN, visit), visit.case
        taken = intake.TakeIn(self._draft.request(), self._draft.decision())
        return partial(desk.act, intake.TAKE_IN, taken), taken.intake.case

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
        if error.code in _MOVED_ON and self._board.state.draft.case:
            self._moved_on(error)

    @property
    def _choosing(self) -> Choosing:
        return self._board.state.draft.choosing

    def _choose(self, choosing: Choosing) -> None:
        self._type(choosing)
        self._draft.redraw()

    def _type(self, choosing: Choosing) -> None:
        self._board.type(structs.replace(self._board.state.draft, choosing=choosing))
