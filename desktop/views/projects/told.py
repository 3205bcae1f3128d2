"""A project in the clerk's words: states, rows of its lists, sentences."""

from casework.flows.prerequisites import Needed
from casework.flows.project_tree import Holding, HoldingKind
from casework.flows.project_words import BEGINNINGS, FIELDS, STATES, WORKS
from casework.flows.words import EXEMPTION_STATES
from casework.law.fields import Field, FieldType
from casework.law.forms import Form, Slot, display
from casework.records.project import WINDOW, Import, ProjectRecord, ProjectState
from casework.records.project_events import DifferenceLine
from casework.records.project_results import ResultState
from casework.rows import CaseRow, ExemptionRow, ProjectRow
from desktop import prior_words
from desktop.ui.table_model import Cell, Row
from desktop.ui.tones import Tone
from desktop.views.projects.state import Part, Told
from desktop.words import CASES, moment

ORIGINS = {WINDOW: "窗口录入", "platform": "审批系统"}
_EXEMPTION_TONES = {
    "determined": Tone.WARN,
    "exempt": Tone.GOOD,
    "ordinary": Tone.OFF,
    "corrected": Tone.BAD,
}
_TONES = {
    ProjectState.KNOWN: Tone.GOOD,
    ProjectState.ASKED: Tone.WARN,
    ProjectState.IMPORTED: Tone.GOOD,
    ProjectState.BINNED: Tone.OFF,
    ProjectState.ENDED: Tone.OFF,
}
_RESULTS = {
    ResultState.PENDING: ("待审核", Tone.WARN),
    ResultState.HELD: ("可用", Tone.GOOD),
    ResultState.REJECTED: ("审核不通过", Tone.BAD),
    ResultState.BINNED: ("在回收站", Tone.OFF),
}
_INDENT = "　　"


def state(record: ProjectRecord) -> Cell:
    """Where a project stands."""
    return Cell(STATES[record.state], _TONES[record.state])


def found(row: ProjectRow) -> Row:
    """One line of the search."""
    known = ProjectState(row.state)
    part = "子项目" if row.parent else ""
    kind = ORIGINS.get(row.origin, row.origin)
    return (
        row.stream,
        row.code,
        row.name,
        row.builder,
        part or kind,
        Cell(STATES[known], _TONES[known]),
    )


def heading(told: Told) -> str:
    """The line under the name: code, state, origin, kind of works."""
    record = told.record
    parts = [record.registered.code, STATES[record.state]]
    parts.append(f"来源：{ORIGINS.get(record.registered.origin, record.registered.origin)}")
    if record.described is not None:
        parts.append(f"{BEGINNINGS[record.described.beginning]}　{WORKS[record.described.works]}")
    if record.registered.parent:
        above = told.part(record.registered.parent)
        parts.append(f"属于“{above.record.name}”" if above else "子项目")
    return "　".join(parts)


def builders(record: ProjectRecord) -> list[Row]:
    """All builders in their order; the first operates."""
    return [
        (str(at), str(at), one.unit, one.code or "——", "经办" if at == 1 else "共同建设")
        for at, one in enumerate(record.builders, start=1)
    ]


def facts(record: ProjectRecord, form: Form) -> list[Row]:
    """What is known for the form, under the form's own labels; personal data are not among it."""
    kept = {one.key: one.value for one in record.registered.facts if one.value}
    settled = {one.key: one.value for one in record.corrections if one.value}
    values = display(form, kept | settled)
    rows: list[Row] = []
    for slot in form.slots(values):
        if text := values.get(slot.key):
            source = "主管部门更正" if slot.key in settled else "项目"
            rows.append((slot.key, _label(slot), _value(slot.field, text), source))
    return rows


def _label(slot: Slot) -> str:
    if slot.row is not None:
        return f"{slot.row.label} {slot.field.label}"
    number = slot.key.partition(".")[2].partition(".")[0]
    return f"第{int(number) + 1}行 {slot.field.label}" if number else slot.field.label


def _value(field: Field, text: str) -> str:
    if field.type in (FieldType.CHOICE, FieldType.MULTI_CHOICE):
        labels = {one.key: one.label for one in field.choices}
        return "、".join(labels.get(one, one) for one in text.split(","))
    return f"{text}{field.unit}"


def cases(rows: tuple[CaseRow, ...]) -> list[Row]:
    """The project's own cases."""
    return [
        (
            row.stream,
            row.received_at[:10],
            row.item_name,
            row.number or "——",
            Cell(*CASES.get(row.state, (row.state, Tone.PLAIN))),
        )
        for row in rows
    ]


def tree(told: Told) -> list[Row]:
    """Every project of the family below its own; the one on show is marked."""
    return [_branch(one, told.stream) for one in told.tree]


def _branch(part: Part, shown: str) -> Row:
    here = "▶ " if part.stream == shown else ""
    name = f"{_INDENT * part.depth}{here}{part.record.name}"
    opened = part.record.opened
    by = opened.opened_by if opened else "——"
    why = "、".join(part.in_the_way) or "空"
    return part.stream, name, state(part.record), by, Cell(why, tip=why)


def holding(one: Holding, told: Told) -> Row:
    """A result or material; what is inherited is read only here and says from where."""
    owner = told.part(one.owner)
    whose = f"继承自“{owner.record.name}”，只读" if one.inherited and owner else "本项目"
    kind = "成果" if one.kind is HoldingKind.RESULT else "材料"
    tone = Tone.GOOD if one.counts else Tone.WARN
    word = "可用" if one.counts else "暂不可用"
    return (
        f"{one.owner}/{one.kind}/{one.key}/{one.source}",
        kind,
        one.name,
        one.number or "——",
        Cell(whose, Tone.OFF if one.inherited else Tone.PLAIN),
        Cell(word, tone),
    )


def needed(one: Needed, told: Told) -> Row:
    """How an earlier result stands, where it comes from, and what to do while nobody can know."""
    owner = told.part(one.owner) if one.inherited else None
    return prior_words.needed(one, owner.record.name if owner else "")


def results(record: ProjectRecord) -> list[Row]:
    """What was supplemented, also what lies in the bin."""
    found: list[Row] = []
    for one in record.results:
        said = one.supplemented
        word, tone = _RESULTS[one.state]
        why = one.reviewed.reason if one.reviewed and not one.reviewed.passed else ""
        found.append(
            (
                said.ident,
                said.result_name,
                said.number,
                said.organ,
                said.issued_on,
                Cell(word, tone, why or word),
            )
        )
    return found


def differences(lines: tuple[DifferenceLine, ...]) -> list[Row]:
    """Where papers and platform differ, field by field."""
    return [
        (one.field, FIELDS.get(one.field, one.field), one.ours, one.theirs, one.corrector or "——")
        for one in lines
    ]


def brought_in(one: Import | None) -> list[str]:
    """How the import went, line by line."""
    if one is None:
        return ["还没有申请过入库。新建项目不需要入库；在建项目先核对再入库。"]
    asked = f"第{one.times}次申请：{moment(one.asked.requested_at)}"
    lines = [f"{asked}　类型：{one.asked.project_type}"]
    if one.asked.differences:
        lines.append(f"有 {len(one.asked.differences)} 项不一致，由主管部门更正后才能通过。")
    else:
        lines.append("数据一致，主管部门可以核验，也可以不操作（默认通过）。")
    if one.passed is not None:
        who = "默认通过" if one.passed.deemed else f"{one.passed.by}通过核验"
        lines.append(f"{moment(one.passed.passed_at)}　{who}　{one.passed.remark}".rstrip())
    if one.returned is not None:
        said = one.returned
        lines.append(f"{moment(said.returned_at)}　{said.by}不通过核验：{said.reason}")
    if one.undone is not None:
        lines.append(f"{moment(one.undone.undone_at)}　已撤销：{one.undone.reason}")
    return lines


def closing(told: Told) -> list[str]:
    """How far the project is on its way to its end."""
    one = told.record.closing
    filed = f"已备案　表单：{'、'.join(one.filed.forms)}" if one.filed else "未完成"
    lines = [f"竣工验收备案：{filed}"]
    if one.promised is not None:
        lines.append(f"归档：承诺在 {one.promised.until} 前交付　{one.promised.limit.sentence}")
    else:
        lines.append("归档：还没有承诺交付日期")
    if one.confirmed is not None:
        said = one.confirmed
        word = f"已接收（{said.number}）" if said.delivered else "未收到"
        lines.append(f"档案馆：{word}　{moment(said.confirmed_at)}　{said.remark}".rstrip())
    if one.missing:
        lines.append(f"档案馆告知未收到：{one.missing} 次")
    if one.overdue is not None:
        lines.append(f"逾期未交付：{one.overdue.due}，已记入信用信息")
    if one.asked is not None:
        lines.append(f"申请项目结束：{moment(one.asked.asked_at)}")
    if one.ended is not None:
        lines.append(f"项目已结束：{moment(one.ended.ended_at)}")
    return lines


def exemption(row: ExemptionRow) -> Row:
    """One exemption of the project."""
    word, tone = EXEMPTION_STATES[row.state], _EXEMPTION_TONES[row.state]
    return (
        row.stream,
        row.determined_at[:10],
        row.works,
        row.name,
        Cell(word, tone, f"{word} {row.number}".strip()),
    )
