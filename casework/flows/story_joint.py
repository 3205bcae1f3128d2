"""The sentences of a joint acceptance (001D七(三)–(六)); both deemed outcomes are told as 默认."""

from collections.abc import Callable, Mapping, Sequence

from casework.flows.joint_words import DEEMED_PASSED, DEEMED_READY, OUTCOMES, READY, labels, minute
from casework.records import joint_events as ev

Names = Mapping[str, str]


def _opened(event: ev.JointOpened, _names: Names) -> str:
    return f"启动联合验收：{labels(event.subjects)}，牵头部门 {event.led_by}。"


def _pushed(_event: ev.MaterialsPushed, _names: Names) -> str:
    return "申请材料推送到审批管理系统，牵头部门可以看到。"


def _distributed(_event: ev.MaterialsDistributed, _names: Names) -> str:
    return "牵头部门将申请材料推送至各参验部门和单位。"


def _confirmed(event: ev.MaterialsConfirmed, _names: Names) -> str:
    answer = READY if event.ready else "资料尚需完善"
    note = f"（{event.note}）" if event.note else ""
    return f"{event.department} 资料审核确认：{answer}{note}。"


def _ready_deemed(event: ev.ConfirmationDeemed, _names: Names) -> str:
    return (
        f"默认：{event.department} 逾期没有反馈，{DEEMED_READY}。"
        f"应于 {minute(event.due)} 前反馈{_seen(event.noticed_at, event.proof)}。"
    )


def _site_opened(_event: ev.SiteOpened, _names: Names) -> str:
    return "各参验部门和单位均已确认，启动现场验收程序。"


def _arranged(event: ev.SiteArranged, _names: Names) -> str:
    return f"安排现场验收：{minute(event.site_at)}，{event.place}；通知 {event.number}。"


def _held(event: ev.SiteHeld, _names: Names) -> str:
    return f"{minute(event.held_at)} 进行现场验收，到场：{'、'.join(event.attended) or '无'}。"


def _given(event: ev.OpinionGiven, names: Names) -> str:
    return f"{event.department} 验收意见：{_conclusions(event.conclusions, names)}。"


def _listed(event: ev.RectificationListed, names: Names) -> str:
    told = "；".join(
        f"{names.get(one.key, one.key)}：{one.defect}，{one.measure}" for one in event.measures
    )
    seal = "" if event.sealed else "（没有盖章）"
    return f"{event.department} 一次性提出整改意见{seal} {len(event.measures)} 条：{told}。"


def _passed_deemed(event: ev.RectificationDeemed, _names: Names) -> str:
    before = OUTCOMES.get(event.had_said, event.had_said)
    said = f"（此前的意见：{before}，没有清单）" if before else ""
    return (
        f"默认：{event.department} 逾期没有提出整改清单{said}，{DEEMED_PASSED}。"
        f"应于 {minute(event.due)} 前提出{_seen(event.noticed_at, event.proof)}。"
    )


def _suspended(event: ev.JointSuspended, _names: Names) -> str:
    return f"联合验收程序中止：{event.pause.cause}（{event.pause.basis}）。"


def _resumed(_event: ev.JointResumed, _names: Names) -> str:
    return "联合验收程序恢复。"


def _summarised(event: ev.RectificationSummarised, _names: Names) -> str:
    return f"牵头部门汇总整改意见，推送至综合发证窗口：{event.number}。"


def _applied(event: ev.ResumptionApplied, names: Names) -> str:
    told = "；".join(f"{names.get(one.key, one.key)}：{one.done}" for one in event.done)
    return f"建设单位整改完成，申请继续联合验收：{told}。回执 {event.number}。"


def _reinspected(event: ev.Reinspected, names: Names) -> str:
    return f"{event.department} 复验：{_conclusions(event.conclusions, names)}。"


def _all_passed(_event: ev.AllPassed, _names: Names) -> str:
    return "申请的各专项验收全部合格。"


def _recognised(event: ev.ArchiveRecognised, _names: Names) -> str:
    return f"{event.department} 建设工程档案认可：{_paper(event.paper)}。"


def _recorded(event: ev.CompletionRecorded, _names: Names) -> str:
    return f"{event.department} 竣工验收备案：{_paper(event.paper)}。"


def _delivered(event: ev.ConclusionDelivered, names: Names) -> str:
    subject = names.get(event.key, event.key)
    return f"{event.department} 补送{subject}的结论文件：{_paper(event.paper)}。"


def _late(event: ev.LateAnswerKept, _names: Names) -> str:
    note = f"：{event.note}" if event.note else ""
    return f"{event.department} 在默认之后才答复{note}；留存备查，不改变默认的结果。"


def _result(event: ev.ResultPushed, _names: Names) -> str:
    return f"联合验收结果告知书 {event.number} 推送至综合发证窗口。"


def _terminated(event: ev.JointTerminated, names: Names) -> str:
    failed = "、".join(names.get(key, key) for key in event.failed)
    return f"复验仍不合格（{failed}），联合验收终止：{event.number}。"


def _withdrawn(event: ev.JointWithdrawn, _names: Names) -> str:
    return f"建设单位撤回联合验收申请：{event.reason}（{event.number}）。"


def _returned(event: ev.PapersReturned, _names: Names) -> str:
    return f"退回申请材料：{event.number}。"


def _conclusions(lines: Sequence[ev.ConclusionLine], names: Names) -> str:
    return "；".join(f"{names.get(one.key, one.key)} {OUTCOMES[one.outcome]}" for one in lines)


def _paper(paper: ev.PaperLine) -> str:
    return f"{paper.name} {paper.number}{'' if paper.sealed else '（没有盖章）'}".strip()


def _seen(noticed_at: str, proof: str) -> str:
    """When the task had reached the department (001D八(二)4)."""
    if not noticed_at:
        return "，任务已推送，没有查收记录"
    return f"，{minute(noticed_at)} 已查收（{proof}）"


TELLERS: Mapping[type, Callable[..., str]] = {
    ev.JointOpened: _opened,
    ev.MaterialsPushed: _pushed,
    ev.MaterialsDistributed: _distributed,
    ev.MaterialsConfirmed: _confirmed,
    ev.ConfirmationDeemed: _ready_deemed,
    ev.SiteOpened: _site_opened,
    ev.SiteArranged: _arranged,
    ev.SiteHeld: _held,
    ev.OpinionGiven: _given,
    ev.RectificationListed: _listed,
    ev.RectificationDeemed: _passed_deemed,
    ev.JointSuspended: _suspended,
    ev.JointResumed: _resumed,
    ev.RectificationSummarised: _summarised,
    ev.ResumptionApplied: _applied,
    ev.Reinspected: _reinspected,
    ev.AllPassed: _all_passed,
    ev.ArchiveRecognised: _recognised,
    ev.CompletionRecorded: _recorded,
    ev.ConclusionDelivered: _delivered,
    ev.LateAnswerKept: _late,
    ev.ResultPushed: _result,
    ev.JointTerminated: _terminated,
    ev.JointWithdrawn: _withdrawn,
    ev.PapersReturned: _returned,
}
DEEMED: tuple[type, ...] = (ev.ConfirmationDeemed, ev.RectificationDeemed)
