"""Step 4: paper, pages and originals, line by line; there is no key for all originals at once."""

import threading
from collections.abc import Callable
from pathlib import Path

from casework.errors import ClerkError, DeviceError
from casework.law.items import Material
from casework.ports import PageImage, ScanSettings
from casework.records.case_events import PageRef
from desktop.views.counter import checklist
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Paper


class MaterialVerbs:
    """What a key does to a line of the checklist."""

    def __init__(self, board: Board, home: Callable[[Callable[[], None]], None]) -> None:
        self._board = board
        self._home = home
        self._cancelled = threading.Event()

    def take(self, line: str) -> None:
        """The paper was handed over in the form that was asked for."""
        self._put(line, checklist.taken(self._material(line), self._paper(line)))

    def see(self, line: str) -> None:
        """The clerk compared this original; one deliberate key per original."""
        at = self._board.desk.now().isoformat()
        self._put(line, checklist.seen(self._paper(line), at))

    def drop(self, line: str) -> None:
        """Handed back: nothing is kept for this line any more."""
        self._put(line, Paper())

    def scan(self, line: str) -> None:
        """Scan the stack for a line; pages come in one by one, each kept before the next."""
        if self._board.state.scanning:
            return
        desk = self._board.desk
        self._cancelled.clear()
        self._board.set(scanning=self._material(line).name, scanned=0)

        def work() -> int:
            devices = desk.scanner.devices()
            if not devices:
                raise DeviceError("SC-101")
            return desk.scanner.scan(
                devices[0], ScanSettings(), lambda page: self._keep(line, page), self._stopped
            )

        self._board.run("scanner", work, lambda _: self._board.set(scanning=""))

    def stop_scan(self) -> None:
        """Stop after the page under way; what is in stays."""
        self._cancelled.set()

    def bring(self, line: str, file: Path) -> None:
        """Take in a file that was brought on a stick or by mail."""
        desk = self._board.desk
        self._board.set(scanning=self._material(line).name, scanned=0)

        def work() -> None:
            for page in desk.importer.read(file):
                self._keep(line, page)

        self._board.run("scanner", work, lambda _: self._board.set(scanning=""))

    def remove_page(self, line: str, sha: str) -> None:
        """Take a page out of a line; the look at the original has to be made anew."""
        paper = self._paper(line)
        pages = tuple(page for page in paper.pages if page.sha256 != sha)
        self._put(line, Paper(paper.medium, paper.count, pages))

    def _stopped(self) -> bool:
        return self._cancelled.is_set()

    def _keep(self, line: str, page: PageImage) -> None:
        """On the scanner lane: the page is durable before the window hears of it."""
        sha = self._board.desk.blobs.put(page.body)
        ref = PageRef(sha, page.media_type, len(page.body), page.source)
        self._home(lambda: self._show(line, ref, page.thumbnail))

    def _show(self, line: str, ref: PageRef, thumbnail: bytes) -> None:
        state = self._board.state
        self._board.set(thumbs={**state.thumbs, ref.sha256: thumbnail}, scanned=state.scanned + 1)
        paper = self._paper(line)
        self._put(line, checklist.with_pages(self._material(line), paper, (ref,)))

    def _paper(self, line: str) -> Paper:
        return self._board.state.draft.papers.get(line, Paper())

    def _material(self, line: str) -> Material:
        return next(one for one in self._board.item.materials if one.key == line)

    def _put(self, line: str, paper: Paper) -> None:
        held = next((one for one in self._board.state.lines if one.key == line), None)
        if held is not None and held.state == "refused":
            self._board.fail(ClerkError("CT-110", material=held.name, basis=held.why))
            return
        self._board.put(self._board.state.draft.with_paper(line, paper))
