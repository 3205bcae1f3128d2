"""What the rules and the window ask of the adapters; the adapters implement these protocols."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from casework.errors import ClerkError
from casework.people.person import CardHolder
from casework.records.notice import NoticeRecord, PaperMark, Section


@dataclass(frozen=True, slots=True)
class ReaderState:
    """The reader service and the names of the readers it knows, in its own order.

    ``fault`` says why no card can be read now (no service, no permission, no reader), else None.
    """

    service: bool
    readers: tuple[str, ...]
    fault: ClerkError | None = None


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


@dataclass(frozen=True, slots=True)
class Handout:
    """A print that decides nothing: a list, a flow chart, what to bring to the site.

    It has no number and no code; ``made_at`` is ISO, ``foot`` names the rules it follows.
    """

    title: str
    lead: str
    sections: tuple[Section, ...]
    made_by: str
    made_at: str
    foot: str
    practice: bool = False


class Press(Protocol):
    """Makes the pages of papers; calls may take tens of milliseconds and belong off the window."""

    def render(self, record: NoticeRecord, mark: PaperMark | None) -> bytes:
        """The PDF of a paper: final with ``mark``, else the draft (预览 无效, no number)."""

    def handout(self, handout: Handout) -> bytes:
        """The PDF of a print that decides nothing."""

    def preview(self, document: bytes, width: int) -> tuple[bytes, ...]:
        """PNG pictures of a PDF's pages, ``width`` pixels wide."""


class Importer(Protocol):
    """Reads a file that somebody brought, in a process with limits."""

    def read(self, path: Path) -> tuple[PageImage, ...]:
        """The file as pages; DocumentError when it is damaged, too large or no picture."""


class BlobBox(Protocol):
    """Scans and printed files by the SHA-256 of their plain bytes."""

    def has(self, names: Iterable[str]) -> frozenset[str]:
        """Which of these names (SHA-256 in hex) are kept here."""

    def put(self, data: bytes) -> str:
        """Keep bytes durably and return their SHA-256 (hex)."""

    def read(self, sha: str) -> bytes:
        """The bytes behind a name; raise StoreError."""


class ScanSource(Protocol):
    """Brings scans that lie at the hub; a call may block and belongs into the net lane."""

    def bring(self, stream: str, sha: str) -> None:
        """Make sure a file that ``stream`` names lies in the blobs here; raise SyncError."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """An unfinished intake as it was saved: opaque bytes of the page that owns it."""

    draft: str
    body: bytes
    saved_at: str


class DraftBox(Protocol):
    """Drafts outside the chain."""

    def save(self, draft: str, kind: str, body: bytes, now: datetime, *, project: str = "") -> None:
        """Keep the latest state of a draft; ``project`` is the stream of its project."""

    def all(self, kind: str) -> tuple[SavedDraft, ...]:
        """All drafts of a kind, the newest first."""

    def of_project(self, project: str) -> tuple[SavedDraft, ...]:
        """The drafts about a project, of whatever kind, the newest first (000§9)."""

    def drop(self, draft: str) -> None:
        """Forget a draft."""


@dataclass(frozen=True, slots=True)
class LineState:
    """What the window shows of the line to the hub."""

    online: bool = False
    halted: bool = False
    last_hub_time: datetime | None = None
    error: ClerkError | None = None
    """Why the last round failed; None while all is well."""
