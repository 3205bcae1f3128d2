"""The sentences of a commitment (001A): told, chosen, promised, decided, supplied, rescinded."""

from collections.abc import Callable, Mapping, Sequence

from casework.flows import credit
from casework.flows.commitment_words import CAUSES, UPSTREAM, VERDICTS
from casework.flows.project_words import listed
from casework.flows.story_case import PURGED, role_words
from casework.flows.words import shape_words, stop
from casework.records import commitment_events as ev

Names = Mapping[str, str]
_ENDED = {
    "CaseReturned.v1": "本案已退回",
    "CaseWithdrawn.v1": "申请人撤回申请",
    "CaseTerminated.v1": "本案终止办理",
    "DecisionMade.v1": "决定不予审批",
}


def _offered(event: ev.CommitmentOffered, _names: Names) -> str:
    area = f"项目在区域评估范围（{event.suggested}）内。" if event.suggested else ""
    return (
        f"提供告知承诺方式：告知书 {event.paper} 一次告知 {len(event.tellings)} 项内容，"
        f"信用核查：{_credit(event.credit)}。{area}"
    )


def _chosen(event: ev.CommitmentChosen, _names: Names) -> str:
    return f"申请人自愿选择告知承诺：{_signer(event.role, event.signer_name.value)}。"


def _ordinary(event: ev.OrdinaryRouteChosen, _names: Names) -> str:
    return f"申请人选择一般程序：{_signer(event.role, event.signer_name.value)}。"


def _declined(event: ev.CommitmentDeclined, _names: Names) -> str:
    why = "；".join(one.text for one in event.reasons)
    return f"不适用告知承诺：{why}{stop(why)}文书 {event.paper}。"


def _drawn(event: ev.CommitmentDrawnUp, _names: Names) -> str:
    owed = listed(tuple(f"{one.name}（{one.until} 前）" for one in event.owed))
    later = f"，承诺补交 {owed}" if owed else ""
    return f"出具承诺书：{event.paper}，{len(event.promises)} 项承诺{later}。"


def _faulty(event: ev.CommitmentFaulty, _names: Names) -> str:
    told = "；".join(f"{one.material}：{one.text}" for one in event.defects)
    return f"承诺书有缺陷，一次性告知补正：{told}{stop(told)}文书 {event.paper}。"


def _signed(event: ev.CommitmentSigned, _names: Names) -> str:
    who = _signer(event.signature.role, event.signature.signer_name.value)
    stamped = "，已盖单位公章" if event.signature.stamped else ""
    between = listed(tuple(one.unit for one in event.intermediaries))
    others = f"；中介服务机构 {between} 已在申请书上承诺" if between else ""
    return f"申请人签署承诺书，作出 {len(event.promises)} 项承诺：{who}{stamped}{others}。"


def _accepted(event: ev.CommitmentAccepted, _names: Names) -> str:
    return f"以告知承诺方式受理，信用核查：{_credit(event.credit)}。文书 {event.paper}。"


def _decided(event: ev.CommitmentDecided, _names: Names) -> str:
    return (
        f"{event.organ} 以告知承诺方式决定准予（{event.mark}）：{event.number}；"
        f"审批信息告知单 {event.paper}。"
    )


def _supplied(event: ev.PromiseSupplied, names: Names) -> str:
    late = "，已超过承诺的期限" if event.late else ""
    what = (
        f"编号 {event.number}" if event.number else f"{shape_words(event.medium)} {event.count} 份"
    )
    return f"补交承诺的材料 {names.get(event.line, event.line)}：{what}{late}。收件 {event.paper}。"


def _reviewed(event: ev.PromiseReviewed, names: Names) -> str:
    said = f"：{event.text}" if event.text else ""
    word = f"补交的{names.get(event.line, event.line)}{VERDICTS[event.verdict]}"
    return f"部门审查：{word}{said}{stop(said)}"


def _fulfilled(_event: ev.CommitmentFulfilled, _names: Names) -> str:
    return "承诺补交的材料已经全部补齐；不再换发一般审批的证照。"


def _verified(event: ev.PromisesVerified, _names: Names) -> str:
    word = "与承诺一致" if event.kept else "与承诺不一致"
    return f"核查（{event.means}）：{word}。{event.text}{stop(event.text)}"


def _ordered(event: ev.RectificationOrdered, _names: Names) -> str:
    by = "；".join(one.sentence for one in event.limits)
    until = f"{by}{stop(by)}" if by else ""
    return f"要求限期整改：{event.text}{stop(event.text)}{until}"


def _rectified(event: ev.RectificationPassed, _names: Names) -> str:
    return f"整改后符合条件：{event.text}{stop(event.text)}"


def _not_rectified(event: ev.RectificationFailed, _names: Names) -> str:
    return f"整改后仍不符合条件：{event.text}{stop(event.text)}"


def _rescinded(event: ev.DecisionRescinded, _names: Names) -> str:
    onward = f"涉及后续 {len(event.dependents)} 件，已告知其部门。" if event.dependents else ""
    return (
        f"{event.organ} 撤销审批决定：{event.number}。{CAUSES[event.cause]}（{event.basis}），"
        f"{event.reason}{stop(event.reason)}{onward}"
    )


def _upstream(event: ev.UpstreamRescinded, _names: Names) -> str:
    return (
        f"{UPSTREAM}：{event.organ} 撤销了{event.upstream_name}的决定（{event.decision}），"
        f"{event.reason}{stop(event.reason)}本案是否中止由办理部门决定。"
    )


def _ended(event: ev.CommitmentEnded, _names: Names) -> str:
    return f"告知承诺随本案终结：{_ENDED.get(event.through, '本案已终结')}。"


def _signer(role: str, name: str | None) -> str:
    return f"{name or PURGED}（{role_words(role)}）签字"


def _credit(line: ev.CreditLine) -> str:
    """What the list said, with its age: a list that is not fresh says 未核验 (obligations 36)."""
    known = line.standing if line.standing in set(credit.Standing) else credit.Standing.UNVERIFIED
    word = credit.WORDS[credit.Standing(known)]
    told = [f"名单截至 {line.as_of[:10]}"] if line.as_of else []
    told += [line.source] if line.source else []
    return f"{word}（{'，'.join(told)}）" if told else word


def names_in(lines: Sequence[ev.OwedLine]) -> Mapping[str, str]:
    """The materials promised for later, by key."""
    return {one.line: one.name for one in lines}


TELLERS: Mapping[type, Callable[..., str]] = {
    ev.CommitmentOffered: _offered,
    ev.CommitmentChosen: _chosen,
    ev.OrdinaryRouteChosen: _ordinary,
    ev.CommitmentDeclined: _declined,
    ev.CommitmentDrawnUp: _drawn,
    ev.CommitmentFaulty: _faulty,
    ev.CommitmentSigned: _signed,
    ev.CommitmentAccepted: _accepted,
    ev.CommitmentDecided: _decided,
    ev.PromiseSupplied: _supplied,
    ev.PromiseReviewed: _reviewed,
    ev.CommitmentFulfilled: _fulfilled,
    ev.PromisesVerified: _verified,
    ev.RectificationOrdered: _ordered,
    ev.RectificationPassed: _rectified,
    ev.RectificationFailed: _not_rectified,
    ev.DecisionRescinded: _rescinded,
    ev.UpstreamRescinded: _upstream,
    ev.CommitmentEnded: _ended,
}
