"""The stream ``survey``: what follows the filing of a joint survey (001C四), bound to its case."""

from enum import StrEnum

import msgspec

from casework.records.case_events import LimitLine, PageRef
from casework.records.event import Event


class Standing(StrEnum):
    """What the list of surveyors says about one of them (001C四(四), obligations 0b q)."""

    CLEAR = "clear"
    LISTED = "listed"
    UNVERIFIED = "unverified"
    """未核验: the list is not here, or too old to say no."""


class Cause(StrEnum):
    """Why a result comes in."""

    FIRST = "first"
    FAULT = "fault"
    """重新测绘: the survey itself was faulty (001C四(四))."""
    RECTIFIED = "rectified"
    """The building was rectified and measured anew, and the result changed (001C四(五))."""


class SurveyorLine(msgspec.Struct, frozen=True):
    """The commissioned surveyor with its certificate, as checked on the day of filing."""

    unit: str
    code: str
    certificate: str
    valid_until: str
    sub_items: tuple[str, ...]
    blacklist: Standing


class TermLine(msgspec.Struct, frozen=True):
    """How long one survey may take: what the contract says, what the scheme says beside it.

    ``days`` (working days) and ``on`` (ISO day) are the contract's; ``recommended`` is the
    scheme's word where it has one and ``most`` the bound of what may be agreed, both in working
    days and 0 for none.
    """

    matter: str
    label: str
    days: int
    on: str
    recommended: int
    most: int


class SurveyPaperLine(msgspec.Struct, frozen=True):
    """One paper of annex 2 as the pack of that day asked for it."""

    key: str
    name: str
    handling: str
    """``ask`` or ``number`` (the number alone, since it is shared)."""
    required: bool
    form: str
    either: str
    """Papers of one group stand for each other; empty for a paper of its own."""
    number: str
    """The number that the form of the filing holds already."""
    offered: bool
    """A number may stand in the paper's place (001E-16)."""
    basis: str
    filed: bool
    """Handed in with the filing: not asked for again."""


class SurveyFiled(Event, frozen=True, tag="SurveyFiled.v1"):
    """备案 (001C四(一)): the commission is on file; ``number`` is that of its receipt.

    ``again`` says why a project that has a filing already got another one.
    """

    item: str
    number: str
    project: str
    project_code: str
    project_name: str
    builder: str
    builder_code: str
    filer: str
    """``builder`` or ``surveyor``."""
    surveyor: SurveyorLine
    investment: str
    area: str
    """In m², as decimal text."""
    size: str
    matters: tuple[str, ...]
    points: tuple[str, ...]
    """What the contract states."""
    terms: tuple[TermLine, ...]
    papers: tuple[SurveyPaperLine, ...]
    papers_to: str
    """``window`` or ``surveyor``."""
    papers_due: str
    """The moment by which they are to be there."""
    again: str
    filed_at: str
    limits: tuple[LimitLine, ...]


class SurveyFilingAcknowledged(Event, frozen=True, tag="SurveyFilingAcknowledged.v1"):
    """审批管理系统 has the filing; ``reference`` is its own word for it (opaque)."""

    reference: str
    by: str
    acknowledged_at: str


class SurveyPaperReceived(Event, frozen=True, tag="SurveyPaperReceived.v1"):
    """A paper of annex 2 came in, in one shape or several; a later delivery replaces it.

    ``compared_at`` says when the original was compared, empty where it was not.
    """

    line: str
    shapes: tuple[str, ...]
    count: int
    pages: tuple[PageRef, ...]
    number: str
    taken_by: str
    received_at: str
    compared_at: str


class SurveySiteReady(Event, frozen=True, tag="SurveySiteReady.v1"):
    """现场满足联合测绘条件: the limits of the contract run from this moment.

    ``shortened`` names the surveys whose agreed day lay beyond what may be agreed.
    """

    ready_at: str
    confirmed_by: str
    registered_at: str
    shortened: tuple[str, ...]
    limits: tuple[LimitLine, ...]


class SurveyDataRequested(Event, frozen=True, tag="SurveyDataRequested.v1"):
    """The surveyor needs base data of a department; ``task`` waits for the answer."""

    department: str
    detail: str
    task: str
    requested_at: str


class SurveyResultHandedIn(Event, frozen=True, tag="SurveyResultHandedIn.v1"):
    """A result of one survey: its report with its files; ``version`` counts from 1.

    ``absent`` are points of annex 4 that the clerk did not find; they hold nothing up.
    ``deviations`` is empty, ``marked`` or ``unmarked``.
    """

    matter: str
    label: str
    report: str
    version: int
    cause: Cause
    files: tuple[PageRef, ...]
    absent: tuple[str, ...]
    deviations: str
    builder_confirmed: bool
    handed_in_by: str
    channel: str
    handed_in_at: str
    limits: tuple[LimitLine, ...]


class SurveyResultAcknowledged(Event, frozen=True, tag="SurveyResultAcknowledged.v1"):
    """审批管理系统 has this version of a result."""

    matter: str
    version: int
    reference: str
    by: str
    acknowledged_at: str


class SurveyResultPassed(Event, frozen=True, tag="SurveyResultPassed.v1"):
    """A department looked through a result and has nothing against it."""

    matter: str
    version: int
    department: str
    passed_at: str


class SurveyResultFaulted(Event, frozen=True, tag="SurveyResultFaulted.v1"):
    """The survey was not done by the rules: it is to be done again after this opinion."""

    matter: str
    version: int
    department: str
    opinion: str
    faulted_at: str


class SurveyRectificationAsked(Event, frozen=True, tag="SurveyRectificationAsked.v1"):
    """What was built differs from what was permitted: the builder is to rectify it."""

    matter: str
    version: int
    department: str
    opinion: str
    asked_at: str


class SurveyFoundUnchanged(Event, frozen=True, tag="SurveyFoundUnchanged.v1"):
    """After the rectification ``part`` was measured anew, the rest checked: the result stands."""

    matter: str
    version: int
    part: str
    surveyed_at: str


class SurveyFoundChanged(Event, frozen=True, tag="SurveyFoundChanged.v1"):
    """After the rectification the result changed: the whole result of that survey is owed anew."""

    matter: str
    version: int
    part: str
    surveyed_at: str


class SurveyWithdrawn(Event, frozen=True, tag="SurveyWithdrawn.v1"):
    """The filing was taken back, such as when the contract was dissolved."""

    reason: str
    withdrawn_at: str


AT_WINDOW: tuple[type[Event], ...] = (
    SurveyFiled,
    SurveyFilingAcknowledged,
    SurveyPaperReceived,
    SurveySiteReady,
    SurveyDataRequested,
    SurveyResultHandedIn,
    SurveyResultAcknowledged,
    SurveyFoundUnchanged,
    SurveyFoundChanged,
    SurveyWithdrawn,
)
"""What a window may write; departments judge results at the hub."""

EVENTS: tuple[type[Event], ...] = (
    *AT_WINDOW,
    SurveyResultPassed,
    SurveyResultFaulted,
    SurveyRectificationAsked,
)
