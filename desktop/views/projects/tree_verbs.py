"""Parts of a project: split off, put into the recycle bin when empty, taken out again."""

from casework.flows.project_tree import BIN, RESTORE, SPLIT, Bin, Restore, Split
from casework.records.ids import PROJECT, new_id, stream_of
from desktop.views.projects.board import Board

PART_NAME = "split.name"


class TreeVerbs:
    """What a clerk does to the parts of the project on show."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def split(self) -> None:
        """Split a part off, under the name that was typed."""
        state, desk = self._board.state, self._board.desk
        request = Split(
            project=state.stream,
            part=stream_of(PROJECT, new_id(desk.now())),
            item=state.item,
            name=state.text(PART_NAME),
            asked_by=state.text("unit"),
        )
        done = f"已拆出子项目“{request.name}”。"
        self._board.act(SPLIT, request, done, forget=("split.",))

    def bin(self, part: str, reason: str) -> None:
        """Put an empty part into the bin; the command names what stands in the way."""
        desk, state = self._board.desk, self._board.state
        rows = desk.rows
        below = tuple(row.stream for row in (*rows.sub_projects(part), *rows.bin(part)))
        cases = tuple(row.stream for row in rows.cases_of_project(part))
        request = Bin(part, state.item, reason, cases, below)
        self._board.act(BIN, request, "已移到回收站，可以恢复。")

    def restore(self, part: str) -> None:
        """Take a part out of the bin."""
        request = Restore(part, self._board.state.item)
        self._board.act(RESTORE, request, "已从回收站恢复。")
