"""What the rules and the window ask of the adapters; the adapters implement these protocols."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from casework.errors import ClerkError
from casework.people.person import CardHolder


@dataclass(frozen=True, slots=True)
class ReaderState:
    """The reader service and the names of the readers it knows, in its own order."""

    service: bool
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardArrived:
    """A card was put on a reader; reading has begun."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card was read to the end; ``milliseconds`` counts from its arrival."""

    reader: str
    holder: CardHolder
    milliseconds: int


@dataclass(frozen=True, slots=True)
class CardGone:
    """The card was lifted."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardFault:
    """Reading failed; ``error`` carries the code (no card, unknown card, pulled, silent …)."""

    reader: str
    error: ClerkError


ReaderReport = ReaderState | CardArrived | CardRead | CardGone | CardFault


class IdentityReader(Protocol):
    """A source of identity cards: PC/SC in a child process, or cards as data in this one."""

    def start(self, report: Callable[[ReaderReport], None]) -> None:
        """Begin to watch; ``report`` is called from the reader's own thread."""

    def stop(self) -> None:
        """End the watch and release the readers; safe to call twice."""


class Tone(StrEnum):
    """How a page is scanned."""

    COLOUR = "colour"
    GREY = "grey"
    BILEVEL = "bilevel"


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """Resolution in dots per inch; ``feeder`` takes a stack, else one page from the glass."""

    resolution: int = 200
    tone: Tone = Tone.COLOUR
    feeder: bool = True


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as it will be kept: encoded ``body`` and a PNG ``thumbnail`` of <= 160 px."""

    body: bytes
    media_type: str
    width: int
    height: int
    thumbnail: bytes
    source: str
    """``scanner`` or the name of the imported file."""


class Scanner(Protocol):
    """A scanner behind its driver; every call may block and belongs into the scanner lane."""

    def devices(self) -> tuple[str, ...]:
        """Names of the scanners that answer now."""

    def scan(
        self,
        device: str,
        settings: ScanSettings,
        page: Callable[[PageImage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Hand over page after page and return their number; raise DeviceError on a fault.

        Pages already handed over stay valid when a later one fails.
        """


class PrintState(StrEnum):
    """What the spooler says of a job; DONE means taken by the device, not paper in hand."""

    WAITING = "waiting"
    PRINTING = "printing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PrintStatus:
    """A job's state and the printer's reason in stable words (``media-empty``, ``paused`` …)."""

    state: PrintState
    reason: str = ""


class Printer(Protocol):
    """The system's spooler; calls may block and belong into the printer lane."""

    def queues(self) -> tuple[str, ...]:
        """Names of the queues, the default one first."""

    def submit(self, queue: str, document: bytes, title: str, copies: int) -> str:
        """Hand over the bytes of a PDF and return the job's id; raise DeviceError."""

    def status(self, job: str) -> PrintStatus:
        """Ask for a job's state; raise DeviceError when the spooler does not answer."""
