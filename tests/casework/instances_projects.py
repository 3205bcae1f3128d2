"""One fixed instance of every event of a project's life after its registration."""

from casework.records import project_events as ev
from casework.records.case_events import FormEntry, LimitLine, SealedEntry
from casework.records.event import Event
from tests.casework.instances_common import AT, CASE, SHA, sealed

MAIN = "project/2021-410199-70-01-100017"
PART = "project/01a1f951-2222-7e0e-aeb9-33093725fc1d"
RESULT = "01a1f951-3333-7e0e-aeb9-33093725fc1d"
BUILDER = "91990101MA9K00YX8M"
OWED = LimitLine(
    key="archive",
    name="交付建设工程档案",
    kind="working_days",
    role="step",
    amount=20,
    start=AT,
    due="2026-12-18T17:30:00+08:00",
    ends="archived",
    expected=False,
    sentence="最迟2026年12月18日交付建设工程档案",
    article="流程图集图4.4注4",
)
DIFFERENCE = ev.DifferenceLine("project_name", "云栖家园一期", "云栖家园", "项目主管部门")

EVENTS: tuple[Event, ...] = (
    ev.ProjectDescribed(
        beginning=ev.Beginning.IN_PROGRESS,
        works=ev.Works.DECORATION,
        builders=(
            ev.BuilderLine("云栖置业有限公司", BUILDER),
            ev.BuilderLine("甲市第三中学", "12990101400990015Q"),
        ),
        described_by="lin",
        described_at=AT,
    ),
    ev.ImportRequested("工程项目", (DIFFERENCE,), BUILDER, "lin", AT),
    ev.ImportPassed(
        by="",
        corrections=(FormEntry("project_name", "云栖家园一期", "department"),),
        deemed=True,
        reached_at=AT,
        proof="系统送达 000017",
        remark="通过核验（默认）",
        passed_at=AT,
    ),
    ev.ImportReturned("项目主管部门", "项目不在本市", AT),
    ev.ImportUndone("录错了项目代码", "lin", AT),
    ev.ItemApplied(CASE, "joint_acceptance", "联合验收", True, AT),
    ev.ProjectSplit(PART, "1号楼", BUILDER, "lin", AT),
    ev.PartOpened(MAIN, "lin", AT),
    ev.ProjectBinned("拆分有误", "lin", AT),
    ev.ProjectRestored("lin", AT),
    ev.ResultSupplemented(
        ident=RESULT,
        key="planning_permit",
        result_name="建设工程规划许可证",
        number="建字第990101202200017号",
        organ="自然资源和规划部门",
        issued_on="2022-02-18",
        data=(FormEntry("area", "73974.05", "typed"),),
        sealed_data=(SealedEntry("designer", sealed("闻人越"), "typed"),),
        source="upload",
        pdf_sha256=SHA,
        pdf_size=48213,
        differences=(DIFFERENCE,),
        asked_by=BUILDER,
        entered_by="lin",
        entered_at=AT,
    ),
    ev.ResultReviewed(
        RESULT, True, (FormEntry("area", "73974.50", "department"),), "规划部门", "", AT
    ),
    ev.ResultBinned(RESULT, "重复录入", "lin", AT),
    ev.ResultRestored(RESULT, "lin", AT),
    ev.ResultDeferred("planning_permit", "建设工程规划许可证", CASE, OWED, "lin", AT),
    ev.DeferralMet("planning_permit", "建字第990101202200017号", "lin", AT),
    ev.CompletionFiled(CASE, ("备案20261120001", "备案20261120002"), AT),
    ev.ArchivePromised("joint_acceptance", "2026-12-18", OWED, AT),
    ev.ArchiveConfirmed(True, "甲市城建档案馆", "档收〔2026〕17号", "", AT),
    ev.ArchiveOverdue("2026-12-18", AT),
    ev.ClosingAsked(BUILDER, "lin", AT),
    ev.ProjectEnded(MAIN, "甲市城建档案馆", AT),
)
