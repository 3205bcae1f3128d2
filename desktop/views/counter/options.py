"""Step 5: which decisions stand open here and now, and what the clerk is asked before each."""

from dataclasses import dataclass

from casework.flows import deciding
from casework.flows.deciding import Defect
from casework.law.catalogue import Catalogue
from casework.law.forms import Form
from casework.law.items import Body, Flow, Item, Outcome
from casework.law.wording import NoticeKey
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from desktop.views.counter.draft import Choosing
from desktop.views.counter.state import Against, Option

ACCEPT, ASK, REFUSE, RECEIVE = "accept", "ask", "refuse", "receive"
HAND_OVER = "hand_over"
_WORDS = {
    ACCEPT: "受理",
    ASK: "一次性告知",
    REFUSE: "不予受理",
    RECEIVE: "只收件",
    HAND_OVER: "收件并移交",
}
_UNSETTLED = "先收件，告知两种办理方式，由申请人自主选择"
_PAPERS = {
    ACCEPT: (NoticeKey.ACCEPTANCE, "受理通知书"),
    ASK: (NoticeKey.CORRECTION, "一次性补正告知书"),
    REFUSE: (NoticeKey.REFUSAL, "不予受理决定书"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that stands against acceptance, in the clerk's words."""

    text: str
    required: str
    basis: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A coded reason for refusing, as a tick."""

    key: str
    text: str
    basis: str
    advice: str
    names_organ: bool
    """Ticking it asks which organ decides instead."""


def offered(
    item: Item,
    findings: tuple[Defect, ...],
    record: CaseRecord | None = None,
    others: tuple[Against, ...] = (),
    *,
    unsettled: bool = False,
) -> tuple[Option, ...]:
    """The decision bar, as the item says who decides (obligations 0b a).

    Where a department accepts, the window receives and hands over; what comes to it later about
    a ``record`` that was handed over, it only receives. ``others`` stand against acceptance beside
    what is found in form and papers. While the applicant's route is ``unsettled`` nothing is
    accepted (001A-12).
    """
    if item.accepting_body is not Body.WINDOW:
        handed = record is not None and record.state is CaseState.HANDED
        gone = "材料已经移交部门，只登记补交的材料" if handed else ""
        return (Option(HAND_OVER, _WORDS[HAND_OVER], gone), Option(RECEIVE, _WORDS[RECEIVE]))
    count = len(findings) + sum(one.blocking for one in others)
    against = f"还有 {count} 项不符合受理条件" if count else ""
    against = _UNSETTLED if unsettled else against
    return (
        Option(ACCEPT, _WORDS[ACCEPT], against),
        Option(ASK, _WORDS[ASK]),
        Option(REFUSE, _WORDS[REFUSE]),
        Option(RECEIVE, "收件，接着告知" if unsettled else _WORDS[RECEIVE]),
    )


def natural(
    offers: tuple[Option, ...],
    choosing: Choosing,
    findings: tuple[Defect, ...] = (),
    *,
    unsettled: bool = False,
) -> str:
    """What the page turns to: the clerk's own pick while it fits, else what stands suggests.

    Where nothing is to be corrected and it cannot be accepted all the same, it is received; while
    the applicant's route is ``unsettled``, the papers are received and the choice is offered.
    """
    kinds = [one.kind for one in offers if not one.why_not]
    nothing = kinds[0] == ASK and not findings
    first = RECEIVE if unsettled or nothing else kinds[0]
    own = choosing.kind in (REFUSE, RECEIVE, HAND_OVER) or (choosing.kind == ASK and choosing.extra)
    return choosing.kind if own and choosing.kind in {one.kind for one in offers} else first


def standing(found: Defect, item: Item, form: Form, law: Catalogue) -> Standing:
    """A finding or an added defect, worded as the notice will say it."""
    material = next((one for one in item.materials if one.key == found.line), None)
    kind = law.corrections.get(found.correction)
    if kind is None:
        return Standing(found.note, "", "")
    text, required = kind.filled(material.name if material else found.note or form.title)
    if found.note and material:
        text = f"{text}（{found.note}）"
    basis = material.basis if material else deciding.basis_of(kind, item)
    return Standing(text, required, basis.short)


def corrections(law: Catalogue) -> tuple[tuple[str, str], ...]:
    """The kinds of defect the clerk can add: key and label."""
    return tuple((one.key, one.label) for one in law.corrections.values())


def reasons(item: Item) -> tuple[Reason, ...]:
    """The item's coded reasons; missing papers are never among them (obligations 0b p)."""
    return tuple(
        Reason(
            one.key,
            one.text,
            one.basis.short,
            one.advice,
            names_organ=one.outcome is Outcome.NOT_COMPETENT,
        )
        for one in item.refusals
    )


def wants_organ(item: Item, choosing: Choosing) -> bool:
    """Whether a ticked reason says that another organ decides."""
    ticked = (one for one in reasons(item) if one.key in choosing.reasons)
    return any(one.names_organ for one in ticked)


def title(kind: str, *, unsettled: bool = False) -> str:
    """The question before the act."""
    if kind == RECEIVE and unsettled:
        return "收件，接着告知两种办理方式？"
    return {
        ACCEPT: "受理这件申请？",
        ASK: "一次性告知需要补正的全部内容？",
        REFUSE: "不予受理这件申请？",
        RECEIVE: "只收件，暂不作决定？",
        HAND_OVER: "收件并移交部门？",
    }[kind]


def points(
    kind: str,
    item: Item,
    law: Catalogue,
    findings: int,
    *,
    brought: bool = True,
    unsettled: bool = False,
) -> tuple[str, ...]:
    """What will hold after the decision, one line each, for the question before it.

    ``brought``: something was handed in, for which there is a receipt; ``unsettled``: the
    applicant has not chosen the route yet.
    """
    copies = law.notices[NoticeKey.RECEIPT].copies
    found = [f"出具《收件凭证》，一式 {copies} 份。"] if brought else []
    if kind in _PAPERS:
        notice, name = _PAPERS[kind]
        found.append(f"以{item.organ}的名义出具《{name}》，一式 {law.notices[notice].copies} 份。")
    if kind == ACCEPT:
        found += _accepted(item)
    if kind == ASK:
        found.append(f"共 {findings} 项，一次告知；以后不再另行要求。")
    if kind == HAND_OVER:
        found.append(f"材料移交{item.lead}，由其决定是否受理。")
        if item.originals_checked_by is Body.DEPARTMENT:
            found.append("原件由该部门核对，窗口不作核对。")
    if kind == RECEIVE:
        found.append(_only_received(item, unsettled=unsettled))
    return (*found, "落盘以后不能撤回，只能由新的决定更正。")


def _only_received(item: Item, *, unsettled: bool) -> str:
    """What follows where nothing is decided."""
    if unsettled:
        return "收件以后打开“办理”：出具告知书，由申请人选择告知承诺或者一般程序。"
    if item.accepting_body is Body.WINDOW:
        return "只收件，不作决定；决定仍须依法即时作出。"
    return f"只收件，暂不移交{item.lead}。"


def _accepted(item: Item) -> list[str]:
    """What follows from accepting it."""
    if item.flow is Flow.JOINT_SURVEY:
        return ["同时办成备案，出具《联合测绘备案回执》，备案结果即时上传并推送至对应部门。"]
    if item.promised is None:
        return []
    excluded = f"（不含{item.excluded}）" if item.excluded else ""
    return [f"从现在起 {item.promised.amount} 个工作日内{item.promised.name}{excluded}。"]
