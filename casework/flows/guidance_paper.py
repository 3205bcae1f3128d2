"""The papers of guidance: a project's flow chart, 办事指南, the blank commitment form; as letters.

All of it is made from the pack alone, so it prints without any line to the hub.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import words
from casework.flows.guidance import (
    BlankCommitment,
    ChartItem,
    ChartMaterial,
    ChartStage,
    FlowChart,
    Guide,
    flow_chart,
)
from casework.flows.papers import Numbering, issue_record
from casework.law.commitment import TellingKind
from casework.law.items import Body
from casework.law.materials import Handling
from casework.law.wording import NoticeKey
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.notice import NoticeKind, NoticeRecord, Party, Section
from casework.records.project import ProjectRecord

_STEPS = (30, 20, 26, 24)
_BRING = (38, 24, 20, 18)
_LEAVE = (52, 48)
_ACCEPTS = {Body.WINDOW: "综合窗口受理", Body.DEPARTMENT: "窗口收件，部门受理"}
_REASONS = {
    Handling.SHARED: "由部门共享或内部流转，不需提交",
    Handling.ON_SITE: "现场查验时提供，窗口不收",
}
_TELLINGS = {
    TellingKind.LAW: "一、审批依据",
    TellingKind.CONDITIONS: "二、审批条件、标准和技术要求",
    TellingKind.MATERIALS: "三、应当提交的材料",
    TellingKind.TERM: "四、承诺的时限和法律效力、不实承诺和违反承诺的后果",
    TellingKind.SUPERVISION: "五、监督管理的方式",
    TellingKind.OTHER: "六、其他应当告知的内容",
}


@dataclass(frozen=True, slots=True)
class PrintGuidance:
    """Issue the flow chart of a project; ``facts`` are what a form told beside its record."""

    project: str
    numbers: str
    item: str
    facts: Mapping[str, str]


def chart_sections(chart: FlowChart) -> tuple[Section, ...]:
    """The chart as a letter: a section for each stage, then what to bring and what to leave."""
    names = {item.code: item.name for stage in chart.stages for item in stage.items}
    bring = [one for one in chart.materials if one.asked]
    leave = [one for one in chart.materials if not one.asked]
    return (
        *map(_stage, chart.stages),
        _bring(bring, names),
        *((_leave(leave),) if leave else ()),
    )


def _stage(stage: ChartStage) -> Section:
    said = [f"牵头部门：{stage.lead}"] + ([f"阶段时限：{stage.limit}"] if stage.limit else [])
    return Section(
        stage.name,
        tuple(said),
        ("审批事项", "办理部门", "时限", "以何成果为前提"),
        _STEPS,
        tuple(_item(one) for one in stage.items),
    )


def _item(one: ChartItem) -> tuple[str, ...]:
    name = one.name
    if one.within:
        name += f"（并入{one.within}）"
    if one.commitment:
        name += "（可选告知承诺）"
    if one.applied:
        name += "（已申请）"
    return name, f"{one.lead}；{_ACCEPTS[one.accepts]}", one.limit, "、".join(one.needs)


def _bring(materials: list[ChartMaterial], names: Mapping[str, str]) -> Section:
    return Section(
        "需要提交的材料",
        ("标“共用”的只提交一次，各事项、各阶段共享；带★的必须提交。",),
        ("材料名称", "用于", "形式", "何时需要"),
        _BRING,
        tuple(_material(one, names) for one in materials),
    )


def _material(one: ChartMaterial, names: Mapping[str, str]) -> tuple[str, ...]:
    used = "、".join(names.get(code, code) for code in one.items)
    shape = "填写编号" if one.handling is Handling.NUMBER else words.shape_words(one.form)
    when = "；".join(one.conditions) or ("均需" if one.required else "视情况")
    return (
        f"{'★' if one.required else ''}{one.name}",
        f"共用：{used}" if one.shared else used,
        shape,
        "同类中提交一种即可" if one.either else when,
    )


def _leave(materials: list[ChartMaterial]) -> Section:
    def reason(one: ChartMaterial) -> str:
        return _REASONS.get(one.handling, f"在{one.elsewhere}上传，窗口不收")

    rows = tuple((one.name, reason(one)) for one in materials)
    return Section("不需要在窗口提交的材料", (), ("材料名称", "原因"), _LEAVE, rows)


def guide_sections(guide: Guide) -> tuple[Section, ...]:
    """办事指南 of one item as a letter."""
    item = guide.item
    facts = (
        ("事项性质", item.nature.value),
        ("所属阶段", guide.stage),
        ("办理机关", item.organ),
        ("受理方式", _ACCEPTS[item.accepting_body]),
        ("办理时限", f"{guide.limit}{f'（不含{item.excluded}）' if item.excluded else ''}"),
        ("办理结果", "、".join(guide.results)),
        ("依据", item.basis.cite),
    )
    names = {item.code: item.name}
    asked = [one for one in guide.materials if one.asked]
    left = [one for one in guide.materials if not one.asked]
    return (
        Section(item.name, tuple(f"{label}：{text}" for label, text in facts if text)),
        *((Section("申请条件", guide.conditions),) if guide.conditions else ()),
        _bring(asked, names),
        *((_leave(left),) if left else ()),
    )


def commitment_sections(blank: BlankCommitment) -> tuple[Section, ...]:
    """承诺书格式文本 of one item: what is told, the promises, the places to sign."""
    told = tuple(
        Section(
            _TELLINGS[one.kind],
            (*([one.text] if one.text else []), *(article.cite for article in one.articles)),
        )
        for one in blank.tellings
    )
    signs = ["申请人（签字、盖章）：　　　　　　　　年　月　日"]
    if blank.intermediary:
        signs.append("中介机构（签字、盖章）：　　　　　　年　月　日")
    promises = tuple(f"{number}. {text}" for number, text in enumerate(blank.promises, 1))
    return (
        *told,
        Section(f"{blank.item.name}　承诺事项（清单{blank.version}）", promises),
        Section("签署", tuple(signs)),
    )


def chart_record(
    record: ProjectRecord, chart: FlowChart, number: str, context: Context
) -> NoticeRecord:
    """The data record of the chart; ``number`` is empty for a draft."""
    texts = context.catalogue.notices[NoticeKey.GUIDANCE]
    now = context.now.isoformat()
    return NoticeRecord(
        kind=NoticeKind.GUIDANCE,
        number=number,
        organ=context.place.hall_name,
        seal="",
        hall=context.place.hall_name,
        window=context.place.window_name,
        clerk=context.clerk.name,
        applicant=Party(chart.builder, words.CREDIT_CODE, record.builders[0].code),
        deliverer=Party("", "", ""),
        role="",
        project_name=chart.project_name,
        project_code=chart.project_code,
        item_name="",
        item_code="",
        received_at=now,
        made_at=now,
        rule=context.catalogue.pack.line,
        remarks=texts.remarks,
        sample_texts=chart.sample or texts.sample,
        copies=texts.copies,
        practice=context.practice,
        sections=chart_sections(chart),
    )


def _print(records: Records, request: PrintGuidance, context: Context) -> list[Staged]:
    record = records.project(request.project)
    if record is None:
        raise RuleError("PJ-111", state="")
    chart = flow_chart(record, context.catalogue, request.facts)
    numbering = Numbering(request.numbers, records.numbers(request.numbers))

    def written(number: str) -> NoticeRecord:
        return chart_record(record, chart, number, context)

    _, staged = issue_record(request.project, numbering, NoticeKind.GUIDANCE, written, context)
    return list(staged)


PRINT_GUIDANCE: Command[PrintGuidance] = Command(
    "guidance.print",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project, request.numbers),
    decide=_print,
)
