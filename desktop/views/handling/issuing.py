"""收件与出件: papers to the department, results in and out, originals back, withdrawal (004-9)."""

from casework.errors import RuleError
from casework.flows import issuing, joint_acceptance
from casework.flows.issuing import Delivery
from casework.flows.on_case import OnCase
from casework.flows.words import CASE_STATES, MEANS, stop
from casework.law.items import Body
from casework.records.case import CaseRecord, Material, Result, allows
from casework.records.case_states import CaseState
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.tones import Tone
from desktop.views.handling import delivering
from desktop.views.handling.verbs import (
    Ask,
    Filled,
    Line,
    Look,
    Pages,
    Problems,
    Standing,
    Verb,
)

_RESULT, _NUMBER, _SEALED_BY, _FORMS, _FILE = "result", "number", "sealed_by", "forms", "file"
_REASON, _RECIPIENT = "reason", "recipient"
_PAPER, _ELECTRONIC = "paper", "electronic"


def standing(look: Look) -> Standing | None:
    """What the window does with a case besides deciding; a joint acceptance has its own verbs."""
    try:
        joint_acceptance.require_general(look.case, look.item)
    except RuleError:
        return None
    verbs = (_hand_over(look), _take(look), _hand_out(look), _give_back(look), _withdraw(look))
    open_now = tuple(one for one in verbs if one is not None)
    lines = (*_life(look.case), *map(_line, look.case.results))
    if not open_now and not lines:
        return None
    return Standing("收件与出件", CASE_STATES[look.case.state], lines, open_now)


def _life(case: CaseRecord) -> tuple[Line, ...]:
    """What departments did with it at the hub: paused, decided, ended."""
    found = []
    if case.course.paused:
        last = case.course.pauses[-1]
        found.append(
            Line(f"中止计时：{last.cause}（{last.basis}），文书 {last.paper}。", Tone.WARN)
        )
    if case.decision is not None:
        one = case.decision
        word = "准予" if one.approved else "不予"
        mark = f"（{one.mark}）" if one.mark else ""
        found.append(Line(f"{one.organ}决定{word}{mark}：{one.number}。", Tone.INFO))
    if case.ended:
        found.append(Line(f"本件已终结：{case.ended}{stop(case.ended)}", Tone.OFF))
    return tuple(found)


def _on(look: Look) -> OnCase:
    return OnCase(look.stream, look.item.code, look.numbers, look.case.stage)


def _line(one: Result) -> Line:
    arrived, handed = one.arrived, one.handed
    forms = "、".join(
        word for word, here in (("纸质", arrived.paper), ("电子", arrived.file_sha256)) if here
    )
    text = f"{arrived.name} {arrived.number}（{forms}，{arrived.sealed_by}盖章）"
    if handed is None:
        return Line(f"{text}：在窗口，还没有交付。", Tone.WARN)
    means = MEANS.get(handed.means, handed.means)
    return Line(f"{text}：已交付（{means}，{handed.proof}）。", Tone.GOOD)


def _hand_over(look: Look) -> Verb | None:
    """收件并移交 where the department accepts (obligations 0b a)."""
    if look.item.accepting_body is not Body.DEPARTMENT:
        return None
    if not allows(look.case, "PapersHandedOver.v1"):
        return None

    def request(_: Filled) -> Ask:
        return issuing.HAND_OVER, issuing.HandOver(_on(look))

    return Verb(
        "issuing.hand_over",
        f"材料移交{look.item.lead}",
        request,
        issues=False,
        hint="由该部门决定是否受理；窗口只收件、移交。",
        points=(f"材料移交给{look.item.lead}，由该部门核对原件并决定是否受理。",),
    )


def _take(look: Look) -> Verb | None:
    """A result came to the window: by paper, as a file, or both."""
    if not look.item.results or not allows(look.case, "ResultArrived.v1"):
        return None
    if look.item.code in look.context.catalogue.surveys:
        # Results of a survey come in versions, by verbs of their own.
        return None
    known = tuple(Choice(one.key, one.name) for one in look.item.results)

    def request(filled: Filled) -> Ask:
        files = filled.scanned(_FILE)
        return issuing.TAKE_RESULT, issuing.TakeResult(
            _on(look),
            filled.text(_RESULT),
            filled.text(_NUMBER),
            filled.text(_SEALED_BY),
            paper=_PAPER in filled.several(_FORMS),
            file_sha256=files[0].sha256 if files else "",
        )

    forms = (Choice(_PAPER, "纸质"), Choice(_ELECTRONIC, "电子"))
    return Verb(
        "issuing.take_result",
        "登记结果送达窗口",
        request,
        issues=False,
        fields=(
            Field(_RESULT, "结果", Kind.CHOICE, required=True, choices=known, span=2),
            Field(_FORMS, "形式", Kind.TICKS, required=True, choices=forms),
            Field(_NUMBER, "文号或证号", required=True, max_length=80),
            Field(_SEALED_BY, "盖章单位", required=True, max_length=60, hint="章上的单位名称"),
        ),
        pages=(Pages(_FILE, "电子结果"),),
        prefilled={_RESULT: known[0].value} if len(known) == 1 else {},
        check=_check_forms,
    )


def _check_forms(filled: Filled) -> Problems:
    """What came is said, and a file that came is here."""
    forms, files = filled.several(_FORMS), filled.scanned(_FILE)
    if not forms:
        return {_FORMS: "请选到的是纸质、电子，还是都到了"}
    if (_ELECTRONIC in forms) is not bool(files):
        return {_FORMS: "选了电子的，请导入文件；没有选的，请取下文件"}
    return {_FORMS: "电子结果只有一个文件"} if len(files) > 1 else {}


def _hand_out(look: Look) -> Verb | None:
    """A result leaves; nothing does before the case is completed."""
    waiting = [one for one in look.case.results if one.handed is None]
    if not waiting:
        return None
    known = tuple(
        Choice(one.arrived.result, f"{one.arrived.name} {one.arrived.number}") for one in waiting
    )

    def request(filled: Filled) -> Ask:
        return issuing.HAND_OUT, issuing.HandOut(
            _on(look),
            filled.text(_RESULT),
            Delivery(filled.text(delivering.WAY)),
            filled.text(delivering.PROOF),
            delivering.recipient(filled),
        )

    state = CASE_STATES[look.case.state]
    open_now = allows(look.case, "ResultHandedOver.v1")
    return Verb(
        "issuing.hand_out",
        "交付结果",
        request,
        issues=False,
        hint="办结以后才能交付；电子结果到了、纸质没有到的，只能自行打印。",
        fields=(
            Field(_RESULT, "结果", Kind.CHOICE, required=True, choices=known, span=3),
            *delivering.fields(),
        ),
        prefilled={**delivering.prefilled(look), _RESULT: known[0].value},
        points=("结果交付申请人，凭据留存。",),
        closed=None if open_now else RuleError("GN-101", state=state),
        field_of={"GN-114": delivering.WAY},
        check=delivering.check,
    )


def _give_back(look: Look) -> Verb | None:
    """Originals go back; who takes them signs."""
    held = [one for one in look.case.materials if _held(one)]
    if not held:
        return None

    def request(filled: Filled) -> Ask:
        counts = ((one.line.key, _count(filled, one)) for one in held)
        chosen = tuple((key, count) for key, count in counts if count)
        return issuing.GIVE_BACK, issuing.GiveBack(_on(look), chosen, filled.text(_RECIPIENT))

    def check(filled: Filled) -> Problems:
        over = [one for one in held if not 0 <= _count(filled, one) <= _held(one)]
        found = {one.line.key: f"这里有 {_held(one)} 份" for one in over}
        if not any(_count(filled, one) for one in held):
            found[held[0].line.key] = "请填退还的份数"
        return found

    counts = tuple(
        Field(one.line.key, one.line.name, Kind.INTEGER, unit=f"/ {_held(one)} 份") for one in held
    )
    person = look.visitor or look.case.deliverer
    return Verb(
        "issuing.give_back",
        "退还原件",
        request,
        issues=False,
        hint="填退还的份数，不退的留空。",
        fields=(*counts, Field(_RECIPIENT, "签收人", required=True, max_length=60)),
        prefilled={_RECIPIENT: person.person_name.value or ""},
        field_of={"GN-110": held[0].line.key},
        check=check,
    )


def _count(filled: Filled, one: Material) -> int:
    """How many go back; -1 for what is no number."""
    text = filled.text(one.line.key) or "0"
    return int(text) if text.isdecimal() else -1


def _held(one: Material) -> int:
    """How many originals still lie here."""
    return one.count - one.returned if "original" in one.medium.split("+") else 0


def _withdraw(look: Look) -> Verb | None:
    """撤回 by the applicant: on paper, with the originals that go back."""
    if not allows(look.case, "CaseWithdrawn.v1"):
        return None

    def request(filled: Filled) -> Ask:
        return issuing.WITHDRAW, issuing.Withdraw(_on(look), filled.text(_REASON))

    return Verb(
        "issuing.withdraw",
        "申请人撤回申请",
        request,
        fields=(Field(_REASON, "撤回理由", Kind.LONG, required=True, max_length=400, span=3),),
        points=(_ends(look.case),),
    )


def _ends(case: CaseRecord) -> str:
    decided = case.state in (CaseState.RECEIVED, CaseState.CORRECTION, CaseState.HANDED)
    return "本件终止办理，不再作出决定。" if not decided else "本件终止，不再决定是否受理。"
