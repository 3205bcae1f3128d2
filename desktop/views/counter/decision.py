"""Step 5: look at everything, pick a decision, then make it true in one act."""

from collections.abc import Callable
from functools import partial

from msgspec import structs

from casework.errors import ClerkError, RuleError
from casework.flows import deciding
from casework.flows.application import APPLY, Application
from casework.flows.commitment_options import where
from casework.flows.project_import import NOTE_APPLIED, NoteApplied
from casework.records.commitment_guard import unsettled as is_unsettled
from casework.records.ids import NUMBERS, stream_of
from desktop.views.counter import options, standing
from desktop.views.counter.around_verbs import AroundVerbs
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Choosing, FilingSaid, Told
from desktop.views.counter.drafting import Drafting
from desktop.views.counter.options import REFUSE

_PERSON, _PROJECT, _MATERIALS = 1, 2, 4
_MENDED_AT = {
    "IN-120": _PROJECT,
    "CT-115": _PROJECT,
    "PJ-120": _PROJECT,
    "PJ-121": _PROJECT,
    "EX-116": _PROJECT,
    "IN-105": _MATERIALS,
    "IN-108": _MATERIALS,
}
"""Steps by what keeps a decision away; everything else is about the person."""
_MOVED_ON = ("IN-110", "IN-123")
"""Refusals that say that somebody else was at the case."""


class DecisionVerbs:
    """受理 / 一次性告知 / 不予受理 / 收件, and before that the draft of the paper."""

    def __init__(
        self,
        board: Board,
        device: str,
        around: AroundVerbs,
        decided: Callable[[str], None],
        moved_on: Callable[[ClerkError], None],
    ) -> None:
        self._board = board
        self._draft = Drafting(board, stream_of(NUMBERS, device))
        self._around = around
        self._decided = decided
        self._moved_on = moved_on

    def look(self) -> None:
        """Find everything that stands against acceptance; or what keeps any decision away."""
        board, context = self._board, self._board.rules.context()
        try:
            self._draft.refuse_unready()
            self._around.refuse_open()
            record = self._draft.outlook()
            filing = self._draft.filing(record)
            found = deciding.findings(record, context)
            found += filing.defects if filing is not None else ()
        except ClerkError as error:
            self._block(error)
            return
        unsettled = is_unsettled(board.state.commitment, board.item, where(context)) is not None
        against = (
            *standing.results(self._around.needed),
            *standing.of_filing(filing, board.item),
            *standing.of_project(board.state, record, board.item, context),
        )
        offered = options.offered(
            board.item, found, board.state.record, against, unsettled=unsettled
        )
        board.set(
            unsettled=unsettled,
            findings=found,
            against=against,
            filing=filing,
            blocked=None,
            options=offered,
            asked_before=record.corrections > 0,
        )
        self.pick(options.natural(offered, self._choosing, found, unsettled=unsettled))

    def _block(self, error: ClerkError) -> None:
        mended = _MENDED_AT.get(error.code, _PERSON)
        self._board.set(
            findings=(),
            against=(),
            options=(),
            blocked=error,
            blocked_at=mended,
            wanting=None,
            preview=(),
        )

    def pick(self, kind: str) -> None:
        """Turn to a decision; its draft is shown. A refusal begins with the reasons found."""
        chosen, filing = self._choosing, self._board.state.filing
        if kind == REFUSE and not chosen.reasons and filing is not None:
            chosen = structs.replace(chosen, reasons=filing.refusals)
        self._choose(structs.replace(chosen, kind=kind))

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

    def type_key(self, serial: str) -> None:
        """The certificate of the clerk's seal key; ``redraw`` when it is typed out."""
        self._type(structs.replace(self._choosing, key_serial=serial.strip()))
        self._draft.weigh()

    def type_filing(self, filing: FilingSaid) -> None:
        """What a filing asks beside the form; once nothing is wanting, its draft is shown."""
        self._board.type(structs.replace(self._board.state.draft, filing=filing))
        if self._draft.weigh() is not None and not self._board.state.preview:
            self._draft.redraw()

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
        asked, ident = self._draft.application(), board.state.draft.ident
        board.closing = True
        board.set(busy="正在落盘", error=None)

        def work() -> Application:
            board.desk.act(APPLY, asked)
            return asked

        board.run("ledger", work, lambda done: self._done(done, ident), board.idle, self._undone)

    def _done(self, done: Application, ident: str) -> None:
        board = self._board
        board.set(case=done.case, preview=(), error=None)
        board.closing = False
        # Apart from the act: it is true even where the draft cannot be deleted.
        board.run("ledger", lambda: board.desk.drafts.drop(ident), lambda _: None)
        self._note_applied(done)
        self._decided(done.case)

    def _note_applied(self, done: Application) -> None:
        """The project hears of it in an act of its own: its stream is for the whole hall.

        What came online, or was forgotten in a crash, is noted with the next visit.
        """
        board = self._board
        around = board.state.around
        record = around.record if around is not None else None
        if around is None or record is None or done.case in {one.case for one in record.applied}:
            return
        note = NoteApplied(around.project, done.case, done.item, done.told)
        board.run("ledger", partial(board.desk.act, NOTE_APPLIED, note), lambda _: None)

    def _undone(self, error: ClerkError) -> None:
        self._board.reopen()
        self._around.look()
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
