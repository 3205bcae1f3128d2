"""A check in the clerk's words: the list, the questions, what the answers come to."""

from casework.flows.exemption import Choice as Wish
from casework.law.exemption_terms import NO, YES, Fact, FactKind
from casework.law.exemptions import Exemption, Finding, Outcome
from casework.records.exemption import ExemptionRecord, ExemptionState
from desktop.messages import message_of
from desktop.ui.fields import Choice, Field, Heading, Kind
from desktop.ui.table_model import Cell, Row
from desktop.ui.tones import Tone
from desktop.views.projects.exemption_state import Check
from desktop.words import moment

FACT, UNIT = "fact.", "unit."
WORKS, CHOICE = "works", "choice"
_KINDS = {FactKind.NUMBER: Kind.TEXT, FactKind.FLAG: Kind.PICK, FactKind.CHOICE: Kind.CHOICE}
_OUTCOMES = {
    Outcome.APPLIES: ("符合这一项", Tone.GOOD),
    Outcome.DOES_NOT_APPLY: ("不符合这一项", Tone.BAD),
    Outcome.OPEN: ("还没有核对完", Tone.WARN),
    Outcome.CONTRADICTORY: ("回答互相矛盾", Tone.BAD),
}


def row(one: Exemption) -> Row:
    """One line of the list: where it stands, what it says."""
    return one.key, one.basis.clause, Cell(one.basis.text, tip=one.basis.text), one.part.name


def questions(one: Exemption) -> tuple[Field | Heading, ...]:
    """The works, then every fact of the row with its question; nothing else is asked."""
    asked: list[Field | Heading] = [
        Heading("豁免的是本项目的哪一部分工程？"),
        Field(WORKS, "工程", max_length=200, hint="如：小区东门门卫房"),
    ]
    for fact in one.facts:
        asked += [Heading(fact.question), _field(fact)]
    return tuple(asked)


def _field(fact: Fact) -> Field:
    if fact.kind is FactKind.FLAG:
        choices: tuple[Choice, ...] = (Choice(YES, fact.yes), Choice(NO, fact.no))
    else:
        choices = tuple(Choice(option, option) for option in fact.options)
    return Field(
        f"{FACT}{fact.key}",
        fact.label,
        _KINDS[fact.kind],
        unit=fact.unit,
        choices=choices,
        per_row=1 if fact.kind is FactKind.FLAG else 0,
    )


def decisions(one: Exemption) -> tuple[Field | Heading, ...]:
    """The applicant's wish, and the units whose commitments the row asks for."""
    wishes = (
        Choice(Wish.EXEMPT.value, f"自愿豁免（{one.part.verdict}）"),
        Choice(Wish.ORDINARY.value, "按正常程序申请"),
    )
    asked: list[Field | Heading] = [
        Heading("申请人自己的选择（没有默认，请问清后点选）"),
        Field(CHOICE, "选择", Kind.PICK, required=True, choices=wishes, per_row=1),
    ]
    if one.part.committers:
        asked.append(Heading("勘察、设计单位的承诺（选择豁免时必须有）"))
    asked += [
        Field(f"{UNIT}{each.key}", each.label, required=True, max_length=100)
        for each in one.part.committers
    ]
    return tuple(asked)


def outcome(finding: Finding | None) -> tuple[str, Tone]:
    """What the answers come to, with every reason."""
    if finding is None:
        return "在左侧选清单的一项，按申请人的情况回答。", Tone.PLAIN
    word, tone = _OUTCOMES[finding.outcome]
    lines = [word]
    lines += finding.failed
    if finding.outcome is Outcome.OPEN:
        lines[0] = f"{word}，还要知道：{'、'.join(one.label for one in finding.missing)}"
    said = (message_of(problem) for problem in finding.problems)
    lines += [f"{one.title}：{one.what}" for one in said]
    return "\n".join(lines), tone


def listed(check: Check) -> str:
    """The row word for word, and how its doubtful words are read."""
    one = check.row
    if one is None:
        return ""
    readings = [f"理解：{each.settled}" for each in one.readings]
    return "\n".join((f"{one.basis.cite}：{one.basis.text}", one.part.verdict, *readings))


def record(found: ExemptionRecord | None) -> list[str]:
    """How a recorded exemption stands."""
    if found is None:
        return []
    said = found.determined
    lines = [f"已认定：{said.works}　{said.list_line.clause}　{moment(said.determined_at)}"]
    if found.taken is not None:
        numbers = "、".join(one.number for one in found.papers)
        lines.append(f"申请人选择豁免：{moment(found.taken.taken_at)}　豁免认定记录 {numbers}")
        lines += [f"{one.label}承诺：{one.unit}" for one in found.taken.commitments]
    if found.ordinary is not None:
        lines.append(f"申请人选择正常程序：{moment(found.ordinary.taken_at)}")
    if found.corrected is not None:
        lines.append(f"{found.corrected.department}纠正：{found.corrected.finding}")
    if found.turned_away:
        names = "、".join(sorted(one.material for one in found.turned_away))
        lines.append(f"拒收的材料：{names}")
    if found.state is ExemptionState.EXEMPT:
        printed = sum(one.copies_out for one in found.papers)
        lines.append(f"已打印 {printed} 份" if printed else "豁免认定记录还没有确认打印")
    return lines
