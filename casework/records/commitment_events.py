"""The stream ``commitment``: told, chosen, promised, decided, supplemented, verified, rescinded.

Whatever was told or promised is copied here word for word with the rules it came from, so that the
stream proves by itself who was told what, when and by which version (001A-18, -19).
"""

from enum import StrEnum

import msgspec

from casework.records.case_events import DefectText, LimitLine, PageRef, ReasonText
from casework.records.event import Event
from casework.records.sealed import Sealed


class Verdict(StrEnum):
    """What the department says of a supplemented material (001A-15)."""

    PASSED = "passed"
    TO_CORRECT = "to_correct"
    """可以补正: owed again within the promised term"""
    INCURABLE = "incurable"
    """不符合要求且无法补正: a ground for rescission"""


class Cause(StrEnum):
    """Why a decision upon commitment is rescinded; there is no other ground (001A-14, -15)."""

    NOT_SUPPLIED = "not_supplied"
    """未提交材料"""
    INCURABLE = "incurable"
    """材料不符合要求且无法补正"""
    OUT_OF_REACH = "out_of_reach"
    """无法达到审批法定条件"""
    NOT_RECTIFIED = "not_rectified"
    """逾期拒不整改或者整改后仍不符合条件"""


class RuleLine(msgspec.Struct, frozen=True):
    """By which rules: the pack as printed, its digest, the published list and its first day."""

    pack: str
    sha256: str
    list_version: str
    list_from: str


class CreditLine(msgspec.Struct, frozen=True):
    """What the credit list said, and how old it was; ``as_of`` is empty where there was none.

    ``source`` says where else it was looked up, empty where only the list was asked.
    """

    standing: str
    version: str
    as_of: str
    checked_at: str
    source: str = ""


class ToldLine(msgspec.Struct, frozen=True):
    """One telling (001A-7) or one promise (001A-8): its key, its words, its clause."""

    key: str
    text: str
    basis: str


class OwedLine(msgspec.Struct, frozen=True):
    """A material promised for the day ``until`` (ISO); ``term``: the longest, in working days."""

    line: str
    name: str
    form: str
    term: int
    until: str


class SignatureLine(msgspec.Struct, frozen=True):
    """Who signed in which role; ``stamped`` is the unit's seal (001A-9).

    For an agent: the checklist line of the authorisation, and how the agent's identity is known.
    """

    role: str
    signer_name: Sealed[str]
    signed: bool
    stamped: bool
    authorisation: str = ""
    identity: str = ""


class IntermediaryLine(msgspec.Struct, frozen=True):
    """The intermediary's own commitment, signed and sealed on the application (001A-9)."""

    unit: str
    credit_code: str
    signed: bool
    stamped: bool


class CommitmentOffered(Event, frozen=True, tag="CommitmentOffered.v1"):
    """The six tellings were given on paper and commitment was offered (001A-7, -12).

    ``suggested`` names the assessed area that speaks for it (001A-4), empty without one.
    """

    item: str
    item_name: str
    project_name: str
    number: str
    rule: RuleLine
    tellings: tuple[ToldLine, ...]
    credit: CreditLine
    suggested: str
    paper: str
    by: str
    told_at: str


class CommitmentChosen(Event, frozen=True, tag="CommitmentChosen.v1"):
    """The applicant chose commitment, by signature (001A-12)."""

    role: str
    signer_name: Sealed[str]
    pages: tuple[PageRef, ...]
    by: str
    chosen_at: str


class OrdinaryRouteChosen(Event, frozen=True, tag="OrdinaryRouteChosen.v1"):
    """The applicant chose the ordinary route, by signature (001A-12)."""

    role: str
    signer_name: Sealed[str]
    pages: tuple[PageRef, ...]
    by: str
    chosen_at: str


class CommitmentDeclined(Event, frozen=True, tag="CommitmentDeclined.v1"):
    """A willing applicant's commitment is not taken, with coded reasons (001A-18(三))."""

    item: str
    item_name: str
    project_name: str
    number: str
    rule: RuleLine
    reasons: tuple[ReasonText, ...]
    credit: CreditLine
    paper: str
    by: str
    declined_at: str


class CommitmentDrawnUp(Event, frozen=True, tag="CommitmentDrawnUp.v1"):
    """The form was issued: the eight promises, and a day for every material that is missing."""

    rule: RuleLine
    promises: tuple[ToldLine, ...]
    owed: tuple[OwedLine, ...]
    paper: str
    by: str
    drawn_at: str


class CommitmentFaulty(Event, frozen=True, tag="CommitmentFaulty.v1"):
    """The form came back with defects; ``paper`` is the one-time notice that told them."""

    defects: tuple[DefectText, ...]
    paper: str
    by: str
    found_at: str


class CommitmentSigned(Event, frozen=True, tag="CommitmentSigned.v1"):
    """All eight promises were made and signed where the form has its place (001A-8, -9).

    ``compared_at``: when the clerk compared the scan with the paper (001A-8(五)).
    """

    promises: tuple[str, ...]
    signature: SignatureLine
    intermediaries: tuple[IntermediaryLine, ...]
    pages: tuple[PageRef, ...]
    compared_at: str
    by: str
    signed_at: str


class CommitmentAccepted(Event, frozen=True, tag="CommitmentAccepted.v1"):
    """The application was accepted upon the commitment; from here its papers bear the mark."""

    credit: CreditLine
    paper: str
    by: str
    accepted_at: str
    limits: tuple[LimitLine, ...]


class CommitmentDecided(Event, frozen=True, tag="CommitmentDecided.v1"):
    """准予 upon commitment, marked; ``paper`` told the supervision office (001A-10, -13)."""

    organ: str
    number: str
    mark: str
    rule: RuleLine
    credit: CreditLine
    paper: str
    by: str
    decided_at: str


class PromiseSupplied(Event, frozen=True, tag="PromiseSupplied.v1"):
    """A promised material was handed in; ``late``: after its day (001A-15)."""

    line: str
    medium: str
    count: int
    pages: tuple[PageRef, ...]
    number: str
    seen_at: str
    late: bool
    paper: str
    by: str
    supplied_at: str


class PromiseReviewed(Event, frozen=True, tag="PromiseReviewed.v1"):
    """The department's word on a supplemented material."""

    line: str
    verdict: Verdict
    text: str
    by: str
    reviewed_at: str


class CommitmentFulfilled(Event, frozen=True, tag="CommitmentFulfilled.v1"):
    """Everything promised is there; nothing ordinary is issued instead (001A-10)."""

    fulfilled_at: str


class PromisesVerified(Event, frozen=True, tag="PromisesVerified.v1"):
    """核查: whether things are as promised (001A-14)."""

    kept: bool
    means: str
    text: str
    by: str
    verified_at: str


class RectificationOrdered(Event, frozen=True, tag="RectificationOrdered.v1"):
    """要求限期整改: what, and until when as its limit says (001A-14)."""

    text: str
    by: str
    ordered_at: str
    limits: tuple[LimitLine, ...]


class RectificationPassed(Event, frozen=True, tag="RectificationPassed.v1"):
    """What was ordered is done."""

    text: str
    by: str
    checked_at: str


class RectificationFailed(Event, frozen=True, tag="RectificationFailed.v1"):
    """整改后仍不符合条件: a ground for rescission."""

    text: str
    by: str
    checked_at: str


class DecisionRescinded(Event, frozen=True, tag="DecisionRescinded.v1"):
    """撤销 by the department, with the cases further on that it concerns (001A-14, -15)."""

    cause: Cause
    reason: str
    basis: str
    organ: str
    number: str
    dependents: tuple[str, ...]
    paper: str
    by: str
    rescinded_at: str


class UpstreamRescinded(Event, frozen=True, tag="UpstreamRescinded.v1"):
    """上一环节已撤销: marks a case further on; to suspend it is its own department's act."""

    project_name: str
    number: str
    upstream: str
    upstream_item: str
    upstream_name: str
    decision: str
    organ: str
    reason: str
    rescinded_at: str


class CommitmentEnded(Event, frozen=True, tag="CommitmentEnded.v1"):
    """The case ended without a decision upon commitment; ``through``: the tag of what ended it."""

    through: str
    by: str
    ended_at: str


EVENTS: tuple[type[Event], ...] = (
    CommitmentOffered,
    CommitmentChosen,
    OrdinaryRouteChosen,
    CommitmentDeclined,
    CommitmentDrawnUp,
    CommitmentFaulty,
    CommitmentSigned,
    CommitmentAccepted,
    CommitmentDecided,
    PromiseSupplied,
    PromiseReviewed,
    CommitmentFulfilled,
    PromisesVerified,
    RectificationOrdered,
    RectificationPassed,
    RectificationFailed,
    DecisionRescinded,
    UpstreamRescinded,
    CommitmentEnded,
)
WITH_PAGES = (CommitmentChosen, OrdinaryRouteChosen, CommitmentSigned, PromiseSupplied)
"""Events that name scanned pages."""
