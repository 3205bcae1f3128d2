"""The states of a case and the one table of what may happen in which."""

from enum import StrEnum

from casework.records.papers import PAPER_EVENTS


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    """收件: handed over, no decision yet"""
    CORRECTION = "correction"
    """补正: everything missing was told once, the applicant is to bring it"""
    HANDED = "handed"
    """The department that accepts has the papers"""
    ACCEPTED = "accepted"
    """受理"""
    REFUSED = "refused"
    """不予受理: the case ends here"""
    REVIEWED = "reviewed"
    """审核 is done"""
    SUSPENDED = "suspended"
    """The clocks stand still for a served cause"""
    DECIDED = "decided"
    """准予 or 不予, by the organ"""
    COMPLETED = "completed"
    """办结"""
    ISSUED = "issued"
    """出件: a result left the window"""
    RETURNED = "returned"
    """退回 before completion: this item is over, its stage waits"""
    WITHDRAWN = "withdrawn"
    """撤回 by the applicant"""
    TERMINATED = "terminated"
    """终止 without a result"""


UNDECIDED = (CaseState.RECEIVED, CaseState.CORRECTION, CaseState.HANDED)
"""No decision on acceptance yet that ends the intake."""
RUNNING = (CaseState.ACCEPTED, CaseState.REVIEWED)
"""Accepted, and the clocks run."""
OVER = (CaseState.REFUSED, CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.TERMINATED)
"""Ended without a result."""

_OF_A_VISIT = ("VisitorCame.v1", "FormCorrected.v1", "ChecklistChanged.v1")
_INTAKE: dict[tuple[CaseState | None, str], CaseState] = {
    (None, "ApplicationReceived.v1"): CaseState.RECEIVED,
    **{(state, "ApplicationAccepted.v1"): CaseState.ACCEPTED for state in UNDECIDED},
    **{(state, "CorrectionRequested.v1"): CaseState.CORRECTION for state in UNDECIDED},
    **{(state, "ApplicationRefused.v1"): CaseState.REFUSED for state in UNDECIDED},
    **{(state, "MaterialReceived.v1"): state for state in UNDECIDED},
    **{(state, "MaterialReused.v1"): state for state in UNDECIDED},
    **{(state, "OriginalVerified.v1"): state for state in UNDECIDED},
    **{(state, tag): state for state in UNDECIDED for tag in _OF_A_VISIT},
    (CaseState.RECEIVED, "StageJoined.v1"): CaseState.RECEIVED,
    (CaseState.RECEIVED, "PapersHandedOver.v1"): CaseState.HANDED,
    (CaseState.CORRECTION, "PapersHandedOver.v1"): CaseState.HANDED,
    (CaseState.RECEIVED, "ApplicationDeemedAccepted.v1"): CaseState.ACCEPTED,
    (CaseState.HANDED, "ApplicationDeemedAccepted.v1"): CaseState.ACCEPTED,
}
_HANDLING: dict[tuple[CaseState | None, str], CaseState] = {
    (CaseState.ACCEPTED, "ReviewFinished.v1"): CaseState.REVIEWED,
    **{(state, "DecisionMade.v1"): CaseState.DECIDED for state in RUNNING},
    **{(state, "LimitExtended.v1"): state for state in RUNNING},
    **{(state, "CaseSuspended.v1"): CaseState.SUSPENDED for state in RUNNING},
    (CaseState.SUSPENDED, "CaseResumed.v1"): CaseState.ACCEPTED,
    **{
        (state, "OpinionRelayed.v1"): state
        for state in (*RUNNING, CaseState.SUSPENDED, CaseState.DECIDED)
    },
    **{(state, "CaseCompleted.v1"): CaseState.COMPLETED for state in (*RUNNING, CaseState.DECIDED)},
    **{
        (state, "ResultArrived.v1"): state
        for state in (*RUNNING, CaseState.DECIDED, CaseState.COMPLETED, CaseState.ISSUED)
    },
    **{
        (state, "ResultHandedOver.v1"): CaseState.ISSUED
        for state in (CaseState.COMPLETED, CaseState.ISSUED)
    },
}
_ENDS: dict[tuple[CaseState | None, str], CaseState] = {
    **{(state, "CaseReturned.v1"): CaseState.RETURNED for state in (*RUNNING, CaseState.SUSPENDED)},
    **{
        (state, "CaseWithdrawn.v1"): CaseState.WITHDRAWN
        for state in (*UNDECIDED, *RUNNING, CaseState.SUSPENDED)
    },
    **{
        (state, "CaseTerminated.v1"): CaseState.TERMINATED
        for state in (CaseState.CORRECTION, *RUNNING, CaseState.SUSPENDED)
    },
    **{(state, "OriginalReturned.v1"): state for state in CaseState},
    **{(state, tag): state for state in CaseState for tag in PAPER_EVENTS},
}
TRANSITIONS: dict[tuple[CaseState | None, str], CaseState] = {**_INTAKE, **_HANDLING, **_ENDS}
"""The whole state machine; an event without a cell here changes nothing."""
