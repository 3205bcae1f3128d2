"""One fixed instance of every event version, with sealed values that are the same every time."""

from casework.records import case_events as ev
from casework.records.account import AccountClosed, AccountGranted, GrantLine
from casework.records.act_head import ActHead
from casework.records.event import Event
from casework.records.notice import NoticeKind
from casework.records.numbers import NumbersReserved, NumberTaken
from casework.records.project import ProjectRegistered
from casework.records.rules import CalendarPublished, PackAdopted, PackPublished
from casework.records.task import (
    TaskAnswered,
    TaskClosed,
    TaskDelivered,
    TaskOpened,
    TaskTried,
)
from tests.casework import (
    instances_clocks,
    instances_commitment,
    instances_exemption,
    instances_joint,
    instances_life,
    instances_permit,
    instances_projects,
    instances_stage,
    instances_survey,
    instances_visits,
)
from tests.casework.instances_common import AT, CASE, DEVICE, HALL, LIMIT, SHA, sealed

INSTANCES: tuple[Event, ...] = (
    ActHead(
        device=DEVICE,
        hall=HALL,
        window="3",
        clerk="lin",
        at=AT,
        hub_at="2026-11-20T10:30:00+08:00",
        since_hub_ms=65123,
        boot="6d7f1a52-0d3f-4c6e-8a32-5b1f0c9d7e11",
        clock_suspect=False,
        why="intake.take_in",
        pack="zhengzhou",
        pack_sha256=SHA,
        bases={CASE: 0, f"numbers/{DEVICE}": 4},
        count=2,
    ),
    ev.ApplicationReceived(
        item="joint_acceptance",
        item_name="联合验收",
        nature="confirmation",
        accepting_body="window",
        channel="window",
        received_at=AT,
        project="project/2021-410199-70-01-100017",
        project_code="2021-410199-70-01-100017",
        project_name="云栖家园一期",
        applicant=ev.Applicant("云栖置业有限公司", "91990101MA9K00YX8M"),
        deliverer=ev.Deliverer(
            sealed("郑𬭎"), sealed("990101197906140011"), "resident", "agent", "card", True, "power"
        ),
        form_name="joint_acceptance",
        form=(ev.FormEntry("scale", "73974.05", "project"),),
        sealed_form=(ev.SealedEntry("handler_phone", sealed("19900000123"), "typed"),),
        checklist=(
            ev.ChecklistLine("report", "竣工验收报告", "ask", True, "original+e-file", "001D六"),
            ev.ChecklistLine("cert", "产品合格证", "on_site", False, "original", "001D八", True),
        ),
        declaration_made=True,
        limits=(LIMIT,),
        practice=True,
    ),
    ev.MaterialReceived(
        line="report",
        medium="original",
        count=2,
        pages=(ev.PageRef(SHA, "image/jpeg", 153600, "scanner"),),
        number="",
        received_at=AT,
    ),
    ev.OriginalVerified("report", "lin", "郑州市政务服务大厅", (SHA,), AT),
    ev.ApplicationAccepted(AT, "市住房和城乡建设局", (LIMIT,)),
    ev.CorrectionRequested(
        AT,
        "市住房和城乡建设局",
        (ev.DefectText("竣工验收报告", "missing", "没有提交", "原件", "001D六"),),
        "第一次告知后表格改版",
    ),
    ev.ApplicationRefused(
        AT,
        "市住房和城乡建设局",
        (ev.ReasonText("not_competent", "不属于本机关职权范围", "行政许可法32"),),
        "市水利局",
        ("六十日内申请行政复议", "六个月内提起行政诉讼"),
    ),
    ev.NoticeIssued(
        NoticeKind.ACCEPTANCE, "郑联验受〔2026〕00001号", SHA, sealed('{"kind":"acceptance"}')
    ),
    ev.NoticeFiled("郑联验受〔2026〕00001号", SHA, 48213),
    ev.NoticePrinted("郑联验受〔2026〕00001号", SHA, 0, False, "卡纸"),
    ProjectRegistered(
        code="2022-410199-0714-5548",
        raw_code="2022—410199—0714—5548",
        project_name="甲市第三中学教学综合楼",
        parent="",
        builder="甲市第三中学",
        builder_code="12990101400990015Q",
        facts=(ev.FormEntry("contract_price", "5860000000", "platform"),),
        sealed_facts=(ev.SealedEntry("legal_representative", sealed("穆清扬"), "platform"),),
        origin="platform",
        registered_at=AT,
    ),
    AccountGranted(
        login="lin",
        person_name=sealed("林溪桥"),
        verifier=sealed("$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA"),
        grants=(GrantLine("4101", "*", "accept", "2020-01-01", "2099-12-31"),),
        valid_to="2099-12-31",
    ),
    AccountClosed(AT),
    NumbersReserved("receipt", 2026, 201, 400),
    NumberTaken("receipt", 2026, 1, "W03-20261120-001", "20261120"),
    PackAdopted("zhengzhou", "2019.7", SHA, "现行状态待核", AT),
    PackPublished("zhengzhou", "2019.8", SHA, "现行状态待核", SHA, 120_000, AT),
    CalendarPublished(SHA, 2018, 2026, SHA, 20_000, AT),
    TaskOpened(
        kind="notify",
        key="rectification",
        item="joint_acceptance",
        about=CASE,
        project_name="云栖家园一期",
        number="郑联验受〔2026〕00001号",
        to="建设单位",
        title="整改意见通知",
        text="请按整改意见汇总表整改，整改完成后申请复验。",
        basis="方案七（五）2",
        opened_at=AT,
        limits=(LIMIT,),
    ),
    TaskTried("电话", "无人接听", AT),
    TaskDelivered("邮寄", "EMS 1000000000001", AT, sealed("孟知秋")),
    TaskAnswered("甲市水务局", "已安排复核", AT),
    TaskClosed("建设单位已撤回申请", AT),
    *instances_life.EVENTS,
    *instances_commitment.EVENTS,
    *instances_commitment.ROLL_EVENTS,
    *instances_joint.EVENTS,
    *instances_stage.EVENTS,
    *instances_survey.EVENTS,
    *instances_exemption.EVENTS,
    *instances_clocks.EVENTS,
    *instances_projects.EVENTS,
    *instances_visits.EVENTS,
    *instances_permit.EVENTS,
    *instances_permit.CASE_EVENTS,
    *instances_permit.DRAWING_EVENTS,
    *instances_permit.LOCK_EVENTS,
)
