"""The 承诺书: drawn up with its days, signed and sealed, or told to be mended; then 受理."""

from datetime import date

from casework.errors import RuleError
from casework.flows import commitment_acceptance as accepting
from casework.flows import commitment_signing as signing
from casework.flows import deciding
from casework.flows.commitment_dates import Owed, prefill
from casework.flows.deciding import Defect
from casework.law.items import Body
from casework.records.commitment import CommitmentState
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.typing_rules import iso_date
from desktop.views.handling.commitment_side import Side
from desktop.views.handling.commitment_sign import FAULT_WORDS, FAULTS, sign
from desktop.views.handling.verbs import Ask, Filled, Problems, Verb

_UNTIL, _FORM, _SECOND = "until.", "form_faults", "second_reason"
_ON_THE_WAY = (CommitmentState.CHOSEN, CommitmentState.DRAWN, CommitmentState.SIGNED)


def verbs(side: Side) -> tuple[Verb, ...]:
    """From the choice of commitment to acceptance; nothing before and nothing after."""
    if not side.undecided or side.state not in _ON_THE_WAY:
        return ()
    if side.state is CommitmentState.CHOSEN:
        return (_draw_up(side), _ask(side))
    if side.state is CommitmentState.DRAWN:
        return (sign(side), _draw_up(side), _ask(side))
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


def _ask(side: Side) -> Verb:
    """Everything at once: what the checklist lacks and what the eye found (001A-18(一))."""
    lacking, names = _lacking(side)

    def request(filled: Filled) -> Ask:
        seen = tuple(FAULTS[key] for key in filled.several(_FORM))
        asked = signing.Ask(side.on, (*lacking, *seen), filled.text(_SECOND))
        return signing.ASK, asked

    def check(filled: Filled) -> Problems:
        empty = not lacking and not filled.several(_FORM)
        return {_FORM: "没有要补正的，不必告知"} if empty else {}

    choices = tuple(Choice(key, text) for key, text in FAULT_WORDS.items() if _fits(key, side))
    second = Field(_SECOND, "再次告知的理由", Kind.TEXT, required=True, max_length=200)
    told = f"一并告知：{'；'.join(names)}。" if names else "材料没有要补正的。"
    return Verb(
        "commitment.ask",
        "一次性告知补正",
        request,
        hint=f"缺的、不对的一次告诉申请人。{told}",
        fields=(
            Field(_FORM, "签字盖章的问题", Kind.TICKS, choices=choices, per_row=1),
            *((second,) if side.look.case.corrections else ()),
        ),
        field_of={"IN-111": _FORM, "IN-112": _SECOND},
        check=check,
    )


def _lacking(side: Side) -> tuple[tuple[Defect, ...], tuple[str, ...]]:
    """What stands against acceptance beside what may come later, also in words."""
    lacking = deciding.findings(signing.as_promised(side.bench), side.look.context)
    return lacking, tuple(_worded(one, side) for one in lacking)


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
    _, names = _lacking(side)
    hint = "承诺书约定补交的材料可以后交，其余都应齐全；从受理起文书标识“承诺审批”。"
    if names:
        hint = f"还不能受理：{'；'.join(names)}。当场补不齐的，返回选“一次性告知补正”。"
    return Verb(
        "commitment.accept",
        "按告知承诺受理",
        request,
        hint=hint,
        points=later,
        closed=closed,
    )
