"""网上件: what was filed online and waits here, how long already, and by when it is decided."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from casework.errors import ClerkError
from casework.flows import online
from casework.law.deadlines import Light
from casework.people.grants import Duty, Need, may
from casework.records.case import CaseRecord
from casework.records.case_events import LimitLine
from desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case that waits; ``line`` is the limit of its decision, None where the item has none."""

    stream: str
    record: CaseRecord
    line: LimitLine | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page at this moment."""

    stream: str
    number: str
    project: str
    item: str
    unit: str
    came: str
    """``filed``, or ``supplemented`` where it comes back after a correction."""
    since: datetime
    waits: timedelta
    light: Light | None
    due: datetime | None
    not_open: bool
    """The limit begins later: the hall was shut when it was filed."""
    basis: str
    """The article of the limit, as printed."""


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows."""

    rows: tuple[Shown, ...] = ()
    loaded: bool = False
    error: ClerkError | None = None


class InboxPresenter:
    """The clerk's verbs on the inbox; ``go_on`` opens a case in the counter."""

    def __init__(
        self, desk: Desk, changed: Callable[[], None], go_on: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._changed = changed
        self._go_on = go_on
        self._waiting: tuple[Waiting, ...] = ()
        self.state = State()

    def load(self) -> None:
        """Read again what waits."""
        self._desk.run("search", lambda: waiting(self._desk), self._found, self._failed)

    def tick(self) -> None:
        """Time goes on: the same cases, older."""
        if self._waiting:
            self._set(rows=self._shown())

    def open(self, stream: str) -> None:
        """Go on with a case in the counter."""
        if stream:
            self._go_on(stream)

    def _found(self, found: tuple[Waiting, ...]) -> None:
        self._waiting = found
        self._set(rows=self._shown(), loaded=True)

    def _failed(self, error: ClerkError) -> None:
        self._set(error=error, loaded=True)

    def _shown(self) -> tuple[Shown, ...]:
        context = self._desk.context()
        return tuple(_row(one, context.now, self._light(one)) for one in self._waiting)

    def _light(self, one: Waiting) -> Light | None:
        return online.light(one.line, self._desk.context()) if one.line is not None else None

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **({"error": None} | changes))
        self._changed()


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """What waits for this clerk, the longest waiting first; for a lane of its own."""
    context, area = desk.context(), desk.place.area
    found: list[Waiting] = []
    for stream in desk.rows.inbox():
        record = desk.ledger.load(stream).record
        if not isinstance(record, CaseRecord) or record.received.item not in (
            desk.law.catalogue.items
        ):
            continue
        need = Need(record.received.item, Duty.ACCEPT)
        if may(desk.clerk, need, area, context.now.date()):
            found.append(Waiting(stream, record, online.owed(record, context)))
    return tuple(found)


def _row(one: Waiting, now: datetime, light: Light | None) -> Shown:
    record, line = one.record, one.line
    received = record.received
    since = datetime.fromisoformat(record.brought_at)
    begun = datetime.fromisoformat(line.start) if line is not None else since
    return Shown(
        stream=one.stream,
        number=record.heading[1],
        project=received.project_name,
        item=received.item_name,
        unit=received.applicant.unit,
        came="supplemented" if record.corrections else "filed",
        since=since,
        waits=max(now - since, timedelta()),
        light=light,
        due=datetime.fromisoformat(line.due) if line is not None and line.due else None,
        not_open=begun > now,
        basis=line.article if line is not None else "",
    )
