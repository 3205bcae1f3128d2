"""One instance of every event of a joint acceptance."""

from casework.records import joint_events as ev
from casework.records.case_events import PageRef
from casework.records.course import PauseLine
from casework.records.event import Event
from tests.casework.instances_common import AT, LIMIT, SHA

LIMITS = (LIMIT,)
FIRE = ev.PaperLine("建设工程消防验收意见书", "甲住建消验字〔2026〕第7号", True)
DUE = "2026-11-23T17:30:00+08:00"

EVENTS: tuple[Event, ...] = (
    ev.JointOpened(
        item="joint_acceptance",
        item_name="房屋建筑和市政基础设施工程联合验收",
        project_name="云栖家园一期",
        unit="云栖置业有限公司",
        number="郑联验收件〔2026〕00001号",
        led_by="市城乡建设行政主管部门",
        subjects=(
            ev.SubjectLine("fire", "消防验收", "城乡建设部门", ("建设工程消防验收意见书",), ""),
            ev.SubjectLine(
                "archives", "档案验收", "城建档案机构", ("建设工程档案认可文件",), "archived"
            ),
        ),
        opened_at=AT,
        limits=LIMITS,
    ),
    ev.MaterialsPushed(AT, LIMITS),
    ev.MaterialsDistributed(AT, LIMITS),
    ev.MaterialsConfirmed("城乡建设部门", False, "消防检测报告缺页", AT, ("confirmed",), LIMITS),
    ev.ConfirmationDeemed(
        department="城建档案机构",
        pushed_at=AT,
        noticed_at=AT,
        proof="系统签收 第3号",
        due=DUE,
        rule="逾期未反馈的，系统默认并反馈为可以开展联合验收",
        basis="方案七（三）",
        deemed_at=AT,
        reached=("confirmed",),
        limits=LIMITS,
    ),
    ev.SiteOpened(AT, LIMITS),
    ev.SiteArranged("2026-11-27T09:30:00+08:00", "云栖家园一期南门", "一窗验〔2026〕00001号", AT),
    ev.SiteHeld(AT, ("城乡建设部门",), AT, LIMITS),
    ev.OpinionGiven(
        "城乡建设部门",
        (ev.ConclusionLine("fire", ev.Outcome.PASSED, (FIRE,)),),
        AT,
        ("opinion_given",),
        LIMITS,
    ),
    ev.RectificationListed(
        "城乡建设部门",
        (ev.MeasureLine("fire", "二层疏散指示缺失", "按图补装并复测"),),
        True,
        AT,
        ("rectification_listed",),
        LIMITS,
    ),
    ev.RectificationDeemed(
        department="城建档案机构",
        had_said="rectify",
        pushed_at=AT,
        noticed_at="",
        proof="",
        due=DUE,
        rule="逾期未提交的，系统默认并提交“无整改要求”，视为验收通过",
        basis="方案七（五）",
        deemed_at=AT,
        reached=("opinion_given", "rectification_listed"),
        limits=LIMITS,
    ),
    ev.JointSuspended(PauseLine("整改", "方案七（五）", "", AT), LIMITS),
    ev.JointResumed(AT, LIMITS),
    ev.RectificationSummarised("一窗改〔2026〕00001号", AT),
    ev.ResumptionApplied(
        (ev.DoneLine("fire", "疏散指示已补装"),),
        (PageRef(SHA, "image/jpeg", 153600, "scanner"),),
        "郑联验收件〔2026〕00002号",
        AT,
        LIMITS,
    ),
    ev.Reinspected(
        "城乡建设部门",
        (ev.ConclusionLine("fire", ev.Outcome.RECTIFY),),
        AT,
        ("reinspected",),
        LIMITS,
    ),
    ev.AllPassed(AT, LIMITS),
    ev.ArchiveRecognised(
        "城建档案机构",
        "archives",
        ev.PaperLine("建设工程档案认可文件", "甲档认〔2026〕3号", True),
        AT,
        LIMITS,
    ),
    ev.CompletionRecorded(
        "城乡建设部门", "completion", ev.PaperLine("竣工验收备案表", "备2026-9", True), AT, LIMITS
    ),
    ev.ConclusionDelivered("城乡建设部门", "fire", FIRE, AT),
    ev.LateAnswerKept(
        "城建档案机构",
        ev.AnswerStep.OPINION,
        False,
        (ev.ConclusionLine("archives", ev.Outcome.RECTIFY),),
        (ev.MeasureLine("archives", "竣工图缺签章", "补签"),),
        "整改",
        AT,
    ),
    ev.ResultPushed("一窗果〔2026〕00001号", AT),
    ev.JointTerminated(("fire",), "一窗终〔2026〕00001号", AT),
    ev.JointWithdrawn("调整分期", "一窗撤〔2026〕00001号", AT),
    ev.PapersReturned("一窗退〔2026〕00001号", AT),
)
