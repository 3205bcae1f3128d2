"""Takes over the rules and the calendar that the hall publishes, while the window runs.

Published files come as blobs of the stream of rules; they are brought when the line allows it, and
an open window goes on under the old law until then. A rule that begins or ends by itself does so at
midnight.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casework.act import Changed
from casework.errors import ClerkError, SyncError
from casework.ports import LineState
from desktop import holding
from desktop.desk import Law, Run
from desktop.holding import Holding, hold
from desktop.recounting import CatchUp, prepared
from desktop.station import Station

_LANE = "net"
_OUT_OF_REACH = ("SY-101", "SY-102", "SY-103")
_UNKNOWN = "LW-422"
"""The hall's pack is none of this program's: what held until now is nearer to it than a default."""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the keeper tells, in the window's thread.

    ``replaced`` hears of another law, with the one before; ``refused`` what cannot be used, once.
    """

    replaced: Callable[[Holding, Holding], None]
    refused: Callable[[ClerkError], None]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look found; ``missing`` says whether a published file could not be brought yet."""

    holding: Holding
    faults: tuple[ClerkError, ...]
    missing: bool


class LawKeeper:
    """Keeps ``law`` at what the hall has put in force; all methods belong to the window's thread.

    ``run`` is ``Lanes.run``. Open limits are counted again beside the window after each change.
    """

    def __init__(self, station: Station, run: Run, now: Callable[[], datetime], told: Told) -> None:
        self._station = station
        self._run = run
        self._now = now
        self._told = told
        self._held = station.holding
        self.law = Law(self._held.catalogue, self._held.calendar)
        self._stream = holding.rules_stream(station.opened)
        self._looking = self._again = self._missing = False
        self._said: set[str] = set()
        self._counting: CatchUp | None = None

    @property
    def held(self) -> Holding:
        """What holds at this window."""
        return self._held

    def start(self) -> None:
        """Look for the first time, and count what the last run of the program left uncounted."""
        self._count()
        self.look()

    def heard(self, changed: Changed) -> None:
        """A commit, local or from the feed."""
        if self._stream in changed.streams:
            self.look()

    def line(self, state: LineState) -> None:
        """The line to the hub: once it is there, what is missing can be brought."""
        if state.online and self._missing:
            self.look()

    def tick(self) -> None:
        """Time has passed: on another day other rules may hold."""
        if not self._held.span.holds(holding.today(self._now)):
            self.look()

    def look(self) -> None:
        """Bring what was published and take it over; a look under way is followed by another."""
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._run(_LANE, self._find, self._found, self._failed)

    def stop(self) -> None:
        """Count no further; the store may be closed afterwards."""
        if self._counting is not None:
            self._counting.stop()

    def _find(self) -> _Found:
        here, faults, missing = self._station, list[ClerkError](), False
        for body in holding.rules_of(here.opened).bodies:
            try:
                here.scans.bring(self._stream, body)
            except SyncError as error:
                missing = True
                faults += [] if error.code in _OUT_OF_REACH else [error]
        found = hold(
            here.opened,
            here.places,
            holding.today(self._now),
            approval_system=here.approval_system,
        )
        return _Found(found, (*faults, *found.faults), missing)

    def _found(self, found: _Found) -> None:
        self._missing = found.missing
        for error in found.faults:
            if str(error) not in self._said:
                self._said.add(str(error))
                self._told.refused(error)
        self._ended()
        if any(error.code == _UNKNOWN for error in found.faults):
            return
        before, self._held = self._held, found.holding
        if before.name != found.holding.name:
            self.law.replace(found.holding.catalogue, found.holding.calendar)
            self._told.replaced(found.holding, before)
            self._count()

    def _failed(self, error: ClerkError) -> None:
        self._told.refused(error)
        self._ended()

    def _ended(self) -> None:
        again, self._looking, self._again = self._again, False, False
        if again:
            self.look()

    def _count(self) -> None:
        """Count the open limits by the law that holds; an earlier count ends first."""
        before, held, opened = self._counting, self._held, self._station.opened
        counting = CatchUp(opened, lambda: prepared(opened, held, self._now()), self._now)
        self._counting = counting

        def work() -> None:
            if before is not None:
                before.stop()
            counting.run()

        self._run(_LANE, work, _ignore, self._told.refused)


def _ignore(_: object) -> None:
    """Done; nobody waits for it."""
