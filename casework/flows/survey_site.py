"""The survey at work: base data asked for (two working days), the site ready, the limits begun."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import tasks
from casework.flows.clocks import agreed_line, lay_out
from casework.flows.survey import (
    OnSurvey,
    about_survey,
    by_whom,
    command,
    departments,
    law_of,
    said,
    staged,
    survey_of,
)
from casework.law.clock import BEIJING
from casework.law.limits import Moment
from casework.law.survey import TOTAL, Investment, Survey
from casework.people.grants import Duty
from casework.records import ids
from casework.records.case_events import LimitLine
from casework.records.event import Staged
from casework.records.survey import SurveyRecord
from casework.records.survey_events import SurveyDataRequested, SurveySiteReady, TermLine

BASE_DATA = "survey_base_data"
"""The pack's task by which a department is asked; its limit are the two working days."""


@dataclass(frozen=True, slots=True)
class RequestData:
    """The surveyor needs data of a department; ``nth`` counts the requests of this survey."""

    about: OnSurvey
    department: str
    detail: str
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """现场满足联合测绘条件 since ``ready_at`` (ISO with offset), as ``confirmed_by`` says."""

    about: OnSurvey
    ready_at: str
    confirmed_by: str = ""


def _request_data(records: Records, request: RequestData, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    by_whom(record, context, record.filed.surveyor.unit)
    if request.department not in departments(record.filed.item, context):
        raise RuleError("SV-140", department=request.department)
    if request.nth != len(record.requests) + 1:
        raise RuleError("SV-141")
    task = tasks.opened(
        about_survey(request.about, record, context),
        BASE_DATA,
        context,
        detail=said(request.detail),
        to=request.department,
        nth=request.nth,
    )
    event = SurveyDataRequested(
        request.department, request.detail.strip(), task.stream, context.now.isoformat()
    )
    return [staged(request.about, record, event), task]


def _ready(records: Records, request: Ready, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    confirmed_by = by_whom(record, context, request.confirmed_by)
    if record.ready is not None:
        raise RuleError("SV-131", at=record.ready.ready_at)
    start = _moment(request.ready_at, context)
    limits, shortened = _limits(record, start, context)
    event = SurveySiteReady(
        start.isoformat(), confirmed_by, context.now.isoformat(), shortened, limits
    )
    return [staged(request.about, record, event)]


def _moment(text: str, context: Context) -> datetime:
    """RuleError SV-130 for what is no moment, or lies ahead."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise RuleError("SV-130", at=text) from error
    if found.tzinfo is None or found > context.now:
        raise RuleError("SV-130", at=text)
    return found


def _limits(
    record: SurveyRecord, start: datetime, context: Context
) -> tuple[tuple[LimitLine, ...], tuple[str, ...]]:
    """The contract's limits from this moment on, and the surveys that were cut at the bound."""
    law = law_of(record, context)
    found: list[LimitLine] = []
    shortened: list[str] = []
    for term in record.filed.terms:
        if term.matter != TOTAL and record.latest(term.matter) is not None:
            continue
        days = _days(term, record.filed.investment)
        if term.on and _is_beyond(term, start, context):
            shortened.append(term.matter)
            days = term.most
        elif term.on:
            day = date.fromisoformat(term.on)
            found.append(agreed_line(law.limit(term.matter), day, start, context))
            continue
        if days:
            found += _counted(law, term.matter, days, start, context)
    return tuple(found), tuple(shortened)


def _days(term: TermLine, investment: str) -> int:
    """The contract prevails; the scheme's own number stands in for social investment only."""
    if term.days or investment == Investment.GOVERNMENT:
        return term.days
    return term.recommended


def _is_beyond(term: TermLine, start: datetime, context: Context) -> bool:
    """Whether the agreed day lies behind the most that may be agreed (001C附件3)."""
    if not term.most:
        return False
    clock = context.catalogue.timetable(context.calendar).clock
    last, _ = clock.last_day(term.most, start.astimezone(BEIJING).date())
    return date.fromisoformat(term.on) > last


def _counted(
    law: Survey, matter: str, days: int, start: datetime, context: Context
) -> tuple[LimitLine, ...]:
    return lay_out((law.limit(matter, days),), {Moment.SURVEY_READY: start}, context)


def _task(request: RequestData) -> tuple[str, ...]:
    case = ids.case_of(request.about.survey)
    return (tasks.stream_for(case, BASE_DATA, request.nth),)


REQUEST_DATA = command("request_data", _request_data, Duty.ACCEPT, _task)
ASK_DATA = command("ask_data", _request_data, Duty.HANDLE, _task)
CONFIRM_READY = command("confirm_ready", _ready, Duty.ACCEPT)
SAY_READY = command("say_ready", _ready, Duty.HANDLE)
"""The first of each pair is the window's, the second the surveyor's own."""
