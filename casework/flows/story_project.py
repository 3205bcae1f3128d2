"""The sentences of a project (002图1–3, 5): registered, imported, split, supplemented, ended."""

from collections.abc import Callable, Mapping, Sequence

from casework.flows.project_words import BEGINNINGS, FIELDS, WORKS, listed
from casework.flows.words import stop
from casework.records import project_events as ev
from casework.records.project import WINDOW
from casework.records.project_results import UPLOAD

Names = Mapping[str, str]


def _registered(event: ev.ProjectRegistered, _names: Names) -> str:
    how = "窗口按代码录入，待核实" if event.origin == WINDOW else "从审批系统取得"
    return f"项目登记（{how}）：{event.project_name}（{event.code}），建设单位 {event.builder}。"


def _described(event: ev.ProjectDescribed, _names: Names) -> str:
    units = listed(tuple(one.unit for one in event.builders))
    return (
        f"登记项目情况：{BEGINNINGS[event.beginning]}，{WORKS[event.works]}；"
        f"建设单位依次为 {units}，由第一家经办。"
    )


def _import_asked(event: ev.ImportRequested, _names: Names) -> str:
    fields = _fields(event.differences)
    same = f"有 {len(event.differences)} 项不一致（{fields}）" if fields else "数据一致"
    return f"申请项目入库（{event.project_type}）：{same}。"


def _import_passed(event: ev.ImportPassed, _names: Names) -> str:
    corrected = f"更正 {len(event.corrections)} 项。" if event.corrections else ""
    if event.deemed:
        return f"默认：主管部门没有操作，视为入库通过核验。{corrected}"
    return f"{event.by} 入库通过核验。{corrected}"


def _import_returned(event: ev.ImportReturned, _names: Names) -> str:
    return f"{event.by} 入库不通过核验：{event.reason}{stop(event.reason)}"


def _undone(event: ev.ImportUndone, _names: Names) -> str:
    return f"撤销入库：{event.reason}{stop(event.reason)}"


def _applied(event: ev.ItemApplied, _names: Names) -> str:
    told = "（事先已告知申请人）" if event.told else ""
    return f"申请了{event.item_name}，入库不能再撤销{told}。"


def _split(event: ev.ProjectSplit, _names: Names) -> str:
    return f"拆分出子项目：{event.part_name}。"


def _part(_event: ev.PartOpened, _names: Names) -> str:
    return "作为子项目从主项目拆分，继承主项目的材料和成果。"


def _binned(event: ev.ProjectBinned, _names: Names) -> str:
    return f"子项目移入回收站：{event.reason}{stop(event.reason)}"


def _restored(_event: ev.ProjectRestored, _names: Names) -> str:
    return "子项目从回收站恢复。"


def _supplemented(event: ev.ResultSupplemented, _names: Names) -> str:
    source = "上传文件和关键数据" if event.source == UPLOAD else "系统查询"
    fields = _fields(event.differences)
    differs = f"，与项目有 {len(event.differences)} 项不一致（{fields}）" if fields else ""
    return (
        f"补录成果（{source}）：{event.result_name} {event.number}，{event.organ} "
        f"{event.issued_on} 核发{differs}。"
    )


def _result_reviewed(event: ev.ResultReviewed, names: Names) -> str:
    name = _result(event.ident, names)
    if not event.passed:
        return f"{event.department} 审核补录的{name}：不通过，{event.reason}{stop(event.reason)}"
    corrected = f"，更正 {len(event.corrections)} 项" if event.corrections else ""
    return f"{event.department} 审核补录的{name}：通过{corrected}。"


def _result_binned(event: ev.ResultBinned, names: Names) -> str:
    name = _result(event.ident, names)
    return f"补录的{name}移入回收站：{event.reason}{stop(event.reason)}"


def _result_restored(event: ev.ResultRestored, names: Names) -> str:
    return f"补录的{_result(event.ident, names)}从回收站恢复。"


def _deferred(event: ev.ResultDeferred, _names: Names) -> str:
    until = event.limit.sentence
    return f"容缺受理：{event.result_name}后补，{until}{stop(until)}"


def _met(event: ev.DeferralMet, names: Names) -> str:
    return f"容缺的{names.get(event.key, '成果')}已补齐：{event.number}。"


def _filed(event: ev.CompletionFiled, _names: Names) -> str:
    return f"竣工验收备案完成，备案表 {listed(event.forms)}。"


def _promised(event: ev.ArchivePromised, _names: Names) -> str:
    return f"建设单位承诺最迟 {event.until} 交付建设工程档案。"


def _confirmed(event: ev.ArchiveConfirmed, _names: Names) -> str:
    remark = f"（{event.remark}）" if event.remark else ""
    number = f" {event.number}" if event.number else ""
    word = f"已接收建设工程档案{number}" if event.delivered else "没有收到建设工程档案"
    return f"{event.by} {word}{remark}。"


def _overdue(event: ev.ArchiveOverdue, _names: Names) -> str:
    return f"承诺的归档日期（{event.due[:10]}）已过，记入建设单位信用信息。"


def _asked(_event: ev.ClosingAsked, _names: Names) -> str:
    return "建设单位申请项目结束。"


def _ended(event: ev.ProjectEnded, _names: Names) -> str:
    return f"{event.by} 确认主项目结束；本机留存的项目资料按规定清除。"


def _fields(lines: Sequence[ev.DifferenceLine]) -> str:
    """The fields that differ, as far as they have a name of their own."""
    return listed(tuple(FIELDS.get(one.field, "表单栏目") for one in lines))


def _result(ident: str, names: Names) -> str:
    return names.get(ident, "成果")


TELLERS: Mapping[type, Callable[..., str]] = {
    ev.ProjectRegistered: _registered,
    ev.ProjectDescribed: _described,
    ev.ImportRequested: _import_asked,
    ev.ImportPassed: _import_passed,
    ev.ImportReturned: _import_returned,
    ev.ImportUndone: _undone,
    ev.ItemApplied: _applied,
    ev.ProjectSplit: _split,
    ev.PartOpened: _part,
    ev.ProjectBinned: _binned,
    ev.ProjectRestored: _restored,
    ev.ResultSupplemented: _supplemented,
    ev.ResultReviewed: _result_reviewed,
    ev.ResultBinned: _result_binned,
    ev.ResultRestored: _result_restored,
    ev.ResultDeferred: _deferred,
    ev.DeferralMet: _met,
    ev.CompletionFiled: _filed,
    ev.ArchivePromised: _promised,
    ev.ArchiveConfirmed: _confirmed,
    ev.ArchiveOverdue: _overdue,
    ev.ClosingAsked: _asked,
    ev.ProjectEnded: _ended,
}
