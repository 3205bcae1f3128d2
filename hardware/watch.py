"""Readers and cards come and go: an endless series of events that survives the service's death.

Every round lists the readers and waits half a second for a change of a slot; a fault of the
service ends the round's context, and the next round begins with a new one.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from casework.errors import DeviceError
from hardware.connection import Connection
from hardware.pcsc import Slot

ROUND = 0.5
"""Seconds of one wait; the longest time until a new reader is seen."""
RETRY = 0.3
"""Seconds between two attempts to reach a service that is not there."""


class ReaderService(Protocol):
    """What a watch asks of ``hardware.pcsc.Service``."""

    def readers(self) -> tuple[str, ...]: ...

    def wait(self, states: Mapping[str, int], seconds: float) -> tuple[Slot, ...]: ...

    def connect(self, reader: str) -> AbstractContextManager[Connection]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """The service is reached and knows these readers."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """The service cannot be reached, and why."""

    error: DeviceError


@dataclass(frozen=True, slots=True)
class Inserted:
    """A card was put on ``reader``; ``changes`` tells this card from the next on the reader."""

    reader: str
    changes: int
    service: ReaderService


@dataclass(frozen=True, slots=True)
class Removed:
    """There is no card on ``reader``: it was lifted, the reader is gone, or none was there."""

    reader: str


@dataclass(frozen=True, slots=True)
class Beat:
    """Nothing happened, but the watch is alive."""


WatchEvent = Readers | Lost | Inserted | Removed | Beat


def watch(
    reach: Callable[[], ReaderService], pause: Callable[[float], None] = time.sleep
) -> Iterator[WatchEvent]:
    """Watch all readers for ever; ``reach`` gives a new context or raises DeviceError.

    A card that is on a reader already counts as put on. What the consumer does with an event
    happens between two waits; a DeviceError of a wait never reaches it.
    """
    while True:
        try:
            service = reach()
        except DeviceError as error:
            yield Lost(error)
            pause(RETRY)
            continue
        slots = _Slots(service)
        try:
            yield from slots.follow(pause)
        except DeviceError as error:
            yield from slots.forget()
            yield Lost(error)
        finally:
            service.close()


class _Slots:
    """The slots of one context, as far as they are known."""

    def __init__(self, service: ReaderService) -> None:
        self._service = service
        self._names: tuple[str, ...] | None = None
        self._slots: dict[str, Slot] = {}

    def follow(self, pause: Callable[[float], None]) -> Iterator[WatchEvent]:
        """Events until the service fails, which raises DeviceError."""
        while True:
            names = self._service.readers()
            if names != self._names:
                yield from self._rename(names)
            yield Beat()
            if not names:
                pause(ROUND)
                continue
            known = {name: self._state(name) for name in names}
            try:
                changed = self._service.wait(known, ROUND)
            except DeviceError as error:
                # A reader that was unplugged during the wait: the next list tells which.
                if error.code != "HW-102":
                    raise
                pause(RETRY)
                continue
            for slot in changed:
                yield from self._update(slot)

    def forget(self) -> Iterator[WatchEvent]:
        """Every card that was there is gone with the service."""
        for slot in self._slots.values():
            if slot.present:
                yield Removed(slot.reader)
        self._slots.clear()

    def _state(self, name: str) -> int:
        slot = self._slots.get(name)
        return slot.state if slot is not None else 0

    def _rename(self, names: tuple[str, ...]) -> Iterator[WatchEvent]:
        self._names = names
        for name in [name for name in self._slots if name not in names]:
            if self._slots.pop(name).present:
                yield Removed(name)
        yield Readers(names)

    def _update(self, slot: Slot) -> Iterator[WatchEvent]:
        before = self._slots.get(slot.reader)
        self._slots[slot.reader] = slot
        if before is not None and before.present and slot.present:
            if before.changes == slot.changes:
                return
            yield Removed(slot.reader)
        if slot.present:
            yield Inserted(slot.reader, slot.changes, self._service)
        elif before is None or before.present:
            yield Removed(slot.reader)
