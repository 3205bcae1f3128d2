"""Filing a joint survey (001C四(一)): checked as a whole, receipted, owed to the approval system.

The item is taken in by the ordinary intake; the commission becomes a filing when it is accepted,
in the same act (``TAKE_IN``) or right after it (``FILE``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import credit, intake, papers, survey_letter, survey_papers, tasks
from casework.flows.clocks import lay_out, of_course
from casework.flows.credit import Check
from casework.flows.intake import Again, TakeIn
from casework.flows.survey import departments
from casework.flows.survey_terms import Commission, commission, problems
from casework.flows.words import CASE_STATES
from casework.law import project_code
from casework.law.items import Item
from casework.law.limits import Moment
from casework.law.problem import Problem
from casework.law.settings import Prerequisite
from casework.law.survey import Survey
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_life import CaseCompleted
from casework.records.case_states import OVER, CaseState
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind
from casework.records.numbers import NumbersRecord
from casework.records.project import ProjectRecord
from casework.records.registry import fold
from casework.records.rolls import Roll
from casework.records.survey import SurveyRecord, SurveyState
from casework.records.survey_events import (
    Standing,
    SurveyFiled,
    SurveyorLine,
    SurveyPaperLine,
)
from casework.rows import CaseRow

PUSH = "survey_filing"
"""The pack's limit of uploading the filing: at once."""
TOLD = "survey_filed"
"""The pack's task by which each department concerned hears of it."""
FILED_ELSEWHERE = "survey_filing"
"""The project's fact by which the platform says that a filing is there already."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What the clerk says beside the form.

    ``rolls`` is the stream of the hall's lists, ``project`` that of the project (may be empty).
    ``authorised_number`` is the agent's number as the authorisation states it, ``known`` are the
    cases of this item that the project has already, ``again`` says why there is one more.
    ``listed_told``: the filer was told that the surveyor stands on the black list.
    """

    rolls: str
    project: str = ""
    authorised_number: str = ""
    known: tuple[str, ...] = ()
    again: str = ""
    listed_told: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """An accepted case becomes a filing."""

    case: str
    numbers: str
    item: str
    filing: Filing


@dataclass(frozen=True, slots=True)
class TakeInFiling:
    """The ordinary intake of this item and, once accepted, its filing, in one act."""

    taken: TakeIn | Again
    filing: Filing


@dataclass(frozen=True, slots=True)
class _Look:
    """Everything a filing is checked by."""

    record: CaseRecord
    item: Item
    law: Survey
    found: Commission
    blacklist: Check


def filed_already(rows: Iterable[CaseRow], item: Item, code: str) -> tuple[CaseRow, ...]:
    """The project's cases of this item that are not over, online ones among them."""
    wanted = project_code.parse(code).code
    over = {state.value for state in OVER}
    return tuple(
        row
        for row in rows
        if row.item_name == item.name
        and project_code.parse(row.project_code).code == wanted
        and row.state not in over
    )


def findings(
    record: CaseRecord, blacklist: Check, authorised_number: str, context: Context
) -> tuple[Problem, ...]:
    """Everything that stands against a filing, and what the clerk tells the filer, in one go."""
    look = _look(record, blacklist, context)
    return problems(record, look.found, look.law, blacklist, authorised_number, context.now.date())


def _look(record: CaseRecord, blacklist: Check, context: Context) -> _Look:
    item = context.catalogue.item(record.received.item)
    law = context.catalogue.surveys.get(item.code)
    if law is None:
        raise RuleError("SV-103", item=item.name)
    return _Look(record, item, law, commission(record.values(), law), blacklist)


def _take_in(records: Records, request: TakeInFiling, context: Context) -> list[Staged]:
    taken = request.taken
    first = (
        intake.TAKE_IN.decide(records, taken, context)
        if isinstance(taken, TakeIn)
        else intake.AGAIN.decide(records, taken, context)
    )
    case, numbers = _streams_of(taken)
    record = fold(case, _events(case, first), records.case(case))
    after = fold(numbers, _events(numbers, first), records.numbers(numbers))
    if not isinstance(record, CaseRecord) or not isinstance(after, NumbersRecord):
        raise RuleError("SV-107", state="")
    if record.state is not CaseState.ACCEPTED:
        return [*first]
    desk = papers.Desk(case, record, numbers, after)
    return [*first, *_filed(records, desk, request.filing, context)]


def _events(stream: str, staged: Sequence[Staged]) -> list[Event]:
    return [one.event for one in staged if one.stream == stream]


def _file(records: Records, request: File, context: Context) -> list[Staged]:
    record = records.case(request.case)
    if record is None or record.state is not CaseState.ACCEPTED:
        raise RuleError("SV-107", state=CASE_STATES[record.state] if record else "")
    if record.received.item != request.item:
        # The grant was asked for this item; another one's case is not reached through it.
        raise RuleError("IN-121", item=record.received.item_name)
    desk = papers.Desk(request.case, record, request.numbers, records.numbers(request.numbers))
    return _filed(records, desk, request.filing, context)


def _filed(records: Records, desk: papers.Desk, filing: Filing, context: Context) -> list[Staged]:
    stream = ids.bound_to(desk.case, ids.SURVEY)
    look = _checked(records, desk.record, filing, context)
    _once(records, desk.record, filing)
    lines = survey_papers.lines(look.law.papers, desk.record, desk.record.values())
    letter = survey_letter.receipt(look.law, look.found, lines, look.blacklist)
    _, paper = papers.issue_letter(desk, NoticeKind.SURVEY_FILING, letter, context)
    number = next(str(getattr(one.event, "number", "")) for one in paper)
    return [
        *paper,
        Staged(stream, _event(look, number, lines, filing, context)),
        Staged(desk.case, _completed(look, context)),
        *_told(desk.case, look, number, context),
    ]


def _checked(records: Records, record: CaseRecord, filing: Filing, context: Context) -> _Look:
    """RuleError SV-201…SV-206, PE-215, PE-216 for the first finding that stands against it."""
    code = record.values().get("surveyor_code", "")
    blacklist = credit.check(records, filing.rolls, Roll.SURVEYORS, code, context)
    against = findings(record, blacklist, filing.authorised_number, context)
    if blocking := [one for one in against if one.blocking]:
        raise RuleError(blocking[0].code, **dict(blocking[0].facts))
    if blacklist.standing is credit.Standing.LISTED and not filing.listed_told:
        raise RuleError("SV-113")
    if credit.receive_only(blacklist, Prerequisite.BLACKLIST, context):
        raise RuleError("SV-114")
    return _look(record, blacklist, context)


def _once(records: Records, record: CaseRecord, filing: Filing) -> None:
    """RuleError SV-112 for a project that is filed already, here, online or on the platform."""
    if filing.again.strip():
        return
    project = records.of(filing.project, ProjectRecord) if filing.project else None
    elsewhere = project.fact(FILED_ELSEWHERE) if project else ""
    here = next((one for one in filing.known if _stands(records, one, record)), "")
    if here or elsewhere:
        raise RuleError("SV-112", number=elsewhere or _number(records, here))


def _stands(records: Records, case: str, record: CaseRecord) -> bool:
    """Whether another case of the same project and item is, or may yet become, a filing."""
    other = records.case(case)
    survey = records.of(ids.bound_to(case, ids.SURVEY), SurveyRecord)
    if other is None or other.state in OVER:
        return False
    if survey is not None and survey.state is SurveyState.WITHDRAWN:
        return False
    wanted = (record.received.item, project_code.parse(record.received.project_code).code)
    return (other.received.item, project_code.parse(other.received.project_code).code) == wanted


def _number(records: Records, case: str) -> str:
    record = records.case(case)
    return record.heading[1] if record else ""


def _event(
    look: _Look,
    number: str,
    lines: tuple[SurveyPaperLine, ...],
    filing: Filing,
    context: Context,
) -> SurveyFiled:
    received, found = look.record.received, look.found
    # The clock of the upload runs since the acceptance, also when filing took an act of its own.
    filed_at = look.record.course.moments[Moment.ACCEPTED]
    push = context.catalogue.limits[PUSH]
    start = datetime.fromisoformat(filed_at)
    return SurveyFiled(
        item=look.item.code,
        number=number,
        project=received.project,
        project_code=received.project_code,
        project_name=received.project_name,
        builder=found.builder.name,
        builder_code=found.builder.code,
        filer=found.filer.value,
        surveyor=_surveyor(look),
        investment=found.investment.value,
        area=found.area,
        size=found.size.key,
        matters=tuple(one.key for one in found.matters),
        points=found.points,
        terms=found.terms,
        papers=lines,
        papers_to=look.law.papers.recipient.value,
        papers_due=look.law.papers.due.value,
        again=filing.again.strip(),
        filed_at=filed_at,
        limits=lay_out((push,), {Moment.SURVEY_FILED: start}, context),
    )


def _surveyor(look: _Look) -> SurveyorLine:
    found = look.found
    return SurveyorLine(
        unit=found.surveyor.name,
        code=found.surveyor.code,
        certificate=found.certificate,
        valid_until=found.certificate_until,
        sub_items=found.sub_items,
        blacklist=Standing(look.blacklist.standing.value),
    )


def _completed(look: _Look, context: Context) -> CaseCompleted:
    """The filing itself is done; what is surveyed goes on in its own stream."""
    reached = {Moment.SURVEY_FILED: context.now, Moment.COMPLETED: context.now}
    limits = of_course(look.record.course, context.catalogue.limits_of(look.item), context, reached)
    return CaseCompleted(context.now.isoformat(), "", limits)


def _told(case: str, look: _Look, number: str, context: Context) -> tuple[Staged, ...]:
    about = tasks.About(
        stream=case,
        item=look.item.code,
        item_name=look.item.name,
        project_name=look.record.received.project_name,
        number=number,
        unit=look.found.surveyor.name,
        organ=look.item.organ,
    )
    detail = f"测绘机构为{look.found.surveyor.name}"
    return tuple(
        tasks.opened(about, TOLD, context, detail=detail, to=department, nth=nth)
        for nth, department in enumerate(departments(look.item.code, context), 1)
    )


def _streams(case: str, filing: Filing) -> tuple[str, ...]:
    known = tuple(stream for one in filing.known for stream in (one, ids.bound_to(one, ids.SURVEY)))
    project = (filing.project,) if filing.project else ()
    return (ids.bound_to(case, ids.SURVEY), filing.rolls, *project, *known)


def _streams_of(taken: TakeIn | Again) -> tuple[str, str]:
    held = taken.intake if isinstance(taken, TakeIn) else taken
    return held.case, held.numbers


def _streams_of_intake(request: TakeInFiling) -> tuple[str, ...]:
    taken = request.taken
    first = (
        intake.TAKE_IN.streams(taken) if isinstance(taken, TakeIn) else intake.AGAIN.streams(taken)
    )
    return tuple(dict.fromkeys((*first, *_streams(_streams_of(taken)[0], request.filing))))


def _item_of(taken: TakeIn | Again) -> str:
    return taken.intake.item if isinstance(taken, TakeIn) else taken.item


TAKE_IN: Command[TakeInFiling] = Command(
    "survey.take_in",
    need=lambda request: Need(_item_of(request.taken), Duty.ACCEPT),
    streams=_streams_of_intake,
    decide=_take_in,
)
FILE: Command[File] = Command(
    "survey.file",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (
        request.case,
        request.numbers,
        *_streams(request.case, request.filing),
    ),
    decide=_file,
)
