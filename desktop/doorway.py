"""What stands when the first key is taken, and all that comes later is hung into."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QApplication

from desktop.lanes import Lanes
from desktop.options import Options
from desktop.ui.login import LoginView
from desktop.window import MainWindow


@dataclass(frozen=True, slots=True)
class Doorway:
    """The window with its login, the lanes, the clock and the options of this start."""

    app: QApplication
    options: Options
    lanes: Lanes
    window: MainWindow
    login: LoginView
    now: Callable[[], datetime]
