"""A case decided upon commitment (告知承诺): its table of states and the fold of its events."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from casework.records import commitment_events as ev
from casework.records.case_events import LimitLine
from casework.records.course import Course
from casework.records.event import AnyEvent, Event, tag_of

EVENTS = ev.EVENTS
MARKING = "UpstreamRescinded.v1"
"""The hub marks a case whatever is done to it meanwhile at a window."""
AT_WINDOW: tuple[type[Event], ...] = (
    ev.CommitmentOffered,
    ev.CommitmentChosen,
    ev.OrdinaryRouteChosen,
    ev.CommitmentDeclined,
    ev.CommitmentDrawnUp,
    ev.CommitmentFaulty,
    ev.CommitmentSigned,
    ev.CommitmentAccepted,
    ev.PromiseSupplied,
    ev.CommitmentEnded,
)
"""What a window may write, also without a network; the rest is the departments' at the hub."""
MARK = "承诺审批"
"""What licences and decisions have to bear (001A-10)."""


class CommitmentState(StrEnum):
    """Where a commitment stands."""

    UNTOLD = "untold"
    """Nothing was offered; the stream only tells that an earlier decision was rescinded"""
    OFFERED = "offered"
    """已告知: told on paper, the choice is the applicant's"""
    ORDINARY = "ordinary"
    """自选一般程序"""
    DECLINED = "declined"
    """不适用告知承诺, with coded reasons; the ordinary route stays open"""
    CHOSEN = "chosen"
    """自选告知承诺"""
    DRAWN = "drawn"
    """承诺书已出具: to be signed"""
    SIGNED = "signed"
    """已承诺"""
    ACCEPTED = "accepted"
    """已受理, to be decided"""
    DECIDED = "decided"
    """已作出承诺审批决定: supplements and verification are open"""
    FULFILLED = "fulfilled"
    """已补齐"""
    RECTIFYING = "rectifying"
    """限期整改"""
    RESCINDED = "rescinded"
    """已撤销"""
    ENDED = "ended"
    """The case ended before a decision"""


_BEFORE = (
    CommitmentState.UNTOLD,
    CommitmentState.OFFERED,
    CommitmentState.ORDINARY,
    CommitmentState.DECLINED,
    CommitmentState.CHOSEN,
    CommitmentState.DRAWN,
    CommitmentState.SIGNED,
)
"""Before acceptance: all may be told anew, declined, or given up for the ordinary route."""
_GRANTED = (CommitmentState.DECIDED, CommitmentState.FULFILLED)
_OWING = (CommitmentState.ACCEPTED, CommitmentState.DECIDED, CommitmentState.RECTIFYING)
MARKED = (*_OWING, CommitmentState.FULFILLED, CommitmentState.RESCINDED)
"""From acceptance on every paper of the case bears the mark, also after the supplement."""
_STILL_OPEN = (
    CommitmentState.OFFERED,
    CommitmentState.ORDINARY,
    CommitmentState.CHOSEN,
    CommitmentState.DRAWN,
    CommitmentState.SIGNED,
)

TRANSITIONS: dict[tuple[CommitmentState | None, str], CommitmentState] = {
    (None, "CommitmentOffered.v1"): CommitmentState.OFFERED,
    **{(state, "CommitmentOffered.v1"): CommitmentState.OFFERED for state in _BEFORE},
    (None, "CommitmentDeclined.v1"): CommitmentState.DECLINED,
    **{(state, "CommitmentDeclined.v1"): CommitmentState.DECLINED for state in _BEFORE},
    (CommitmentState.OFFERED, "CommitmentChosen.v1"): CommitmentState.CHOSEN,
    (CommitmentState.ORDINARY, "CommitmentChosen.v1"): CommitmentState.CHOSEN,
    **{
        (state, "OrdinaryRouteChosen.v1"): CommitmentState.ORDINARY
        for state in _STILL_OPEN
        if state is not CommitmentState.ORDINARY
    },
    (CommitmentState.CHOSEN, "CommitmentDrawnUp.v1"): CommitmentState.DRAWN,
    (CommitmentState.DRAWN, "CommitmentDrawnUp.v1"): CommitmentState.DRAWN,
    (CommitmentState.SIGNED, "CommitmentDrawnUp.v1"): CommitmentState.DRAWN,
    (CommitmentState.CHOSEN, "CommitmentFaulty.v1"): CommitmentState.CHOSEN,
    (CommitmentState.DRAWN, "CommitmentFaulty.v1"): CommitmentState.DRAWN,
    (CommitmentState.SIGNED, "CommitmentFaulty.v1"): CommitmentState.DRAWN,
    (CommitmentState.DRAWN, "CommitmentSigned.v1"): CommitmentState.SIGNED,
    (CommitmentState.SIGNED, "CommitmentAccepted.v1"): CommitmentState.ACCEPTED,
    (CommitmentState.ACCEPTED, "CommitmentDecided.v1"): CommitmentState.DECIDED,
    **{(state, "PromiseSupplied.v1"): state for state in _OWING},
    **{(state, "PromiseReviewed.v1"): state for state in _OWING},
    (CommitmentState.DECIDED, "CommitmentFulfilled.v1"): CommitmentState.FULFILLED,
    **{(state, "PromisesVerified.v1"): state for state in _GRANTED},
    **{(state, "RectificationOrdered.v1"): CommitmentState.RECTIFYING for state in _GRANTED},
    (CommitmentState.RECTIFYING, "RectificationPassed.v1"): CommitmentState.DECIDED,
    (CommitmentState.RECTIFYING, "RectificationFailed.v1"): CommitmentState.RECTIFYING,
    **{
        (state, "DecisionRescinded.v1"): CommitmentState.RESCINDED
        for state in (*_GRANTED, CommitmentState.RECTIFYING)
    },
    (CommitmentState.ACCEPTED, "CommitmentEnded.v1"): CommitmentState.ENDED,
    (None, "UpstreamRescinded.v1"): CommitmentState.UNTOLD,
    **{(state, "UpstreamRescinded.v1"): state for state in CommitmentState},
}
"""The whole state machine; an event without a cell here changes nothing."""

SUPPLEMENT, RECTIFICATION = "supplement.", "rectification"
"""Keys of the limits: one for every promised material (by its line), one for what was ordered."""
DECISION = "determined"
"""What ends the limit of the decision."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promised material: what came in for it last, and what the department said of that."""

    owed: ev.OwedLine
    supplied: ev.PromiseSupplied | None = None
    reviewed: ev.PromiseReviewed | None = None

    @property
    def due_again(self) -> bool:
        """Whether the applicant owes it: nothing came, or what came has to be corrected."""
        if self.reviewed is not None:
            return self.reviewed.verdict is ev.Verdict.TO_CORRECT
        return self.supplied is None

    @property
    def passed(self) -> bool:
        """Whether the department is content with it."""
        return self.reviewed is not None and self.reviewed.verdict is ev.Verdict.PASSED


@dataclass(frozen=True, slots=True)
class CommitmentRecord:
    """Everything the window shows of a commitment."""

    state: CommitmentState
    project_name: str
    number: str
    offered: ev.CommitmentOffered | None = None
    chosen: ev.CommitmentChosen | ev.OrdinaryRouteChosen | None = None
    declined: ev.CommitmentDeclined | None = None
    drawn: ev.CommitmentDrawnUp | None = None
    faults: tuple[ev.CommitmentFaulty, ...] = ()
    signed: ev.CommitmentSigned | None = None
    accepted: ev.CommitmentAccepted | None = None
    decided: ev.CommitmentDecided | None = None
    promised: tuple[Promised, ...] = ()
    verified: tuple[ev.PromisesVerified, ...] = ()
    ordered: ev.RectificationOrdered | None = None
    checked: ev.RectificationPassed | ev.RectificationFailed | None = None
    """What became of the last order."""
    rescinded: ev.DecisionRescinded | None = None
    upstream: tuple[ev.UpstreamRescinded, ...] = ()
    """上一环节已撤销: decisions this case builds on that are gone."""
    history: tuple[AnyEvent, ...] = ()
    """What was done here, in order: what a proof is made of."""
    course: Course = field(default_factory=Course)
    unknown: bool = False

    @property
    def mark(self) -> str:
        """The words every paper of the case has to bear now; empty for none."""
        return MARK if self.state in MARKED else ""

    def promise(self, line: str) -> Promised | None:
        """The promised material of a checklist line."""
        return next((one for one in self.promised if one.owed.line == line), None)

    @property
    def complete(self) -> bool:
        """Whether nothing promised is outstanding."""
        return all(one.passed for one in self.promised)

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """The decision until it is made, and what the applicant owes: materials, rectification."""
        if self.state not in _OWING:
            return ()
        owed = {SUPPLEMENT + one.owed.line for one in self.promised if one.due_again}
        if self.state is CommitmentState.RECTIFYING:
            owed.add(RECTIFICATION)
        due = DECISION if self.state is CommitmentState.ACCEPTED else None
        return tuple(one for one in self.course.limits if one.key in owed or one.ends == due)

    def limit(self, key: str) -> LimitLine | None:
        """A limit as it stands under the rules now in force, also one that was met."""
        return next((one for one in self.course.limits if one.key == key), None)

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the number of the case's receipt."""
        return self.project_name, self.number


def allows(record: CommitmentRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: CommitmentRecord | None, event: AnyEvent) -> CommitmentRecord | None:
    """Fold one event; one without a cell changes nothing."""
    if not isinstance(event, EVENTS):
        return replace(record, unknown=True) if record else None
    state = TRANSITIONS.get((record.state if record else None, tag_of(event)))
    if state is None:
        return record
    before = record or _opened(event)
    changed = _CHANGES[type(event)](before, event)
    if isinstance(event, ev.UpstreamRescinded):
        # Marks from outside stand beside what was done here: their place in time does not matter.
        return replace(changed, state=state)
    return replace(changed, state=state, history=(*before.history, event))


def _opened(event: AnyEvent) -> CommitmentRecord:
    name, number = str(getattr(event, "project_name", "")), str(getattr(event, "number", ""))
    return CommitmentRecord(CommitmentState.UNTOLD, name, number)


def _on_offered(record: CommitmentRecord, event: ev.CommitmentOffered) -> CommitmentRecord:
    # Whatever was chosen or promised upon an earlier telling does not hold for this one.
    return replace(
        record,
        project_name=event.project_name,
        number=event.number,
        offered=event,
        chosen=None,
        declined=None,
        drawn=None,
        signed=None,
        promised=(),
    )


def _on_chosen(
    record: CommitmentRecord, event: ev.CommitmentChosen | ev.OrdinaryRouteChosen
) -> CommitmentRecord:
    return replace(record, chosen=event, drawn=None, signed=None, promised=())


def _on_declined(record: CommitmentRecord, event: ev.CommitmentDeclined) -> CommitmentRecord:
    return replace(
        record,
        project_name=event.project_name,
        number=event.number,
        declined=event,
        drawn=None,
        signed=None,
        promised=(),
    )


def _on_drawn(record: CommitmentRecord, event: ev.CommitmentDrawnUp) -> CommitmentRecord:
    promised = tuple(map(Promised, event.owed))
    return replace(record, drawn=event, signed=None, promised=promised)


def _on_faulty(record: CommitmentRecord, event: ev.CommitmentFaulty) -> CommitmentRecord:
    return replace(record, faults=(*record.faults, event), signed=None)


def _on_signed(record: CommitmentRecord, event: ev.CommitmentSigned) -> CommitmentRecord:
    return replace(record, signed=event)


def _on_accepted(record: CommitmentRecord, event: ev.CommitmentAccepted) -> CommitmentRecord:
    course = record.course.reached("accepted", event.accepted_at, event.limits)
    return replace(record, accepted=event, course=course)


def _on_decided(record: CommitmentRecord, event: ev.CommitmentDecided) -> CommitmentRecord:
    course = record.course.reached("determined", event.decided_at)
    return replace(record, decided=event, course=course)


def _on_supplied(record: CommitmentRecord, event: ev.PromiseSupplied) -> CommitmentRecord:
    def fill(one: Promised) -> Promised:
        # A later delivery asks for a new look at it.
        return Promised(one.owed, event)

    return _with_promise(record, event.line, fill)


def _on_reviewed(record: CommitmentRecord, event: ev.PromiseReviewed) -> CommitmentRecord:
    def judge(one: Promised) -> Promised:
        return replace(one, reviewed=event)

    return _with_promise(record, event.line, judge)


def _with_promise(
    record: CommitmentRecord, line: str, change: Callable[[Promised], Promised]
) -> CommitmentRecord:
    changed = tuple(change(one) if one.owed.line == line else one for one in record.promised)
    return replace(record, promised=changed)


def _as_it_is(record: CommitmentRecord, _: AnyEvent) -> CommitmentRecord:
    return record


def _on_verified(record: CommitmentRecord, event: ev.PromisesVerified) -> CommitmentRecord:
    return replace(record, verified=(*record.verified, event))


def _on_ordered(record: CommitmentRecord, event: ev.RectificationOrdered) -> CommitmentRecord:
    return replace(record, ordered=event, checked=None, course=record.course.stating(event.limits))


def _on_checked(
    record: CommitmentRecord, event: ev.RectificationPassed | ev.RectificationFailed
) -> CommitmentRecord:
    return replace(record, checked=event)


def _on_rescinded(record: CommitmentRecord, event: ev.DecisionRescinded) -> CommitmentRecord:
    course = record.course.reached("rescinded", event.rescinded_at)
    return replace(record, rescinded=event, course=course)


def _on_upstream(record: CommitmentRecord, event: ev.UpstreamRescinded) -> CommitmentRecord:
    return replace(record, upstream=(*record.upstream, event))


_CHANGES: dict[type, Callable[..., CommitmentRecord]] = {
    ev.CommitmentOffered: _on_offered,
    ev.CommitmentChosen: _on_chosen,
    ev.OrdinaryRouteChosen: _on_chosen,
    ev.CommitmentDeclined: _on_declined,
    ev.CommitmentDrawnUp: _on_drawn,
    ev.CommitmentFaulty: _on_faulty,
    ev.CommitmentSigned: _on_signed,
    ev.CommitmentAccepted: _on_accepted,
    ev.CommitmentDecided: _on_decided,
    ev.PromiseSupplied: _on_supplied,
    ev.PromiseReviewed: _on_reviewed,
    ev.CommitmentFulfilled: _as_it_is,
    ev.PromisesVerified: _on_verified,
    ev.RectificationOrdered: _on_ordered,
    ev.RectificationPassed: _on_checked,
    ev.RectificationFailed: _on_checked,
    ev.DecisionRescinded: _on_rescinded,
    ev.UpstreamRescinded: _on_upstream,
    ev.CommitmentEnded: _as_it_is,
}
