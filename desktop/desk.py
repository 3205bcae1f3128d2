"""What a presenter works with: the ledger, the lists and the devices, each behind its port.

Presenters know these ports and no adapter; ``wiring`` puts the real parts in. Slow work goes
through ``run`` and comes home in the window's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from casework.act import Appended, Command, Context, Ledger, Place, perform
from casework.errors import ClerkError, SyncError
from casework.law.catalogue import Catalogue
from casework.law.workdays import WorkCalendar
from casework.people.grants import Clerk
from casework.ports import BlobBox, DraftBox, Importer, Press, Printer, Scanner, ScanSource
from casework.records.ids import new_id
from casework.rows import Rows

T = TypeVar("T")
R = TypeVar("R")


class Run(Protocol):
    """``Lanes.run``: do ``work`` on a lane, then ``done`` or ``failed`` in the window's thread."""

    def __call__(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
    ) -> object:
        """Start the work; an unforeseen error goes to the crash report, not to ``failed``."""


class Law:
    """The rules in force at this window; they are replaced while it runs, in the window's thread.

    What needs both, or works in another thread, takes ``both`` once and stays with them.
    """

    def __init__(self, catalogue: Catalogue, calendar: WorkCalendar) -> None:
        self._both = catalogue, calendar

    @property
    def both(self) -> tuple[Catalogue, WorkCalendar]:
        """The pack and the calendar of one moment."""
        return self._both

    @property
    def catalogue(self) -> Catalogue:
        """The pack in force now."""
        return self._both[0]

    @property
    def calendar(self) -> WorkCalendar:
        """The work calendar in force now."""
        return self._both[1]

    def replace(self, catalogue: Catalogue, calendar: WorkCalendar) -> None:
        """From now on these hold; whatever has begun ends under those before.

        A pack that says the same stays the same object: nobody has to look at it again.
        """
        kept = self.catalogue if self.catalogue == catalogue else catalogue
        self._both = kept, calendar


class NoHub:
    """Where no hub hands out scans."""

    def bring(self, _stream: str, _sha: str) -> None:
        """SyncError SY-101."""
        raise SyncError("SY-101")


NO_HUB = NoHub()


@dataclass(frozen=True, slots=True)
class Desk:
    """One clerk's workplace after login."""

    ledger: Ledger
    rows: Rows
    drafts: DraftBox
    blobs: BlobBox
    press: Press
    scanner: Scanner
    importer: Importer
    printer: Printer
    law: Law
    place: Place
    clerk: Clerk
    now: Callable[[], datetime]
    run: Run
    verify_address: str = ""
    """Public page that a paper's QR code leads to."""
    practice: bool = False
    scans: ScanSource = NO_HUB
    """Where scans come from that were filed elsewhere."""

    def context(self) -> Context:
        """The context of a command at this moment: one law for the whole of it."""
        catalogue, calendar = self.law.both
        return Context(
            now=self.now(),
            clerk=self.clerk,
            place=self.place,
            catalogue=catalogue,
            calendar=calendar,
            practice=self.practice,
        )

    def act(self, command: Command[R], request: R) -> Appended:
        """Perform a command; call it on the ledger lane."""
        context = self.context()
        return perform(self.ledger, new_id(context.now), command, request, context)
