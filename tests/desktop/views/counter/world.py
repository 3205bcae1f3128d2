"""A counter for tests: a real ledger and the real pack, scripted devices, invented people."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageDraw

import resources
from casework.act import Place
from casework.errors import ClerkError, DeviceError
from casework.law import catalogue, workdays
from casework.people.grants import Clerk, Duty, Grant
from casework.people.person import CardHolder, CardKind
from casework.ports import (
    CardRead,
    Handout,
    PageImage,
    Press,
    PrintState,
    PrintStatus,
    ScanSettings,
)
from casework.records.ids import new_id
from casework.records.notice import NoticeRecord, PaperMark
from desktop.desk import Desk, Law, Run
from desktop.views.counter.presenter import CounterPresenter
from sync.ledger import opening
from sync.ledger.lists import Lists
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard

T = TypeVar("T")
BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 11, 20, 10, 30, tzinfo=BEIJING)
ITEM = "joint_acceptance"
PLACE = Place("hall-1", "市政务服务大厅", "410100", "w3", "综合受理3号窗口", "W03")
CLERK = Clerk(
    "clerk-1",
    "李明",
    (Grant("41", ITEM, Duty.ACCEPT, date(2026, 1, 1), date(2026, 12, 31)),),
)
EVERYTHING = Clerk(
    "clerk-1",
    "李明",
    (Grant("41", "*", Duty.ACCEPT, date(2026, 1, 1), date(2026, 12, 31)),),
)
"""A clerk whose grants reach every item of the pack."""
AGENT = CardHolder(
    kind=CardKind.RESIDENT,
    name="林晚舟",
    number="990122199302080020",
    sex="女",
    birth=date(1993, 2, 8),
    address="甲市丙县滨河街道柳岸社区12号",
    issuer="甲市公安局丙分局",
    valid_from=date(2021, 7, 15),
    valid_to=date(2041, 7, 15),
)
DIRECTOR = CardHolder(
    kind=CardKind.RESIDENT,
    name="郑𬭎",
    number="990101197906140011",
    sex="男",
    birth=date(1979, 6, 14),
    address="甲市乙区城东路1号院2号楼301",
    issuer="甲市公安局乙分局",
    valid_from=date(2016, 3, 1),
    valid_to=date(2036, 3, 1),
)


def read(holder: CardHolder) -> CardRead:
    """What the reader reports of a card."""
    return CardRead("Reader 0", holder, 420)


@cache
def rules() -> Law:
    """The real pack and calendar."""
    files = resources.catalogue_files("zhengzhou")
    return Law(catalogue.parse(files), workdays.parse(resources.calendar_files()))


@dataclass
class Clock:
    """The wall clock, moved by hand."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def later(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)


def inline(
    lane: str,
    work: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[ClerkError], None],
) -> object:
    """Do the work at once, as if every lane were infinitely fast."""
    try:
        result = work()
    except ClerkError as error:
        failed(error)
        return None
    done(result)
    return None


class HeldLanes:
    """Lanes whose work waits until the test lets it go, each lane in its order."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, Callable[[], object]]] = []

    def run(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
    ) -> object:
        self.waiting.append((lane, lambda: inline(lane, work, done, failed)))
        return None

    def let_go(self, lane: str = "") -> None:
        """Do what waits on a lane (on all), also what comes of it."""
        while found := next((one for one in self.waiting if lane in ("", one[0])), None):
            self.waiting.remove(found)
            found[1]()


def picture(text: str, size: tuple[int, int] = (620, 877)) -> bytes:
    """A PNG of an invented page."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    draw.text((size[0] // 3, size[1] // 8), text, fill="black")
    for row in range(size[1] // 4, size[1] * 7 // 8, size[1] // 24):
        draw.line((size[0] // 8, row, size[0] * 7 // 8, row), fill="grey")
    return _png(page)


def _png(page: Image.Image) -> bytes:
    file = BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def page_image(text: str) -> PageImage:
    """A scanned page with its thumbnail."""
    return PageImage(picture(text), "image/png", 620, 877, picture(text, (112, 158)), "scanner")


@dataclass
class ScriptedScanner:
    """Gives ``count`` pages, and breaks before page ``breaks_at``."""

    count: int = 3
    breaks_at: int = 0
    present: bool = True
    begun: Event = field(default_factory=Event)

    def devices(self) -> tuple[str, ...]:
        return ("scripted:flatbed",) if self.present else ()

    def scan(
        self,
        device: str,
        settings: ScanSettings,
        page: Callable[[PageImage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        self.begun.set()
        for number in range(1, self.count + 1):
            if number == self.breaks_at:
                raise DeviceError("CT-111")
            if cancelled():
                return number - 1
            page(page_image(f"page {number}"))
        return self.count


class ScriptedImporter:
    """Takes every file as one page that shows its name."""

    def read(self, path: Path) -> tuple[PageImage, ...]:
        return (replace(page_image(path.name), source=path.name),)


@dataclass
class ScriptedPrinter:
    """A spooler whose jobs go on when the test says so."""

    submitted: list[tuple[str, bytes, int]] = field(default_factory=list)
    state: PrintStatus = field(default_factory=lambda: PrintStatus(PrintState.PRINTING))
    refusal: ClerkError | None = None

    def queues(self) -> tuple[str, ...]:
        return ("office",)

    def submit(self, queue: str, document: bytes, title: str, copies: int) -> str:
        if self.refusal is not None:
            raise self.refusal
        self.submitted.append((queue, document, copies))
        return f"office-{len(self.submitted)}"

    def status(self, job: str) -> PrintStatus:
        if self.refusal is not None:
            raise self.refusal
        return self.state


@dataclass
class ScriptedPress:
    """Papers as their data record in plain text; a picture says draft or final."""

    rendered: list[tuple[NoticeRecord, PaperMark | None]] = field(default_factory=list)
    handouts: list[Handout] = field(default_factory=list)

    def render(self, record: NoticeRecord, mark: PaperMark | None) -> bytes:
        self.rendered.append((record, mark))
        return f"%PDF {record.kind} {mark.number if mark else 'draft'}".encode()

    def handout(self, handout: Handout) -> bytes:
        self.handouts.append(handout)
        return f"%PDF {handout.title}".encode()

    def preview(self, document: bytes, width: int) -> tuple[bytes, ...]:
        return (picture(document.decode()[:60]),)


@dataclass
class World:
    """Everything on the counter."""

    folder: Path
    opened: Opened
    clock: Clock
    desk: Desk
    scanner: ScriptedScanner
    printer: ScriptedPrinter
    press: Press

    def presenter(
        self, run: Run | None = None, handle: Callable[[str], None] = lambda _: None
    ) -> CounterPresenter:
        """A counter on this store, as after a start of the program."""
        desk = replace(self.desk, run=run) if run is not None else self.desk
        return CounterPresenter(desk, "device-1", lambda call: call(), handle)

    def close(self) -> None:
        self.opened.close()


def build(
    folder: Path, press: Press | None = None, run: Run = inline, clerk: Clerk = CLERK
) -> World:
    """Create a store in ``folder`` and lay a desk over it."""
    home = folder / "store"
    home.mkdir(parents=True)
    guard = TailGuard(folder / "state", "s1")
    device = NewDevice("hall-1", new_id(MORNING), "W03", Ed25519PrivateKey.generate())
    opened = opening.create(Store(home, bytes(range(32))), guard, device, {})
    clock, scanner, printer = Clock(), ScriptedScanner(), ScriptedPrinter()
    made = press or ScriptedPress()
    desk = Desk(
        ledger=opened.ledger,
        rows=Lists(opened.store, "hall-1"),
        drafts=opened.drafts,
        blobs=opened.blobs,
        press=made,
        scanner=scanner,
        importer=ScriptedImporter(),
        printer=printer,
        law=rules(),
        place=PLACE,
        clerk=clerk,
        now=clock,
        run=run,
        practice=True,
    )
    return World(folder, opened, clock, desk, scanner, printer, made)
