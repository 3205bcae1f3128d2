"""Counting the store again beside an open window that holds to another law than the last count."""

from collections.abc import Callable
from datetime import datetime
from threading import Event

from desktop.reckoning import Reckoner
from sync.ledger.opening import Opened
from sync.recounting import Done, Law, count_again, is_counted

_PATIENCE = 10.0


class CatchUp:
    """One such count: ``run`` belongs into a lane, ``stop`` comes before the store is closed."""

    def __init__(
        self, opened: Opened, law: Law, find: Reckoner, now: Callable[[], datetime]
    ) -> None:
        self._opened = opened
        self._law = law
        self._reckoner = find
        self._now = now
        self._stop = Event()
        self._idle = Event()
        self._idle.set()

    def run(self) -> Done:
        """Count what is not counted; ClerkError UI-903 or a StoreError when it did not end."""
        self._idle.clear()
        try:
            if is_counted(self._opened.ledger, self._law) or self._stop.is_set():
                return Done(0, 0)
            return count_again(
                self._opened.ledger, self._law, self._now, self._reckoner.changed, self._stop.is_set
            )
        finally:
            self._reckoner.stop()
            self._idle.set()

    def stop(self) -> None:
        """Let it end after the stream in hand, and wait for that."""
        self._stop.set()
        self._idle.wait(_PATIENCE)
