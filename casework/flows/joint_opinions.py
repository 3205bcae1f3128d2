"""验收意见 (001D七(五)): 合格 or 整改 on all that was applied for, the list once, all sealed."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import InputError, RuleError
from casework.flows import joint_words
from casework.flows.joint_proceeding import (
    Proceeding,
    place_of,
    proceeding_of,
    require_part,
    verb,
)
from casework.flows.joint_site import ATTEND, attendance_of
from casework.flows.on_case import OnCase
from casework.law.limits import Moment
from casework.people.grants import Duty
from casework.records import joint_events as ev
from casework.records.course import PauseLine
from casework.records.event import Staged
from casework.records.joint import Participant
from casework.records.joint_events import (
    ConclusionLine,
    MeasureLine,
    Outcome,
    PaperLine,
    SubjectLine,
)

SUMMARISE, ARCHIVE, RECORD, CONCLUDE = (
    "joint_summarise",
    "joint_archive",
    "joint_record",
    "joint_conclude",
)
PAUSE = "rectification"
"""The pack's cause for which the ceiling stands still."""


@dataclass(frozen=True, slots=True)
class Opine:
    """A department's opinion; with 整改 the list may come along, or by itself afterwards."""

    on: OnCase
    conclusions: tuple[ConclusionLine, ...]
    measures: tuple[MeasureLine, ...] = ()
    sealed: bool = False
    """Whether the list bears the department's seal."""


@dataclass(frozen=True, slots=True)
class ListMeasures:
    """The list, once and whole."""

    on: OnCase
    measures: tuple[MeasureLine, ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class Deliver:
    """A document that comes after its opinion, or again with the seal it lacked."""

    on: OnCase
    key: str
    paper: PaperLine


def _opine(records: Records, request: Opine, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    part = require_part(acting)
    require_cover(acting.record.subjects_of(part.department), request.conclusions)
    if part.opinion_deemed is not None:
        _keep_late(acting, part, request.conclusions, request.measures)
        return acting.staged
    if part.opinion is not None:
        raise RuleError("JA-107")
    reached = _reached_by_opinion(acting, part, request.conclusions)
    acting.add(ev.OpinionGiven(part.department, request.conclusions, acting.now, reached, ()))
    if any(one.outcome is Outcome.RECTIFY for one in request.conclusions):
        _suspend(acting)
    elif request.measures:
        raise RuleError("JA-112", subjects="、".join(one.key for one in request.measures))
    if request.measures:
        _list(acting, request.measures, sealed=request.sealed)
    go_on(acting)
    return acting.staged


def _list_measures(records: Records, request: ListMeasures, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    part = require_part(acting)
    if part.opinion_deemed is not None:
        _keep_late(acting, part, (), request.measures)
        return acting.staged
    if part.listed is not None:
        # 一次性: whoever lists a second time asks for more than was told.
        raise RuleError("JA-107")
    _list(acting, request.measures, sealed=request.sealed)
    go_on(acting)
    return acting.staged


def _deliver(records: Records, request: Deliver, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    part = require_part(acting)
    own = {one.key: one for one in acting.record.subjects_of(part.department)}
    if request.key not in own:
        raise RuleError("JA-111", missing=request.key)
    require_papers(own[request.key], (request.paper,))
    verdict = acting.record.verdict(own[request.key])
    if verdict is None or verdict.outcome is not Outcome.PASSED:
        raise RuleError("JA-114", subject=own[request.key].label)
    acting.add(ev.ConclusionDelivered(part.department, request.key, request.paper, acting.now))
    return acting.staged


def require_cover(
    subjects: tuple[SubjectLine, ...], conclusions: tuple[ConclusionLine, ...]
) -> None:
    """RuleError JA-111 unless every subject asked for has one conclusion, and no other."""
    wanted = {one.key: one for one in subjects}
    said = [one.key for one in conclusions]
    missing = [one.label for key, one in wanted.items() if key not in said]
    strange = [key for key in said if key not in wanted or said.count(key) > 1]
    if missing or strange:
        raise RuleError("JA-111", missing="、".join((*missing, *dict.fromkeys(strange))))
    for one in conclusions:
        if one.papers and one.outcome is not Outcome.PASSED:
            raise RuleError("JA-114", subject=wanted[one.key].label)
        require_papers(wanted[one.key], one.papers)


def require_papers(subject: SubjectLine, papers: Iterable[PaperLine]) -> None:
    """InputError JA-115 for a document without number, or one that this subject does not give.

    What a step of its own brings (档案认可, 备案) does not come before that step.
    """
    known = set(subject.papers[:-1] if subject.step else subject.papers)
    for one in papers:
        if one.name not in known or not one.number.strip():
            raise InputError("JA-115", paper=one.name, subject=subject.label)


def _reached_by_opinion(
    acting: Proceeding, part: Participant, conclusions: tuple[ConclusionLine, ...]
) -> tuple[str, ...]:
    others = [one for one in acting.record.participants if one.department != part.department]
    if not all(one.opinion or one.opinion_deemed for one in others):
        return ()
    listed = all(one.outcome is Outcome.PASSED for one in conclusions)
    if listed and all(one.settled for one in others):
        return (Moment.OPINION_GIVEN.value, Moment.RECTIFICATION_LISTED.value)
    return (Moment.OPINION_GIVEN.value,)


def _list(acting: Proceeding, measures: tuple[MeasureLine, ...], *, sealed: bool) -> None:
    """Stage a list that says of every subject found wanting what is to be done (001D七(四))."""
    department = acting.context.clerk.department
    part = acting.record.participant(department)
    wanting = set(part.to_rectify if part else ())
    if not wanting or {one.key for one in measures} - wanting:
        strange = {one.key for one in measures} - wanting
        raise RuleError("JA-112", subjects="、".join(sorted(strange)))
    empty = wanting - {one.key for one in measures if one.defect.strip() and one.measure.strip()}
    if empty or not all(one.measure.strip() for one in measures):
        raise RuleError("JA-113", subjects="、".join(_labels(acting, empty)))
    if not sealed:
        raise RuleError("JA-116", department=department)
    others = (one for one in acting.record.participants if one.department != department)
    reached = (Moment.RECTIFICATION_LISTED.value,) if all(one.settled for one in others) else ()
    acting.add(ev.RectificationListed(department, measures, sealed, acting.now, reached, ()))


def _labels(acting: Proceeding, keys: Iterable[str]) -> list[str]:
    return [one.label for one in acting.record.subjects if one.key in set(keys)]


def _suspend(acting: Proceeding) -> None:
    """中止联合验收程序: by the first 整改; later ones find the clocks standing."""
    if acting.record.course.paused:
        return
    context = acting.context
    item = context.catalogue.item(acting.record.opened.item)
    causes = {one.key: one for one in context.catalogue.pauses_of(item)}
    cause = causes.get(PAUSE)
    if cause is None:
        raise RuleError("GN-104", cause=PAUSE)
    # Its paper is the summary that follows with all lists.
    pause = PauseLine(cause.text, cause.basis.short, "", acting.now)
    acting.add(ev.JointSuspended(pause, ()))


def go_on(acting: Proceeding) -> None:
    """What the last complete opinion leads to: everything has passed, or there is a summary."""
    record = acting.record
    department = acting.context.clerk.department
    part = record.participant(department)
    if part is not None and part.settled:
        answered = "合格" if not part.to_rectify else "需整改"
        acting.answered(
            ATTEND, attendance_of(acting, place_of(record, department)), department, answered
        )
    if not all(one.settled for one in record.participants):
        return
    if record.failing:
        acting.tell(SUMMARISE, to=record.opened.led_by)
    else:
        pass_all(acting)


def pass_all(acting: Proceeding) -> None:
    """各专项验收合格: the ceiling goes on, and the next step has its task."""
    if acting.record.course.paused:
        acting.add(ev.JointResumed(acting.now, ()))
    acting.add(ev.AllPassed(acting.now, ()))
    next_step(acting)


def next_step(acting: Proceeding) -> None:
    """档案认可, then 竣工验收备案, then the result; only what was applied for."""
    record = acting.record
    for moment, key in ((Moment.ARCHIVED, ARCHIVE), (Moment.FILED, RECORD)):
        subject = record.step(moment.value)
        if subject is not None and moment.value not in record.course.moments:
            acting.tell(key, to=subject.department)
            return
    acting.tell(CONCLUDE, to=record.opened.led_by)


def _keep_late(
    acting: Proceeding,
    part: Participant,
    conclusions: tuple[ConclusionLine, ...],
    measures: tuple[MeasureLine, ...],
) -> None:
    """A real answer after the default is kept beside it and changes nothing (trap 15)."""
    passed = all(one.outcome is Outcome.PASSED for one in conclusions) and not measures
    note = joint_words.OUTCOMES[Outcome.PASSED if passed else Outcome.RECTIFY]
    acting.add(
        ev.LateAnswerKept(
            part.department, ev.AnswerStep.OPINION, passed, conclusions, measures, note, acting.now
        )
    )
    for one in conclusions:
        for paper in one.papers:
            acting.add(ev.ConclusionDelivered(part.department, one.key, paper, acting.now))


OPINE = verb("joint.opine", _opine, Duty.HANDLE)
LIST_MEASURES = verb("joint.list_measures", _list_measures, Duty.HANDLE)
DELIVER = verb("joint.deliver", _deliver, Duty.HANDLE)
