"""The 承诺书: drawn up with its days, signed and sealed, or told to be mended; then 受理."""

from datetime import date

from casework.errors import ClerkError, RuleError
from casework.flows import commitment_acceptance as accepting
from casework.flows import commitment_signing as signing
from casework.flows import commitment_words as words
from casework.flows import deciding
from casework.flows.commitment import require_out
from casework.flows.commitment_dates import Owed, prefill
from casework.flows.deciding import Defect
from casework.law.items import Body
from casework.people.person import Role
from casework.records.commitment import CommitmentState
from casework.records.commitment_events import ToldLine
from desktop.ui.fields import Choice, Field, Heading, Kind
from desktop.ui.typing_rules import iso_date
from desktop.views.handling.commitment_side import ROLE, SIGNER, Side, known_signer, who_signs
from desktop.views.handling.verbs import Ask, Filled, Pages, Problems, Verb

_UNTIL, _PROMISES, _SIGNED, _STAMPED = "until.", "promises", "signed", "stamped"
_IDENTITY, _MIDDLE, _COMPARED, _PAGES = "identity", "intermediary", "compared", "form"
_IDENTITIES = (Choice("card", "读过身份证"), Choice("copy", "收身份证复印件"))
_FORM, _SECOND = "form_faults", "second_reason"
_SHORT = 34
"""Characters of a promise on its tick; the form has the whole."""
_FAULTS = {
    "unsigned": Defect("", signing.UNSIGNED, words.FORM),
    "unsealed": Defect("", signing.UNSEALED, words.FORM),
    "identity": Defect("", deciding.MISSING, words.AGENT_IDENTITY),
    "authorisation": Defect("", deciding.MISSING, words.AUTHORISATION),
    "middle_unsigned": Defect("", signing.UNSIGNED, words.INTERMEDIARY),
    "middle_unsealed": Defect("", signing.UNSEALED, words.INTERMEDIARY),
}
_FAULT_WORDS = {
    "unsigned": "承诺书没有签字，或者签字人不对",
    "unsealed": "承诺书没有加盖单位公章",
    "identity": "没有代理人的身份证件",
    "authorisation": "没有授权委托书",
    "middle_unsigned": "申请书上没有中介服务机构的签字",
    "middle_unsealed": "申请书上没有中介服务机构的盖章",
}
_FIELDS = {
    "unsigned": _SIGNED,
    "unsealed": _STAMPED,
    "identity": _IDENTITY,
    "authorisation": ROLE,
    "middle_unsigned": _MIDDLE,
    "middle_unsealed": _MIDDLE,
}
_ON_THE_WAY = (CommitmentState.CHOSEN, CommitmentState.DRAWN, CommitmentState.SIGNED)


def verbs(side: Side) -> tuple[Verb, ...]:
    """From the choice of commitment to acceptance; nothing before and nothing after."""
    if not side.undecided or side.state not in _ON_THE_WAY:
        return ()
    if side.state is CommitmentState.CHOSEN:
        return (_draw_up(side), _ask(side))
    if side.state is CommitmentState.DRAWN:
        return (_sign(side), _draw_up(side), _ask(side))
    return (_accept(side), _draw_up(side), _ask(side))


def _draw_up(side: Side) -> Verb:
    rules, context = side.bench.rules, side.look.context
    last = prefill(side.look.case, rules, context)
    again = side.state is not CommitmentState.CHOSEN

    def request(filled: Filled) -> Ask:
        owed = tuple(Owed(one.line, filled.text(_UNTIL + one.line)) for one in last)
        return signing.DRAW_UP, signing.DrawUp(side.on, owed)

    def check(filled: Filled) -> Problems:
        days = ((one, filled.text(_UNTIL + one.line)) for one in last)
        return {_UNTIL + one.line: text for one, day in days if (text := _beyond(day, one, side))}

    nothing = "没有缺少的、可以承诺补交的材料。" if not last else ""
    return Verb(
        "commitment.draw_up",
        "重新出具承诺书" if again else "出具承诺书",
        request,
        hint=f"八项承诺的文字固定，不能改动。{nothing}承诺的日期已填最迟一天，可以改早。",
        fields=tuple(_until(one, side) for one in last),
        prefilled={_UNTIL + one.line: one.until for one in last},
        points=("原来的签署不再有效，要重新签署。",) if again else (),
        check=check,
    )


def _until(one: Owed, side: Side) -> Field:
    material = side.look.case.material(one.line)
    name = material.line.name if material is not None else one.line
    days = side.bench.rules.terms[one.line]
    return Field(_UNTIL + one.line, name, Kind.DATE, unit=f"最长 {days} 个工作日", required=True)


def _beyond(day: str, last: Owed, side: Side) -> str:
    """What is wrong with a promised day: beyond the term of the telling, or gone by."""
    if not day or iso_date(day) != day:
        return ""
    if date.fromisoformat(day) > date.fromisoformat(last.until):
        return f"最迟 {last.until}"
    if date.fromisoformat(day) < side.look.context.now.date():
        return "在今天以前"
    return ""


def _sign(side: Side) -> Verb:
    drawn = side.own.drawn if side.own is not None else None
    promises = drawn.promises if drawn is not None else ()

    def request(filled: Filled) -> Ask:
        compared = filled.at if filled.ticked(_COMPARED) else ""
        return signing.SIGN, signing.Sign(
            side.on,
            filled.several(_PROMISES),
            _signature(filled),
            filled.scanned(_PAGES),
            compared,
        )

    def check(filled: Filled) -> Problems:
        wrong = {_FIELDS[key]: _FAULT_WORDS[key] for key in _found(side, filled)}
        ticked = len(filled.several(_PROMISES))
        if ticked < len(promises):
            wrong[_PROMISES] = f"现在 {ticked} 项，缺一项都不能登记；按 0 全选"
        return wrong

    return Verb(
        "commitment.sign",
        "登记签署",
        request,
        hint="看着签好的承诺书逐项登记。当场补不齐的，返回选“一次性告知补正”。",
        fields=(_boxes(promises), *who_signs(), *_marks(side)),
        pages=(Pages(_PAGES, "签署的承诺书", required=True),),
        issues=False,
        prefilled=known_signer(side.look) | _middle(side),
        closed=_not_out(side, drawn.paper) if drawn is not None else None,
        field_of={"CM-130": _PROMISES, "CM-132": _COMPARED},
        check=check,
    )


def _boxes(promises: tuple[ToldLine, ...]) -> Field:
    """The boxes that stand on the form, one for each promise."""
    choices = tuple(
        Choice(one.key, f"{at} {_cut(one.text)}") for at, one in enumerate(promises, start=1)
    )
    return Field(
        _PROMISES, "八项承诺", Kind.TICKS, required=True, choices=choices, per_row=1, span=2
    )


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def _marks(side: Side) -> tuple[Field | Heading, ...]:
    """Signature and seals where the form has their places (001A-9)."""
    unit = bool(side.look.case.received.applicant.credit_code)
    fields = [Field(_SIGNED, "签字", Kind.TICK, hint="承诺书上有签字人的签字")]
    if unit:
        fields.append(Field(_STAMPED, "公章", Kind.TICK, hint="承诺书上加盖了单位公章"))
    fields.append(Field(_IDENTITY, "代理人证件", Kind.PICK, choices=_IDENTITIES, per_row=2))
    if side.look.item.intermediary:
        fields.append(Field(_MIDDLE, "中介服务机构", Kind.SHOWN))
    compared = "扫描件与纸质件一致，已当面核对"
    return (
        *fields,
        Field(_COMPARED, "核对扫描件", Kind.TICK, required=True, hint=compared, span=2),
    )


def _middle(side: Side) -> dict[str, str]:
    """The intermediary's own commitment, as it stands on the application."""
    values = side.look.case.values()
    name = values.get("intermediary", "") or "（没有填写）"
    signed = "已签字" if values.get(f"{signing.BLOCK}.signed") else "未签字"
    sealed = "已盖章" if values.get(f"{signing.BLOCK}.sealed") else "未盖章"
    return {_MIDDLE: f"{name}　申请书上{signed}、{sealed}"}


def _signature(filled: Filled) -> signing.Signature:
    role = filled.text(ROLE)
    return signing.Signature(
        Role(role) if role else Role.SELF,
        filled.text(SIGNER),
        signed=filled.ticked(_SIGNED),
        stamped=filled.ticked(_STAMPED),
        identity=filled.text(_IDENTITY),
    )


def _found(side: Side, filled: Filled) -> tuple[str, ...]:
    """Which faults the signatures have as they are entered."""
    found = {_about(one) for one in signing.faults(_signature(filled), side.bench)}
    return tuple(key for key, one in _FAULTS.items() if _about(one) in found)


def _about(one: Defect) -> tuple[str, str]:
    """A missing authorisation is the same, whether the checklist has a line for it or not."""
    named = words.AUTHORISATION if one.line == signing.AUTHORISATION else one.note
    return one.correction, named


def _not_out(side: Side, number: str) -> ClerkError | None:
    try:
        require_out(side.bench, number)
    except ClerkError as error:
        return error
    return None


def _ask(side: Side) -> Verb:
    """Everything at once: what the checklist lacks and what the eye found (001A-18(一))."""
    case, context = signing.as_promised(side.bench), side.look.context
    lacking = deciding.findings(case, context)
    names = [_worded(one, side) for one in lacking]

    def request(filled: Filled) -> Ask:
        seen = tuple(_FAULTS[key] for key in filled.several(_FORM))
        asked = signing.Ask(side.on, (*lacking, *seen), filled.text(_SECOND))
        return signing.ASK, asked

    def check(filled: Filled) -> Problems:
        empty = not lacking and not filled.several(_FORM)
        return {_FORM: "没有要补正的，不必告知"} if empty else {}

    choices = tuple(Choice(key, text) for key, text in _FAULT_WORDS.items() if _fits(key, side))
    second = Field(_SECOND, "再次告知的理由", Kind.TEXT, required=True, max_length=200)
    told = f"一并告知：{'；'.join(names)}。" if names else "材料没有要补正的。"
    return Verb(
        "commitment.ask",
        "一次性告知补正",
        request,
        hint=f"缺的、不对的一次告诉申请人。{told}",
        fields=(
            Field(_FORM, "签字盖章的问题", Kind.TICKS, choices=choices, per_row=1),
            *((second,) if case.corrections else ()),
        ),
        field_of={"IN-111": _FORM, "IN-112": _SECOND},
        check=check,
    )


def _fits(key: str, side: Side) -> bool:
    return not key.startswith("middle") or side.look.item.intermediary


def _worded(one: Defect, side: Side) -> str:
    """A finding in the words of the notice."""
    material = side.look.case.material(one.line)
    kind = side.look.context.catalogue.corrections.get(one.correction)
    if kind is None:
        return one.note
    form = side.look.context.catalogue.form_of(side.look.item)
    text, _ = kind.filled(material.line.name if material else one.note or form.title)
    return text.rstrip("。")


def _accept(side: Side) -> Verb:
    """受理 upon the signed commitment, where the window is the body that accepts."""
    closed = side.against()
    if side.look.item.accepting_body is not Body.WINDOW:
        closed = RuleError("IN-116", organ=side.look.item.lead)

    def request(_: Filled) -> Ask:
        return accepting.ACCEPT, accepting.Accept(side.on)

    own = side.own
    owed = own.drawn.owed if own is not None and own.drawn is not None else ()
    later = tuple(f"{one.name}：{one.until} 前补交。" for one in owed)
    return Verb(
        "commitment.accept",
        "按告知承诺受理",
        request,
        hint="承诺书约定补交的材料可以后交，其余都应齐全；从受理起文书标识“承诺审批”。",
        points=later,
        closed=closed,
    )
