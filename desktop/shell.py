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
from desktop.doorway import Doorway
from desktop.lanes import Lanes
from desktop.options import Options
from desktop.tidy import Tidy
from desktop.ui import theme
from desktop.ui.login import LoginView
from desktop.ui.theme import Look
from desktop.window import PRODUCT, MainWindow

VERSION = "0.1.0"
BEIJING = timezone(timedelta(hours=8))


class _Wiring(Protocol):
    def begin(self, doorway: Doorway) -> object:
        """Open the station and connect the login; returns what has to be kept."""


class Shell:
    """Shows the window at once and loads the rest after the first paint."""

    def __init__(self, app: QApplication, chosen: Options) -> None:
        self._tidy = Tidy(app)
        crash = CrashKeeper(chosen.places.logs, now, VERSION)
        crash.install()
        window, login = MainWindow(), LoginView(PRODUCT, "")
        self.doorway = Doorway(app, chosen, Lanes(crash.keep), window, login, now)
        self.kept: object = None
        """What the wiring wants kept; None while it is being loaded."""
        crash.show_with(lambda error: self.doorway.lanes.home(lambda: window.say(error)))
        window.show_gate(login)
        window.first_painted.connect(self._painted)

    def _painted(self) -> None:
        """Load the adapters on the ledger lane: imported here they would delay the first key."""
        door = self.doorway
        if door.options.smoke:
            door.app.exit(0 if takes_keys(door.window) else 1)
            return
        door.lanes.run(
            "ledger",
            lambda: importlib.import_module("desktop.wiring"),
            self._loaded,
            door.window.say,
        )

    def _loaded(self, module: object) -> None:
        self.kept = cast(_Wiring, module).begin(self.doorway)
        # Modules and rules stay for good; the clerk is still typing a password.
        self._tidy.settle()


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
    shell.doorway.window.show()
    status = app.exec()
    shell.doorway.lanes.close(5.0)
    return status
