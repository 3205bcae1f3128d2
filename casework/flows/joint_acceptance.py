"""Joint acceptance (001D): how the procedure opens in the act of acceptance.

What follows stands step by step in ``joint_review``, ``joint_site``, ``joint_opinions``,
``joint_rectifying``, ``joint_closing`` and ``joint_issuing``; what silence means in
``joint_silence``.
"""

from dataclasses import replace
from datetime import datetime

from casework.act import Context
from casework.errors import RuleError
from casework.flows import joint_limits, tasks
from casework.law.clock import BEIJING
from casework.law.items import Flow, Item, Subject
from casework.law.limits import Moment, Role
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import LimitLine
from casework.records.course import Course
from casework.records.event import Staged
from casework.records.joint import JointRecord, apply
from casework.records.joint_events import JointOpened, SubjectLine
from casework.records.project import ProjectRecord

DISTRIBUTE = "joint_distribute"
MUNICIPAL, COUNTY = "市级", "县级"
SELF_ACCEPTED = "pre_accepted_on"
"""The field of the annex's form that says when the self-acceptance was passed."""
LEVEL = "permit_level"
"""The project's fact that says at which level its construction permit was given (001D二)."""


def follows(item: Item) -> bool:
    """Whether this procedure opens when the item is accepted."""
    return item.flow is Flow.JOINT_ACCEPTANCE


def require_level(item: Item, project: ProjectRecord | None, area: str) -> None:
    """RuleError JA-104 when hall or permit are of another level than the item (001D二).

    ``area`` is the hall's code. A permit whose level is not known here does not stand against
    acceptance (obligations 0b q): the clerk looks at it, and refuses with a reason of the pack.
    """
    facts = {one.key: one.value for one in project.registered.facts} if project else {}
    hall = MUNICIPAL if area.endswith("00") else COUNTY
    for level in (hall, facts.get(LEVEL, "")):
        if follows(item) and level and level != item.level:
            raise RuleError("JA-104", level=level, wanted=item.level)


def require_general(record: CaseRecord, item: Item) -> None:
    """RuleError JA-129 for what the procedure does by its own verbs once the case is accepted."""
    if follows(item) and Moment.ACCEPTED.value in record.course.moments:
        raise RuleError("JA-129")


def duties(item: Item, lines: tuple[LimitLine, ...]) -> tuple[LimitLine, ...]:
    """What the case itself owes of an item's limits: the others stand with the procedure.

    Each limit stands in one stream alone, so that no list shows it twice.
    """
    if not follows(item):
        return lines
    elsewhere = {one.key for one in item.limits if one.role is not Role.DUTY}
    return tuple(one for one in lines if one.key not in elsewhere)


def promised(record: CaseRecord, item: Item, context: Context) -> CaseRecord:
    """An accepted case with all limits that its acceptance notice tells."""
    if not follows(item):
        return record
    limits = (*record.limits, *_opened(record, item, context).limits)
    return replace(record, course=record.course.stating(limits))


def begun(case: str, record: CaseRecord, item: Item, context: Context) -> tuple[Staged, ...]:
    """The procedure's first event, and the lead department's task to distribute."""
    if not follows(item):
        return ()
    _require_self_acceptance(record)
    opened = _opened(record, item, context)
    procedure = apply(None, opened)
    if procedure is None or not opened.subjects:
        raise RuleError("JA-105")
    about = about_joint(case, procedure)
    task = tasks.opened(about, DISTRIBUTE, context, to=opened.led_by)
    return (Staged(ids.bound_to(case, ids.JOINT), opened), task)


def _require_self_acceptance(record: CaseRecord) -> None:
    """竣工自验收 comes first: 完成此项工作后方可申请 (001D八(五)2); RuleError JA-128."""
    day = record.values().get(SELF_ACCEPTED, "")
    handed_over = datetime.fromisoformat(record.received.received_at).astimezone(BEIJING)
    if day > handed_over.date().isoformat():
        raise RuleError("JA-128", day=day)


def about_joint(case: str, record: JointRecord) -> tasks.About:
    """A procedure as tasks name it."""
    opened = record.opened
    return tasks.About(
        stream=case,
        item=opened.item,
        item_name=opened.item_name,
        project_name=opened.project_name,
        number=opened.number,
        unit=opened.unit,
        organ=opened.led_by,
    )


def _opened(record: CaseRecord, item: Item, context: Context) -> JointOpened:
    project, number = record.heading
    chosen = _chosen(record, item)
    at = context.now.isoformat()
    course = Course().reached(Moment.ACCEPTED, at)
    return JointOpened(
        item=item.code,
        item_name=item.name,
        project_name=project,
        unit=record.received.applicant.unit,
        number=number,
        led_by=item.lead,
        subjects=tuple(map(_line, chosen)),
        opened_at=at,
        limits=joint_limits.lines(item, joint_limits.steps_of(chosen), course, context),
    )


def _chosen(record: CaseRecord, item: Item) -> tuple[Subject, ...]:
    return item.chosen(record.values().get(item.subjects_field, ""))


def _line(subject: Subject) -> SubjectLine:
    step = subject.step.value if subject.step else ""
    return SubjectLine(subject.key, subject.label, subject.department, subject.results, step)
