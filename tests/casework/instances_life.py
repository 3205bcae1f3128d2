"""One instance of every event of a case's later life."""

from casework.records import case_life as life
from casework.records.course import PauseLine
from casework.records.event import Event
from tests.casework.instances_common import AT, LIMIT, SHA, sealed

PAUSE = PauseLine("专家评审", "行政许可法第四十五条", "一窗特〔2026〕00001号", AT)

EVENTS: tuple[Event, ...] = (
    life.PapersHandedOver("甲市自然资源局", AT),
    life.StageJoined("stage/01a1f951-3333-7e0e-aeb9-33093725fc1d"),
    life.ApplicationDeemedAccepted(AT, AT, (LIMIT,)),
    life.ReviewFinished("甲市自然资源局", "材料与现场一致", AT),
    life.OpinionRelayed("甲市水务局", "排水接口标高需复核", AT),
    life.DecisionMade(True, "甲市自然资源局", "甲自然许〔2026〕7号", (), AT, "承诺审批", (LIMIT,)),
    life.CaseCompleted(AT, "no_network", (LIMIT,)),
    life.ResultArrived("permit", "施工许可证", "990101202611200101", True, SHA, "甲市住建局", AT),
    life.ResultHandedOver("permit", "pick_up", "签收单第3号", sealed("孟知秋"), AT),
    life.CaseSuspended(PAUSE, (LIMIT,)),
    life.CaseResumed(AT, (LIMIT,)),
    life.LimitExtended(
        "xkf_decision", 10, "案情复杂", "局长", "一窗延〔2026〕00001号", AT, (LIMIT,)
    ),
    life.CaseReturned("甲市自然资源局", "图纸与现场不符", AT),
    life.CaseWithdrawn("建设单位调整方案", AT),
    life.CaseTerminated("second_failure", "复验仍不合格", "方案七（五）", AT),
    life.OriginalReturned("warranty", 1, sealed("孟知秋"), AT),
)
