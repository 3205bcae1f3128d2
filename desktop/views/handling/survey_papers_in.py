"""The papers of annex 2 as they come in: shapes, comparison, numbers, scans (001C附2)."""

from casework.flows import survey_papers
from casework.flows.survey import OnSurvey
from casework.flows.survey_papers import PaperIn
from casework.flows.words import SHAPES
from casework.law.survey import Recipient
from casework.records.survey import SurveyPaper, SurveyRecord, allows
from casework.records.survey_events import SurveyPaperLine
from desktop.ui.fields import Choice, Field, Kind
from desktop.views.handling.verbs import Ask, Filled, Look, Pages, Problems, Verb

_COMPARED, _NUMBER = "compared", ".number"
_COMPARE = "compared_copy"
_ELECTRONIC = "e-file"


def take(look: Look, on: OnSurvey, record: SurveyRecord) -> Verb | None:
    """Everything that is not there whole, in one form; what is left empty was not brought."""
    if record.filed.papers_to != Recipient.WINDOW or not allows(record, "SurveyPaperReceived.v1"):
        return None
    wanted = tuple(one for one in record.papers if not one.complete)
    if not wanted:
        return None

    def request(filled: Filled) -> Ask:
        now = look.context.now.isoformat()
        brought = tuple(one for one in (_brought(one, filled, now) for one in wanted) if one)
        return survey_papers.TAKE_PAPERS, survey_papers.TakePapers(on, brought)

    def check(filled: Filled) -> Problems:
        found = {key: why for one in wanted for key, why in _wrong(one, filled).items()}
        if not found and not any(_brought(one, filled) for one in wanted):
            found[_first_key(wanted[0].line)] = "请选收到的材料"
        return found

    return Verb(
        "survey.take_papers",
        "收测绘材料（附件2）",
        request,
        issues=False,
        hint="没有带来的留空，以后再收；共享的只填证号，不收材料。",
        fields=tuple(field for one in wanted for field in _fields(one.line)),
        pages=tuple(
            Pages(one.line.key, one.line.name)
            for one in wanted
            if _ELECTRONIC in one.line.form.split("+")
        ),
        prefilled={f"{one.line.key}{_NUMBER}": one.line.number for one in wanted},
        check=check,
    )


def _by_number(line: SurveyPaperLine) -> bool:
    return line.handling == "number"


def _first_key(line: SurveyPaperLine) -> str:
    return f"{line.key}{_NUMBER}" if _by_number(line) else line.key


def _fields(line: SurveyPaperLine) -> tuple[Field, ...]:
    """The shapes a paper may have, and the number where that may stand for it."""
    name = f"★{line.name}" if line.required else line.name
    alone = _by_number(line)
    label = f"{name}编号" if alone else "或者编号"
    number = Field(f"{line.key}{_NUMBER}", label, max_length=80)
    if alone:
        return (number,)
    choices = [Choice(one, SHAPES.get(one, one)) for one in line.form.split("+") if one]
    if _COMPARE in line.form.split("+"):
        choices.append(Choice(_COMPARED, "已与原件比对"))
    shapes = Field(line.key, name, Kind.TICKS, choices=tuple(choices), per_row=1)
    return (shapes, number) if line.offered else (shapes,)


def _shapes(line: SurveyPaperLine, filled: Filled) -> tuple[str, ...]:
    return tuple(one for one in filled.several(line.key) if one != _COMPARED)


def _brought(one: SurveyPaper, filled: Filled, now: str = "") -> PaperIn | None:
    """What the form says of one paper; None where nothing was brought. ``now``: the clerk looks."""
    line = one.line
    shapes, number = _shapes(line, filled), filled.text(f"{line.key}{_NUMBER}")
    if not shapes and (not number or (number == line.number and not _by_number(line))):
        return None
    compared = _COMPARED in filled.several(line.key)
    return PaperIn(
        line=line.key,
        shapes=shapes,
        pages=filled.scanned(line.key),
        number=number if _by_number(line) or line.offered else "",
        compared_at=now if compared else "",
    )


def _wrong(one: SurveyPaper, filled: Filled) -> Problems:
    line, ticked = one.line, filled.several(one.line.key)
    shapes = _shapes(line, filled)
    if (_ELECTRONIC in shapes) is not bool(filled.scanned(line.key)):
        return {line.key: "选了电子件的，请扫描或者导入；没有选的，请取下"}
    if _COMPARED in ticked and _COMPARE not in shapes:
        return {line.key: "比对过的，请同时选收到的复印件"}
    return {}
