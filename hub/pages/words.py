"""What the pages say of states and events; whatever a city decided stands in the events."""

from collections.abc import Callable, Mapping

from casework.flows.words import NUMBER_LABELS, ROLES, shape_words
from casework.flows.words import PAPERS as PAPERS
from casework.people.numbers import NumberKind, mask_number
from casework.people.person import Role
from casework.records import case_events as ev
from casework.records.case_states import CaseState
from casework.records.event import AnyEvent, tag_of

STATES: Mapping[str, str] = {
    CaseState.RECEIVED: "已收件",
    CaseState.CORRECTION: "待补正",
    CaseState.ACCEPTED: "已受理",
    CaseState.REFUSED: "不予受理",
    CaseState.HANDED: "已交部门",
    CaseState.REVIEWED: "已审核",
    CaseState.SUSPENDED: "中止计时",
    CaseState.DECIDED: "已决定",
    CaseState.COMPLETED: "已办结",
    CaseState.ISSUED: "已出件",
    CaseState.RETURNED: "已退回",
    CaseState.WITHDRAWN: "已撤回",
    CaseState.TERMINATED: "已终止",
}
HANDLINGS: Mapping[str, str] = {
    "ask": "",
    "number": "填编号",
    "shared": "共享，不收",
    "on_site": "现场收取",
    "elsewhere": "另行上传",
}
PURGED = "（已按规定清除）"


def story_of(event: AnyEvent, lines: Mapping[str, str]) -> str:
    """One event as a sentence; ``lines`` gives the names of the checklist by key."""
    tell = _TELLERS.get(type(event))
    if tell is None:
        return f"本中心的程序还不认识的记录：{tag_of(event)}"
    return tell(event, lines)


def role_words(role: str) -> str:
    """The role of who stood at the counter."""
    return ROLES[Role(role)] if role in set(Role) else role


def number_label(kind: str) -> str:
    """What a person's number is called."""
    known = NumberKind(kind) if kind in set(NumberKind) else NumberKind.UNKNOWN
    return NUMBER_LABELS[known]


def _received(event: ev.ApplicationReceived, _lines: Mapping[str, str]) -> str:
    who = event.deliverer
    name = who.person_name.value or PURGED
    number = mask_number(who.person_number.value) if who.person_number.value else PURGED
    how = "读卡" if who.source == "card" else "手工录入"
    face = "人证一致" if who.face_matched else "未核对人证"
    return (
        f"收件：{event.item_name}。办事主体 {event.applicant.unit}；递交人 {name}"
        f"（{role_words(who.role)}），{number_label(who.number_kind)} {number}，{how}，{face}。"
    )


def _material(event: ev.MaterialReceived, lines: Mapping[str, str]) -> str:
    name = lines.get(event.line, event.line)
    if event.number:
        return f"收到 {name}：编号 {event.number}。"
    pages = f"，电子件 {len(event.pages)} 个" if event.pages else ""
    return f"收到 {name}：{shape_words(event.medium)} {event.count} 份{pages}。"


def _original(event: ev.OriginalVerified, lines: Mapping[str, str]) -> str:
    return f"核对原件：{lines.get(event.line, event.line)}（{event.department}）。"


def _accepted(event: ev.ApplicationAccepted, _lines: Mapping[str, str]) -> str:
    return f"受理，办理机关 {event.organ}。"


def _correction(event: ev.CorrectionRequested, _lines: Mapping[str, str]) -> str:
    told = "；".join(f"{one.material}：{one.text}" for one in event.defects)
    again = f"再次告知的理由：{event.second_reason}。" if event.second_reason else ""
    return f"一次性告知补正 {len(event.defects)} 项：{told}。{again}"


def _refused(event: ev.ApplicationRefused, _lines: Mapping[str, str]) -> str:
    why = "；".join(one.text for one in event.reasons)
    where = f"应向 {event.competent_organ} 提出。" if event.competent_organ else ""
    return f"不予受理：{why}。{where}"


def _issued(event: ev.NoticeIssued, _lines: Mapping[str, str]) -> str:
    return f"出具{PAPERS[event.kind]}：{event.number}。"


def _filed(event: ev.NoticeFiled, _lines: Mapping[str, str]) -> str:
    return f"文书存档：{event.number}。"


def _printed(event: ev.NoticePrinted, _lines: Mapping[str, str]) -> str:
    if event.came_out:
        return f"打印：{event.number}，{event.copies} 份。"
    return f"没有打出：{event.number}，{event.reason}。"


_TELLERS: Mapping[type, Callable[..., str]] = {
    ev.ApplicationReceived: _received,
    ev.MaterialReceived: _material,
    ev.OriginalVerified: _original,
    ev.ApplicationAccepted: _accepted,
    ev.CorrectionRequested: _correction,
    ev.ApplicationRefused: _refused,
    ev.NoticeIssued: _issued,
    ev.NoticeFiled: _filed,
    ev.NoticePrinted: _printed,
}
