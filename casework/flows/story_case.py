"""The sentences of a case: received, decided, handled, completed, handed out."""

from collections.abc import Callable, Mapping

from casework.flows.words import MEANS, NUMBER_LABELS, PAPERS, ROLES, shape_words, stop
from casework.people.numbers import NumberKind, mask_number
from casework.people.person import Role
from casework.records import case_events as ev
from casework.records import case_life as life

Names = Mapping[str, str]
PURGED = "（未留存）"
"""Where a personal value stood that was purged, or never came to this window."""
_OFFLINE = {"no_network": "没有网络"}
_SOURCES = {"card": "读卡", "typed": "手工录入", ev.PORTAL: "实名账号"}


def role_words(role: str) -> str:
    """The role of who stood at the counter."""
    return ROLES[Role(role)] if role in set(Role) else role


def number_label(kind: str) -> str:
    """What a person's number is called."""
    known = NumberKind(kind) if kind in set(NumberKind) else NumberKind.UNKNOWN
    return NUMBER_LABELS[known]


def person_words(who: ev.Deliverer) -> str:
    """Who came, masked, and how the window knows."""
    name = who.person_name.value or PURGED
    number = mask_number(who.person_number.value) if who.person_number.value else PURGED
    known = [_SOURCES.get(who.source, who.source)]
    if who.source != ev.PORTAL:
        known.append("人证一致" if who.face_matched else "未核对人证")
    label = number_label(who.number_kind)
    return f"{name}（{role_words(who.role)}），{label} {number}，{'，'.join(known)}"


def _received(event: ev.ApplicationReceived, _names: Names) -> str:
    online = event.channel == ev.ONLINE
    how, who = ("网上申报", "申报人") if online else ("收件", "递交人")
    return (
        f"{how}：{event.item_name}。办事主体 {event.applicant.unit}；"
        f"{who} {person_words(event.deliverer)}。"
    )


def _visitor(event: ev.VisitorCame, _names: Names) -> str:
    where = "网上补交" if event.deliverer.source == ev.PORTAL else "再次到窗口"
    return f"{where}：{person_words(event.deliverer)}。"


def _material(event: ev.MaterialReceived, names: Names) -> str:
    name = names.get(event.line, event.line)
    if event.number:
        return f"收到 {name}：编号 {event.number}。"
    files = f"电子件 {len(event.pages)} 个" if event.pages else ""
    if files and event.medium == ev.E_FILE:
        return f"收到 {name}：{files}。"
    paper = f"{shape_words(event.medium)} {event.count} 份"
    return f"收到 {name}：{'，'.join(filter(None, (paper, files)))}。"


def _reused(event: ev.MaterialReused, names: Names) -> str:
    name = names.get(event.line, event.line)
    checked = "，原件已核验，不再核对" if event.verifier else ""
    return f"共享 {name}：沿用 {event.receipt} 的电子件 {len(event.pages)} 个{checked}。"


def _original(event: ev.OriginalVerified, names: Names) -> str:
    return f"核对原件：{names.get(event.line, event.line)}（{event.department}）。"


def _corrected(event: ev.FormCorrected, _names: Names) -> str:
    changed = len(event.form) + len(event.sealed_form)
    counted = (("更正", changed), ("清空", len(event.cleared)))
    told = "、".join(f"{word} {count} 栏" for word, count in counted if count)
    made = "已确认申请条件" if event.declaration_made else "未确认申请条件"
    return f"申请表：{told or '各栏不变'}；{made}。"


def _checklist(event: ev.ChecklistChanged, names: Names) -> str:
    added = "、".join(line.name for line in event.added)
    dropped = "、".join(names.get(key, key) for key in event.dropped)
    parts = (f"另需 {added}" if added else "", f"不再需要 {dropped}" if dropped else "")
    return f"材料清单随申请表变化：{'；'.join(part for part in parts if part)}。"


def _accepted(event: ev.ApplicationAccepted, _names: Names) -> str:
    return f"受理，办理机关 {event.organ}。"


def _asked(event: ev.CorrectionRequested, _names: Names) -> str:
    told = "；".join(f"{one.material}：{one.text}" for one in event.defects)
    again = f"再次告知的理由：{event.second_reason}。" if event.second_reason else ""
    return f"一次性告知补正 {len(event.defects)} 项：{told}{stop(told)}{again}"


def _refused(event: ev.ApplicationRefused, _names: Names) -> str:
    why = "；".join(one.text for one in event.reasons)
    where = f"应向 {event.competent_organ} 提出。" if event.competent_organ else ""
    return f"不予受理：{why}{stop(why)}{where}"


def _issued(event: ev.NoticeIssued, _names: Names) -> str:
    return f"出具{PAPERS[event.kind]}：{event.number}。"


def _filed(event: ev.NoticeFiled, _names: Names) -> str:
    return f"文书存档：{event.number}。"


def _printed(event: ev.NoticePrinted, _names: Names) -> str:
    if event.came_out:
        return f"打印：{event.number}，{event.copies} 份。"
    return f"没有打出：{event.number}，{event.reason}。"


def _handed(event: life.PapersHandedOver, _names: Names) -> str:
    return f"材料移交 {event.department}，由该部门决定是否受理。"


def _joined(_event: life.StageJoined, _names: Names) -> str:
    return "并入本阶段的一次申报（一张表单、一套材料）。"


def _deemed(event: life.ApplicationDeemedAccepted, _names: Names) -> str:
    return f"默认受理：逾期没有告知补正，自收到申请材料之日（{event.accepted_at[:10]}）起即为受理。"


def _reviewed(event: life.ReviewFinished, _names: Names) -> str:
    return f"{event.department} 审核完毕：{event.opinion}{stop(event.opinion)}"


def _opinion(event: life.OpinionRelayed, _names: Names) -> str:
    return f"转达 {event.department} 的意见：{event.text}{stop(event.text)}"


def _decided(event: life.DecisionMade, _names: Names) -> str:
    word = "准予" if event.approved else "不予"
    mark = f"（{event.mark}）" if event.mark else ""
    why = "；".join(event.reasons)
    reasons = f"理由：{why}{stop(why)}" if why else ""
    return f"{event.organ} 决定{word}{mark}，{event.number}。{reasons}"


def _completed(event: life.CaseCompleted, _names: Names) -> str:
    why = _OFFLINE.get(event.offline_reason, event.offline_reason)
    return f"办结（离线办理：{why}，证照文件后补）。" if why else "办结。"


def _arrived(event: life.ResultArrived, _names: Names) -> str:
    forms = [word for word, there in (("纸质", event.paper), ("电子", event.file_sha256)) if there]
    seal = f"，{event.sealed_by}盖章" if event.sealed_by else "，没有盖章"
    return f"结果送达窗口：{event.name} {event.number}（{'、'.join(forms) or '仅登记'}{seal}）。"


def _handed_out(event: life.ResultHandedOver, names: Names) -> str:
    who = event.recipient_name.value or ""
    means = MEANS.get(event.means, event.means)
    to = f"，{who} 领取" if who else ""
    return f"出件：{names.get(event.result, event.result)}，{means}{to}，凭据 {event.proof}。"


def _suspended(event: life.CaseSuspended, _names: Names) -> str:
    return f"中止计时：{event.pause.cause}（{event.pause.basis}），文书 {event.pause.paper}。"


def _resumed(_event: life.CaseResumed, _names: Names) -> str:
    return "恢复计时。"


def _extended(event: life.LimitExtended, _names: Names) -> str:
    return f"延长期限 {event.days} 个工作日：{event.reason}。{event.approver}批准，{event.paper}。"


def _returned(event: life.CaseReturned, _names: Names) -> str:
    return f"{event.department} 退回：{event.reason}{stop(event.reason)}"


def _withdrawn(event: life.CaseWithdrawn, _names: Names) -> str:
    return f"申请人撤回：{event.reason}{stop(event.reason)}"


def _terminated(event: life.CaseTerminated, _names: Names) -> str:
    return f"终止办理：{event.reason}（{event.basis}）。"


def _given_back(event: life.OriginalReturned, names: Names) -> str:
    who = event.recipient_name.value
    to = f"，{who} 签收" if who else ""
    return f"退还原件：{names.get(event.line, event.line)} {event.count} 份{to}。"


TELLERS: Mapping[type, Callable[..., str]] = {
    ev.ApplicationReceived: _received,
    ev.VisitorCame: _visitor,
    ev.MaterialReceived: _material,
    ev.MaterialReused: _reused,
    ev.OriginalVerified: _original,
    ev.FormCorrected: _corrected,
    ev.ChecklistChanged: _checklist,
    ev.ApplicationAccepted: _accepted,
    ev.CorrectionRequested: _asked,
    ev.ApplicationRefused: _refused,
    ev.NoticeIssued: _issued,
    ev.NoticeFiled: _filed,
    ev.NoticePrinted: _printed,
    life.PapersHandedOver: _handed,
    life.StageJoined: _joined,
    life.ApplicationDeemedAccepted: _deemed,
    life.ReviewFinished: _reviewed,
    life.OpinionRelayed: _opinion,
    life.DecisionMade: _decided,
    life.CaseCompleted: _completed,
    life.ResultArrived: _arrived,
    life.ResultHandedOver: _handed_out,
    life.CaseSuspended: _suspended,
    life.CaseResumed: _resumed,
    life.LimitExtended: _extended,
    life.CaseReturned: _returned,
    life.CaseWithdrawn: _withdrawn,
    life.CaseTerminated: _terminated,
    life.OriginalReturned: _given_back,
}
DEEMED: tuple[type, ...] = (life.ApplicationDeemedAccepted,)
