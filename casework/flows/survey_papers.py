"""The papers of annex 2: a set of their own, whose recipient and moment the city settles.

The clerk looks at presence and form, not substance (obligations 0b c).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows.survey import OnSurvey, by_whom, command, staged, survey_of
from casework.law.materials import Handling, Material
from casework.law.survey import PaperSet, Recipient
from casework.people.grants import Duty
from casework.records.case import CaseRecord
from casework.records.case_events import PageRef
from casework.records.event import Staged
from casework.records.survey import SurveyPaper, SurveyRecord
from casework.records.survey_events import SurveyPaperLine, SurveyPaperReceived


@dataclass(frozen=True, slots=True)
class PaperIn:
    """What was handed in for one line; ``compared_at`` (ISO) when the original was compared."""

    line: str
    shapes: tuple[str, ...] = ()
    count: int = 1
    pages: tuple[PageRef, ...] = ()
    number: str = ""
    compared_at: str = ""


@dataclass(frozen=True, slots=True)
class TakePapers:
    """Papers of annex 2 come in, all at once or one after the other."""

    about: OnSurvey
    papers: tuple[PaperIn, ...]


def blobs_of(request: TakePapers) -> tuple[str, ...]:
    """The files a request names: they lie at the hub before it is performed."""
    return tuple(page.sha256 for one in request.papers for page in one.pages)


def lines(
    papers: PaperSet, case: CaseRecord, values: Mapping[str, str]
) -> tuple[SurveyPaperLine, ...]:
    """The set for one filing; what came in with the filing is not asked for again."""
    asked = papers.asked(values, case.deliverer.role)
    return tuple(_line(one, papers, case, values) for one in asked)


def _line(
    one: Material, papers: PaperSet, case: CaseRecord, values: Mapping[str, str]
) -> SurveyPaperLine:
    received = case.material(one.key)
    return SurveyPaperLine(
        key=one.key,
        name=one.name,
        handling=one.handling.value,
        required=one.required,
        form=one.form,
        either=one.either,
        number=values.get(papers.number_field(one.key), ""),
        offered=papers.offered(one.key),
        basis=one.basis.short,
        filed=received is not None and received.received,
    )


def _take(records: Records, request: TakePapers, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    taken_by = by_whom(record, context, context.clerk.account)
    _recipient(record, context)
    if not request.papers:
        raise RuleError("SV-106")
    events = [_received(record, one, taken_by, context) for one in request.papers]
    return [staged(request.about, record, event) for event in events]


def _recipient(record: SurveyRecord, context: Context) -> None:
    """RuleError SV-152 for papers that go to the other one (the city's setting)."""
    here = Recipient.SURVEYOR if context.clerk.department else Recipient.WINDOW
    if record.filed.papers_to != here:
        raise RuleError("SV-152", to=record.filed.papers_to)


def _received(
    record: SurveyRecord, one: PaperIn, taken_by: str, context: Context
) -> SurveyPaperReceived:
    found = record.paper(one.line)
    if found is None:
        raise RuleError("SV-150", line=one.line)
    _form(found, one)
    return SurveyPaperReceived(
        line=one.line,
        shapes=one.shapes,
        count=one.count,
        pages=one.pages,
        number=one.number.strip(),
        taken_by=taken_by,
        received_at=context.now.isoformat(),
        compared_at=one.compared_at,
    )


def _form(found: SurveyPaper, one: PaperIn) -> None:
    """RuleError SV-151…SV-155 for what is not asked for, or not in this form."""
    line = found.line
    if line.filed:
        raise RuleError("SV-151", paper=line.name)
    if line.handling == Handling.NUMBER:
        if one.shapes or one.pages:
            # Shared: the number stands in the paper's place, never both (001C附件2).
            raise RuleError("SV-153", paper=line.name, basis=line.basis)
        if not one.number.strip():
            raise RuleError("SV-154", paper=line.name)
        return
    if one.number.strip() and not line.offered:
        raise RuleError("SV-156", paper=line.name)
    if not one.shapes and not one.number.strip():
        raise RuleError("SV-154", paper=line.name)
    if not set(one.shapes) <= set(line.form.split("+")):
        raise RuleError("SV-155", paper=line.name)


TAKE_PAPERS = command("take_papers", _take, Duty.ACCEPT)
GET_PAPERS = command("get_papers", _take, Duty.HANDLE)
"""The first is the window's, the second the surveyor's own, where the city sends them there."""
