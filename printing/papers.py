"""The press that the window holds: papers are made in a process of their own.

This module and what it imports stay free of ReportLab, so that the window starts without it.
"""

from dataclasses import dataclass
from typing import Any

from casework.errors import DocumentError
from casework.ports import Handout
from casework.records.notice import NoticeRecord, PaperMark
from foundation.child import Child, ChildError

_ENTRY = "printing.worker:answer"
_WARMING = 30.0
_RENDERING = 20.0
_PREVIEWING = 20.0


@dataclass(frozen=True, slots=True)
class Warm:
    """Load the fonts now, so that the first paper finds them; answered with None."""


@dataclass(frozen=True, slots=True)
class RenderNotice:
    """Make one paper; answered with the bytes of its PDF."""

    record: NoticeRecord
    mark: PaperMark | None
    draft: bool


@dataclass(frozen=True, slots=True)
class RenderHandout:
    """Make a print that decides nothing; answered with the bytes of its PDF."""

    handout: Handout


@dataclass(frozen=True, slots=True)
class PreviewPages:
    """Draw every page of a PDF ``width`` pixels wide; answered with a tuple of PNG files."""

    document: bytes
    width: int


Request = Warm | RenderNotice | RenderHandout | PreviewPages


class Papers:
    """``ports.Press`` over one long-lived child process. Calls block and belong into a lane."""

    def __init__(self) -> None:
        self._child = Child(_ENTRY, name="papers")

    def warm(self) -> None:
        """Start the process and load its fonts."""
        self._ask(Warm(), _WARMING)

    def render(self, record: NoticeRecord, mark: PaperMark | None) -> bytes:
        """The PDF of a paper: final with ``mark``, else the draft (预览 无效, no number).

        DocumentError PR-101 to PR-104 as ``printing.render`` says; PR-105 when the process failed.
        """
        request = RenderNotice(record, mark, draft=mark is None)
        document: bytes = self._ask(request, _RENDERING)
        return document

    def handout(self, handout: Handout) -> bytes:
        """The PDF of a print that decides nothing; DocumentError PR-101, PR-102, PR-105."""
        document: bytes = self._ask(RenderHandout(handout), _RENDERING)
        return document

    def preview(self, document: bytes, width: int) -> tuple[bytes, ...]:
        """PNG pictures of a PDF's pages, ``width`` pixels wide; DocumentError PR-105, PR-106."""
        pages: tuple[bytes, ...] = self._ask(PreviewPages(document, width), _PREVIEWING)
        return pages

    def stop(self) -> None:
        """End the process; a later call starts it again."""
        self._child.stop()

    def _ask(self, request: Request, deadline: float) -> Any:
        try:
            return self._child.call(request, deadline)
        except ChildError as error:
            raise DocumentError("PR-105") from error
