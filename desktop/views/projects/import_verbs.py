"""A project in progress comes in (002图2): compared with the papers, taken over, undone."""

from casework.errors import ClerkError
from casework.flows.project_import import TAKE_OVER, UNDO, TakeOver, Undo
from casework.flows.projects import difference
from casework.records.project_events import DifferenceLine
from desktop.views.projects.board import Board

TYPE = "import.project_type"
OURS = "ours."
"""Before the key of a field: what the applicant's papers say."""
COMPARED = ("code", "project_name", "builder", "builder_code")


class ImportVerbs:
    """What a clerk does to bring the project on show in."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def theirs(self, key: str) -> str:
        """What the platform says of a compared field."""
        told = self._board.told()
        return str(getattr(told.record.registered, key)) if told is not None else ""

    def ours(self) -> dict[str, str]:
        """What the papers say of every field that was looked at: typed, or the platform's own."""
        typed = self._board.state.typed
        return {key: typed.get(f"{OURS}{key}", self.theirs(key)).strip() for key in COMPARED}

    def differences(self) -> tuple[DifferenceLine, ...]:
        """Where both sides differ as it stands now."""
        told = self._board.told()
        if told is None:
            return ()
        try:
            return difference(told.record, self.ours(), "")
        except ClerkError:
            return ()

    def take_over(self) -> None:
        """Bring the project in with what the papers say."""
        state = self._board.state
        request = TakeOver(
            project=state.stream,
            item=state.item,
            project_type=state.text(TYPE),
            ours=self.ours(),
            asked_by=state.text("unit"),
        )
        self._board.act(
            TAKE_OVER, request, "已提交入库，等主管部门核验。", forget=("import.", OURS)
        )

    def undo(self, reason: str) -> None:
        """Send the project back; the command names what was applied for already."""
        state, told = self._board.state, self._board.told()
        cases = tuple(row.stream for row in told.cases) if told is not None else ()
        request = Undo(state.stream, state.item, reason, cases)
        self._board.act(UNDO, request, "已撤销入库，项目退回原来的系统。")
