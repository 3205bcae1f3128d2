"""How a commitment stands, in sentences: the credit list, both routes, what was promised."""

from datetime import date, datetime

from casework.flows import commitment_words as words
from casework.flows.commitment_options import Option
from casework.flows.credit import WORDS, Check, Standing
from casework.flows.words import ROLES
from casework.people.person import Role
from casework.records.commitment import CommitmentRecord, CommitmentState, Promised
from casework.records.commitment_events import CommitmentChosen, RectificationFailed
from desktop.messages import message_of
from desktop.ui.tones import Tone
from desktop.views.handling.commitment_side import Side
from desktop.views.handling.verbs import Line
from desktop.words import moment

_TONES = {
    Standing.CLEAR: Tone.GOOD,
    Standing.LISTED: Tone.BAD,
    Standing.UNVERIFIED: Tone.WARN,
}
_STILL_TO_CHOOSE = (CommitmentState.UNTOLD, CommitmentState.OFFERED, CommitmentState.DECLINED)
_ON_ORDINARY = (CommitmentState.ORDINARY, CommitmentState.DECLINED)
_HOURS_A_DAY = 24


def lines(side: Side) -> tuple[Line, ...]:
    """What the clerk has to know before the verbs."""
    found = [credit_line(side.credit)]
    if side.undecided and side.state in _STILL_TO_CHOOSE:
        found += [_route(side.options[0]), Line("一般程序：可以选择，由申请人自主决定。")]
    if side.own is not None:
        found += _history(side.own)
    if side.undecided and side.state in _ON_ORDINARY:
        found.append(Line("按一般程序继续的，在“办件”按 F5 到受理台办理。", Tone.INFO))
    return tuple(found)


def credit_line(found: Check) -> Line:
    """What the list says, its version and its age; never 无记录 for what was not verified."""
    said = f"信用核验：{found.words}"
    if found.hours is not None:
        said += f"，名单已有 {_age(found.hours)}"
    if found.entries:
        said += f"：{found.entries[0].reason}"
    if found.standing is Standing.UNVERIFIED:
        said += f"。请如实说明“{WORDS[Standing.UNVERIFIED]}”，作出决定前由中心核验"
    return Line(f"{said}。", _TONES[found.standing])


def _age(hours: int) -> str:
    if hours < 1:
        return "不到 1 小时"
    if hours < 2 * _HOURS_A_DAY:
        return f"{hours} 小时"
    return f"{hours // _HOURS_A_DAY} 天"


def _route(option: Option) -> Line:
    """The route by commitment: open with its list, or what stands in the way."""
    against = [one for one in option.problems if one.blocking]
    if against:
        return Line(f"告知承诺：不能采用，{message_of(against[0]).what}", Tone.OFF)
    listed = option.version
    if option.effective_from is not None:
        listed += f"，{option.effective_from.isoformat()} 起实施"
    area = f"；项目在已完成区域评估的“{option.suggested}”内" if option.suggested else ""
    return Line(f"告知承诺：可以选择，由申请人自主决定（{listed}{area}）。")


def _history(own: CommitmentRecord) -> list[Line]:
    found: list[Line] = []
    if own.chosen is not None:
        chosen = own.chosen
        route = "告知承诺" if isinstance(chosen, CommitmentChosen) else "一般程序"
        role = ROLES[Role(chosen.role)]
        signer = chosen.signer_name.value or ""
        found.append(Line(f"{moment(chosen.chosen_at)} 申请人选择{route}，{role}{signer}签字。"))
    if own.declined is not None:
        reasons = "；".join(one.text for one in own.declined.reasons)
        found.append(Line(f"不适用告知承诺：{reasons}。"))
    if own.accepted is not None:
        found.append(Line(f"{moment(own.accepted.accepted_at)} 受理，本件文书都标识“{own.mark}”。"))
    if own.decided is not None:
        decided = own.decided
        found.append(Line(f"{moment(decided.decided_at)} {decided.organ}准予，{decided.number}。"))
    found += [_promised(one) for one in own.promised]
    return found + _follow_up(own)


def _promised(one: Promised) -> Line:
    until = date.fromisoformat(one.owed.until)
    said = f"承诺补交：{one.owed.name}，最迟 {until:%Y-%m-%d}"
    if one.reviewed is not None:
        tone = Tone.GOOD if one.passed else Tone.BAD
        return Line(f"{said}；已核对：{words.VERDICTS[one.reviewed.verdict]}。", tone)
    if one.supplied is not None:
        late = "（逾期）" if one.supplied.late else ""
        came = datetime.fromisoformat(one.supplied.supplied_at)
        return Line(f"{said}；{came:%m-%d %H:%M} 已提交{late}，待部门核对。", Tone.INFO)
    return Line(f"{said}；还没有提交。", Tone.WARN)


def _follow_up(own: CommitmentRecord) -> list[Line]:
    """What the department found and ordered, and what became of it (001A-14, -15)."""
    found: list[Line] = []
    for one in own.verified:
        kept = "与承诺一致" if one.kept else "与承诺不符"
        found.append(Line(f"{moment(one.verified_at)} 核查：{kept}，{one.text}。"))
    if own.ordered is not None and own.state is CommitmentState.RECTIFYING:
        said = f"限期整改：{own.ordered.text}"
        if isinstance(own.checked, RectificationFailed):
            said += f"；检查未通过：{own.checked.text}"
        found.append(Line(f"{said}。", Tone.BAD))
    if own.rescinded is not None:
        gone = own.rescinded
        cause = words.CAUSES[gone.cause]
        found.append(Line(f"{moment(gone.rescinded_at)} 已撤销：{cause}。", Tone.BAD))
    for gone_before in own.upstream:
        name, number = gone_before.upstream_name, gone_before.decision
        found.append(Line(f"{words.UPSTREAM}：{name}（{number}）。", Tone.BAD))
    return found
