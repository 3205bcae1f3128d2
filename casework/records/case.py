"""A case as it stands: the fold of its events."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from msgspec import structs

from casework.records import case_events as ev
from casework.records import case_life as life
from casework.records.case_states import OVER, TRANSITIONS, CaseState
from casework.records.course import Course
from casework.records.event import AnyEvent, tag_of
from casework.records.notice import NoticeKind
from casework.records.papers import Paper, find, number_of, on_paper

DECIDED = "decided"
"""The end of a limit that any decision on acceptance meets, also one that asks for a correction."""


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the checklist and what has come in for it."""

    line: ev.ChecklistLine
    medium: str = ""
    count: int = 0
    pages: tuple[ev.PageRef, ...] = ()
    number: str = ""
    received_at: str = ""
    verifier: str = ""
    verified_at: str = ""
    receipt: str = ""
    """The receipt of the earlier application whose file is used again; empty for one's own."""
    returned: int = 0
    """Originals that went back to the applicant."""

    @property
    def received(self) -> bool:
        """Whether anything was handed in for this line."""
        return bool(self.medium)


@dataclass(frozen=True, slots=True)
class Result:
    """A paper that comes out of the case: how it arrived, how it left."""

    arrived: life.ResultArrived
    handed: life.ResultHandedOver | None = None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything the window shows of a case."""

    received: ev.ApplicationReceived
    """The application with every correction of its form since."""
    state: CaseState
    materials: tuple[Material, ...]
    papers: tuple[Paper, ...] = ()
    course: Course = field(default_factory=Course)
    defects: tuple[ev.DefectText, ...] = ()
    reasons: tuple[ev.ReasonText, ...] = ()
    competent_organ: str = ""
    corrections: int = 0
    decided_at: str = ""
    """When acceptance was decided last."""
    department: str = ""
    """Who has the papers, where a department accepts."""
    stage: str = ""
    """The stream of the stage application it belongs to; empty for a case of its own."""
    deemed: bool = False
    """默认: accepted because nobody answered in time (行政许可法 32)."""
    opinions: tuple[life.OpinionRelayed, ...] = ()
    decision: life.DecisionMade | None = None
    results: tuple[Result, ...] = ()
    ended: str = ""
    """Why it was returned, withdrawn or terminated."""
    visitor: ev.Deliverer | None = None
    """Who came last after the application was received."""
    brought_at: str = ""
    """When it was filed, or when something came after a correction was asked for."""
    unknown: bool = False
    """An event of a newer program was met: read-only here until the update."""

    @property
    def item(self) -> str:
        """Code of its item."""
        return self.received.item

    @property
    def limits(self) -> tuple[ev.LimitLine, ...]:
        """The limits that run, under the rules now in force."""
        return self.course.limits

    @property
    def deliverer(self) -> ev.Deliverer:
        """Who stood at the counter last."""
        return self.visitor or self.received.deliverer

    @property
    def online(self) -> bool:
        """网上件: filed online, nobody stood at a counter (001D七(一))."""
        return self.received.channel == ev.ONLINE

    @property
    def waiting(self) -> bool:
        """Whether the last that came, came online, and nobody has decided on it since."""
        fresh = self.state is CaseState.RECEIVED or (
            self.state is CaseState.CORRECTION and self.brought_at > self.decided_at
        )
        return fresh and self.deliverer.source == ev.PORTAL

    def values(self) -> dict[str, str]:
        """The form's kept values by key, sealed ones opened as far as they are here."""
        plain = {entry.key: entry.value for entry in self.received.form}
        sealed = {entry.key: entry.value.value or "" for entry in self.received.sealed_form}
        return plain | sealed

    def material(self, key: str) -> Material | None:
        """The material of a checklist line."""
        return next((one for one in self.materials if one.line.key == key), None)

    def paper(self, number: str) -> Paper | None:
        """The paper with this number."""
        return find(self.papers, number)

    def result(self, key: str) -> Result | None:
        """The result of this key."""
        return next((one for one in self.results if one.arrived.result == key), None)

    @property
    def open_limits(self) -> tuple[ev.LimitLine, ...]:
        """The limits that run: none of a case that is over, no service once the paper is out."""
        if self.state in OVER:
            return ()
        served = any(p.kind is NoticeKind.ACCEPTANCE and p.copies_out for p in self.papers)
        return tuple(one for one in self.limits if not (served and one.ends == "notice_served"))

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the number of the receipt."""
        return self.received.project_name, number_of(self.papers, NoticeKind.RECEIPT)


def allows(record: CaseRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: CaseRecord | None, event: AnyEvent) -> CaseRecord | None:
    """The only way a case changes; total: a known event never raises.

    An event without a cell, such as any before ``ApplicationReceived``, leaves all as it is.
    """
    if isinstance(event, ev.ApplicationReceived):
        return record if record is not None else _opened(event)
    if record is None:
        return None
    change = _CHANGES.get(type(event))
    if change is None:
        return replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag_of(event)))
    if state is None:
        return record
    changed = change(record, event)
    return changed if changed.state is state else replace(changed, state=state)


def _opened(event: ev.ApplicationReceived) -> CaseRecord:
    lines = tuple(Material(line) for line in event.checklist)
    course = Course().reached("handed_over", event.received_at, event.limits)
    at = event.received_at
    return CaseRecord(event, CaseState.RECEIVED, lines, course=course, brought_at=at)


def _on_material(record: CaseRecord, event: ev.MaterialReceived) -> CaseRecord:
    def fill(one: Material) -> Material:
        # A later delivery for the same line replaces the paper and asks for a new look at it.
        return Material(
            one.line, event.medium, event.count, event.pages, event.number, event.received_at
        )

    return _brought(_with_material(record, event.line, fill), event.received_at)


def _on_reused(record: CaseRecord, event: ev.MaterialReused) -> CaseRecord:
    def fill(one: Material) -> Material:
        return Material(
            line=one.line,
            medium=event.medium,
            count=event.count,
            pages=event.pages,
            received_at=event.reused_at,
            verifier=event.verifier,
            verified_at=event.verified_at,
            receipt=event.receipt,
        )

    return _brought(_with_material(record, event.line, fill), event.reused_at)


def _on_original(record: CaseRecord, event: ev.OriginalVerified) -> CaseRecord:
    def mark(one: Material) -> Material:
        return replace(one, verifier=event.verifier, verified_at=event.verified_at)

    return _with_material(record, event.line, mark)


def _on_visitor(record: CaseRecord, event: ev.VisitorCame) -> CaseRecord:
    return replace(record, visitor=event.deliverer)


def _on_form(record: CaseRecord, event: ev.FormCorrected) -> CaseRecord:
    """A key may turn from a plain one into a sealed one and back."""
    told = {one.key for one in event.form} | {one.key for one in event.sealed_form}
    told |= set(event.cleared)
    plain = tuple(one for one in record.received.form if one.key not in told)
    sealed = tuple(one for one in record.received.sealed_form if one.key not in told)
    received = structs.replace(
        record.received,
        form=(*plain, *event.form),
        sealed_form=(*sealed, *event.sealed_form),
        declaration_made=event.declaration_made,
    )
    return _brought(replace(record, received=received), event.corrected_at)


def _brought(record: CaseRecord, at: str) -> CaseRecord:
    """The window waits for nothing any more: what it asked for has come, or some of it."""
    return replace(record, brought_at=at) if record.state is CaseState.CORRECTION else record


def _on_checklist(record: CaseRecord, event: ev.ChecklistChanged) -> CaseRecord:
    kept = tuple(
        one for one in record.materials if one.received or one.line.key not in event.dropped
    )
    known = {one.line.key for one in kept}
    added = tuple(Material(line) for line in event.added if line.key not in known)
    return replace(record, materials=(*kept, *added))


def _on_given_back(record: CaseRecord, event: life.OriginalReturned) -> CaseRecord:
    def count(one: Material) -> Material:
        return replace(one, returned=one.returned + event.count)

    return _with_material(record, event.line, count)


def _with_material(
    record: CaseRecord, key: str, change: Callable[[Material], Material]
) -> CaseRecord:
    changed = tuple(change(one) if one.line.key == key else one for one in record.materials)
    return replace(record, materials=changed)


def _on_accepted(record: CaseRecord, event: ev.ApplicationAccepted) -> CaseRecord:
    course = record.course.reached("decided", event.decided_at).reached(
        "accepted", event.decided_at, event.limits
    )
    return replace(record, course=course, defects=(), reasons=(), decided_at=event.decided_at)


def _on_deemed(record: CaseRecord, event: life.ApplicationDeemedAccepted) -> CaseRecord:
    course = record.course.reached("decided", event.found_at).reached(
        "accepted", event.accepted_at, event.limits
    )
    return replace(record, course=course, deemed=True, decided_at=event.accepted_at)


def _on_correction(record: CaseRecord, event: ev.CorrectionRequested) -> CaseRecord:
    return replace(
        record,
        defects=event.defects,
        course=record.course.reached("decided", event.decided_at).without(DECIDED),
        corrections=record.corrections + 1,
        decided_at=event.decided_at,
    )


def _on_refused(record: CaseRecord, event: ev.ApplicationRefused) -> CaseRecord:
    return replace(
        record,
        reasons=event.reasons,
        competent_organ=event.competent_organ,
        course=record.course.reached("decided", event.decided_at).ended(),
        decided_at=event.decided_at,
    )


def _on_handed_over(record: CaseRecord, event: life.PapersHandedOver) -> CaseRecord:
    return replace(record, department=event.department)


def _on_joined(record: CaseRecord, event: life.StageJoined) -> CaseRecord:
    return replace(record, stage=event.stage)


def _on_reviewed(record: CaseRecord, event: life.ReviewFinished) -> CaseRecord:
    return replace(record, course=record.course.reached("reviewed", event.reviewed_at))


def _on_opinion(record: CaseRecord, event: life.OpinionRelayed) -> CaseRecord:
    return replace(record, opinions=(*record.opinions, event))


def _on_decision(record: CaseRecord, event: life.DecisionMade) -> CaseRecord:
    course = record.course.reached("determined", event.decided_at, event.limits)
    return replace(record, decision=event, course=course)


def _on_completed(record: CaseRecord, event: life.CaseCompleted) -> CaseRecord:
    course = record.course.reached("completed", event.completed_at, event.limits)
    if record.decision is None:
        # Else a recount would bring back the limit of a decision that is no more to be made.
        course = course.reached("determined", event.completed_at).without("determined")
    return replace(record, course=course)


def _on_result(record: CaseRecord, event: life.ResultArrived) -> CaseRecord:
    before = record.result(event.result)
    if before is None:
        return replace(record, results=(*record.results, Result(event)))
    changed = replace(before, arrived=event)
    return replace(
        record, results=tuple(changed if one is before else one for one in record.results)
    )


def _on_result_out(record: CaseRecord, event: life.ResultHandedOver) -> CaseRecord:
    results = tuple(
        replace(one, handed=event) if one.arrived.result == event.result else one
        for one in record.results
    )
    # What was owed to the applicant ends when the last result has left.
    course = record.course.reached("licence_delivered", event.handed_at)
    if all(one.handed for one in results):
        course = course.without("licence_delivered")
    return replace(record, results=results, course=course)


def _on_suspended(record: CaseRecord, event: life.CaseSuspended) -> CaseRecord:
    return replace(record, course=record.course.stopped(event.pause, event.limits))


def _on_resumed(record: CaseRecord, event: life.CaseResumed) -> CaseRecord:
    return replace(record, course=record.course.resumed(event.resumed_at, event.limits))


def _on_extended(record: CaseRecord, event: life.LimitExtended) -> CaseRecord:
    return replace(record, course=record.course.extended(event.limit, event.days, event.limits))


def _on_end(
    record: CaseRecord, event: life.CaseReturned | life.CaseWithdrawn | life.CaseTerminated
) -> CaseRecord:
    return replace(record, ended=event.reason, course=record.course.ended())


def _on_paper(record: CaseRecord, event: AnyEvent) -> CaseRecord:
    return replace(record, papers=on_paper(record.papers, event))


_CHANGES: dict[type, Callable[..., CaseRecord]] = {
    ev.MaterialReceived: _on_material,
    ev.MaterialReused: _on_reused,
    ev.OriginalVerified: _on_original,
    ev.ApplicationAccepted: _on_accepted,
    ev.CorrectionRequested: _on_correction,
    ev.ApplicationRefused: _on_refused,
    ev.VisitorCame: _on_visitor,
    ev.FormCorrected: _on_form,
    ev.ChecklistChanged: _on_checklist,
    ev.NoticeIssued: _on_paper,
    ev.NoticeFiled: _on_paper,
    ev.NoticePrinted: _on_paper,
    life.PapersHandedOver: _on_handed_over,
    life.StageJoined: _on_joined,
    life.ApplicationDeemedAccepted: _on_deemed,
    life.ReviewFinished: _on_reviewed,
    life.OpinionRelayed: _on_opinion,
    life.DecisionMade: _on_decision,
    life.CaseCompleted: _on_completed,
    life.ResultArrived: _on_result,
    life.ResultHandedOver: _on_result_out,
    life.CaseSuspended: _on_suspended,
    life.CaseResumed: _on_resumed,
    life.LimitExtended: _on_extended,
    life.CaseReturned: _on_end,
    life.CaseWithdrawn: _on_end,
    life.CaseTerminated: _on_end,
    life.OriginalReturned: _on_given_back,
}
