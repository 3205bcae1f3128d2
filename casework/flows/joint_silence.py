"""What silence means (001D七(三), 七(五)2): two defaults and no third, made by the hub alone.

Nothing here is a verb of anybody. The hub's sweep asks, under its own name and only where the hub
is the approval system; elsewhere a default is received, never produced (obligations 0b b).
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from casework.act import Context
from casework.flows import joint_words, tasks
from casework.flows.joint_acceptance import DISTRIBUTE
from casework.flows.joint_opinions import ARCHIVE, CONCLUDE, RECORD, SUMMARISE, go_on
from casework.flows.joint_proceeding import Proceeding
from casework.flows.joint_rectifying import RECTIFY, REINSPECT
from casework.flows.joint_review import ARRANGE, GUIDANCE, REVIEW, go_to_site
from casework.flows.joint_site import ATTEND, SITE, attendance_of
from casework.law.clock import LimitKind
from casework.law.limits import Limit, Moment
from casework.records import ids
from casework.records import joint_events as ev
from casework.records.event import Staged
from casework.records.joint import JointRecord, Participant
from casework.records.joint_states import JointState
from casework.records.registry import Record
from casework.records.task import TaskDelivered, TaskRecord, TaskState

CONFIRM, RECTIFICATION, FIRST = "confirm", "rectification", "distribute"
"""Keys of the limits whose passing, or waiting, the sweep looks for."""

TASKS = (
    DISTRIBUTE,
    REVIEW,
    GUIDANCE,
    ARRANGE,
    ATTEND,
    SITE,
    SUMMARISE,
    RECTIFY,
    REINSPECT,
    ARCHIVE,
    RECORD,
    CONCLUDE,
)
"""Everything somebody may still have to do when the builder withdraws."""
_UNFINISHED = (TaskState.OPEN, TaskState.DELIVERED)

Load = Callable[[str], Record | None]


def swept(procedure: str, load: Load, context: Context) -> tuple[Staged, ...]:
    """Everything that time has brought about in a joint acceptance; twice gives nothing more.

    ``load`` folds a stream.
    """
    record = load(procedure)
    if not isinstance(record, JointRecord) or record.unknown:
        return ()
    acting = Proceeding(ids.case_of(procedure), record, context)
    if record.withdrawn is not None:
        _tidy(acting, load)
    elif not context.catalogue.settings.hub_is_approval_system:
        return ()
    elif record.state is JointState.OPENED and Moment.PUSHED.value not in record.course.moments:
        # The hub is the approval system: what lies here has reached the lead department.
        acting.add(ev.MaterialsPushed(acting.now, ()))
    elif record.state is JointState.REVIEWING:
        _confirm(acting, load)
    elif record.state is JointState.OPINIONS:
        _pass(acting, load)
    return tuple(acting.staged)


def _tidy(acting: Proceeding, load: Load) -> None:
    """After a withdrawal nobody owes an answer any more; the window could not reach their tasks."""
    reason = acting.record.withdrawn.reason if acting.record.withdrawn else ""
    many = len(acting.record.participants)
    times = {REVIEW: many, ATTEND: many * len(acting.record.sites), REINSPECT: many}
    times |= {SITE: len(acting.record.sites)}
    times[GUIDANCE] = sum(len(one.objections) for one in acting.record.participants)
    for key in TASKS:
        for nth in range(1, times.get(key, 1) + 1):
            task = load(tasks.stream_for(acting.case, key, nth))
            if isinstance(task, TaskRecord) and task.state in _UNFINISHED:
                acting.closed(key, nth, f"建设单位撤回申请：{reason}")


def _confirm(acting: Proceeding, load: Load) -> None:
    """逾期未反馈: 可以开展联合验收."""
    pushed = acting.record.course.moments[Moment.DISTRIBUTED.value]
    silent = [one for one in acting.record.participants if one.silent]
    passed = _passed(acting, CONFIRM, pushed) if silent else None
    if passed is None:
        return
    limit, due = passed
    for part in silent:
        nth = _nth(acting.record, part)
        noticed = _noticed(load, acting, REVIEW, nth)
        others = [one for one in acting.record.participants if one.department != part.department]
        reached = (Moment.CONFIRMED.value,) if all(one.ready for one in others) else ()
        acting.add(
            ev.ConfirmationDeemed(
                department=part.department,
                pushed_at=pushed,
                noticed_at=noticed.delivered_at if noticed else "",
                proof=f"{noticed.means} {noticed.proof}" if noticed else "",
                due=due,
                rule=limit.silence,
                basis=limit.basis.short,
                deemed_at=acting.now,
                reached=reached,
                limits=(),
            )
        )
        acting.closed(REVIEW, nth, joint_words.DEEMED_READY)
    go_to_site(acting)


def _pass(acting: Proceeding, load: Load) -> None:
    """逾期未提交: 无整改要求，视为验收通过.

    The departments could answer from the moment at which the site acceptance was recorded here, so
    nobody is deemed to have been silent before the whole limit has passed since then.
    """
    held = acting.record.held
    silent = [one for one in acting.record.participants if not one.settled]
    if held is None or not silent:
        return
    pushed = max((held.held_at, held.recorded_at), key=datetime.fromisoformat)
    passed = _passed(acting, RECTIFICATION, pushed)
    if passed is None:
        return
    limit, due = passed
    for part in silent:
        nth = attendance_of(acting, _nth(acting.record, part))
        noticed = _noticed(load, acting, ATTEND, nth)
        acting.add(
            ev.RectificationDeemed(
                department=part.department,
                had_said=ev.Outcome.RECTIFY.value if part.opinion else "",
                pushed_at=pushed,
                noticed_at=noticed.delivered_at if noticed else "",
                proof=f"{noticed.means} {noticed.proof}" if noticed else "",
                due=due,
                rule=limit.silence,
                basis=limit.basis.short,
                deemed_at=acting.now,
                reached=_settled_by(acting.record.participants, part),
                limits=(),
            )
        )
        acting.closed(ATTEND, nth, joint_words.DEEMED_PASSED)
    go_on(acting)


def _settled_by(parts: Iterable[Participant], last: Participant) -> tuple[str, ...]:
    """The moments that the last silent department's default brings."""
    others = (one for one in parts if one.department != last.department)
    if all(one.settled for one in others):
        return (Moment.OPINION_GIVEN.value, Moment.RECTIFICATION_LISTED.value)
    return ()


def _passed(acting: Proceeding, key: str, since: str) -> tuple[Limit, str] | None:
    """The limit with its last moment, when that is past, no guess, and silence means something."""
    context = acting.context
    limit = context.catalogue.item(acting.record.opened.item).limit(key)
    clock = context.catalogue.timetable(context.calendar).clock
    due = clock.due(LimitKind(limit.kind), limit.amount, datetime.fromisoformat(since))
    if not limit.silence or due.provisional or context.now <= due.at:
        return None
    return limit, due.at.isoformat()


def _nth(record: JointRecord, part: Participant) -> int:
    return 1 + [one.department for one in record.participants].index(part.department)


def _noticed(load: Load, acting: Proceeding, key: str, nth: int) -> TaskDelivered | None:
    """When and how the department took note of its task, if it did (001D八(二)4)."""
    task = load(tasks.stream_for(acting.case, key, nth))
    return task.delivered if isinstance(task, TaskRecord) else None
