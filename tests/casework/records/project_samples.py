"""One event of every kind on a project, a path into every state, with invented units."""

from msgspec import structs

from casework.records import project_events as ev
from casework.records.case_events import FormEntry, LimitLine, SealedEntry
from casework.records.event import Event, tag_of
from casework.records.project import ProjectRecord, ProjectState, apply
from casework.records.sealed import Sealed
from tests.casework.records.samples import FILED, ISSUED, PRINTED

AT = "2026-11-20T10:30:00+08:00"
LATER = "2026-11-23T09:00:00+08:00"
MAIN, PART = "project/2103-990101-04-01-100001", "project/0193-part"
BUILDER = "91990101MA00000A0X"

WINDOW = ev.ProjectRegistered(
    code="2103-990101-04-01-100001",
    raw_code="2103－990101－04－01－100001",
    project_name="云栖家园一期",
    parent="",
    builder="云栖置业有限公司",
    builder_code=BUILDER,
    facts=(FormEntry("location", "云栖路1号", "project"),),
    sealed_facts=(SealedEntry("legal_representative", Sealed.of("赵一"), "project"),),
    origin="window",
    registered_at=AT,
)
PLATFORM = structs.replace(WINDOW, origin="platform", project_name="云栖家园一期（1—3号楼）")
DESCRIBED = ev.ProjectDescribed(
    ev.Beginning.IN_PROGRESS,
    ev.Works.NEW,
    (ev.BuilderLine("云栖置业有限公司", BUILDER), ev.BuilderLine("甲市第三中学", "12345678-9")),
    "clerk-1",
    AT,
)
DIFFERENCE = ev.DifferenceLine("project_name", "云栖家园", "云栖家园一期", "项目主管部门")
ASKED = ev.ImportRequested("工程项目", (DIFFERENCE,), BUILDER, "clerk-1", AT)
PASSED = ev.ImportPassed(
    by="项目主管部门",
    corrections=(FormEntry("project_name", "云栖家园", "department"),),
    deemed=False,
    reached_at="",
    proof="",
    remark="",
    passed_at=LATER,
)
RETURNED = ev.ImportReturned("项目主管部门", "不在本市", LATER)
UNDONE = ev.ImportUndone("录错代码", "clerk-1", LATER)
APPLIED = ev.ItemApplied("case/0193-a", "joint_acceptance", "联合验收", False, AT)
SPLIT = ev.ProjectSplit(PART, "1号楼", BUILDER, "clerk-1", AT)
OPENED = ev.PartOpened(MAIN, "clerk-1", AT)
BINNED = ev.ProjectBinned("拆错了", "clerk-1", AT)
RESTORED = ev.ProjectRestored("clerk-1", LATER)
RESULT = ev.ResultSupplemented(
    ident="r1",
    key="planning_permit",
    result_name="建设工程规划许可证",
    number="建字第1号",
    organ="规划部门",
    issued_on="2022-02-18",
    data=(),
    sealed_data=(),
    source="upload",
    pdf_sha256="ab" * 32,
    pdf_size=100,
    differences=(),
    asked_by=BUILDER,
    entered_by="clerk-1",
    entered_at=AT,
)
REVIEWED = ev.ResultReviewed("r1", True, (), "规划部门", "", LATER)
RESULT_BINNED = ev.ResultBinned("r1", "重复", "clerk-1", LATER)
RESULT_RESTORED = ev.ResultRestored("r1", "clerk-1", LATER)


def owed(key: str) -> LimitLine:
    return LimitLine(key, key, "working_days", "step", 5, AT, LATER, "archived", False, "…", "图5")


DEFERRED = ev.ResultDeferred(
    "planning_permit", "规划许可证", "case/0193-a", owed("d1"), "clerk-1", AT
)
MET = ev.DeferralMet("planning_permit", "建字第1号", "clerk-1", LATER)
COMPLETED = ev.CompletionFiled("case/0193-a", ("备1",), LATER)
PROMISED = ev.ArchivePromised("permit", "2026-12-18", owed("archive"), AT)
DELIVERED = ev.ArchiveConfirmed(True, "城建档案馆", "档收1", "", LATER)
MISSING = structs.replace(DELIVERED, delivered=False, number="")
OVERDUE = ev.ArchiveOverdue("2026-12-18", LATER)
CLOSING = ev.ClosingAsked(BUILDER, "clerk-1", LATER)
ENDED = ev.ProjectEnded(MAIN, "城建档案馆", LATER)

EVENTS: tuple[Event, ...] = (
    WINDOW,
    DESCRIBED,
    ASKED,
    PASSED,
    RETURNED,
    UNDONE,
    APPLIED,
    SPLIT,
    OPENED,
    BINNED,
    RESTORED,
    RESULT,
    REVIEWED,
    RESULT_BINNED,
    RESULT_RESTORED,
    DEFERRED,
    MET,
    COMPLETED,
    PROMISED,
    DELIVERED,
    OVERDUE,
    CLOSING,
    ENDED,
    ISSUED,
    FILED,
    PRINTED,
)
BY_TAG = {tag_of(event): event for event in EVENTS}
PATHS: dict[ProjectState | None, tuple[Event, ...]] = {
    None: (),
    ProjectState.KNOWN: (WINDOW,),
    ProjectState.ASKED: (WINDOW, ASKED),
    ProjectState.IMPORTED: (WINDOW, ASKED, PASSED),
    ProjectState.BINNED: (WINDOW, BINNED),
    ProjectState.ENDED: (WINDOW, ENDED),
}


def project_after(*happened: Event) -> ProjectRecord:
    """The record after these events, the first of which registers it."""
    record: ProjectRecord | None = None
    for event in happened:
        record = apply(record, event)
    assert record is not None
    return record
