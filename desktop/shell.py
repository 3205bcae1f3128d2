"""The shell: a window whose login takes keys at once; everything else comes after it."""

import importlib
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Protocol, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop import options
from desktop.crash import CrashKeeper
from desktop.lanes import Lanes
from desktop.options import Options
from desktop.ui import theme
from desktop.ui.login import LoginView
from desktop.ui.theme import Look
from desktop.window import PRODUCT, MainWindow

VERSION = "0.1.0"
BEIJING = timezone(timedelta(hours=8))


class _Wiring(Protocol):
    def begin(self, shell: "Shell") -> object:
        """Open the station and connect the login; returns what has to be kept."""


class Shell:
    """What stands before anything heavy is loaded: the window, the login, the lanes."""

    def __init__(self, app: QApplication, chosen: Options) -> None:
        self.app = app
        self.options = chosen
        self.now = now
        self._kept: object = None
        self.crash = CrashKeeper(chosen.places.logs, now, VERSION)
        self.crash.install()
        self.lanes = Lanes(self.crash.keep)
        self.window = MainWindow()
        self.crash.show_with(lambda error: self.lanes.home(lambda: self.window.say(error)))
        self.login = LoginView(PRODUCT, "")
        self.window.show_gate(self.login)
        self.window.first_painted.connect(self._painted)

    def _painted(self) -> None:
        """Load the adapters on the ledger lane: imported here they would delay the first key."""
        if self.options.smoke:
            self.app.exit(0 if takes_keys(self.window) else 1)
            return
        self.lanes.run(
            "ledger",
            lambda: importlib.import_module("desktop.wiring"),
            self._loaded,
            self.window.say,
        )

    def _loaded(self, module: object) -> None:
        self._kept = cast(_Wiring, module).begin(self)


def takes_keys(window: QWidget) -> bool:
    """Whether the input in focus takes a key; says when on the monotonic clock (seconds)."""
    field = window.focusWidget()
    if not isinstance(field, QLineEdit):
        return False
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier, "l")
    QApplication.sendEvent(field, press)
    sys.stdout.write(f"usable {time.monotonic():.6f}\n")
    return field.text() == "l"


def now() -> datetime:
    """The wall clock of the hall."""
    return datetime.now(BEIJING)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window until it is closed."""
    chosen = options.read(sys.argv[1:] if arguments is None else arguments)
    app = QApplication(sys.argv[:1])
    theme.apply(app, Look.NORMAL)
    theme.speak_chinese(app)
    shell = Shell(app, chosen)
    shell.window.show()
    status = app.exec()
    shell.lanes.close(5.0)
    return status
