"""One instance of every event of commitments and of the hall's lists."""

from casework.records import case_events
from casework.records import commitment_events as ev
from casework.records.event import Event
from casework.records.rolls import Roll, RollEntered, RollLifted, RollPublished
from tests.casework.instances_common import AT, CASE, LIMIT, SHA, sealed

RULE = ev.RuleLine("zhengzhou 2019.7（现行状态待核）", SHA, "示例清单第1版", "2019-07-19")
CREDIT = ev.CreditLine("clear", "第12版", AT, AT)
PAGE = case_events.PageRef(SHA, "image/jpeg", 153600, "scanner")
REASON = case_events.ReasonText("CM-106", "申请人已列入异常信用记录", "承诺办法第十六条")

EVENTS: tuple[Event, ...] = (
    ev.CommitmentOffered(
        item="soil_plan",
        item_name="生产建设项目水土保持方案审批",
        project_name="云栖家园一期",
        number="郑联验收件〔2026〕00012号",
        rule=RULE,
        tellings=(ev.ToldLine("law", "水土保持法第二十五条", "水土保持法第二十五条"),),
        credit=CREDIT,
        suggested="云栖片区",
        paper="一窗告〔2026〕00001号",
        by="account/lin",
        told_at=AT,
    ),
    ev.CommitmentChosen("legal_representative", sealed("孟知秋"), (PAGE,), "account/lin", AT),
    ev.OrdinaryRouteChosen("agent", sealed("孟知秋"), (PAGE,), "account/lin", AT),
    ev.CommitmentDeclined(
        item="soil_plan",
        item_name="生产建设项目水土保持方案审批",
        project_name="云栖家园一期",
        number="郑联验收件〔2026〕00012号",
        rule=RULE,
        reasons=(REASON,),
        credit=CREDIT,
        paper="一窗告〔2026〕00002号",
        by="account/lin",
        declined_at=AT,
    ),
    ev.CommitmentDrawnUp(
        rule=RULE,
        promises=(ev.ToldLine("001A-8-8", "所作承诺，是其真实意思的表示。", "第八条（八）"),),
        owed=(ev.OwedLine("expert_opinion", "专家评审意见", "original", 20, "2026-12-18"),),
        paper="一窗诺〔2026〕00001号",
        by="account/lin",
        drawn_at=AT,
    ),
    ev.CommitmentFaulty(
        (case_events.DefectText("承诺书", "unsealed", "没有盖章。", "请盖章。", "第九条"),),
        "郑联验补〔2026〕00001号",
        "account/lin",
        AT,
    ),
    ev.CommitmentSigned(
        promises=("001A-8-8",),
        signature=ev.SignatureLine("agent", sealed("孟知秋"), True, True, "authorisation", "card"),
        intermediaries=(ev.IntermediaryLine("甲市水保咨询公司", "91990101MA9K00YX8M", True, True),),
        pages=(PAGE,),
        compared_at=AT,
        by="account/lin",
        signed_at=AT,
    ),
    ev.CommitmentAccepted(CREDIT, "郑联验受〔2026〕00001号", "account/lin", AT, (LIMIT,)),
    ev.CommitmentDecided(
        organ="郑州市水行政主管部门",
        number="郑水许〔2026〕7号",
        mark="承诺审批",
        rule=RULE,
        credit=ev.CreditLine("unverified", "", "", AT, "信用中国网页查询，无记录"),
        paper="一窗审告〔2026〕00001号",
        by="account/shui",
        decided_at=AT,
    ),
    ev.PromiseSupplied(
        line="expert_opinion",
        medium="original",
        count=1,
        pages=(PAGE,),
        number="",
        seen_at=AT,
        late=False,
        paper="郑联验收件〔2026〕00013号",
        by="account/lin",
        supplied_at=AT,
    ),
    ev.PromiseReviewed("expert_opinion", ev.Verdict.TO_CORRECT, "缺专家签名页", "account/shui", AT),
    ev.CommitmentFulfilled(AT),
    ev.PromisesVerified(False, "现场核查", "弃渣场位置与承诺不符", "account/shui", AT),
    ev.RectificationOrdered("按方案设置弃渣场", "account/shui", AT, (LIMIT,)),
    ev.RectificationPassed("已按方案设置", "account/shui", AT),
    ev.RectificationFailed("仍未设置", "account/shui", AT),
    ev.DecisionRescinded(
        cause=ev.Cause.NOT_RECTIFIED,
        reason="逾期未整改",
        basis="承诺办法第十四条",
        organ="郑州市水行政主管部门",
        number="郑水撤〔2026〕1号",
        dependents=("case/01a1f951-2222-7e0e-aeb9-33093725fc1d",),
        paper="一窗撤销〔2026〕00001号",
        by="account/shui",
        rescinded_at=AT,
    ),
    ev.UpstreamRescinded(
        project_name="云栖家园一期",
        number="郑联验收件〔2026〕00020号",
        upstream=CASE,
        upstream_item="soil_plan",
        upstream_name="生产建设项目水土保持方案审批",
        decision="郑水撤〔2026〕1号",
        organ="郑州市水行政主管部门",
        reason="逾期未整改",
        rescinded_at=AT,
    ),
    ev.CommitmentEnded("CaseWithdrawn.v1", "account/lin", AT),
)
ROLL_EVENTS: tuple[Event, ...] = (
    RollEntered(
        roll=Roll.CREDIT,
        entry="2026-7",
        unit="云栖置业有限公司",
        credit_code="91990101MA9K00YX8M",
        reason="未按承诺补交材料",
        basis="《郑州市工程建设项目告知承诺审批制实施暂行办法》第十六条",
        organ="市水行政主管部门",
        number="郑水撤〔2026〕1号",
        entered_on="2026-11-20",
    ),
    RollLifted(Roll.CREDIT, "2026-7", "信用修复", "市水行政主管部门", "2026-12-20"),
    RollPublished(Roll.SURVEYORS, "第3版", AT, "2026-11-21T10:31:05+08:00", 0),
)
