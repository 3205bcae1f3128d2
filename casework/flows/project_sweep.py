"""What the hub does for projects as time passes, and what goes with a project at its end.

Nothing here is a verb of a clerk: the hub's sweep asks for it and writes what comes back as an act
of its own. Asked twice it gives nothing the second time.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from casework.act import Context
from casework.flows import credit
from casework.flows.project_import import default_pass, task_of
from casework.flows.projects import about, tell
from casework.flows.tasks import About
from casework.flows.tasks import stream_for as task_stream
from casework.law.clock import BEIJING
from casework.law.codes import check_unit_code
from casework.law.limits import Moment
from casework.records import ids
from casework.records.event import Staged
from casework.records.project import ProjectRecord, ProjectState
from casework.records.project_events import ArchiveOverdue, ArchivePromised
from casework.records.registry import Record
from casework.records.rolls import Roll, RollEntered
from casework.records.task import TaskRecord

REMINDER, OVERDUE = "archive_reminder", "archive_overdue"
"""Tasks: the builder is reminded before the day, and told when it has passed."""
LEAD = "archive_reminder"
"""The pack's limit that says how many working days before the promised day."""

DELIVERED = Moment.ARCHIVE_DELIVERED.value

Load = Callable[[str], Record | None]


def swept(project: str, load: Load, context: Context) -> tuple[Staged, ...]:
    """Everything that has become due of a project: a default pass, a reminder, an overdue archive.

    ``load`` folds a stream.
    """
    record = load(project)
    if not isinstance(record, ProjectRecord) or record.unknown:
        return ()
    passed: tuple[Staged, ...] = ()
    if record.brought_in is not None:
        task = load(task_of(project, record.brought_in))
        known = task if isinstance(task, TaskRecord) else None
        passed = default_pass(project, record, known, context)
    return (*passed, *archive_due(project, load, context))


def archive_due(project: str, load: Load, context: Context) -> tuple[Staged, ...]:
    """The reminder before the promised day, the credit entry after it (002图5注4)."""
    record = load(project)
    promised = record.closing.promised if isinstance(record, ProjectRecord) else None
    if not isinstance(record, ProjectRecord) or promised is None:
        return ()
    line = next((one for one in record.open_limits if one.ends == DELIVERED), None)
    if line is None or not line.due:
        return ()
    due = datetime.fromisoformat(line.due)
    matter = about(project, record, promised.item, context)
    if context.now > due:
        return () if record.closing.overdue else _overdue(matter, record, promised, context)
    lead = context.catalogue.limits.get(LEAD)
    today, last = (at.astimezone(BEIJING).date() for at in (context.now, due))
    near = lead is not None and context.calendar.between(today, last) <= lead.amount
    if not near or load(task_stream(project, REMINDER)) is not None:
        return ()
    return (tell(matter, REMINDER, context, detail=_day(due)),)


def _day(due: datetime) -> str:
    """The last day; a limit that breaks at 24:00 breaks at 0:00 of the day after it."""
    return (due - timedelta(microseconds=1)).astimezone(BEIJING).date().isoformat()


def _overdue(
    matter: About, record: ProjectRecord, promised: ArchivePromised, context: Context
) -> tuple[Staged, ...]:
    """The project says so, the builder is told, and its unit stands on the credit list.

    A hub that is not the approval system tells only: the entry comes from there.
    """
    builder = record.builders[0]
    told = tell(matter, OVERDUE, context)
    relay = context.catalogue.relays[OVERDUE]
    noted = ArchiveOverdue(promised.until, context.now.isoformat())
    code = check_unit_code(builder.code)
    if not code.valid or not context.catalogue.settings.hub_is_approval_system:
        return (Staged(matter.stream, noted), told)
    entered = RollEntered(
        roll=Roll.CREDIT,
        entry=f"{ids.ident_of(matter.stream)}-{OVERDUE}",
        unit=builder.unit,
        credit_code=code.code,
        reason=relay.title,
        basis=relay.basis.cite,
        organ=context.place.hall_name,
        number=record.registered.code,
        entered_on=context.now.astimezone(BEIJING).date().isoformat(),
    )
    rolls = credit.stream_for(context.place.hall)
    return (Staged(matter.stream, noted), told, Staged(rolls, entered))


def is_over(record: Record | None) -> bool:
    """Whether a project has ended, so that its local copies are to go (002图5注2)."""
    return isinstance(record, ProjectRecord) and record.state is ProjectState.ENDED


def goes_with(project: str, cases: Iterable[str], tasks: Iterable[str]) -> frozenset[str]:
    """The streams whose sealed values and files go with an ended project.

    The project itself, its cases with everything that follows them, and the tasks about any of
    these. What is said of the hall as a whole (lists, numbers, rules) stays.
    """
    of_cases = tuple(cases)
    following = (ids.bound_to(case, kind) for case in of_cases for kind in sorted(ids.BOUND))
    return frozenset((project, *of_cases, *following, *tasks))
