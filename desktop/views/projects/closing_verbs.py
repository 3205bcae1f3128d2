"""The way of a project to its end (002图5): the archive is promised, the end asked for."""

from casework.flows.project_closing import (
    ASK_CLOSING,
    PROMISE_ARCHIVE,
    AskClosing,
    PromiseArchive,
)
from desktop.views.projects.board import Board

UNTIL = "closing.until"


class ClosingVerbs:
    """What a clerk does at the end of the project on show."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def promise(self) -> None:
        """Record until when the builder hands the archive over."""
        state = self._board.state
        request = PromiseArchive(state.stream, state.item, state.text(UNTIL))
        done = f"已记录：承诺在{request.until}前交付档案。"
        self._board.act(PROMISE_ARCHIVE, request, done, forget=("closing.",))

    def ask(self) -> None:
        """手动申请项目结束."""
        state = self._board.state
        request = AskClosing(state.stream, state.item, state.text("unit"))
        self._board.act(ASK_CLOSING, request, "已申请项目结束。")
