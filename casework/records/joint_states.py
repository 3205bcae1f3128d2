"""The states of a joint acceptance, the one table of what may happen in which, what it owes."""

from collections.abc import Mapping
from enum import StrEnum

from casework.records.notice import NoticeKind


class JointState(StrEnum):
    """How far a joint acceptance is."""

    OPENED = "opened"
    """The lead department is to distribute"""
    REVIEWING = "reviewing"
    """资料审核: the participants confirm"""
    SITE = "site"
    """现场验收: the procedure runs"""
    OPINIONS = "opinions"
    """确认验收意见"""
    RECTIFYING = "rectifying"
    """整改: the builder was told and works"""
    REINSPECTING = "reinspecting"
    """复验"""
    PASSED = "passed"
    """Every subject has passed"""
    ARCHIVED = "archived"
    """档案认可 is done"""
    RECORDED = "recorded"
    """竣工验收备案 is done"""
    CONCLUDED = "concluded"
    """The result is at the issuing window"""
    TERMINATED = "terminated"
    """终止: papers are to go back"""
    WITHDRAWN = "withdrawn"
    """Taken back by the builder"""
    RETURNED = "returned"
    """The papers went back"""


S = JointState
OVER = (S.CONCLUDED, S.TERMINATED, S.WITHDRAWN, S.RETURNED)
"""Nothing more is decided."""
BESIDE = ("MaterialsPushed.v1", "ConclusionDelivered.v1", "LateAnswerKept.v1")
"""Tags that are kept in any state and lead nowhere."""

TRANSITIONS: dict[tuple[JointState | None, str], JointState] = {
    (None, "JointOpened.v1"): S.OPENED,
    (S.OPENED, "MaterialsDistributed.v1"): S.REVIEWING,
    (S.REVIEWING, "MaterialsConfirmed.v1"): S.REVIEWING,
    (S.REVIEWING, "ConfirmationDeemed.v1"): S.REVIEWING,
    (S.REVIEWING, "SiteOpened.v1"): S.SITE,
    (S.SITE, "SiteArranged.v1"): S.SITE,
    (S.SITE, "SiteHeld.v1"): S.OPINIONS,
    **{
        (S.OPINIONS, tag): S.OPINIONS
        for tag in (
            "OpinionGiven.v1",
            "RectificationListed.v1",
            "RectificationDeemed.v1",
            "JointSuspended.v1",
            "JointResumed.v1",
        )
    },
    (S.OPINIONS, "AllPassed.v1"): S.PASSED,
    (S.OPINIONS, "RectificationSummarised.v1"): S.RECTIFYING,
    (S.RECTIFYING, "ResumptionApplied.v1"): S.REINSPECTING,
    (S.REINSPECTING, "Reinspected.v1"): S.REINSPECTING,
    (S.REINSPECTING, "JointResumed.v1"): S.REINSPECTING,
    (S.REINSPECTING, "AllPassed.v1"): S.PASSED,
    (S.REINSPECTING, "JointTerminated.v1"): S.TERMINATED,
    (S.PASSED, "ArchiveRecognised.v1"): S.ARCHIVED,
    (S.PASSED, "CompletionRecorded.v1"): S.RECORDED,
    (S.ARCHIVED, "CompletionRecorded.v1"): S.RECORDED,
    **{(state, "ResultPushed.v1"): S.CONCLUDED for state in (S.PASSED, S.ARCHIVED, S.RECORDED)},
    **{(state, "JointWithdrawn.v1"): S.WITHDRAWN for state in S if state not in OVER},
    (S.TERMINATED, "PapersReturned.v1"): S.RETURNED,
    (S.WITHDRAWN, "PapersReturned.v1"): S.RETURNED,
    **{(state, tag): state for state in S for tag in BESIDE},
}
"""The whole state machine; an event without a cell here changes nothing."""

OWED: Mapping[str, NoticeKind] = {
    "JointOpened.v1": NoticeKind.ACCEPTANCE,
    "SiteArranged.v1": NoticeKind.SITE,
    "RectificationSummarised.v1": NoticeKind.RECTIFICATION,
    "ResumptionApplied.v1": NoticeKind.RECEIPT,
    "ResultPushed.v1": NoticeKind.RESULT,
    "JointTerminated.v1": NoticeKind.TERMINATION,
    "JointWithdrawn.v1": NoticeKind.WITHDRAWAL,
    "PapersReturned.v1": NoticeKind.RETURN,
}
"""The paper that the act of an event issues to the builder."""
PRINTED_BEFORE: Mapping[str, frozenset[NoticeKind]] = {
    "ResumptionApplied.v1": frozenset({NoticeKind.RECTIFICATION}),
    "PapersReturned.v1": frozenset({NoticeKind.TERMINATION, NoticeKind.WITHDRAWAL}),
}
"""What of these was issued has to be in the builder's hands before the event can be."""
