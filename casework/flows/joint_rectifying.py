"""整改 and 复验 (001D七(五)2): told by one paper, resumed by the builder, inspected once more."""

from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import joint_letters, joint_words
from casework.flows.joint_opinions import SUMMARISE, pass_all, require_cover
from casework.flows.joint_proceeding import (
    Papers,
    Proceeding,
    place_of,
    proceeding_of,
    require_lead,
    require_part,
    require_printed,
    verb,
)
from casework.flows.on_case import OnCase
from casework.law.limits import Moment
from casework.people.grants import Duty
from casework.records import joint_events as ev
from casework.records.case_events import PageRef
from casework.records.case_life import CaseTerminated
from casework.records.event import Staged
from casework.records.joint_events import ConclusionLine, DoneLine, Outcome
from casework.records.joint_states import PRINTED_BEFORE
from casework.records.notice import MaterialLine, NoticeKind

RECTIFY, REINSPECT, RETURN = "joint_rectify", "joint_reinspect", "joint_return"
SECOND_FAILURE = "second_failure"


@dataclass(frozen=True, slots=True)
class Summarise:
    """The lead sends all lists to the issuing window."""

    on: OnCase


@dataclass(frozen=True, slots=True)
class Resume:
    """The builder's application to go on: what was done about each failing subject."""

    on: OnCase
    done: tuple[DoneLine, ...]
    pages: tuple[PageRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Reinspect:
    """What a department found when it looked again."""

    on: OnCase
    conclusions: tuple[ConclusionLine, ...]


def _summarise(records: Records, request: Summarise, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    require_lead(acting)
    record = acting.record
    waiting = [one.department for one in record.participants if not one.settled]
    if waiting or not record.failing:
        raise RuleError("JA-117", departments="、".join(waiting))
    papers = Papers(records, request.on, acting)
    number = papers.issue(NoticeKind.RECTIFICATION, joint_letters.rectification(record))
    acting.add(ev.RectificationSummarised(number, acting.now))
    acting.answered(SUMMARISE, 1, record.opened.led_by, number)
    acting.tell(RECTIFY, detail=number)
    return acting.staged


def _resume(records: Records, request: Resume, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    papers = Papers(records, request.on, acting)
    failing = {one.key: one for one in acting.record.failing}
    told = {one.key for one in request.done if one.done.strip()}
    if told != failing.keys():
        open_ones = [one.label for key, one in failing.items() if key not in told]
        raise RuleError("JA-118", subjects="、".join(open_ones))
    require_printed(papers.record, PRINTED_BEFORE["ResumptionApplied.v1"])
    number = papers.issue(NoticeKind.RECEIPT, joint_letters.NOTHING, _received(acting, request))
    acting.add(ev.ResumptionApplied(request.done, request.pages, number, acting.now, ()))
    for department in dict.fromkeys(one.department for one in failing.values()):
        labels = [one.label for one in failing.values() if one.department == department]
        nth = place_of(acting.record, department)
        acting.tell(REINSPECT, detail="、".join(labels), to=department, nth=nth)
    return acting.staged


def _received(acting: Proceeding, request: Resume) -> tuple[MaterialLine, ...]:
    labels = {one.key: one.label for one in acting.record.subjects}
    pages = f"，电子件 {len(request.pages)} 页" if request.pages else ""
    application = MaterialLine("继续启动联合验收程序的申请", "原件", f"原件 1 份{pages}")
    done = (
        MaterialLine(f"{labels[one.key]}整改情况", "逐项说明", one.done) for one in request.done
    )
    return (application, *done)


def _reinspect(records: Records, request: Reinspect, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    part = require_part(acting)
    wanting = tuple(
        one for one in acting.record.subjects_of(part.department) if one.key in part.to_rectify
    )
    if not wanting or part.reinspected is not None:
        raise RuleError("JA-107")
    require_cover(wanting, request.conclusions)
    failed = [one.key for one in request.conclusions if one.outcome is not Outcome.PASSED]
    others = {one.key for one in acting.record.failing} - {one.key for one in wanting}
    reached = (Moment.REINSPECTED.value,) if failed or not others else ()
    acting.add(ev.Reinspected(part.department, request.conclusions, acting.now, reached, ()))
    nth = place_of(acting.record, part.department)
    answer = joint_words.OUTCOMES[Outcome.RECTIFY if failed else Outcome.PASSED]
    acting.answered(REINSPECT, nth, part.department, answer)
    if failed:
        _terminate(records, request, acting)
    elif not acting.record.failing:
        pass_all(acting)
    return acting.staged


def _terminate(records: Records, request: Reinspect, acting: Proceeding) -> None:
    """复验仍有不合格的，终止此次联合验收，退回申请材料: nobody else has to look any more."""
    failed = acting.record.failing_again
    papers = Papers(records, request.on, acting)
    letter = joint_letters.termination(acting.record, papers.record, failed)
    number = papers.issue(NoticeKind.TERMINATION, letter)
    labels = joint_words.labels(failed)
    acting.add(ev.JointTerminated(tuple(one.key for one in failed), number, acting.now))
    item = acting.context.catalogue.item(acting.record.opened.item)
    basis = item.limit("reinspection").basis.short
    reason = f"复验仍不合格：{labels}"
    papers.happen(CaseTerminated(SECOND_FAILURE, reason, basis, acting.now))
    for part in acting.record.participants:
        if part.to_rectify and part.reinspected is None:
            nth = place_of(acting.record, part.department)
            acting.closed(REINSPECT, nth, reason)
    acting.tell(RETURN, detail=labels)


SUMMARISE_VERB = verb("joint.summarise", _summarise, Duty.HANDLE)
RESUME = verb("joint.resume", _resume, Duty.ACCEPT)
REINSPECT_VERB = verb("joint.reinspect", _reinspect, Duty.HANDLE)
