"""Garbage is collected in the window's thread alone.

A cycle of garbage may hold widgets, and Python collects wherever it happens to allocate: a lane
that packs an answer would destroy Qt's objects in a thread that is not theirs. Measured: the
program ended in a table whose header a lane had collected, once in two walks of the journey.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 500
"""Milliseconds between two looks."""


class Tidy(QObject):
    """Takes collecting over from the interpreter until ``stop``; lives in the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due by the interpreter's own thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return

    def settle(self) -> None:
        """What stands now stays: later looks pass over it, which keeps them short."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Give collecting back to the interpreter."""
        self._timer.stop()
        gc.enable()
