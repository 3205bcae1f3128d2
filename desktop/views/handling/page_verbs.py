"""Pages of the papers a verb asks for: scanned or brought, looked at, taken out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from casework.records.case_events import PageRef
from desktop.scanning import LARGE, SMALL, Scanning, Shown, pictures
from desktop.views.handling.board import Board
from desktop.views.handling.verbs import Filled


class PageVerbs:
    """``put`` takes a changed form over, ``weigh`` looks at the whole again."""

    def __init__(
        self, board: Board, put: Callable[[Filled], None], weigh: Callable[[], None]
    ) -> None:
        self._board = board
        self._weigh = weigh
        self._put = put
        self._scanning = Scanning(board.desk, board.home)

    def scan(self, key: str) -> None:
        """Scan the stack for a paper."""
        if self._begin(key):
            work = partial(self._scanning.stack, self._shown(key))
            self._board.run("scanner", work, lambda _: None, self._ended)

    def bring(self, key: str, files: tuple[Path, ...]) -> None:
        """Take in files that were brought."""
        if files and self._begin(key):
            work = partial(self._scanning.files, files, self._shown(key))
            self._board.run("scanner", work, lambda _: None, self._ended)

    def stop(self) -> None:
        """Stop after the page under way; what is in stays."""
        self._scanning.stop()

    def remove(self, key: str, sha: str) -> None:
        """Take a page out of a paper."""
        filled = self._board.state.filled
        left = tuple(page for page in filled.scanned(key) if page.sha256 != sha)
        self._put(replace(filled, pages={**filled.pages, key: left}))
        self._weigh()

    def reveal(self, key: str) -> None:
        """Bring the pictures of pages that were scanned before the program was started."""
        state = self._board.state
        for page in state.filled.scanned(key):
            if page.sha256 not in state.thumbs:
                work = partial(pictures, self._board.desk, page, SMALL)
                self._board.run("printer", work, partial(self._thumb, page.sha256))

    def look(self, key: str, sha: str) -> None:
        """Show a page in full."""
        page = next((p for p in self._board.state.filled.scanned(key) if p.sha256 == sha), None)
        if page is not None:
            work = partial(pictures, self._board.desk, page, LARGE)
            self._board.run("printer", work, lambda seen: self._board.set(looked_at=seen))

    def look_away(self) -> None:
        """The page in full was closed."""
        self._board.set(looked_at=())

    def _begin(self, key: str) -> bool:
        if self._board.state.scanning:
            return False
        self._scanning.begin()
        self._board.set(scanning=key, error=None)
        return True

    def _ended(self) -> None:
        self._board.set(scanning="")
        self._weigh()

    def _shown(self, key: str) -> Shown:
        return lambda ref, thumbnail: self._take(key, ref, thumbnail)

    def _take(self, key: str, ref: PageRef, thumbnail: bytes) -> None:
        self._thumb(ref.sha256, (thumbnail,))
        filled = self._board.state.filled
        known = filled.scanned(key)
        if ref.sha256 not in {page.sha256 for page in known}:
            self._put(replace(filled, pages={**filled.pages, key: (*known, ref)}))

    def _thumb(self, sha: str, seen: tuple[bytes, ...]) -> None:
        first = seen[0] if seen else b""
        self._board.set(thumbs={**self._board.state.thumbs, sha: first})
