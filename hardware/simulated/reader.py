"""The reader of practice mode: cards as data in this process, read by the same session."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Queue
from threading import Event, Thread, current_thread

from casework.errors import ClerkError, DeviceError
from casework.ports import (
    CardArrived,
    CardFault,
    CardGone,
    CardRead,
    ReaderReport,
    ReaderState,
)
from hardware.identity_card.session import COMMAND_LIMIT, READ_TEXT_AND_PHOTO, Session, read_holder
from hardware.simulated.cards import VirtualCard, load_card
from hardware.simulated.sam import Fault, VirtualSam

NAME = "演练读卡器"


@dataclass(frozen=True, slots=True)
class _Lying:
    """A card on the reader; ``lifted`` is set when it is taken away."""

    card: VirtualCard
    fault: Fault | None
    lifted: Event


class SimulatedReader:
    """IdentityReader with one slot; a hand lays cards on it by ``put`` and ``lift``."""

    def __init__(self, *, read_limit: float = COMMAND_LIMIT) -> None:
        self._read_limit = read_limit
        self._cards: Queue[_Lying | None] = Queue()
        self._lying: _Lying | None = None
        self._thread: Thread | None = None

    def start(self, report: Callable[[ReaderReport], None]) -> None:
        """Begin to watch; ``report`` is called from this reader's own thread."""
        if self._thread is not None:
            raise RuntimeError("the reader is running")
        self._thread = Thread(target=self._watch, args=(report,), name=NAME, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch; safe to call twice. A card that lies there is lifted."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self.lift()
            self._cards.put(None)
            if thread is not current_thread():
                thread.join()

    def put(self, card: str, fault: Fault | None = None) -> None:
        """Lay the invented card of this name on the reader; one that lies there is lifted first.

        KeyError when there is no such card (``hardware.simulated.cards.card_names``).
        """
        lying = _Lying(load_card(card), fault, Event())
        self.lift()
        self._lying = lying
        self._cards.put(lying)

    def lift(self) -> None:
        """Take the card away, if there is one."""
        lying, self._lying = self._lying, None
        if lying is not None:
            lying.lifted.set()

    def _watch(self, report: Callable[[ReaderReport], None]) -> None:
        report(ReaderState(service=True, readers=(NAME,)))
        while (lying := self._cards.get()) is not None:
            report(CardArrived(NAME))
            began = time.monotonic()
            try:
                session = Session(_VirtualTransport(lying), limit=self._read_limit)
                holder = read_holder(session)
            except ClerkError as error:
                report(CardFault(NAME, error))
            else:
                report(CardRead(NAME, holder, round((time.monotonic() - began) * 1000)))
            lying.lifted.wait()
            report(CardGone(NAME))


class _VirtualTransport:
    """The line to a virtual module, with the faults of its card."""

    def __init__(self, lying: _Lying) -> None:
        self._lying = lying
        self._sam = VirtualSam(lying.card)
        self._answer = b""

    def write(self, data: bytes) -> None:
        if self._lying.fault is Fault.PULLED and data == READ_TEXT_AND_PHOTO.encode():
            self._lying.lifted.set()
        if self._lying.lifted.is_set():
            raise DeviceError("HW-106")
        self._answer = self._sam.answer(data)

    def read(self, seconds: float) -> bytes:
        if self._lying.fault is Fault.SILENT:
            if self._lying.lifted.wait(seconds):
                raise DeviceError("HW-106")
            return b""
        answer, self._answer = self._answer, b""
        return answer
