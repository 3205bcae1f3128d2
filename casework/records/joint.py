"""A joint acceptance as it stands: the fold of its events."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from msgspec import structs

from casework.records import joint_events as ev
from casework.records.case_events import LimitLine
from casework.records.course import Course
from casework.records.event import AnyEvent, tag_of
from casework.records.joint_events import AT_WINDOW as AT_WINDOW
from casework.records.joint_events import EVENTS as EVENTS
from casework.records.joint_states import OVER, TRANSITIONS
from casework.records.joint_states import JointState as JointState


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a subject stands; ``deemed`` where it was silence that passed it (默认)."""

    outcome: ev.Outcome
    deemed: bool
    at: str


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """A conclusion that the lead department has."""

    key: str
    line: ev.PaperLine
    given_at: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One department or unit: its answers, what silence stood for, what it said afterwards."""

    department: str
    confirmed: ev.MaterialsConfirmed | None = None
    objections: tuple[ev.MaterialsConfirmed, ...] = ()
    confirm_deemed: ev.ConfirmationDeemed | None = None
    attended: bool = False
    opinion: ev.OpinionGiven | None = None
    listed: ev.RectificationListed | None = None
    opinion_deemed: ev.RectificationDeemed | None = None
    reinspected: ev.Reinspected | None = None
    late: tuple[ev.LateAnswerKept, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it says, or is deemed to say, that the joint acceptance can go ahead."""
        return self.confirmed is not None or self.confirm_deemed is not None

    @property
    def silent(self) -> bool:
        """Whether it has said nothing on the materials; an objection is an answer."""
        return not self.ready and not self.objections

    @property
    def to_rectify(self) -> tuple[str, ...]:
        """Keys of the subjects it found wanting, where that still counts."""
        if self.opinion is None or self.opinion_deemed is not None:
            return ()
        found = self.opinion.conclusions
        return tuple(one.key for one in found if one.outcome is ev.Outcome.RECTIFY)

    @property
    def settled(self) -> bool:
        """Whether its opinion is complete: given, with its list where one is owed, or deemed."""
        if self.opinion_deemed is not None:
            return True
        return self.opinion is not None and (self.listed is not None or not self.to_rectify)


@dataclass(frozen=True, slots=True)
class JointRecord:
    """Everything that is shown of a joint acceptance."""

    opened: ev.JointOpened
    state: JointState
    participants: tuple[Participant, ...]
    course: Course
    sites: tuple[ev.SiteArranged, ...] = ()
    held: ev.SiteHeld | None = None
    summary: ev.RectificationSummarised | None = None
    resumption: ev.ResumptionApplied | None = None
    papers: tuple[GivenPaper, ...] = ()
    result: ev.ResultPushed | None = None
    terminated: ev.JointTerminated | None = None
    withdrawn: ev.JointWithdrawn | None = None
    returned: ev.PapersReturned | None = None
    unknown: bool = False

    @property
    def subjects(self) -> tuple[ev.SubjectLine, ...]:
        """What was applied for."""
        return self.opened.subjects

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """The steps and ceilings that run."""
        return self.course.limits

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the number of the case's receipt."""
        return self.opened.project_name, self.opened.number

    def participant(self, department: str) -> Participant | None:
        """One department's part."""
        return next((one for one in self.participants if one.department == department), None)

    def subjects_of(self, department: str) -> tuple[ev.SubjectLine, ...]:
        """What one department handles of what was applied for."""
        return tuple(one for one in self.subjects if one.department == department)

    def subject(self, key: str) -> ev.SubjectLine | None:
        """A subject that was applied for."""
        return next((one for one in self.subjects if one.key == key), None)

    def step(self, moment: str) -> ev.SubjectLine | None:
        """The subject that has a step of its own (``archived``, ``filed``), if applied for."""
        return next((one for one in self.subjects if one.step == moment), None)

    def verdict(self, subject: ev.SubjectLine) -> Verdict | None:
        """How a subject stands; None while nobody has said anything about it."""
        who = self.participant(subject.department)
        if who is None:
            return None
        if who.opinion_deemed is not None:
            return Verdict(ev.Outcome.PASSED, deemed=True, at=who.opinion_deemed.deemed_at)
        for given in (who.reinspected, who.opinion):
            for one in given.conclusions if given else ():
                if given and one.key == subject.key:
                    return Verdict(one.outcome, deemed=False, at=given.given_at)
        return None

    @property
    def failing(self) -> tuple[ev.SubjectLine, ...]:
        """The subjects that have to be rectified."""
        verdicts = ((one, self.verdict(one)) for one in self.subjects)
        return tuple(one for one, v in verdicts if v and v.outcome is ev.Outcome.RECTIFY)

    @property
    def failing_again(self) -> tuple[ev.SubjectLine, ...]:
        """The subjects that failed the re-inspection too."""
        looked = (one.reinspected for one in self.participants if one.reinspected)
        found = {
            one.key
            for given in looked
            for one in given.conclusions
            if one.outcome is ev.Outcome.RECTIFY
        }
        return tuple(one for one in self.failing if one.key in found)

    @property
    def all_passed(self) -> bool:
        """Whether every department is done and every subject has passed."""
        verdicts = (self.verdict(one) for one in self.subjects)
        return all(one.settled for one in self.participants) and all(
            v is not None and v.outcome is ev.Outcome.PASSED for v in verdicts
        )

    def paper(self, key: str, name: str) -> GivenPaper | None:
        """The document of a subject that the lead department has."""
        fitting = (one for one in self.papers if (one.key, one.line.name) == (key, name))
        return next(fitting, None)


def allows(record: JointRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: JointRecord | None, event: AnyEvent) -> JointRecord | None:
    """The only way a joint acceptance changes; total: a known event never raises."""
    if record is None:
        return _opened(event) if isinstance(event, ev.JointOpened) else None
    change = _CHANGES.get(type(event))
    if change is None:
        known = isinstance(event, ev.JointOpened)
        return record if known else replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag_of(event)))
    if state is None:
        return record
    return replace(change(record, event), state=state)


def _opened(event: ev.JointOpened) -> JointRecord:
    departments = dict.fromkeys(one.department for one in event.subjects)
    course = Course().reached("accepted", event.opened_at, event.limits)
    return JointRecord(event, JointState.OPENED, tuple(map(Participant, departments)), course)


def _reached(
    record: JointRecord, moments: Iterable[str], at: str, limits: tuple[LimitLine, ...]
) -> JointRecord:
    """The record with its clocks after these moments; of something over, only the moments."""
    course = record.course
    for moment in moments:
        course = course.reached(moment, at)
    return replace(
        record, course=course.ended() if record.state in OVER else course.stating(limits)
    )


def _part(
    record: JointRecord, department: str, change: Callable[[Participant], Participant]
) -> JointRecord:
    parts = tuple(
        change(one) if one.department == department else one for one in record.participants
    )
    return replace(record, participants=parts)


def _on_pushed(record: JointRecord, event: ev.MaterialsPushed) -> JointRecord:
    return _reached(record, ("pushed",), event.pushed_at, event.limits)


def _on_distributed(record: JointRecord, event: ev.MaterialsDistributed) -> JointRecord:
    return _reached(record, ("distributed",), event.distributed_at, event.limits)


def _on_confirmed(record: JointRecord, event: ev.MaterialsConfirmed) -> JointRecord:
    def answered(one: Participant) -> Participant:
        if one.ready:
            return one
        if event.ready:
            return replace(one, confirmed=event)
        return replace(one, objections=(*one.objections, event))

    changed = _part(record, event.department, answered)
    return _reached(changed, event.reached, event.confirmed_at, event.limits)


def _on_confirm_deemed(record: JointRecord, event: ev.ConfirmationDeemed) -> JointRecord:
    def deemed(one: Participant) -> Participant:
        return replace(one, confirm_deemed=event) if one.silent else one

    changed = _part(record, event.department, deemed)
    return _reached(changed, event.reached, event.deemed_at, event.limits)


def _on_site_opened(record: JointRecord, event: ev.SiteOpened) -> JointRecord:
    return _reached(record, ("site_started",), event.started_at, event.limits)


def _on_arranged(record: JointRecord, event: ev.SiteArranged) -> JointRecord:
    return replace(record, sites=(*record.sites, event))


def _on_held(record: JointRecord, event: ev.SiteHeld) -> JointRecord:
    parts = tuple(
        replace(one, attended=one.department in event.attended) for one in record.participants
    )
    changed = replace(record, held=event, participants=parts)
    return _reached(changed, ("site_done",), event.held_at, event.limits)


def _on_opinion(record: JointRecord, event: ev.OpinionGiven) -> JointRecord:
    def given(one: Participant) -> Participant:
        return one if one.settled or one.opinion else replace(one, opinion=event)

    changed = _with_papers(
        _part(record, event.department, given), event.conclusions, event.given_at
    )
    return _reached(changed, event.reached, event.given_at, event.limits)


def _on_listed(record: JointRecord, event: ev.RectificationListed) -> JointRecord:
    def listed(one: Participant) -> Participant:
        return replace(one, listed=event) if one.to_rectify and not one.listed else one

    changed = _part(record, event.department, listed)
    return _reached(changed, event.reached, event.listed_at, event.limits)


def _on_opinion_deemed(record: JointRecord, event: ev.RectificationDeemed) -> JointRecord:
    def deemed(one: Participant) -> Participant:
        return one if one.settled else replace(one, opinion_deemed=event)

    changed = _part(record, event.department, deemed)
    return _reached(changed, event.reached, event.deemed_at, event.limits)


def _on_suspended(record: JointRecord, event: ev.JointSuspended) -> JointRecord:
    return replace(record, course=record.course.stopped(event.pause, event.limits))


def _on_resumed(record: JointRecord, event: ev.JointResumed) -> JointRecord:
    return replace(record, course=record.course.resumed(event.resumed_at, event.limits))


def _on_summary(record: JointRecord, event: ev.RectificationSummarised) -> JointRecord:
    course = record.course
    if course.paused:
        # What told the builder of the suspension is the paper of all lists.
        told = structs.replace(course.pauses[-1], paper=event.number)
        course = replace(course, pauses=(*course.pauses[:-1], told))
    return replace(record, summary=event, course=course)


def _on_resumption(record: JointRecord, event: ev.ResumptionApplied) -> JointRecord:
    changed = replace(record, resumption=event)
    return _reached(changed, ("restarted",), event.applied_at, event.limits)


def _on_reinspected(record: JointRecord, event: ev.Reinspected) -> JointRecord:
    def given(one: Participant) -> Participant:
        return one if one.reinspected else replace(one, reinspected=event)

    changed = _with_papers(
        _part(record, event.department, given), event.conclusions, event.given_at
    )
    return _reached(changed, event.reached, event.given_at, event.limits)


def _on_all_passed(record: JointRecord, event: ev.AllPassed) -> JointRecord:
    return _reached(record, ("all_passed",), event.passed_at, event.limits)


def _on_archived(record: JointRecord, event: ev.ArchiveRecognised) -> JointRecord:
    changed = _with_paper(record, GivenPaper(event.key, event.paper, event.recognised_at))
    return _reached(changed, ("archived",), event.recognised_at, event.limits)


def _on_recorded(record: JointRecord, event: ev.CompletionRecorded) -> JointRecord:
    changed = _with_paper(record, GivenPaper(event.key, event.paper, event.recorded_at))
    return _reached(changed, ("filed",), event.recorded_at, event.limits)


def _on_delivered(record: JointRecord, event: ev.ConclusionDelivered) -> JointRecord:
    return _with_paper(record, GivenPaper(event.key, event.paper, event.delivered_at))


def _on_late(record: JointRecord, event: ev.LateAnswerKept) -> JointRecord:
    return _part(record, event.department, lambda one: replace(one, late=(*one.late, event)))


def _on_result(record: JointRecord, event: ev.ResultPushed) -> JointRecord:
    return replace(record, result=event, course=record.course.ended())


def _on_terminated(record: JointRecord, event: ev.JointTerminated) -> JointRecord:
    return replace(record, terminated=event, course=record.course.ended())


def _on_withdrawn(record: JointRecord, event: ev.JointWithdrawn) -> JointRecord:
    return replace(record, withdrawn=event, course=record.course.ended())


def _on_returned(record: JointRecord, event: ev.PapersReturned) -> JointRecord:
    return replace(record, returned=event)


def _with_papers(
    record: JointRecord, conclusions: Iterable[ev.ConclusionLine], at: str
) -> JointRecord:
    for one in conclusions:
        for line in one.papers:
            record = _with_paper(record, GivenPaper(one.key, line, at))
    return record


def _with_paper(record: JointRecord, paper: GivenPaper) -> JointRecord:
    """The latest document of a name stands."""
    others = tuple(
        one for one in record.papers if (one.key, one.line.name) != (paper.key, paper.line.name)
    )
    return replace(record, papers=(*others, paper))


_CHANGES: dict[type, Callable[..., JointRecord]] = {
    ev.MaterialsPushed: _on_pushed,
    ev.MaterialsDistributed: _on_distributed,
    ev.MaterialsConfirmed: _on_confirmed,
    ev.ConfirmationDeemed: _on_confirm_deemed,
    ev.SiteOpened: _on_site_opened,
    ev.SiteArranged: _on_arranged,
    ev.SiteHeld: _on_held,
    ev.OpinionGiven: _on_opinion,
    ev.RectificationListed: _on_listed,
    ev.RectificationDeemed: _on_opinion_deemed,
    ev.JointSuspended: _on_suspended,
    ev.JointResumed: _on_resumed,
    ev.RectificationSummarised: _on_summary,
    ev.ResumptionApplied: _on_resumption,
    ev.Reinspected: _on_reinspected,
    ev.AllPassed: _on_all_passed,
    ev.ArchiveRecognised: _on_archived,
    ev.CompletionRecorded: _on_recorded,
    ev.ConclusionDelivered: _on_delivered,
    ev.LateAnswerKept: _on_late,
    ev.ResultPushed: _on_result,
    ev.JointTerminated: _on_terminated,
    ev.JointWithdrawn: _on_withdrawn,
    ev.PapersReturned: _on_returned,
}
