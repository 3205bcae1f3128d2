"""Pages that are scanned or brought as files; each is durable before the window hears of it."""

import threading
from collections.abc import Callable
from pathlib import Path

from casework.errors import DeviceError
from casework.ports import PageImage, ScanSettings
from casework.records.case_events import PageRef
from desktop.desk import Desk
from desktop.seals import is_signed

PDF = "application/pdf"
SMALL, LARGE = 160, 1240
"""Widths in pixels of a picture in a strip and of a page in full."""

Shown = Callable[[PageRef, bytes], None]
"""Hears of a page that is kept, with its thumbnail, in the window's thread."""


class Scanning:
    """``home`` runs a function in the window's thread, from any thread."""

    def __init__(self, desk: Desk, home: Callable[[Callable[[], None]], None]) -> None:
        self._desk = desk
        self._home = home
        self._cancelled = threading.Event()

    def begin(self) -> None:
        """A new stack or file: an earlier stop does not count."""
        self._cancelled.clear()

    def stop(self) -> None:
        """Stop after the page under way; what is in stays."""
        self._cancelled.set()

    def stack(self, shown: Shown) -> None:
        """Scan the stack; on the scanner lane. DeviceError CT-111 without a scanner."""
        scanner = self._desk.scanner
        devices = scanner.devices()
        if not devices:
            raise DeviceError("CT-111")
        settings, stopped = ScanSettings(), self._cancelled.is_set
        scanner.scan(devices[0], settings, lambda page: self._keep(page, shown), stopped)

    def files(self, files: tuple[Path, ...], shown: Shown) -> None:
        """Take in files that were brought on a stick or by mail; on the scanner lane."""
        for file in files:
            for page in self._desk.importer.read(file):
                if self._cancelled.is_set():
                    return
                self._keep(page, shown)

    def _keep(self, page: PageImage, shown: Shown) -> None:
        sha = self._desk.blobs.put(page.body)
        signed = is_signed(page.body, page.media_type)
        ref = PageRef(sha, page.media_type, len(page.body), page.source, signed)
        self._home(lambda: shown(ref, page.thumbnail))


def pictures(desk: Desk, page: PageRef, width: int) -> tuple[bytes, ...]:
    """What a kept page looks like, ``width`` pixels wide; a file may have several pages."""
    body = desk.blobs.read(page.sha256)
    return desk.press.preview(body, width) if page.media_type == PDF else (body,)
