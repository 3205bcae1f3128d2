"""资料审核 (001D七(三)): the lead distributes, the participants say whether it can go ahead."""

from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import joint_words
from casework.flows.joint_acceptance import DISTRIBUTE
from casework.flows.joint_proceeding import (
    Proceeding,
    place_of,
    proceeding_of,
    require_lead,
    require_part,
    verb,
)
from casework.flows.on_case import OnCase
from casework.law.limits import Moment
from casework.people.grants import Duty
from casework.records import joint_events as ev
from casework.records.event import Staged
from casework.records.joint import JointRecord

REVIEW, GUIDANCE, ARRANGE = "joint_review", "joint_guidance", "joint_arrange"


@dataclass(frozen=True, slots=True)
class Distribute:
    """The lead passes the materials on."""

    on: OnCase


@dataclass(frozen=True, slots=True)
class Confirm:
    """A participant's answer; where it is not ready, ``note`` says what the builder is to mend."""

    on: OnCase
    ready: bool
    note: str = ""


def _distribute(records: Records, request: Distribute, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    require_lead(acting)
    acting.add(ev.MaterialsDistributed(acting.now, ()))
    acting.answered(DISTRIBUTE, 1, acting.record.opened.led_by, "已推送至参验部门和单位")
    for nth, part in enumerate(acting.record.participants, 1):
        detail = joint_words.labels(acting.record.subjects_of(part.department))
        acting.tell(REVIEW, detail=detail, to=part.department, nth=nth)
    return acting.staged


def _confirm(records: Records, request: Confirm, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    part = require_part(acting)
    note = request.note.strip()
    if not request.ready and not note:
        raise RuleError("JA-106")
    if part.confirm_deemed is not None:
        # A real answer after the default is kept beside it and changes nothing (trap 15).
        acting.add(
            ev.LateAnswerKept(
                part.department, ev.AnswerStep.CONFIRM, request.ready, (), (), note, acting.now
            )
        )
        return acting.staged
    if part.ready:
        raise RuleError("JA-107")
    reached = _reached(acting.record, part.department) if request.ready else ()
    acting.add(ev.MaterialsConfirmed(part.department, request.ready, note, acting.now, reached, ()))
    if request.ready:
        nth = place_of(acting.record, part.department)
        acting.answered(REVIEW, nth, part.department, joint_words.READY)
        go_to_site(acting)
    else:
        told = sum(len(one.objections) for one in acting.record.participants)
        acting.tell(GUIDANCE, detail=f"{part.department}：{note}", nth=told)
    return acting.staged


def _reached(record: JointRecord, department: str) -> tuple[str, ...]:
    """The moment that the last answer brings."""
    others = (one for one in record.participants if one.department != department)
    return (Moment.CONFIRMED.value,) if all(one.ready for one in others) else ()


def go_to_site(acting: Proceeding) -> None:
    """程序启动之日 (001D七(四)): the day on which the last participant has confirmed."""
    if all(one.ready for one in acting.record.participants):
        acting.add(ev.SiteOpened(acting.now, ()))
        acting.tell(ARRANGE, to=acting.record.opened.led_by)


DISTRIBUTE_VERB = verb("joint.distribute", _distribute, Duty.HANDLE)
CONFIRM = verb("joint.confirm", _confirm, Duty.HANDLE)
