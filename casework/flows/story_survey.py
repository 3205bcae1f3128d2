"""The sentences of a joint survey (001C四): filed, papers, site, base data, results."""

from collections.abc import Callable, Mapping

from casework.flows import credit
from casework.flows.joint_words import minute
from casework.flows.project_words import listed
from casework.flows.survey_words import SHOWN
from casework.flows.words import shape_words, stop
from casework.law.survey import TOTAL, Filer
from casework.records import survey_events as ev
from casework.records.case_events import ONLINE

Names = Mapping[str, str]
CAUSES = {
    ev.Cause.FIRST: "首次提交",
    ev.Cause.FAULT: "重新测绘后提交",
    ev.Cause.RECTIFIED: "整改后成果有变化，重新提交",
}


def _filed(event: ev.SurveyFiled, _names: Names) -> str:
    filer = "测绘机构" if event.filer == Filer.SURVEYOR else "建设单位"
    matters = listed(tuple(one.label for one in event.terms if one.matter != TOTAL))
    roll = credit.WORDS[credit.Standing(event.surveyor.blacklist.value)]
    again = f"再次备案的理由：{event.again}{stop(event.again)}" if event.again else ""
    return (
        f"联合测绘备案：{event.number}，由{filer}提出，测绘机构 {event.surveyor.unit}"
        f"（“黑名单”核查：{roll}），{matters}。{again}"
    )


def _acknowledged(event: ev.SurveyFilingAcknowledged, _names: Names) -> str:
    return f"审批管理系统已收到联合测绘备案，回执 {event.reference}。"


def _paper(event: ev.SurveyPaperReceived, names: Names) -> str:
    name = names.get(event.line, event.line)
    if event.number and not event.shapes:
        return f"收到测绘资料 {name}：编号 {event.number}。"
    told = [f"{shape_words('+'.join(event.shapes))} {event.count} 份"]
    if event.pages:
        told.append(f"电子件 {len(event.pages)} 个")
    if event.compared_at:
        told.append("已比对原件")
    return f"收到测绘资料 {name}：{'，'.join(told)}。"


def _ready(event: ev.SurveySiteReady, names: Names) -> str:
    cut = listed(tuple(names.get(key, key) for key in event.shortened))
    shortened = f"合同约定的{cut}期限超过上限，按上限计算。" if cut else ""
    return (
        f"现场自 {minute(event.ready_at)} 起具备联合测绘条件，由{event.confirmed_by}确认；"
        f"合同约定的期限开始计算。{shortened}"
    )


def _asked(event: ev.SurveyDataRequested, _names: Names) -> str:
    return f"向{event.department}索取基础数据：{event.detail}{stop(event.detail)}"


def _handed_in(event: ev.SurveyResultHandedIn, _names: Names) -> str:
    told = [CAUSES[event.cause], f"文件 {len(event.files)} 个", _deviations(event.deviations)]
    if event.absent:
        told.append(f"没有看到 {listed(event.absent)}")
    if event.builder_confirmed:
        told.append("建设单位已确认")
    where = "网上提交" if event.channel == ONLINE else f"{event.handed_in_by}送达窗口"
    said = "，".join(part for part in told if part)
    return f"{event.label}成果第{event.version}版（{event.report}）：{where}，{said}。"


def _deviations(key: str) -> str:
    return f"偏差处{SHOWN[key]}" if key in SHOWN else ""


def _result_acknowledged(event: ev.SurveyResultAcknowledged, names: Names) -> str:
    return f"审批管理系统已收到{_version(event, names)}，回执 {event.reference}。"


def _passed(event: ev.SurveyResultPassed, names: Names) -> str:
    return f"{event.department} 审查{_version(event, names)}：没有意见。"


def _faulted(event: ev.SurveyResultFaulted, names: Names) -> str:
    return (
        f"{event.department} 认为{_version(event, names)}存在瑕疵、错误，须重新测绘："
        f"{event.opinion}{stop(event.opinion)}"
    )


def _rectify(event: ev.SurveyRectificationAsked, names: Names) -> str:
    return (
        f"{event.department} 审查{_version(event, names)}，要求建设单位整改："
        f"{event.opinion}{stop(event.opinion)}"
    )


def _unchanged(event: ev.SurveyFoundUnchanged, names: Names) -> str:
    return f"整改后重测 {event.part}，其余部分已复核：{_version(event, names)}没有变化，继续有效。"


def _changed(event: ev.SurveyFoundChanged, names: Names) -> str:
    return (
        f"整改后重测 {event.part}，其余部分已复核：{_version(event, names)}有变化，"
        f"须重新提交该项完整成果。"
    )


def _withdrawn(event: ev.SurveyWithdrawn, _names: Names) -> str:
    return f"撤回联合测绘备案：{event.reason}{stop(event.reason)}"


_OnVersion = (
    ev.SurveyResultAcknowledged
    | ev.SurveyResultPassed
    | ev.SurveyResultFaulted
    | ev.SurveyRectificationAsked
    | ev.SurveyFoundUnchanged
    | ev.SurveyFoundChanged
)


def _version(event: _OnVersion, names: Names) -> str:
    return f"{names.get(event.matter, event.matter)}成果第{event.version}版"


def names_in(event: ev.SurveyFiled) -> Mapping[str, str]:
    """The surveys commissioned and the papers of annex 2, by key."""
    papers = {one.key: one.name for one in event.papers}
    return papers | {one.matter: one.label for one in event.terms}


TELLERS: Mapping[type, Callable[..., str]] = {
    ev.SurveyFiled: _filed,
    ev.SurveyFilingAcknowledged: _acknowledged,
    ev.SurveyPaperReceived: _paper,
    ev.SurveySiteReady: _ready,
    ev.SurveyDataRequested: _asked,
    ev.SurveyResultHandedIn: _handed_in,
    ev.SurveyResultAcknowledged: _result_acknowledged,
    ev.SurveyResultPassed: _passed,
    ev.SurveyResultFaulted: _faulted,
    ev.SurveyRectificationAsked: _rectify,
    ev.SurveyFoundUnchanged: _unchanged,
    ev.SurveyFoundChanged: _changed,
    ev.SurveyWithdrawn: _withdrawn,
}
