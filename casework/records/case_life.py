"""The life of a case after its intake: handed over, reviewed, decided, completed, issued, or ended.

For items of the general kind (004 ch. 2) the departments act through the hub; procedures with a
course of their own (joint acceptance, survey) only complete or terminate their case here.
"""

from casework.records.case_events import LimitLine
from casework.records.course import PauseLine
from casework.records.event import Event
from casework.records.sealed import Sealed


class PapersHandedOver(Event, frozen=True, tag="PapersHandedOver.v1"):
    """The window gave what it received to the department that accepts (004-9, obligations 0b a)."""

    department: str
    handed_at: str


class StageJoined(Event, frozen=True, tag="StageJoined.v1"):
    """The case stands for an item of a stage application; ``stage`` is that stream (004-7)."""

    stage: str


class ApplicationDeemedAccepted(Event, frozen=True, tag="ApplicationDeemedAccepted.v1"):
    """No notice within five working days: accepted on the day of receipt (行政许可法 32)."""

    accepted_at: str
    found_at: str
    limits: tuple[LimitLine, ...]


class ReviewFinished(Event, frozen=True, tag="ReviewFinished.v1"):
    """审核: the department has looked into the matter."""

    department: str
    opinion: str
    reviewed_at: str


class OpinionRelayed(Event, frozen=True, tag="OpinionRelayed.v1"):
    """One department's opinion, relayed on arrival with its time and content (004-13)."""

    department: str
    text: str
    relayed_at: str


class DecisionMade(Event, frozen=True, tag="DecisionMade.v1"):
    """批准 or not, by the organ; ``mark`` are words that every later paper bears."""

    approved: bool
    organ: str
    number: str
    reasons: tuple[str, ...]
    decided_at: str
    mark: str
    limits: tuple[LimitLine, ...]


class CaseCompleted(Event, frozen=True, tag="CaseCompleted.v1"):
    """业务办结; ``offline_reason`` is coded where no e-licence file could be made (001E-11②)."""

    completed_at: str
    offline_reason: str
    limits: tuple[LimitLine, ...]


class ResultArrived(Event, frozen=True, tag="ResultArrived.v1"):
    """A result reached the issuing window: on paper, or as a file, or both (001D七(五)1)."""

    result: str
    name: str
    number: str
    paper: bool
    file_sha256: str
    sealed_by: str
    """Whose seal it bears; empty when it bears none."""
    arrived_at: str


class ResultHandedOver(Event, frozen=True, tag="ResultHandedOver.v1"):
    """A result left the window: picked up, posted with a number, or printed by the applicant."""

    result: str
    means: str
    proof: str
    recipient_name: Sealed[str]
    handed_at: str


class CaseSuspended(Event, frozen=True, tag="CaseSuspended.v1"):
    """The clocks stop for a cause that the pack lists, told by a served paper (0b n)."""

    pause: PauseLine
    limits: tuple[LimitLine, ...]


class CaseResumed(Event, frozen=True, tag="CaseResumed.v1"):
    """The clocks go on."""

    resumed_at: str
    limits: tuple[LimitLine, ...]


class LimitExtended(Event, frozen=True, tag="LimitExtended.v1"):
    """The organ's head approved more time (行政许可法 42), told by a notice."""

    limit: str
    days: int
    reason: str
    approver: str
    """Office of who approved it, not a name."""
    paper: str
    extended_at: str
    limits: tuple[LimitLine, ...]


class CaseReturned(Event, frozen=True, tag="CaseReturned.v1"):
    """退回 before completion: this item ends, its stage pauses (004-12)."""

    department: str
    reason: str
    returned_at: str


class CaseWithdrawn(Event, frozen=True, tag="CaseWithdrawn.v1"):
    """撤回 by the applicant."""

    reason: str
    withdrawn_at: str


class CaseTerminated(Event, frozen=True, tag="CaseTerminated.v1"):
    """终止: the procedure ends without a result."""

    code: str
    reason: str
    basis: str
    terminated_at: str


class OriginalReturned(Event, frozen=True, tag="OriginalReturned.v1"):
    """An original went back to the applicant, line by line."""

    line: str
    count: int
    recipient_name: Sealed[str]
    returned_at: str


EVENTS: tuple[type[Event], ...] = (
    PapersHandedOver,
    StageJoined,
    ApplicationDeemedAccepted,
    ReviewFinished,
    OpinionRelayed,
    DecisionMade,
    CaseCompleted,
    ResultArrived,
    ResultHandedOver,
    CaseSuspended,
    CaseResumed,
    LimitExtended,
    CaseReturned,
    CaseWithdrawn,
    CaseTerminated,
    OriginalReturned,
)
