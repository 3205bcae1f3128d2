"""The stream ``joint``: what happens to an accepted joint acceptance (001D七(三)–(六))."""

from enum import StrEnum

import msgspec

from casework.records.case_events import LimitLine, PageRef
from casework.records.course import PauseLine
from casework.records.event import Event


class Outcome(StrEnum):
    """验收意见: there is no third one, and none that cannot be told from these (001D七(五))."""

    PASSED = "passed"
    """合格"""
    RECTIFY = "rectify"
    """整改"""


class AnswerStep(StrEnum):
    """Where a department may fall silent, and answer afterwards all the same."""

    CONFIRM = "confirm"
    """资料审核确认"""
    OPINION = "opinion"
    """验收意见 and, where it is 整改, the list"""


class SubjectLine(msgspec.Struct, frozen=True):
    """A box that was ticked: who handles it and which papers come out of it.

    ``step`` names the moment (``archived``, ``filed``) that brings its last paper where that is a
    step of its own; it is empty where all papers come with the opinion.
    """

    key: str
    label: str
    department: str
    papers: tuple[str, ...]
    step: str


class PaperLine(msgspec.Struct, frozen=True):
    """A conclusion as a document: its name in the pack, its number, whether it bears a seal."""

    name: str
    number: str
    sealed: bool


class ConclusionLine(msgspec.Struct, frozen=True):
    """The opinion on one subject, by its key, with the papers that are there already."""

    key: str
    outcome: Outcome
    papers: tuple[PaperLine, ...] = ()


class MeasureLine(msgspec.Struct, frozen=True):
    """One thing to be rectified: the subject's key, what is wrong, what can be done about it."""

    key: str
    defect: str
    measure: str


class DoneLine(msgspec.Struct, frozen=True):
    """What the builder says was done about a subject."""

    key: str
    done: str


class JointOpened(Event, frozen=True, tag="JointOpened.v1"):
    """The procedure opens in the act of acceptance, for what was applied for and no more."""

    item: str
    item_name: str
    project_name: str
    unit: str
    number: str
    """Number of the case's receipt, by which lists name it."""
    led_by: str
    """牵头部门"""
    subjects: tuple[SubjectLine, ...]
    opened_at: str
    limits: tuple[LimitLine, ...]


class MaterialsPushed(Event, frozen=True, tag="MaterialsPushed.v1"):
    """The approval system has the materials and the lead department sees them (001D七(二))."""

    pushed_at: str
    limits: tuple[LimitLine, ...]


class MaterialsDistributed(Event, frozen=True, tag="MaterialsDistributed.v1"):
    """The lead department passed the materials on to every participant (001D七(三))."""

    distributed_at: str
    limits: tuple[LimitLine, ...]


class MaterialsConfirmed(Event, frozen=True, tag="MaterialsConfirmed.v1"):
    """A participant's answer: the joint acceptance can go ahead, or what stands against it yet."""

    department: str
    ready: bool
    note: str
    confirmed_at: str
    reached: tuple[str, ...]
    limits: tuple[LimitLine, ...]


class ConfirmationDeemed(Event, frozen=True, tag="ConfirmationDeemed.v1"):
    """默认 可以开展 (001D七(三)): nobody answered in time; made by the hub alone.

    ``pushed_at`` is when the task lay before the department, ``noticed_at`` and ``proof`` say when
    and how it took note of it, empty where it never did (001D八(二)4).
    """

    department: str
    pushed_at: str
    noticed_at: str
    proof: str
    due: str
    rule: str
    basis: str
    deemed_at: str
    reached: tuple[str, ...]
    limits: tuple[LimitLine, ...]


class SiteOpened(Event, frozen=True, tag="SiteOpened.v1"):
    """程序启动: every participant has confirmed, or is deemed to have; the ten days begin."""

    started_at: str
    limits: tuple[LimitLine, ...]


class SiteArranged(Event, frozen=True, tag="SiteArranged.v1"):
    """Time (ISO) and place of the site acceptance, told to participants and builder."""

    site_at: str
    place: str
    number: str
    """Number of the notice to the builder."""
    arranged_at: str


class SiteHeld(Event, frozen=True, tag="SiteHeld.v1"):
    """The site acceptance took place; ``attended`` names the departments that came."""

    held_at: str
    attended: tuple[str, ...]
    recorded_at: str
    limits: tuple[LimitLine, ...]


class OpinionGiven(Event, frozen=True, tag="OpinionGiven.v1"):
    """A department's opinion on everything it was asked for (001D七(五))."""

    department: str
    conclusions: tuple[ConclusionLine, ...]
    given_at: str
    reached: tuple[str, ...]
    limits: tuple[LimitLine, ...]


class RectificationListed(Event, frozen=True, tag="RectificationListed.v1"):
    """A department's measures, once and all of them; ``sealed`` as the source asks."""

    department: str
    measures: tuple[MeasureLine, ...]
    sealed: bool
    listed_at: str
    reached: tuple[str, ...]
    limits: tuple[LimitLine, ...]


class RectificationDeemed(Event, frozen=True, tag="RectificationDeemed.v1"):
    """默认 无整改要求, deemed passed (001D七(五)2): no list in time; made by the hub alone.

    ``had_said`` is the opinion that had been given without its list, empty for none at all.
    """

    department: str
    had_said: str
    pushed_at: str
    noticed_at: str
    proof: str
    due: str
    rule: str
    basis: str
    deemed_at: str
    reached: tuple[str, ...]
    limits: tuple[LimitLine, ...]


class JointSuspended(Event, frozen=True, tag="JointSuspended.v1"):
    """中止: the first 整改 stops what is counted from acceptance."""

    pause: PauseLine
    limits: tuple[LimitLine, ...]


class JointResumed(Event, frozen=True, tag="JointResumed.v1"):
    """The ceiling goes on: nothing is left to rectify and to inspect again."""

    resumed_at: str
    limits: tuple[LimitLine, ...]


class RectificationSummarised(Event, frozen=True, tag="RectificationSummarised.v1"):
    """整改意见汇总表: the lead sent all lists to the issuing window as one paper."""

    number: str
    summarised_at: str


class ResumptionApplied(Event, frozen=True, tag="ResumptionApplied.v1"):
    """The builder applied to go on: what was done about each subject, and the papers of it."""

    done: tuple[DoneLine, ...]
    pages: tuple[PageRef, ...]
    number: str
    """Number of the receipt for this application."""
    applied_at: str
    limits: tuple[LimitLine, ...]


class Reinspected(Event, frozen=True, tag="Reinspected.v1"):
    """复验 of what had not passed, by one department."""

    department: str
    conclusions: tuple[ConclusionLine, ...]
    given_at: str
    reached: tuple[str, ...]
    limits: tuple[LimitLine, ...]


class AllPassed(Event, frozen=True, tag="AllPassed.v1"):
    """Every subject applied for has passed, or is deemed to have."""

    passed_at: str
    limits: tuple[LimitLine, ...]


class ArchiveRecognised(Event, frozen=True, tag="ArchiveRecognised.v1"):
    """建设工程档案认可 (001D七(六)) with its document."""

    department: str
    key: str
    paper: PaperLine
    recognised_at: str
    limits: tuple[LimitLine, ...]


class CompletionRecorded(Event, frozen=True, tag="CompletionRecorded.v1"):
    """竣工验收备案 (001D七(六)) with its form."""

    department: str
    key: str
    paper: PaperLine
    recorded_at: str
    limits: tuple[LimitLine, ...]


class ConclusionDelivered(Event, frozen=True, tag="ConclusionDelivered.v1"):
    """A document that came after its opinion, or takes the place of one without a seal."""

    department: str
    key: str
    paper: PaperLine
    delivered_at: str


class LateAnswerKept(Event, frozen=True, tag="LateAnswerKept.v1"):
    """What a department said after it had been deemed to; kept beside, changes nothing."""

    department: str
    step: AnswerStep
    ready: bool
    conclusions: tuple[ConclusionLine, ...]
    measures: tuple[MeasureLine, ...]
    note: str
    answered_at: str


class ResultPushed(Event, frozen=True, tag="ResultPushed.v1"):
    """联合验收结果告知书: the lead sent the result to the issuing window (001D七(五)1)."""

    number: str
    pushed_at: str


class JointTerminated(Event, frozen=True, tag="JointTerminated.v1"):
    """终止: something failed the re-inspection too (001D七(五)); ``failed`` are subject keys."""

    failed: tuple[str, ...]
    number: str
    terminated_at: str


class JointWithdrawn(Event, frozen=True, tag="JointWithdrawn.v1"):
    """The builder took the application back before there was a result."""

    reason: str
    number: str
    withdrawn_at: str


class PapersReturned(Event, frozen=True, tag="PapersReturned.v1"):
    """退回申请材料: every original went back against a receipt."""

    number: str
    returned_at: str


AT_WINDOW: tuple[type[Event], ...] = (
    JointOpened,
    ResumptionApplied,
    JointWithdrawn,
    PapersReturned,
)
"""What a window may write; everything else happens at the hub, deemed outcomes above all."""

EVENTS: tuple[type[Event], ...] = (
    *AT_WINDOW,
    MaterialsPushed,
    MaterialsDistributed,
    MaterialsConfirmed,
    ConfirmationDeemed,
    SiteOpened,
    SiteArranged,
    SiteHeld,
    OpinionGiven,
    RectificationListed,
    RectificationDeemed,
    JointSuspended,
    JointResumed,
    RectificationSummarised,
    Reinspected,
    AllPassed,
    ArchiveRecognised,
    CompletionRecorded,
    ConclusionDelivered,
    LateAnswerKept,
    ResultPushed,
    JointTerminated,
)
