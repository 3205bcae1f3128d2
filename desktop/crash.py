"""The last net: what nobody foresaw becomes a masked report on disk and one calm message."""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from casework.errors import ClerkError
from foundation.log import masked

_log = logging.getLogger(__name__)
_MOST_REPORTS = 50
_SIGNS_OF_LIFE = "fault.txt"

Show = Callable[[ClerkError], None]


class CrashKeeper:
    """Takes every exception that reaches the end of a thread or of a slot.

    A ClerkError is only shown: a page may let it rise. Anything else is written to ``folder`` and
    shown as UI-901 (UI-902 when the report cannot be written), once for each place it comes from.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], version: str) -> None:
        self._folder = folder
        self._now = now
        self._version = version
        self._show: Show = lambda error: _log.error("nobody to show %s", error)
        self._known: set[tuple[str, str, int]] = set()
        self._fault_file: TextIO | None = None

    def show_with(self, show: Show) -> None:
        """Who shows the messages; must be callable from any thread."""
        self._show = show

    def install(self) -> None:
        """Become the hook of the interpreter, of its threads, of Qt's messages and of faults."""
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread
        qInstallMessageHandler(_from_qt)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._fault_file = (self._folder / _SIGNS_OF_LIFE).open("a", encoding="utf-8")
        faulthandler.enable(self._fault_file)

    def uninstall(self) -> None:
        """Give all hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        faulthandler.disable()
        if self._fault_file is not None:
            self._fault_file.close()
            self._fault_file = None

    def keep(self, error: BaseException) -> None:
        """Report an error from wherever it was caught."""
        if isinstance(error, ClerkError):
            self._show(error)
            return
        place = _place(error)
        if place in self._known:
            return
        self._known.add(place)
        _log.error("unforeseen", exc_info=error)
        try:
            report = self._write(error)
        except OSError:
            _log.exception("the crash report could not be written")
            self._show(ClerkError("UI-902", kind=type(error).__name__))
        else:
            self._show(ClerkError("UI-901", report=report.name))

    def _raised(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, Exception):
            self.keep(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def _raised_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self.keep(raised.exc_value)

    def _write(self, error: BaseException) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        moment = self._now()
        path = self._folder / f"crash-{moment:%Y%m%d-%H%M%S}-{len(self._known):02d}.txt"
        head = (
            f"yichuang {self._version}, {moment.isoformat()}\n"
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n"
            f"thread {threading.current_thread().name}\n\n"
        )
        path.write_text(masked(head + "".join(traceback.format_exception(error))), encoding="utf-8")
        for old in sorted(self._folder.glob("crash-*.txt"))[:-_MOST_REPORTS]:
            old.unlink(missing_ok=True)
        return path


def _place(error: BaseException) -> tuple[str, str, int]:
    """Kind and line of an error, so that one in a paint event is told once, not per frame."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return type(error).__name__, last.filename if last else "", (last.lineno or 0) if last else 0


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
