"""A project in progress comes in (002图2): compared, corrected or reviewed, undone while it may be.

The review is optional: a department that does not operate lets it pass by default, which only the
hub's sweep may say, and only with the proof that the task had reached the department.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.act import Command, Context, Records
from casework.errors import RightsError, RuleError
from casework.flows.guidance import limit_words
from casework.flows.project_words import FIELDS, listed
from casework.flows.projects import (
    about,
    check_operator,
    difference,
    require_cell,
    tell,
)
from casework.flows.tasks import stream_for as task_stream
from casework.people.grants import Duty, Need
from casework.records.case_events import FormEntry
from casework.records.event import Event, Staged, tag_of
from casework.records.project import WINDOW, Import, ProjectRecord, ProjectState
from casework.records.project_events import (
    ImportPassed,
    ImportRequested,
    ImportReturned,
    ImportUndone,
    ItemApplied,
)
from casework.records.task import TaskAnswered, TaskClosed, TaskRecord, TaskState
from casework.records.task import allows as task_allows

REVIEW, CORRECTION = "import_review", "import_correction"
"""Tasks of the department: an optional look, or data that it has to settle."""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Bring a project in under ``project_type``; ``ours`` is what the applicant's papers say."""

    project: str
    item: str
    project_type: str
    ours: Mapping[str, str]
    asked_by: str
    """Code of the unit at the window."""


@dataclass(frozen=True, slots=True)
class Pass:
    """通过核验 by the department, with the value it settled for every field that differs."""

    project: str
    item: str
    task: str
    corrections: tuple[FormEntry, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SendBack:
    """不通过核验 by the department."""

    project: str
    item: str
    task: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Send the project back where it came from; ``cases`` are those the window knows of it."""

    project: str
    item: str
    reason: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteApplied:
    """An item was applied for; ``told``: the applicant heard before that an import is final now.

    An act of its own after the intake: the project's stream is for the whole hall, the case is
    not. What came online or was forgotten is noted with the next visit; ``Undo`` asks cases too.
    """

    project: str
    case: str
    item: str
    told: bool


def task_of(project: str, brought_in: Import) -> str:
    """The stream of the task that the import opened for the department."""
    key = CORRECTION if brought_in.asked.differences else REVIEW
    return task_stream(project, key, brought_in.times)


def department_of(context: Context) -> str:
    """The acting department; RightsError PE-304 for an account of none."""
    if not context.clerk.department:
        raise RightsError("PE-304")
    return context.clerk.department


def _take_over(records: Records, request: TakeOver, context: Context) -> list[Staged]:
    record = records.project(request.project)
    if record is None or record.registered.origin == WINDOW:
        raise RuleError("PJ-110")
    if not request.project_type.strip():
        raise RuleError("PJ-112")
    check_operator(record, request.asked_by)
    relay = context.catalogue.relays.get(CORRECTION)
    asked = ImportRequested(
        project_type=request.project_type.strip(),
        differences=difference(record, request.ours, relay.to if relay else ""),
        asked_by=request.asked_by,
        taken_by=context.clerk.account,
        requested_at=context.now.isoformat(),
    )
    require_cell(record, asked)
    nth = record.brought_in.times + 1 if record.brought_in else 1
    key = CORRECTION if asked.differences else REVIEW
    matter = about(request.project, record, request.item, context)
    told = tell(matter, key, context, detail=_detail(asked, context), nth=nth)
    return [Staged(request.project, asked), told]


def _detail(asked: ImportRequested, context: Context) -> str:
    """What differs; where nothing does, by when the department may look."""
    if asked.differences:
        return listed(tuple(FIELDS.get(one.field, one.field) for one in asked.differences))
    return limit_words(context.catalogue.limits.get(REVIEW), context.catalogue)


def _pass(records: Records, request: Pass, context: Context) -> list[Staged]:
    department = department_of(context)
    passed = ImportPassed(
        by=department,
        corrections=request.corrections,
        deemed=False,
        reached_at="",
        proof="",
        remark=request.remark,
        passed_at=context.now.isoformat(),
    )
    record = require_cell(records.project(request.project), passed)
    settled = {one.key for one in request.corrections if one.value.strip()}
    fields = {one.field for one in _asked(record).asked.differences}
    if fields ^ settled:
        names = tuple(FIELDS.get(one, one) for one in sorted(fields ^ settled))
        raise RuleError("PJ-114", fields=listed(names))
    return [Staged(request.project, passed), *_answered(records, request, record, context)]


def _send_back(records: Records, request: SendBack, context: Context) -> list[Staged]:
    department = department_of(context)
    if not request.reason.strip():
        raise RuleError("PJ-116")
    returned = ImportReturned(department, request.reason, context.now.isoformat())
    record = require_cell(records.project(request.project), returned)
    return [Staged(request.project, returned), *_answered(records, request, record, context)]


def _asked(record: ProjectRecord) -> Import:
    if record.brought_in is None:
        raise RuleError("PJ-111", state="")
    return record.brought_in


def _answered(
    records: Records, request: Pass | SendBack, record: ProjectRecord, context: Context
) -> tuple[Staged, ...]:
    """The department's task ends with its word; RuleError PJ-118 for another task than its own."""
    if request.task != task_of(request.project, _asked(record)):
        raise RuleError("PJ-118")
    text = request.reason if isinstance(request, SendBack) else request.remark or PASSED
    answer = TaskAnswered(department_of(context), text, context.now.isoformat())
    return _on_task(records.of(request.task, TaskRecord), request.task, answer)


PASSED = "通过核验"


def _on_task(record: TaskRecord | None, task: str, event: Event) -> tuple[Staged, ...]:
    """The event, where the task is still open for it."""
    return (Staged(task, event),) if task_allows(record, tag_of(event)) else ()


def default_pass(
    project: str, record: ProjectRecord, task: TaskRecord | None, context: Context
) -> tuple[Staged, ...]:
    """通过核验（默认）, or nothing: for the hub's sweep alone, never for a window.

    It needs a hub that is the approval system, data that match, a task that reached the
    department and found no answer, and the whole of the pack's limit since then, by a date that
    is no guess.
    """
    limit = context.catalogue.limits.get(REVIEW)
    brought_in = record.brought_in
    if not context.catalogue.settings.hub_is_approval_system or brought_in is None:
        return ()
    if record.state is not ProjectState.ASKED or brought_in.asked.differences:
        return ()
    reached = task.delivered if task is not None and task.state is TaskState.DELIVERED else None
    if limit is None or not limit.silence or reached is None:
        return ()
    clock = context.catalogue.timetable(context.calendar).clock
    due = clock.due(limit.kind, limit.amount, datetime.fromisoformat(reached.delivered_at))
    if due.provisional or context.now <= due.at:
        return ()
    passed = ImportPassed(
        by="",
        corrections=(),
        deemed=True,
        reached_at=reached.delivered_at,
        proof=f"{reached.means} {reached.proof}",
        remark=limit.silence,
        passed_at=context.now.isoformat(),
    )
    closed = TaskClosed(limit.silence, context.now.isoformat())
    return (Staged(project, passed), *_on_task(task, task_of(project, brought_in), closed))


def _undo(records: Records, request: Undo, context: Context) -> list[Staged]:
    if not request.reason.strip():
        raise RuleError("PJ-116")
    undone = ImportUndone(request.reason, context.clerk.account, context.now.isoformat())
    record = require_cell(records.project(request.project), undone)
    if applied := _applied(records, request, record):
        raise RuleError("PJ-115", items=listed(applied))
    return [Staged(request.project, undone)]


def _applied(records: Records, request: Undo, record: ProjectRecord) -> tuple[str, ...]:
    """Names of the items applied for: noted with the project, or among the window's cases."""
    noted = {one.case: one.item_name for one in record.applied}
    for stream in request.cases:
        case = records.case(stream)
        if case is not None and case.received.project == request.project:
            noted[stream] = case.received.item_name
    return tuple(dict.fromkeys(noted.values()))


def _note_applied(records: Records, request: NoteApplied, _: Context) -> list[Staged]:
    case = records.case(request.case)
    if case is None or case.received.project != request.project:
        raise RuleError("PJ-117")
    if case.received.item != request.item:
        # The grant was asked for this item; another one's case is not reached through it.
        raise RuleError("IN-121", item=case.received.item_name)
    applied = ItemApplied(
        case=request.case,
        item=request.item,
        item_name=case.received.item_name,
        told=request.told,
        applied_at=case.received.received_at,
    )
    record = require_cell(records.project(request.project), applied)
    if any(one.case == request.case for one in record.applied):
        raise RuleError("PJ-117")
    return [Staged(request.project, applied)]


TAKE_OVER: Command[TakeOver] = Command(
    "projects.take_over",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_take_over,
)
PASS: Command[Pass] = Command(
    "projects.pass",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.project, request.task),
    decide=_pass,
)
SEND_BACK: Command[SendBack] = Command(
    "projects.send_back",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.project, request.task),
    decide=_send_back,
)
UNDO: Command[Undo] = Command(
    "projects.undo",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project, *request.cases),
    decide=_undo,
)
NOTE_APPLIED: Command[NoteApplied] = Command(
    "projects.note_applied",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project, request.case),
    decide=_note_applied,
)
