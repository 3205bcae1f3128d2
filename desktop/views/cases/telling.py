"""One case read from the store: its history as scenes, its limits with their lights, its tasks."""

from dataclasses import dataclass
from datetime import datetime

from casework.errors import ClerkError, RuleError
from casework.people.grants import Duty, Need, require
from casework.records.case import CaseRecord
from casework.records.case_states import UNDECIDED
from casework.rows import TaskRow
from desktop import limit_rows, told_scenes
from desktop.desk import Desk
from desktop.limit_rows import LimitShown
from desktop.messages import message_for
from desktop.ui.scenes import Scene
from desktop.words import CASES


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the page shows of a case."""

    record: CaseRecord | None
    scenes: tuple[Scene, ...] = ()
    limits: tuple[LimitShown, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    closed: ClerkError | None = None
    """Why the counter cannot go on with it; None where it can."""


def read(desk: Desk, stream: str) -> Told:
    """Read one case; for a lane of its own."""
    record = desk.ledger.load(stream).record
    if not isinstance(record, CaseRecord):
        return Told(None)
    context = desk.context()
    return Told(
        record,
        told_scenes.scenes(desk, desk.rows.history(stream)),
        limit_rows.read(desk, stream),
        desk.rows.tasks(stream),
        _closed(desk, record, context.now),
    )


def _closed(desk: Desk, record: CaseRecord, now: datetime) -> ClerkError | None:
    try:
        if record.unknown:
            raise RuleError("IN-190", stream="")
        if record.state not in UNDECIDED:
            raise RuleError("IN-110", state=record.state.value)
        item = desk.law.catalogue.item(record.received.item)
        require(desk.clerk, Need(item.code, Duty.ACCEPT), desk.place.area, now.date())
    except ClerkError as error:
        return error
    return None


def why_closed(told: Told) -> str:
    """Why the counter cannot go on with a case, in a few words; empty where it can."""
    if told.record is None:
        return "先在左侧选一件"
    if told.closed is None:
        return ""
    if told.record.state not in UNDECIDED:
        return f"{CASES[told.record.state][0]}，不在受理台继续，请按 F12"
    return message_for(told.closed).title
