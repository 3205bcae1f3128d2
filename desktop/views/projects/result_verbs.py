"""Earlier results: how they stand for an item, supplemented as a PDF, binned, restored."""

from pathlib import Path

from casework.errors import RuleError
from casework.flows.prerequisites import ORDER, Answer, Needed, Outcome, view
from casework.flows.result_bin import BIN, RESTORE, BinResult, RestoreResult
from casework.flows.supplement import PDF, SUPPLEMENT, Supplement
from casework.records.case_events import PageRef
from casework.records.ids import new_id
from desktop.views.projects.board import Board

KEY, NUMBER, ORGAN, ISSUED = (
    "supplement.key",
    "supplement.number",
    "supplement.organ",
    "supplement.issued_on",
)
ASKED = "supplement.asked."
"""Before the name of a system: what it said when the clerk asked."""


class ResultVerbs:
    """What a clerk does to the earlier results of the project on show."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def needed(self) -> tuple[Needed, ...]:
        """How every earlier result of the item stands."""
        told, law = self._board.told(), self._board.desk.law.catalogue
        item = law.items.get(self._board.state.item)
        return view(item, told.known, law) if told is not None and item is not None else ()

    def bring(self, file: Path) -> None:
        """Take in the PDF of a result; it is durable before it is shown."""
        desk = self._board.desk

        def work() -> PageRef:
            pages = desk.importer.read(file)
            page = next((one for one in pages if one.media_type == PDF), None)
            if page is None or len(pages) > 1:
                raise RuleError("PJ-143")
            return PageRef(desk.blobs.put(page.body), page.media_type, len(page.body), file.name)

        self._board.run("scanner", work, lambda page: self._board.set(pdf=page))

    def supplement(self) -> None:
        """Enter the result that was typed, with its PDF and what the systems said before."""
        state, desk = self._board.state, self._board.desk
        key = state.text(KEY)
        request = Supplement(
            project=state.stream,
            item=state.item,
            ident=str(new_id(desk.now())),
            key=key,
            number=state.text(NUMBER),
            organ=state.text(ORGAN),
            issued_on=state.text(ISSUED),
            asked_by=state.text("unit"),
            pdf=state.pdf,
            answers=self._answers(key),
        )
        self._board.act(
            SUPPLEMENT, request, "已补录，等核发部门审核。", forget=("supplement.",), pdf=None
        )

    def bin(self, ident: str, reason: str) -> None:
        """Put a supplemented result into the bin."""
        state = self._board.state
        request = BinResult(state.stream, state.item, ident, reason)
        self._board.act(BIN, request, "已移到回收站，可以恢复。")

    def restore(self, ident: str) -> None:
        """Take a supplemented result out of the bin."""
        state = self._board.state
        self._board.act(RESTORE, RestoreResult(state.stream, state.item, ident), "已从回收站恢复。")

    def _answers(self, key: str) -> tuple[Answer, ...]:
        state, at = self._board.state, self._board.desk.now().isoformat()
        told = {source: state.text(f"{ASKED}{source.value}") for source in ORDER}
        return tuple(
            Answer(key, source, Outcome(said), at) for source, said in told.items() if said
        )
