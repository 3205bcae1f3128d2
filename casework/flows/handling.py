"""What a department does with a case it accepts, reviews and decides (004 ch. 2), at the hub.

Every act that the applicant has to be told of issues its paper in the same act.
"""

from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import clocks, deciding, grounds, joint_acceptance, papers, permit, tasks
from casework.flows.deciding import Decision
from casework.flows.on_case import (
    OnCase,
    about_case,
    case_of,
    changed,
    command,
    desk_of,
    kept_originals,
    number_in,
    said,
)
from casework.flows.papers import Letter
from casework.law.items import Item
from casework.law.limits import Limit, Moment
from casework.people.grants import Duty
from casework.records import case_life as life
from casework.records.case import CaseRecord
from casework.records.course import PauseLine
from casework.records.event import Staged
from casework.records.notice import NoticeKind, Section

OPINION = "opinion"
"""The pack's task by which a department's opinion reaches the applicant (004-13)."""


@dataclass(frozen=True, slots=True)
class Decide:
    """The department's decision on acceptance."""

    on: OnCase
    decision: Decision
    key_serial: str = ""
    """The certificate of the seal key, where the item's step takes one (002图4.3.1)."""


@dataclass(frozen=True, slots=True)
class Review:
    """审核 is done."""

    on: OnCase
    opinion: str


@dataclass(frozen=True, slots=True)
class Opine:
    """An opinion that the applicant hears of on arrival; ``nth`` counts those of this case."""

    on: OnCase
    text: str
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Suspend:
    """The clocks stop: ``cause`` is a key of the pack's list."""

    on: OnCase
    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Resume:
    """The clocks go on."""

    on: OnCase


@dataclass(frozen=True, slots=True)
class Extend:
    """More time for a limit, approved by the organ's head."""

    on: OnCase
    limit: str
    days: int
    reason: str
    approver: str


@dataclass(frozen=True, slots=True)
class Return:
    """退回: the item ends here."""

    on: OnCase
    reason: str


@dataclass(frozen=True, slots=True)
class Determine:
    """准予 or 不予; ``number`` is the organ's own number of the decision."""

    on: OnCase
    approved: bool
    number: str
    reasons: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Complete:
    """办结; ``offline_reason`` where no e-licence file could be made now (001E-11②)."""

    on: OnCase
    offline_reason: str = ""


def _decide(records: Records, request: Decide, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    known = grounds.of(records, (request.on.case, ""), (), request.key_serial)
    return list(
        deciding.decide(desk_of(records, request.on, record), request.decision, context, known)
    )


def _review(records: Records, request: Review, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    _not_by_itself(record, context)
    event = life.ReviewFinished(
        context.clerk.department, said(request.opinion), context.now.isoformat()
    )
    changed(record, event)
    return [Staged(request.on.case, event)]


def _opine(records: Records, request: Opine, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    event = life.OpinionRelayed(
        context.clerk.department, said(request.text), context.now.isoformat()
    )
    changed(record, event)
    if request.nth != len(record.opinions) + 1:
        raise RuleError("GN-103")
    detail = f"{context.clerk.department}：{request.text}"
    about = about_case(request.on.case, record, context)
    task = tasks.opened(about, OPINION, context, detail=detail, nth=request.nth)
    return [Staged(request.on.case, event), task]


def _suspend(records: Records, request: Suspend, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    item = context.catalogue.item(record.received.item)
    causes = {one.key: one for one in context.catalogue.pauses_of(item)}
    cause = causes.get(request.cause)
    if cause is None:
        raise RuleError("GN-104", cause=request.cause)
    text = f"{cause.text}：{said(request.detail)}"
    section = Section("中止计时的原因", (text, f"依据：{cause.basis.cite}"))
    letter = Letter((section,), opening=_OPENINGS[NoticeKind.SPECIAL])
    desk = desk_of(records, request.on, record)
    _, paper = papers.issue_letter(desk, NoticeKind.SPECIAL, letter, context)
    number = number_in(paper)
    pause = PauseLine(cause.text, cause.basis.short, number, context.now.isoformat())
    limits = clocks.of_course(record.course.stopped(pause, ()), _limits(item, context), context)
    event = life.CaseSuspended(pause, limits)
    changed(record, event)
    return [Staged(request.on.case, event), *paper]


def _resume(records: Records, request: Resume, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    item = context.catalogue.item(record.received.item)
    at = context.now.isoformat()
    limits = clocks.of_course(record.course.resumed(at, ()), _limits(item, context), context)
    event = life.CaseResumed(at, limits)
    changed(record, event)
    return [Staged(request.on.case, event)]


def _extend(records: Records, request: Extend, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    item = context.catalogue.item(record.received.item)
    running = {line.key: line for line in record.open_limits}
    line = running.get(request.limit)
    if line is None:
        raise RuleError("GN-105", limit=request.limit)
    most = {limit.key: limit.extension for limit in _limits(item, context)}[request.limit]
    if not 0 < request.days <= most or record.course.extensions:
        raise RuleError("GN-106", most=most)
    told = (
        f"延长期限：{line.name}延长{request.days}个工作日",
        f"理由：{said(request.reason)}",
        f"批准：{said(request.approver)}",
    )
    letter = Letter((Section("延长的期限和理由", told),), opening=_OPENINGS[NoticeKind.EXTENSION])
    desk = desk_of(records, request.on, record)
    _, paper = papers.issue_letter(desk, NoticeKind.EXTENSION, letter, context)
    longer = record.course.extended(request.limit, request.days, ())
    event = life.LimitExtended(
        request.limit,
        request.days,
        request.reason,
        request.approver,
        number_in(paper),
        context.now.isoformat(),
        clocks.of_course(longer, _limits(item, context), context),
    )
    changed(record, event)
    return [Staged(request.on.case, event), *paper]


def _return(records: Records, request: Return, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    event = life.CaseReturned(
        context.clerk.department, said(request.reason), context.now.isoformat()
    )
    after = changed(record, event)
    section = Section("退回的理由", (request.reason, f"退回部门：{context.clerk.department}"))
    letter = Letter((section, *kept_originals(record)), opening=_OPENINGS[NoticeKind.RETURN])
    desk = desk_of(records, request.on, after)
    _, paper = papers.issue_letter(desk, NoticeKind.RETURN, letter, context)
    return [Staged(request.on.case, event), *paper]


def _determine(records: Records, request: Determine, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    _not_by_itself(record, context)
    return determined(record, request, context)


def determined(record: CaseRecord, request: Determine, context: Context) -> list[Staged]:
    """The event of the organ's decision; RuleError GN-107 for a refusal without reasons."""
    if not request.approved and not request.reasons:
        raise RuleError("GN-107")
    item = context.catalogue.item(record.received.item)
    reached = {Moment.DETERMINED: context.now}
    event = life.DecisionMade(
        approved=request.approved,
        organ=item.organ,
        number=said(request.number),
        reasons=request.reasons,
        decided_at=context.now.isoformat(),
        mark=request.mark,
        limits=clocks.of_course(record.course, _limits(item, context), context, reached),
    )
    changed(record, event)
    return [Staged(request.on.case, event)]


def _complete(records: Records, request: Complete, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    _of_department(record, context)
    item = context.catalogue.item(record.received.item)
    # Whatever was completed was decided: a licence without a decision of its own owes none more.
    decided = {} if record.decision else {Moment.DETERMINED: context.now}
    reached = {Moment.COMPLETED: context.now, **decided}
    limits = clocks.of_course(record.course, _limits(item, context), context, reached)
    event = life.CaseCompleted(context.now.isoformat(), request.offline_reason, limits)
    changed(record, event)
    return [Staged(request.on.case, event)]


_OPENINGS = {
    NoticeKind.SPECIAL: "你（单位）的申请在办理中需要进行下列程序，所需时间不计算在办理期限内：",
    NoticeKind.EXTENSION: "你（单位）的申请在规定期限内不能作出决定，经批准延长期限，现告知如下：",
    NoticeKind.RETURN: "你（单位）的申请现予退回，理由和退还的材料如下：",
}


def _limits(item: Item, context: Context) -> tuple[Limit, ...]:
    return context.catalogue.limits_of(item)


def _not_by_itself(record: CaseRecord, context: Context) -> None:
    """RuleError PM-110 for a permit, which is reviewed and decided with what is merged into it."""
    if permit.follows(context.catalogue.item(record.received.item)):
        raise RuleError("PM-110")


def _of_department(record: CaseRecord, context: Context) -> None:
    """RuleError GN-108 when the acting department has no part in the case, JA-129."""
    item = context.catalogue.item(record.received.item)
    joint_acceptance.require_general(record, item)
    parts = {item.lead, record.department, *item.participants}
    if context.clerk.department not in parts - {""}:
        raise RuleError("GN-108", department=context.clerk.department)


DECIDE = command("handling.decide", _decide, Duty.HANDLE)
REVIEW = command("handling.review", _review, Duty.HANDLE)
OPINE = command("handling.opine", _opine, Duty.HANDLE)
SUSPEND = command("handling.suspend", _suspend, Duty.HANDLE)
RESUME = command("handling.resume", _resume, Duty.HANDLE)
EXTEND = command("handling.extend", _extend, Duty.HANDLE)
RETURN = command("handling.return", _return, Duty.HANDLE)
DETERMINE = command("handling.determine", _determine, Duty.HANDLE)
COMPLETE = command("handling.complete", _complete, Duty.HANDLE)
