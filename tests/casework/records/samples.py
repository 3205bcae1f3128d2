"""One case and one event of every kind, with invented people and units."""

from casework.records import case_life as life
from casework.records.case import CaseRecord, apply
from casework.records.case_events import (
    Applicant,
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRefused,
    ChecklistChanged,
    ChecklistLine,
    CorrectionRequested,
    DefectText,
    Deliverer,
    FormCorrected,
    FormEntry,
    LimitLine,
    MaterialReceived,
    MaterialReused,
    NoticeFiled,
    NoticeIssued,
    NoticePrinted,
    OriginalVerified,
    PageRef,
    ReasonText,
    SealedEntry,
    VisitorCame,
)
from casework.records.case_states import CaseState
from casework.records.course import PauseLine
from casework.records.event import Event
from casework.records.notice import NoticeKind
from casework.records.sealed import Sealed

AT = "2026-11-20T10:30:00+08:00"
LATER = "2026-11-20T10:42:00+08:00"
PAGE = PageRef("ab" * 32, "image/jpeg", 1000, "scanner")


def limit(key: str, ends: str) -> LimitLine:
    return LimitLine(key, key, "at_once", "duty", 30, AT, LATER, ends, False, "…", "方案七（二）")


RECEIVED = ApplicationReceived(
    item="joint_acceptance",
    item_name="联合验收",
    nature="确认",
    accepting_body="window",
    channel="window",
    received_at=AT,
    project="",
    project_code="2103-990101-04-01-100001",
    project_name="云栖家园一期",
    applicant=Applicant("云栖置业有限公司", "91990101MA00000A0X"),
    deliverer=Deliverer(
        Sealed.of("王晓燕"), Sealed.of("990101199001010015"), "resident", "self", "card", True
    ),
    form_name="joint_acceptance",
    form=(),
    sealed_form=(),
    checklist=(
        ChecklistLine("application", "申请表", "ask", True, "original", "方案七（一）"),
        ChecklistLine("warranty", "保修书", "ask", True, "copy", "方案六（三）8"),
    ),
    declaration_made=True,
    limits=(limit("decide", "decided"), limit("survey", "data_supplied")),
)
MATERIAL = MaterialReceived("application", "original", 1, (PAGE,), "", AT)
REUSED = MaterialReused(
    "application", "original", 1, (PAGE,), "case/0192-x", "form", "S1", "clerk-2", AT, LATER
)
VERIFIED = OriginalVerified("application", "clerk-1", "综合窗口", (PAGE.sha256,), LATER)
ACCEPTED = ApplicationAccepted(LATER, "市建设局", (limit("total", "filed"),))
CORRECTION = CorrectionRequested(
    LATER, "市建设局", (DefectText("保修书", "missing", "缺少保修书。", "请提交。", "方案"),)
)
REFUSED = ApplicationRefused(
    LATER, "市建设局", (ReasonText("not_municipal", "不属职权。", "方案二"),), "区建设局", ()
)
ISSUED = NoticeIssued(NoticeKind.RECEIPT, "N1", "0" * 64, Sealed.of("{}"))
FILED = NoticeFiled("N1", "cd" * 32, 2000)
PRINTED = NoticePrinted("N1", "cd" * 32, 2, True)

VISITOR = VisitorCame(
    Deliverer(
        Sealed.of("林晚舟"), Sealed.of("990122199302080020"), "resident", "agent", "card", True
    ),
    LATER,
)
FORM = FormCorrected(
    (FormEntry("scale", "12346", "typed"),),
    (SealedEntry("handler_phone", Sealed.of("13800005679"), "typed"),),
    ("location",),
    declaration_made=False,
    corrected_at=LATER,
)
CHECKLIST = ChecklistChanged(
    (ChecklistLine("proxy", "授权委托书", "ask", True, "original", "民法典165"),),
    ("warranty", "application"),
    LATER,
)

HANDED = life.PapersHandedOver("自然资源和规划部门", LATER)
JOINED = life.StageJoined("stage/s1")
DEEMED = life.ApplicationDeemedAccepted(AT, LATER, (limit("total", "completed"),))
REVIEWED = life.ReviewFinished("自然资源和规划部门", "符合", LATER)
OPINION = life.OpinionRelayed("人防部门", "补防护门合格证", LATER)
DECISION = life.DecisionMade(
    True, "市住建局", "第7号", (), LATER, "", (limit("deliver", "licence_delivered"),)
)
COMPLETED = life.CaseCompleted(LATER, "", (limit("deliver", "licence_delivered"),))
ARRIVED = life.ResultArrived("permit", "许可证", "第7号", True, "", "市住建局", LATER)
GIVEN = life.ResultHandedOver("permit", "pick_up", "签收单", Sealed.of("王晓燕"), LATER)
PAUSE = PauseLine("专家评审", "行政许可法45", "特1", LATER)
SUSPENDED = life.CaseSuspended(PAUSE, (limit("total", "completed"),))
RESUMED = life.CaseResumed(LATER, (limit("total", "completed"),))
EXTENDED = life.LimitExtended(
    "total", 10, "案情复杂", "局长", "延1", LATER, (limit("total", "completed"),)
)
RETURNED = life.CaseReturned("市住建局", "与现场不符", LATER)
WITHDRAWN = life.CaseWithdrawn("调整方案", LATER)
TERMINATED = life.CaseTerminated("second_failure", "复验不合格", "方案七（五）", LATER)
ORIGINAL = life.OriginalReturned("application", 1, Sealed.of("王晓燕"), LATER)
EVENTS: dict[str, Event] = {
    "received": RECEIVED,
    "material": MATERIAL,
    "reused": REUSED,
    "verified": VERIFIED,
    "accepted": ACCEPTED,
    "correction": CORRECTION,
    "refused": REFUSED,
    "issued": ISSUED,
    "filed": FILED,
    "printed": PRINTED,
    "visitor": VISITOR,
    "form": FORM,
    "checklist": CHECKLIST,
    "handed": HANDED,
    "joined": JOINED,
    "deemed": DEEMED,
    "reviewed": REVIEWED,
    "opinion": OPINION,
    "decision": DECISION,
    "completed": COMPLETED,
    "arrived": ARRIVED,
    "given": GIVEN,
    "suspended": SUSPENDED,
    "resumed": RESUMED,
    "extended": EXTENDED,
    "returned": RETURNED,
    "withdrawn": WITHDRAWN,
    "terminated": TERMINATED,
    "original": ORIGINAL,
}
PATHS: dict[CaseState | None, tuple[Event, ...]] = {
    None: (),
    CaseState.RECEIVED: (RECEIVED,),
    CaseState.CORRECTION: (RECEIVED, CORRECTION),
    CaseState.ACCEPTED: (RECEIVED, ACCEPTED),
    CaseState.REFUSED: (RECEIVED, REFUSED),
    CaseState.HANDED: (RECEIVED, HANDED),
    CaseState.REVIEWED: (RECEIVED, ACCEPTED, REVIEWED),
    CaseState.SUSPENDED: (RECEIVED, ACCEPTED, SUSPENDED),
    CaseState.DECIDED: (RECEIVED, ACCEPTED, DECISION),
    CaseState.COMPLETED: (RECEIVED, ACCEPTED, DECISION, ARRIVED, COMPLETED),
    CaseState.ISSUED: (RECEIVED, ACCEPTED, DECISION, ARRIVED, COMPLETED, GIVEN),
    CaseState.RETURNED: (RECEIVED, ACCEPTED, RETURNED),
    CaseState.WITHDRAWN: (RECEIVED, ACCEPTED, WITHDRAWN),
    CaseState.TERMINATED: (RECEIVED, ACCEPTED, TERMINATED),
}


def case_after(*happened: Event) -> CaseRecord:
    """The record after these events, the first of which opens it."""
    record: CaseRecord | None = None
    for event in happened:
        record = apply(record, event)
    assert record is not None
    return record
