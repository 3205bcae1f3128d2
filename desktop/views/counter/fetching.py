"""Scans of a case that came from elsewhere: brought from the hub when the case is opened."""

from functools import partial
from typing import Any

from casework.errors import ClerkError
from casework.records.case import CaseRecord
from desktop.views.counter.board import Board


class FetchVerbs:
    """Brings what the case names and this window does not have; the rest of the page goes on."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def bring(self) -> None:
        """Bring all scans of the case; what came stays, also when a later one does not."""
        state = self._board.state
        if state.record is None or state.to_fetch:
            return
        visit = state.draft.ident
        work = partial(self._bring, visit, state.draft.case, scans(state.record))
        self._board.run(
            "net",
            work,
            lambda _: self._note(visit, unfetched=None, fetched=True),
            partial(self._note, visit, to_fetch=0),
            partial(self._failed, visit),
        )

    def _bring(self, visit: str, stream: str, wanted: tuple[str, ...]) -> None:
        desk = self._board.desk
        held = desk.blobs.has(wanted)
        missing = [sha for sha in wanted if sha not in held]
        for at, sha in enumerate(missing):
            self._board.home(partial(self._note, visit, to_fetch=len(missing) - at))
            desk.scans.bring(stream, sha)

    def _failed(self, visit: str, error: ClerkError) -> None:
        self._note(visit, unfetched=error, fetched=False)

    def _note(self, visit: str, **changes: Any) -> None:
        """Nobody is told who has turned to another case meanwhile."""
        if self._board.state.draft.ident == visit:
            self._board.set(**changes)


def scans(record: CaseRecord) -> tuple[str, ...]:
    """The names of all scans that a case names, each once."""
    names = (page.sha256 for one in record.materials for page in one.pages)
    return tuple(dict.fromkeys(names))
