"""One bench with a reader on it, whichever: what the contract test does with its hands."""

import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from typing import TypeVar

import pytest

from casework.ports import IdentityReader, ReaderReport
from hardware.reader import ChildReader
from hardware.simulated.reader import SimulatedReader
from hardware.simulated.sam import Fault
from tests.realparts.pcsc import PcscStack

PATIENCE = 10.0
POLL = 0.5
"""Seconds between two looks of the virtual reader's driver at its slot."""
SILENCE = 1.5
"""Seconds after which the readers of the contract give up on a card (5 in the program)."""

Report = TypeVar("Report", bound=ReaderReport)


class Bench(ABC):
    """A reader, a hand, and what the reader said, in order."""

    def __init__(self, reader: IdentityReader) -> None:
        self.reader = reader
        self._said: Queue[tuple[float, str, ReaderReport]] = Queue()

    @abstractmethod
    def put(self, card: str, fault: str = "") -> None:
        """Lay a card down."""

    @abstractmethod
    def lift(self) -> None:
        """Take it away."""

    @abstractmethod
    def settle(self) -> None:
        """Wait until the reader has seen that no card is left."""

    def start(self) -> None:
        self.reader.start(
            lambda report: self._said.put(
                (time.monotonic(), threading.current_thread().name, report)
            )
        )

    def next(self, kind: type[Report], seconds: float = PATIENCE) -> Report:
        """The next report, which must be of this kind."""
        _, _, report = self._said.get(timeout=seconds)
        assert isinstance(report, kind), (report, str(getattr(report, "error", "")))
        return report

    def next_moment(self, kind: type[ReaderReport], seconds: float = PATIENCE) -> float:
        """When the next report came, which must be of this kind."""
        moment, _, report = self._said.get(timeout=seconds)
        assert isinstance(report, kind), (report, str(getattr(report, "error", "")))
        return moment

    def thread_of_next(self) -> str:
        return self._said.get(timeout=PATIENCE)[1]

    def nothing_for(self, seconds: float) -> bool:
        try:
            return not self._said.get(timeout=seconds)
        except Empty:
            return True


class SimulatedBench(Bench):
    """The reader of practice mode."""

    def __init__(self) -> None:
        self._reader = SimulatedReader(read_limit=SILENCE)
        super().__init__(self._reader)

    def put(self, card: str, fault: str = "") -> None:
        self._reader.put(card, Fault(fault) if fault else None)

    def lift(self) -> None:
        self._reader.lift()

    def settle(self) -> None:
        """It is seen at once."""


class PcscBench(Bench):
    """The program's reader, a real service and a card on its virtual slot."""

    def __init__(self, stack: PcscStack) -> None:
        super().__init__(ChildReader(read_limit=SILENCE))
        self._stack = stack
        self._card: subprocess.Popen[bytes] | None = None

    def put(self, card: str, fault: str = "") -> None:
        self._card = self._stack.put(card, fault=fault)

    def lift(self) -> None:
        if self._card is not None:
            self._stack.lift(self._card)
            self._card = None

    def settle(self) -> None:
        time.sleep(POLL)


@contextmanager
def readers_inside(stack: PcscStack) -> Iterator[None]:
    """Let reader processes start inside the namespaces of the service."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", str(stack.python()))
        yield


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
