"""Step 4: pages that are scanned or brought as files; each is durable before it is shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import structs

from casework.records.case_events import PageRef
from desktop.scanning import LARGE, SMALL, Scanning, pictures
from desktop.views.counter import checklist
from desktop.views.counter.board import Board
from desktop.views.counter.fetching import scans
from desktop.views.counter.materials import MaterialVerbs


class PageVerbs:
    """Scanning, importing, ordering and dropping the pages of a line."""

    def __init__(self, board: Board, materials: MaterialVerbs) -> None:
        self._board = board
        self._materials = materials
        self._scanning = Scanning(board.desk, board.home)

    def scan(self, line: str) -> None:
        """Scan the stack for a line; pages come in one by one, each kept before the next."""
        if self._begin(line):
            work = partial(self._scanning.stack, self._shown(line))
            self._board.run("scanner", work, lambda _: None, self._ended)

    def stop_scan(self) -> None:
        """Stop after the page under way; what is in stays."""
        self._scanning.stop()

    def bring(self, line: str, files: tuple[Path, ...]) -> None:
        """Take in files that were brought on a stick or by mail."""
        if files and self._begin(line):
            work = partial(self._scanning.files, files, self._shown(line))
            self._board.run("scanner", work, lambda _: None, self._ended)

    def remove_page(self, line: str, sha: str) -> None:
        """Take a page out of a line; the look at the original has to be made anew."""
        paper = self._materials.paper(line)
        if paper.kept or sha not in {page.sha256 for page in paper.pages}:
            # What lies in the case is not taken out of it; something else may replace it.
            return
        pages = tuple(page for page in paper.pages if page.sha256 != sha)
        self._materials.put(line, structs.replace(paper, pages=pages, seen_at=""))

    def move_page(self, line: str, sha: str, to: int) -> None:
        """Put a page at another place (from 0) of its line; the pages themselves stay seen."""
        paper = self._materials.paper(line)
        if paper.kept or sha not in {page.sha256 for page in paper.pages}:
            return
        moved = [page for page in paper.pages if page.sha256 == sha]
        rest = [page for page in paper.pages if page.sha256 != sha]
        pages = (*rest[:to], *moved, *rest[to:])
        self._materials.put(line, structs.replace(paper, pages=pages))

    def reveal(self, line: str) -> None:
        """Bring the pictures of a line whose pages were scanned before the program was started."""
        state = self._board.state
        # What is still on its way is revealed again when it is here.
        coming = scans(state.record) if state.record is not None and not state.fetched else ()
        known = {*state.thumbs, *coming}
        pages = next((one.pages for one in state.lines if one.key == line), ())
        missing = {page.sha256: page for page in pages if page.sha256 not in known}
        for page in missing.values():
            self._board.run(
                "printer", partial(pictures, self._board.desk, page, SMALL), self._revealed(page)
            )

    def look(self, sha: str) -> None:
        """Show a page in full; a file may have several."""
        lines = self._board.state.lines
        page = next((one for line in lines for one in line.pages if one.sha256 == sha), None)
        if page is not None:
            self._board.run(
                "printer",
                partial(pictures, self._board.desk, page, LARGE),
                lambda seen: self._board.set(looked_at=seen),
            )

    def look_away(self) -> None:
        """The page in full was closed."""
        self._board.set(looked_at=())

    def _revealed(self, page: PageRef) -> Callable[[tuple[bytes, ...]], None]:
        def show(seen: tuple[bytes, ...]) -> None:
            first = seen[0] if seen else b""
            self._board.set(thumbs={**self._board.state.thumbs, page.sha256: first})

        return show

    def _begin(self, line: str) -> bool:
        if self._board.state.scanning or self._materials.refuses(line):
            return False
        self._scanning.begin()
        self._board.set(scanning=self._materials.material(line).name, scanned=0, error=None)
        return True

    def _ended(self) -> None:
        self._board.set(scanning="")

    def _shown(self, line: str) -> Callable[[PageRef, bytes], None]:
        return lambda ref, thumbnail: self._show(line, ref, thumbnail)

    def _show(self, line: str, ref: PageRef, thumbnail: bytes) -> None:
        state = self._board.state
        self._board.set(thumbs={**state.thumbs, ref.sha256: thumbnail}, scanned=state.scanned + 1)
        paper = self._materials.paper(line)
        self._materials.put(
            line, checklist.with_pages(self._materials.material(line), paper, (ref,))
        )
