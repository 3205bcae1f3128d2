"""The stream ``project``: who builds, how it came in, its parts, its results, how it ends."""

from enum import StrEnum

import msgspec

from casework.records.case_events import FormEntry, LimitLine, SealedEntry
from casework.records.event import Event


class Beginning(StrEnum):
    """Whether the project began before it came here (002图1注3)."""

    NEW = "new"
    """新建项目: not yet set up, nothing done"""
    IN_PROGRESS = "in_progress"
    """在建项目: matters of the four stages have been dealt with already"""


class Works(StrEnum):
    """What is built; all of these are projects, else no licence is given (002图1注4)."""

    NEW = "new"
    """新建"""
    EXTENSION = "extension"
    """扩建"""
    REBUILDING = "rebuilding"
    """改建"""
    ALTERATION = "alteration"
    """改造"""
    DECORATION = "decoration"
    """装修"""


class BuilderLine(msgspec.Struct, frozen=True):
    """One builder; ``code`` is its 统一社会信用代码 or the old 组织机构代码."""

    unit: str
    code: str


class DifferenceLine(msgspec.Struct, frozen=True):
    """What two sides say of one field; ``corrector`` is the department that settles it."""

    field: str
    ours: str
    theirs: str
    corrector: str


class ProjectRegistered(Event, frozen=True, tag="ProjectRegistered.v1"):
    """A project with its code, its builder and what is known for prefilling a form.

    ``origin`` is ``platform``, or ``window`` for one entered by its code because the cache did
    not have it (obligations 0b q); the hub checks the latter before any decision.
    """

    code: str
    raw_code: str
    project_name: str
    parent: str
    builder: str
    builder_code: str
    facts: tuple[FormEntry, ...]
    sealed_facts: tuple[SealedEntry, ...]
    origin: str
    registered_at: str


class ProjectDescribed(Event, frozen=True, tag="ProjectDescribed.v1"):
    """Builders in their order, the first of which operates (002图1注1), and the kind of works."""

    beginning: Beginning
    works: Works
    builders: tuple[BuilderLine, ...]
    described_by: str
    described_at: str


class ImportRequested(Event, frozen=True, tag="ImportRequested.v1"):
    """A project in progress is to come in under ``project_type`` (002图2).

    ``differences`` are the key data that do not match; with none of them the review is optional.
    ``asked_by`` is the code of the unit, ``taken_by`` the clerk's account.
    """

    project_type: str
    differences: tuple[DifferenceLine, ...]
    asked_by: str
    taken_by: str
    requested_at: str


class ImportPassed(Event, frozen=True, tag="ImportPassed.v1"):
    """通过核验: by the department with its corrections, or by default when it did not operate.

    A deemed one says when and how the task had reached the department (obligations trap 15).
    """

    by: str
    corrections: tuple[FormEntry, ...]
    deemed: bool
    reached_at: str
    proof: str
    remark: str
    passed_at: str


class ImportReturned(Event, frozen=True, tag="ImportReturned.v1"):
    """不通过核验: the department sent it back."""

    by: str
    reason: str
    returned_at: str


class ImportUndone(Event, frozen=True, tag="ImportUndone.v1"):
    """The project goes back to where it came from; only while nothing was applied for."""

    reason: str
    undone_by: str
    undone_at: str


class ItemApplied(Event, frozen=True, tag="ItemApplied.v1"):
    """An item was applied for: from here an import cannot be undone (002图2注3).

    ``told``: the applicant was told so before.
    """

    case: str
    item: str
    item_name: str
    told: bool
    applied_at: str


class ProjectSplit(Event, frozen=True, tag="ProjectSplit.v1"):
    """A part was split off; ``part`` is its stream (002图1注2)."""

    part: str
    part_name: str
    asked_by: str
    split_by: str
    split_at: str


class PartOpened(Event, frozen=True, tag="PartOpened.v1"):
    """On the part's own stream: what it was split from, and who entered it."""

    main: str
    opened_by: str
    opened_at: str


class ProjectBinned(Event, frozen=True, tag="ProjectBinned.v1"):
    """An empty part went into the recycle bin; nothing is ever deleted (002图1注2)."""

    reason: str
    binned_by: str
    binned_at: str


class ProjectRestored(Event, frozen=True, tag="ProjectRestored.v1"):
    """A part came back from the recycle bin."""

    restored_by: str
    restored_at: str


class ResultSupplemented(Event, frozen=True, tag="ResultSupplemented.v1"):
    """补录 (002图3): a result from a connected system, or its PDF with its key data.

    ``source`` is a system's word or ``upload``; ``pdf_sha256`` is empty for a queried one.
    ``organ`` issued it on the day ``issued_on`` (ISO).
    """

    ident: str
    key: str
    result_name: str
    number: str
    organ: str
    issued_on: str
    data: tuple[FormEntry, ...]
    sealed_data: tuple[SealedEntry, ...]
    source: str
    pdf_sha256: str
    pdf_size: int
    differences: tuple[DifferenceLine, ...]
    asked_by: str
    entered_by: str
    entered_at: str


class ResultReviewed(Event, frozen=True, tag="ResultReviewed.v1"):
    """The issuing department's word on a supplemented result, with its corrections."""

    ident: str
    passed: bool
    corrections: tuple[FormEntry, ...]
    department: str
    reason: str
    reviewed_at: str


class ResultBinned(Event, frozen=True, tag="ResultBinned.v1"):
    """A supplemented result went into the recycle bin, by who entered or reviewed it."""

    ident: str
    reason: str
    binned_by: str
    binned_at: str


class ResultRestored(Event, frozen=True, tag="ResultRestored.v1"):
    """A supplemented result came back from the recycle bin."""

    ident: str
    restored_by: str
    restored_at: str


class ResultDeferred(Event, frozen=True, tag="ResultDeferred.v1"):
    """容缺受理 (002图4.1): a case goes on without an earlier result, which is owed by a day."""

    key: str
    result_name: str
    case: str
    limit: LimitLine
    deferred_by: str
    deferred_at: str


class DeferralMet(Event, frozen=True, tag="DeferralMet.v1"):
    """What was put off has come, in another way than by a supplement."""

    key: str
    number: str
    met_by: str
    met_at: str


class CompletionFiled(Event, frozen=True, tag="CompletionFiled.v1"):
    """竣工验收备案 of this project or part, with the numbers of its filing forms."""

    case: str
    forms: tuple[str, ...]
    filed_at: str


class ArchivePromised(Event, frozen=True, tag="ArchivePromised.v1"):
    """The builder committed to hand over the archive by the day ``until`` (002图4.4注4).

    ``item`` is the code of the item whose clerks the reminders go through.
    """

    item: str
    until: str
    limit: LimitLine
    promised_at: str


class ArchiveConfirmed(Event, frozen=True, tag="ArchiveConfirmed.v1"):
    """城建档案馆 said whether the archive was handed over; ``number`` names its receipt."""

    delivered: bool
    by: str
    number: str
    remark: str
    confirmed_at: str


class ArchiveOverdue(Event, frozen=True, tag="ArchiveOverdue.v1"):
    """The promised day passed: the builder goes into the credit record (002图5注4)."""

    due: str
    noted_at: str


class ClosingAsked(Event, frozen=True, tag="ClosingAsked.v1"):
    """The builder asked for the end; it may also come without (002图5注1)."""

    asked_by: str
    taken_by: str
    asked_at: str


class ProjectEnded(Event, frozen=True, tag="ProjectEnded.v1"):
    """主项目结束: on the main project and on each of its parts; local copies are purged."""

    main: str
    by: str
    ended_at: str


EVENTS: tuple[type[Event], ...] = (
    ProjectRegistered,
    ProjectDescribed,
    ImportRequested,
    ImportPassed,
    ImportReturned,
    ImportUndone,
    ItemApplied,
    ProjectSplit,
    PartOpened,
    ProjectBinned,
    ProjectRestored,
    ResultSupplemented,
    ResultReviewed,
    ResultBinned,
    ResultRestored,
    ResultDeferred,
    DeferralMet,
    CompletionFiled,
    ArchivePromised,
    ArchiveConfirmed,
    ArchiveOverdue,
    ClosingAsked,
    ProjectEnded,
)
OF_DEPARTMENTS: frozenset[type[Event]] = frozenset(
    {
        ImportPassed,
        ImportReturned,
        ResultReviewed,
        CompletionFiled,
        ArchiveConfirmed,
        ArchiveOverdue,
        ProjectEnded,
    }
)
"""What only the hub may write: departments act there, and deemed outcomes are its own."""
