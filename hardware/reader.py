"""The identity reader of the real program: PC/SC in a process that is killed when it hangs.

A card that never answers would hold its caller for ever, and so would a service that stands
still. The process reports signs of life; what takes too long ends it, is told to the clerk, and a
new process begins. The card that did it is left alone until it is lifted.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread, current_thread

from casework.errors import DeviceError
from casework.ports import (
    CardArrived,
    CardFault,
    CardGone,
    CardRead,
    ReaderReport,
    ReaderState,
)
from foundation.child import ChildStream

READ_LIMIT = 5.0
"""Seconds from a card's arrival to its fields or its fault."""
LIFE_LIMIT = 5.0
"""Seconds without any sign of life."""
_ENTRY = "hardware.reading:run"
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 10.0


@dataclass(frozen=True, slots=True)
class _Ended:
    """The process is gone."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """The program wants no more reports."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a process pushed: see ``hardware.reading``."""

    report: ReaderReport | None
    changes: int


_Event = _Ended | _Stop | _Said
# The number of the process an event came from, so that a dead one's last words are not heard.
_Inbox = Queue[tuple[int, _Event]]


class ChildReader:
    """IdentityReader over PC/SC in a child process; the limits are in seconds."""

    def __init__(self, *, read_limit: float = READ_LIMIT, life_limit: float = LIFE_LIMIT) -> None:
        self._limits = (read_limit, life_limit)
        self._supervision: _Supervision | None = None

    def start(self, report: Callable[[ReaderReport], None]) -> None:
        """Begin to watch; ``report`` is called from this reader's own thread."""
        if self._supervision is not None:
            raise RuntimeError("the reader is running")
        self._supervision = _Supervision(report, *self._limits)
        self._supervision.start()

    def stop(self) -> None:
        """End the process and wait until the last report has returned; safe to call twice."""
        supervision, self._supervision = self._supervision, None
        if supervision is not None:
            supervision.stop()


class _Supervision:
    """The thread beside the processes: one process after the other, until it is told to stop."""

    def __init__(
        self, report: Callable[[ReaderReport], None], read_limit: float, life_limit: float
    ) -> None:
        self._report = report
        self._read_limit = read_limit
        self._life_limit = life_limit
        self._inbox: _Inbox = Queue()
        self._thread = Thread(target=self._run, name="identity reader", daemon=True)
        self._process = 0
        self._state: ReaderState | None = None
        self._reading: tuple[str, int] | None = None
        self._skip: dict[str, int] = {}
        self._alive = False
        self._pause = _FIRST_PAUSE

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._inbox.put((0, _Stop()))
        if self._thread is not current_thread():
            self._thread.join()

    def _run(self) -> None:
        while self._one_process() and self._rest():
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    def _one_process(self) -> bool:
        """Follow one process to its end; False when the program stops."""
        self._process += 1
        self._alive = False
        number, inbox = self._process, self._inbox
        stream = ChildStream(_ENTRY, name="identity reader")
        stream.start(
            dict(self._skip),
            lambda message: inbox.put((number, _Said(*message))),
            lambda _: inbox.put((number, _Ended())),
        )
        try:
            return self._follow()
        finally:
            stream.kill()
            stream.stop()

    def _follow(self) -> bool:
        end = time.monotonic() + self._life_limit
        while True:
            event = self._next(end)
            match event:
                case None:
                    self._silent()
                    return True
                case _Stop():
                    return False
                case _Ended():
                    self._died()
                    return True
                case _Said(report, changes):
                    self._alive = True
                    self._hear(report, changes)
                    reading = self._reading is not None
                    limit = self._read_limit if reading else self._life_limit
                    end = time.monotonic() + limit

    def _next(self, end: float) -> _Event | None:
        """The next event of the present process, None when ``end`` passes without any."""
        while True:
            try:
                number, event = self._inbox.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                return None
            if number in {0, self._process}:
                return event

    def _rest(self) -> bool:
        """Wait before the next process; False when the program stops."""
        number, self._process = self._process, -1
        event = self._next(time.monotonic() + self._pause)
        self._process = number
        return event is None

    def _hear(self, report: ReaderReport | None, changes: int) -> None:
        match report:
            case None:
                self._pause = _FIRST_PAUSE
                return
            case ReaderState():
                self._tell_state(report)
                return
            case CardArrived(reader):
                self._reading = (reader, changes)
            case CardRead() | CardFault():
                self._reading = None
            case CardGone(reader):
                self._skip.pop(reader, None)
        self._report(report)

    def _silent(self) -> None:
        if self._reading is None:
            self._tell_state(ReaderState(False, (), DeviceError("HW-109")))
        else:
            self._blame("HW-107")

    def _died(self) -> None:
        if self._reading is not None:
            self._blame("HW-114")
        elif not self._alive:
            self._tell_state(ReaderState(False, (), DeviceError("HW-114")))

    def _blame(self, code: str) -> None:
        """Report the card that was being read, and let the next process leave it alone."""
        assert self._reading is not None
        reader, changes = self._reading
        self._reading = None
        self._skip[reader] = changes
        self._report(CardFault(reader, DeviceError(code, reader=reader)))

    def _tell_state(self, state: ReaderState) -> None:
        if self._state is None or _key(state) != _key(self._state):
            self._state = state
            self._report(state)


def _key(state: ReaderState) -> tuple[bool, tuple[str, ...], str]:
    """What the clerk can tell apart in a state; exceptions are never equal."""
    return state.service, state.readers, state.fault.code if state.fault is not None else ""
