"""The clerk's verbs of step 2 about what a project brings along: exemptions, an import's end."""

from functools import partial

from msgspec import structs

from casework.errors import RuleError
from casework.flows import projects
from casework.flows.exemption_basis import Standing
from casework.flows.prerequisites import Needed
from casework.records import ids
from desktop.views.counter import generation
from desktop.views.counter.around import Around, look_up, rests_on
from desktop.views.counter.board import Board

_HEARD = (ids.EXEMPTION, ids.ROLLS, ids.LOCKS)
"""Kinds of streams whose news may change what stands around any application."""


class AroundVerbs:
    """What was found, what is still to be asked, and what the clerk says of it."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def look(self) -> None:
        """Read what stands around the application anew; a late answer is dropped."""
        board, draft = self._board, self._board.state.draft
        if not draft.project or board.state.case or board.closing:
            return
        work = partial(look_up, board.desk, draft.project, draft.project_code)
        board.run("ledger", work, self._came)

    def hear(self, streams: frozenset[str]) -> None:
        """A commit touched some streams."""
        around = self._board.state.around
        family = around.family if around is not None else {}
        if any(one in family or ids.kind_of(one) in _HEARD for one in streams):
            self.look()

    def rely(self, exemption: str, *, about: bool) -> None:
        """Whether this application is about the works that were exempted (001B注2)."""
        draft = self._board.state.draft
        self._board.put(structs.replace(draft, relies=draft.relies | {exemption: about}))

    def tell(self, *, told: bool) -> None:
        """The applicant heard that the import is final with this application (002图2注3)."""
        self._board.put(structs.replace(self._board.state.draft, told=told))

    @property
    def needed(self) -> tuple[Needed, ...]:
        """The earlier results of the chosen item; none before an item and a project are chosen."""
        board = self._board
        around, item = board.state.around, board.chosen
        if around is None or item is None:
            return ()
        return around.needed(item, board.rules.relied, board.rules.law)

    @property
    def unanswered(self) -> tuple[Standing, ...]:
        """The exemptions of which nobody has said whether they are about the same works."""
        around, relies = self._board.state.around, self._board.state.draft.relies
        known = around.exemptions if around is not None else ()
        return tuple(one for one in known if one.exemption not in relies)

    @property
    def untold(self) -> bool:
        """Whether the applicant has still to hear that an import becomes final."""
        state = self._board.state
        final = state.around is not None and state.around.becomes_final
        return final and not state.draft.case and not state.draft.told

    def refuse_open(self) -> None:
        """RuleError CT-115 before it was read, EX-116 while an exemption is unanswered.

        PJ-120 and PJ-121 by the project of a new application.
        """
        state = self._board.state
        if state.around is None and state.draft.project:
            raise RuleError("CT-115")
        if state.around is not None and not state.draft.case:
            projects.check_application(state.around.record, told=state.draft.told)
        if open_ones := self.unanswered:
            raise RuleError("EX-116", works="、".join(one.works for one in open_ones))

    def _came(self, found: Around) -> None:
        board = self._board
        draft, record = board.state.draft, board.state.record
        if draft.project != found.project or board.state.case or board.closing:
            return
        board.set(around=found)
        if record is not None:
            known = {one.exemption: True for one in found.exemptions if rests_on(record, one)}
            draft = structs.replace(draft, relies=known | draft.relies)
        error = board.state.error
        board.put(generation.filled(board, draft))
        if error is not None:
            # Nobody has done anything about the refusal on show.
            board.fail(error)
