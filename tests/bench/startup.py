"""The window usable: from exec to the first key of the login, against a bare PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.figures import Figure
from tests.realparts.screen import screen

NAME = "startup"
ROUNDS = 9
_BARE = """
import sys, time
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

class Window(QWidget):
    painted = False
    def event(self, event):
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, key)
        return handled

def key():
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier, "l")
    QApplication.sendEvent(line, press)
    print(f"usable {time.monotonic():.6f}", flush=True)
    app.exit(0 if line.text() == "l" else 1)

app = QApplication(sys.argv)
window = Window()
line = QLineEdit()
QVBoxLayout(window).addWidget(line)
window.show()
line.setFocus()
sys.exit(app.exec())
"""


def run() -> Iterator[Figure]:
    """Interleaved starts on a real X server; the first of each is a warm-up and not counted."""
    with tempfile.TemporaryDirectory() as home, screen() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        ours = [sys.executable, "-m", "desktop", "--practice", "--home", home, "--smoke"]
        bare = [sys.executable, "-c", _BARE]
        pairs = [
            (_usable(ours, environment), _usable(bare, environment)) for _ in range(ROUNDS + 1)
        ]
    window, peer = (statistics.median(column) for column in zip(*pairs[1:], strict=True))
    yield Figure("window usable", window, "s", {"bare PySide6 window": peer})


def _usable(command: Sequence[str], environment: dict[str, str]) -> float:
    """Seconds from exec to the accepted key; both processes read the same monotonic clock."""
    root = Path(__file__).parents[2]
    begun = time.monotonic()
    done = subprocess.run(
        command, env=environment, cwd=root, capture_output=True, text=True, timeout=30, check=True
    )
    return float(done.stdout.split()[1]) - begun
