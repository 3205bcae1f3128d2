"""What time brings about at the hub: defaults of silence, what follows a withdrawal, reminders.

Every few seconds the rows of limits and tasks say which streams may have something due; whether
they do is decided by pure functions of casework, and written as an act of the hub itself.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, time

from sqlalchemy import Connection, and_, or_, select

from casework.act import Context, Place
from casework.errors import ClerkError
from casework.flows import (
    association,
    case_silence,
    commitment_supplement,
    joint_silence,
    project_sweep,
)
from casework.flows.commitment_dates import STEPS
from casework.law.clock import BEIJING
from casework.law.workdays import DAY
from casework.people.grants import Clerk
from casework.records import ids
from casework.records.case_states import CaseState
from casework.records.project import ProjectState
from casework.records.registry import Record
from hub.law import Law
from hub.opening import Hub
from hub.order import HUB
from hub.pool import Pool
from sync.ledger.tables import cases, limits, projects, tasks

SECONDS = 5.0
"""Between two rounds; the limits it watches count working days."""
_JOINT = (f"{ids.JOINT}/", f"{ids.JOINT}0")
"""All names of joint acceptances lie between these."""
_COMMITMENT = (f"{ids.COMMITMENT}/", f"{ids.COMMITMENT}0")
_PROJECT = (f"{ids.PROJECT}/", f"{ids.PROJECT}0")
_SILENT = (joint_silence.CONFIRM, joint_silence.RECTIFICATION)
_OPEN = ("open", "delivered")
_SWEPT = {
    ids.CASE: case_silence.swept,
    ids.JOINT: joint_silence.swept,
    ids.COMMITMENT: commitment_supplement.swept,
    ids.PROJECT: project_sweep.swept,
    ids.DRAWING: association.swept,
}
"""What time brings about, by the kind of stream."""
_LOG = logging.getLogger(__name__)


class Sweep:
    """One round at a time; ``law`` is asked at every round, so that new rules hold at once."""

    def __init__(self, hub: Hub, law: Callable[[], Law]) -> None:
        self._hub = hub
        self._law = law

    def run(self) -> int:
        """Do everything that is due now; how many acts were written."""
        now = self._hub.now()
        with self._hub.ledger.store.reading() as connection:
            streams = self._due(connection, now)
        return sum(self._one(stream, now) for stream in streams)

    def _due(self, connection: Connection, now: datetime) -> tuple[str, ...]:
        """The streams in which something may be due; a few more do no harm."""
        at = now.astimezone(BEIJING).isoformat()
        first = and_(limits.c.key == joint_silence.FIRST, limits.c.expected.is_(True))
        passed = and_(
            limits.c.key.in_(_SILENT),
            limits.c.expected.is_(False),
            # What had no date when it began may have one under the calendar of today.
            or_(limits.c.due < at, limits.c.due == ""),
        )
        owing = select(limits.c.stream).where(
            limits.c.hall == self._hub.hall_id,
            limits.c.stream.between(*_JOINT),
            or_(first, passed),
        )
        withdrawn = (
            select(tasks.c.about)
            .join(cases, and_(cases.c.hall == tasks.c.hall, cases.c.stream == tasks.c.about))
            .where(
                tasks.c.hall == self._hub.hall_id,
                tasks.c.state.in_(_OPEN),
                cases.c.state == CaseState.WITHDRAWN.value,
            )
        )
        found = list(connection.execute(owing).scalars())
        found += (ids.bound_to(one, ids.JOINT) for one in connection.execute(withdrawn).scalars())
        found += (*self._near(connection, now), *self._unanswered(connection, at))
        found += self._projects(connection)
        found += self._codes(connection)
        return tuple(dict.fromkeys(found))

    def _near(self, connection: Connection, now: datetime) -> list[str]:
        """The commitments with a promised day so near that the applicant may be reminded."""
        today = now.astimezone(BEIJING)
        last = self._law().calendar.add(today.date(), max(STEPS)).day
        horizon = datetime.combine(last + DAY, time(), BEIJING)
        query = select(limits.c.stream).where(
            limits.c.hall == self._hub.hall_id,
            limits.c.stream.between(*_COMMITMENT),
            limits.c.due.between(today.isoformat(), horizon.isoformat()),
        )
        return list(connection.execute(query.distinct()).scalars())

    def _codes(self, connection: Connection) -> list[str]:
        """The association codes that somebody has still to use; there are never many."""
        query = select(limits.c.stream).where(
            limits.c.hall == self._hub.hall_id, limits.c.key == association.CODE
        )
        return list(connection.execute(query).scalars())

    def _projects(self, connection: Connection) -> list[str]:
        """The projects whose import waits for a department, or whose archive was promised."""
        asked = select(projects.c.stream).where(
            projects.c.hall == self._hub.hall_id, projects.c.state == ProjectState.ASKED.value
        )
        promised = select(limits.c.stream).where(
            limits.c.hall == self._hub.hall_id,
            limits.c.stream.between(*_PROJECT),
            limits.c.ends == project_sweep.DELIVERED,
        )
        return list(connection.execute(asked.union(promised)).scalars())

    def _unanswered(self, connection: Connection, at: str) -> list[str]:
        """The applications for a licence about which nobody has said anything in time."""
        query = select(limits.c.stream).where(
            limits.c.hall == self._hub.hall_id,
            limits.c.key.in_(case_silence.keys(self._law().catalogue)),
            or_(limits.c.due < at, limits.c.due == ""),
        )
        return list(connection.execute(query).scalars())

    def _one(self, stream: str, now: datetime) -> bool:
        """Write what is due in one stream; whether anything was."""
        ledger, context = self._hub.ledger, self._context(now)
        try:
            with ledger.writing():
                staged = _SWEPT[ids.kind_of(stream)](stream, self._record, context)
                if staged:
                    ledger.record("hub.sweep", now, staged, context.catalogue.pack)
        except ClerkError:
            # One stream that cannot go on, such as under a pack without its item, stops no other.
            _LOG.warning("nothing could be done for %s", stream, exc_info=True)
            return False
        return bool(staged)

    def _record(self, stream: str) -> Record | None:
        return self._hub.ledger.load(stream).record

    def _context(self, now: datetime) -> Context:
        law, hall = self._law(), self._hub.hall
        place = Place(self._hub.hall_id, hall.name, hall.area, HUB, hall.name, HUB)
        clerk = Clerk(HUB, hall.name)
        return Context(now, clerk, place, law.catalogue, law.calendar, hall.practice)


async def keep_sweeping(sweep: Sweep, pool: Pool) -> None:
    """Round after round until it is cancelled."""
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await pool.run(sweep.run)
        except ClerkError:
            # The store has its own alarms; the next round tries again.
            _LOG.warning("a round was left out", exc_info=True)
