"""Signature and seals on the 承诺书, looked at place by place (001A-9)."""

from casework.errors import ClerkError
from casework.flows import commitment_signing as signing
from casework.flows import commitment_words as words
from casework.flows import deciding
from casework.flows.commitment import require_out
from casework.flows.deciding import Defect
from casework.people.person import Role
from casework.records.commitment_events import ToldLine
from desktop.ui.fields import Choice, Field, Heading, Kind
from desktop.views.handling.commitment_side import ROLE, SIGNER, Side, known_signer, who_signs
from desktop.views.handling.verbs import Ask, Filled, Pages, Problems, Verb

_PROMISES, _SIGNED, _STAMPED = "promises", "signed", "stamped"
_IDENTITY, _MIDDLE, _COMPARED, _PAGES = "identity", "intermediary", "compared", "form"
_IDENTITIES = (Choice("card", "读过身份证"), Choice("copy", "收身份证复印件"))
_SHORT = 34
"""Characters of a promise on its tick; the form has the whole."""
FAULTS = {
    "unsigned": Defect("", signing.UNSIGNED, words.FORM),
    "unsealed": Defect("", signing.UNSEALED, words.FORM),
    "identity": Defect("", deciding.MISSING, words.AGENT_IDENTITY),
    "authorisation": Defect("", deciding.MISSING, words.AUTHORISATION),
    "middle_unsigned": Defect("", signing.UNSIGNED, words.INTERMEDIARY),
    "middle_unsealed": Defect("", signing.UNSEALED, words.INTERMEDIARY),
}
FAULT_WORDS = {
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


def sign(side: Side) -> Verb:
    """The form came back: what stands on it, and its scan; closed before it was printed."""
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
        wrong = {_FIELDS[key]: FAULT_WORDS[key] for key in _found(side, filled)}
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
    return tuple(key for key, one in FAULTS.items() if _about(one) in found)


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
