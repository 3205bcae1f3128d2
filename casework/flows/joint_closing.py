"""档案认可, 竣工验收备案, and the result to the issuing window (001D七(五)1, 七(六))."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import InputError, RightsError, RuleError
from casework.flows import joint_letters
from casework.flows.joint_opinions import ARCHIVE, CONCLUDE, RECORD, next_step
from casework.flows.joint_proceeding import (
    Papers,
    owed,
    proceeding_of,
    require_lead,
    verb,
)
from casework.flows.on_case import OnCase
from casework.law.limits import Moment
from casework.people.grants import Duty
from casework.records import joint_events as ev
from casework.records.case_life import CaseCompleted
from casework.records.event import Event, Staged
from casework.records.joint import JointRecord
from casework.records.joint_events import PaperLine, SubjectLine
from casework.records.notice import NoticeKind

RESULT = "joint_result"


@dataclass(frozen=True, slots=True)
class Recognise:
    """The archives institution recognises the archive; ``paper`` is its document."""

    on: OnCase
    paper: PaperLine


@dataclass(frozen=True, slots=True)
class Record:
    """The filing is made; ``paper`` is the filing form."""

    on: OnCase
    paper: PaperLine


@dataclass(frozen=True, slots=True)
class Conclude:
    """The lead has checked the documents and sends the result to the issuing window."""

    on: OnCase


@dataclass(frozen=True, slots=True)
class Checked:
    """One document of the checklist before closing (001D八(二)5): ``given`` None while missing."""

    subject: SubjectLine
    name: str
    number: str
    sealed: bool
    deemed: bool

    @property
    def open(self) -> bool:
        """Whether it stands against closing; where silence passed a subject nothing is owed."""
        return not self.sealed and not (self.deemed and not self.number)


def checklist(record: JointRecord) -> tuple[Checked, ...]:
    """Every document of what was applied for, and how it stands."""
    return tuple(_checked(record, subject, name) for subject, name in owed(record))


def _checked(record: JointRecord, subject: SubjectLine, name: str) -> Checked:
    given = record.paper(subject.key, name)
    verdict = record.verdict(subject)
    own_step = bool(subject.step) and name == subject.papers[-1]
    return Checked(
        subject=subject,
        name=name,
        number=given.line.number if given else "",
        sealed=given.line.sealed if given else False,
        deemed=verdict is not None and verdict.deemed and not own_step,
    )


def _recognise(records: Records, request: Recognise, context: Context) -> list[Staged]:
    def recognised(subject: SubjectLine, at: str) -> Event:
        return ev.ArchiveRecognised(subject.department, subject.key, request.paper, at, ())

    return _step(records, request, context, (Moment.ARCHIVED, ARCHIVE), recognised)


def _record(records: Records, request: Record, context: Context) -> list[Staged]:
    def recorded(subject: SubjectLine, at: str) -> Event:
        return ev.CompletionRecorded(subject.department, subject.key, request.paper, at, ())

    return _step(records, request, context, (Moment.FILED, RECORD), recorded)


def _step(
    records: Records,
    request: Recognise | Record,
    context: Context,
    step: tuple[Moment, str],
    made: Callable[[SubjectLine, str], Event],
) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    moment, task = step
    subject = acting.record.step(moment.value)
    if subject is None:
        raise RuleError("JA-119")
    if context.clerk.department != subject.department:
        raise RightsError("JA-103", department=context.clerk.department)
    archives = acting.record.step(Moment.ARCHIVED.value)
    waits = archives is not None and Moment.ARCHIVED.value not in acting.record.course.moments
    if moment is Moment.FILED and waits:
        # 备案 follows 档案认可 (001D七(六)).
        raise RuleError("JA-120")
    _require_last(subject, request.paper)
    acting.add(made(subject, acting.now))
    acting.answered(task, 1, subject.department, request.paper.number)
    next_step(acting)
    return acting.staged


def _require_last(subject: SubjectLine, paper: PaperLine) -> None:
    if paper.name != subject.papers[-1] or not paper.number.strip() or not paper.sealed:
        raise InputError("JA-115", paper=paper.name, subject=subject.label)


def _conclude(records: Records, request: Conclude, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    require_lead(acting)
    record = acting.record
    for moment in (Moment.ARCHIVED, Moment.FILED):
        if record.step(moment.value) and moment.value not in record.course.moments:
            raise RuleError("JA-120")
    rows = checklist(record)
    if missing := [one.name for one in rows if one.open]:
        raise RuleError("JA-121", papers="、".join(missing))
    papers = Papers(records, request.on, acting)
    number = papers.issue(NoticeKind.RESULT, joint_letters.result(record, rows))
    acting.add(ev.ResultPushed(number, acting.now))
    # 业务办结 lies here: whatever licence follows counts its day from it (001E-11).
    papers.happen(CaseCompleted(acting.now, "", papers.record.limits))
    acting.answered(CONCLUDE, 1, record.opened.led_by, number)
    acting.tell(RESULT, detail=number)
    return acting.staged


RECOGNISE = verb("joint.recognise", _recognise, Duty.HANDLE)
RECORD_VERB = verb("joint.record", _record, Duty.HANDLE)
CONCLUDE_VERB = verb("joint.conclude", _conclude, Duty.HANDLE)
