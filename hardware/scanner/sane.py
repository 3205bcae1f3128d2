"""The scanners of this machine: each batch in a process of its own that may be ended."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from casework.errors import DeviceError
from casework.ports import PageImage, ScanSettings
from foundation.child import Child, ChildDied, ChildStream, ChildTimeout

LIST_LIMIT = 20.0
"""Seconds for all drivers together to name their scanners."""
PAGE_LIMIT = 90.0
"""Seconds for one page, the warming of the lamp included."""
CANCEL_LIMIT = 3.0
"""Seconds for the driver to stop when it is asked to."""
_LOOK = 0.1
_DRIVER = "hardware.scanner.driver"


@dataclass(frozen=True, slots=True)
class Order:
    """What to scan; ``options`` are the driver's own, set after all others."""

    device: str
    settings: ScanSettings
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """All pages were handed over."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """The process is gone."""


class SaneScanner:
    """Scanner over SANE; ``options`` are set on the driver before every batch."""

    def __init__(
        self,
        *,
        options: Mapping[str, object] | None = None,
        list_limit: float = LIST_LIMIT,
        page_limit: float = PAGE_LIMIT,
    ) -> None:
        self._options = dict(options or {})
        self._list_limit = list_limit
        self._page_limit = page_limit

    def devices(self) -> tuple[str, ...]:
        """Names of the scanners that answer now.

        DeviceError: HW-208 a driver hangs, HW-209 a driver crashes, HW-210 python-sane is missing.
        A scanner whose name is known can be used all the same: only its own driver is loaded then.
        """
        child = Child(f"{_DRIVER}:list_devices", name="scanner list")
        try:
            names: tuple[str, ...] = child.call(None, self._list_limit)
        except ChildTimeout:
            raise DeviceError("HW-208", page=0) from None
        except ChildDied:
            raise DeviceError("HW-209", page=0) from None
        finally:
            child.stop()
        return names

    def scan(
        self,
        device: str,
        settings: ScanSettings,
        page: Callable[[PageImage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Hand over page after page and return their number.

        A batch ends well when the feeder is empty after at least one page, after the one page of a
        glass, or when ``cancelled`` says so. DeviceError (its fact ``page`` counts from 1): HW-201
        no such scanner, HW-202 feeder empty from the start, HW-203 jam, HW-204 cover open, HW-205
        busy, HW-206 cancelled at the scanner, HW-207 connection lost, HW-208 no sign of life,
        HW-209 driver crashed, HW-210 python-sane missing, HW-211 no permission, HW-212 any other.
        """
        batch = _Batch(page, cancelled, self._page_limit)
        stream = ChildStream(f"{_DRIVER}:scan", name="scanner")
        order = Order(device, settings, self._options)
        stream.start(order, batch.inbox.put, lambda _: batch.inbox.put(_Ended()))
        try:
            return batch.follow(stream)
        finally:
            stream.kill()
            stream.stop()


class _Batch:
    """One batch as the parent sees it."""

    def __init__(
        self, page: Callable[[PageImage], None], cancelled: Callable[[], bool], limit: float
    ) -> None:
        self.inbox: SimpleQueue[PageImage | Finished | DeviceError | _Ended] = SimpleQueue()
        self._page = page
        self._cancelled = cancelled
        self._limit = limit
        self._pages = 0
        self._stopping = False

    def follow(self, stream: ChildStream) -> int:
        """Hand the pages on until the batch ends; their number."""
        end = time.monotonic() + self._limit
        while True:
            if not self._stopping and self._cancelled():
                self._stopping = True
                stream.send(None)
                end = time.monotonic() + CANCEL_LIMIT
            match self._next():
                case PageImage() as image:
                    self._page(image)
                    self._pages += 1
                    end = end if self._stopping else time.monotonic() + self._limit
                case Finished():
                    return self._pages
                case DeviceError() as error:
                    raise error
                case _Ended():
                    return self._give_up("HW-209")
                case None if time.monotonic() > end:
                    return self._give_up("HW-208")

    def _next(self) -> PageImage | Finished | DeviceError | _Ended | None:
        try:
            return self.inbox.get(timeout=_LOOK)
        except Empty:
            return None

    def _give_up(self, code: str) -> int:
        """The batch ends without its driver's word: well when that was asked for."""
        if self._stopping:
            return self._pages
        raise DeviceError(code, page=self._pages + 1)
