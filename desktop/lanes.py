"""Lanes: named queues of threads that only wait, and one way home into the window's thread."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from threading import Event, Lock
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from casework.errors import ClerkError

T = TypeVar("T")
Call = Callable[[], None]

THREADS: Mapping[str, int] = {
    "ledger": 1,
    "reader": 1,
    "scanner": 1,
    "printer": 1,
    "search": 1,
    "net": 4,
}
"""Lane and its number of threads; a lane of one keeps the order of its work."""

_DRAINED = "ledger"
"""What was handed to this lane is done before the program ends."""


@dataclass(frozen=True, slots=True)
class Task:
    """Work that was handed to a lane."""

    stop: Event

    def cancel(self) -> None:
        """Begin it no more, or drop its result; running work may watch ``stop``."""
        self.stop.set()


class Lanes:
    """Runs work off the window's thread; all callbacks run in the thread that built the lanes.

    An unforeseen error goes to ``unforeseen`` (the crash report), never to ``failed``.
    """

    def __init__(
        self, unforeseen: Callable[[Exception], None], threads: Mapping[str, int] = THREADS
    ) -> None:
        self._unforeseen = unforeseen
        self._home = _Home()
        self._lock = Lock()
        self._open = True
        self._busy: dict[Future[None], str] = {}
        self._pools = {
            name: ThreadPoolExecutor(count, thread_name_prefix=name)
            for name, count in threads.items()
        }

    def run(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
        *,
        stop: Event | None = None,
        ended: Call | None = None,
    ) -> Task:
        """Do ``work`` on a lane, then exactly one of ``done`` and ``failed``, and then ``ended``.

        Once ``stop`` is set, or the task cancelled, neither ``done`` nor ``failed`` is called.
        ``ended`` always is, also after an unforeseen error: there a page takes its progress away.
        After ``close`` nothing is begun and nobody is called.
        """
        halt = stop if stop is not None else Event()

        def job() -> None:
            outcome: Call | None = None
            try:
                if not halt.is_set():
                    outcome = partial(done, work())
            except ClerkError as error:
                outcome = partial(failed, error)
            except Exception as error:  # noqa: BLE001 - the gate of every lane
                self.home(partial(self._unforeseen, error))
            self.home(lambda: _arrive(halt, outcome, ended))

        with self._lock:
            if not self._open:
                return Task(halt)
            future = self._pools[lane].submit(job)
            self._busy[future] = lane
        future.add_done_callback(self._finished)
        return Task(halt)

    def home(self, call: Call) -> None:
        """From any thread: let the window's thread make this call soon, in order."""
        self._home.landed.emit(call)

    def close(self, seconds: float) -> tuple[str, ...]:
        """End all lanes: queued work is dropped except the ledger's, running work is waited for.

        Results that came in time still go home. Returns the lanes that did not end within
        ``seconds``; their threads are left behind.
        """
        with self._lock:
            self._open = False
        for name, pool in self._pools.items():
            pool.shutdown(wait=False, cancel_futures=name != _DRAINED)
        with self._lock:
            running = dict(self._busy)
        _, stuck = wait(running, timeout=seconds)
        QCoreApplication.sendPostedEvents(self._home, QEvent.Type.MetaCall.value)
        self._home.close()
        return tuple(sorted({running[future] for future in stuck}))

    def _finished(self, future: Future[None]) -> None:
        with self._lock:
            self._busy.pop(future, None)


class _Home(QObject):
    """The one long-lived receiver: a signal of a shorter-lived object can lose its results."""

    landed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._open = True
        self.landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        self._open = False

    def _land(self, call: Call) -> None:
        if self._open:
            call()


def _arrive(halt: Event, outcome: Call | None, ended: Call | None) -> None:
    try:
        if outcome is not None and not halt.is_set():
            outcome()
    finally:
        if ended is not None:
            ended()
