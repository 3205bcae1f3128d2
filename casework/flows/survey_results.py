"""Results of a survey: handed in, pushed, looked through, done again; every version is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec import structs

from casework.act import Command, Context, Loaded, Records
from casework.errors import RuleError
from casework.flows import tasks
from casework.flows.clocks import lay_out
from casework.flows.survey import (
    OnSurvey,
    about_survey,
    by_whom,
    command,
    law_of,
    of_department,
    of_surveyor,
    said,
    staged,
    survey_of,
)
from casework.flows.survey_words import RESULTS
from casework.law.limits import Moment
from casework.law.survey import Matter, Survey
from casework.people.grants import Duty
from casework.records import ids
from casework.records import survey_events as ev
from casework.records.case_events import ONLINE, WINDOW, LimitLine, PageRef
from casework.records.event import Event, Staged, tag_of
from casework.records.survey import (
    PUSH,
    ResultState,
    ResultVersion,
    SurveyRecord,
    SurveyState,
    allows_result,
    push_key,
)
from casework.rows import CaseRow

BLACKLIST = "survey_blacklist"
"""The pack's task by which a faulty survey reaches who keeps the list (001C四(四))."""
FAULTY = "成果存在瑕疵、错误，不能满足行政管理需求"
DEVIATIONS = ("", "marked", "unmarked")


@dataclass(frozen=True, slots=True)
class HandIn:
    """A result of one survey: its files, which points of annex 4 the clerk found, deviations.

    ``found`` are points in the pack's words; what is not found is noted and holds nothing up.
    """

    about: OnSurvey
    matter: str
    files: tuple[PageRef, ...]
    found: tuple[str, ...] = ()
    deviations: str = ""
    builder_confirmed: bool = False
    handed_in_by: str = ""


def blobs_of(request: HandIn) -> tuple[str, ...]:
    """The files a request names: they lie at the hub before it is performed."""
    return tuple(file.sha256 for file in request.files)


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """The approval system has the filing (``matter`` empty) or a version of a result."""

    about: OnSurvey
    reference: str
    matter: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Pass:
    """A department has nothing against the latest version."""

    about: OnSurvey
    matter: str
    version: int


@dataclass(frozen=True, slots=True)
class Fault:
    """The survey was faulty: it is to be done again after this opinion (001C四(四)).

    ``nth`` counts the faults of this filing.
    """

    about: OnSurvey
    matter: str
    version: int
    opinion: str
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Rectify:
    """What was built differs from what was permitted: the builder rectifies (001C四(五))."""

    about: OnSurvey
    matter: str
    version: int
    opinion: str


@dataclass(frozen=True, slots=True)
class Remeasured:
    """The rectified part was measured anew and the rest checked; whether the result changed."""

    about: OnSurvey
    matter: str
    version: int
    part: str
    rest_checked: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The filing is taken back."""

    about: OnSurvey
    reason: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the clerk looks for in a report (附件4); never a condition."""

    report: str
    opening: str
    points: tuple[str, ...]
    deviations: str
    basis: str


def prompt(law: Survey, matter: str) -> Prompt | None:
    """The prompts for one survey's report; None for a survey the pack does not have."""
    found = law.matter(matter)
    if found is None or found.basis is None:
        return None
    opening = "报告应当包含" if found.complete else "成果主要包括"
    return Prompt(found.report, opening, found.points, found.deviations, found.basis.short)


def _hand_in(records: Records, request: HandIn, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    handed_in_by = by_whom(record, context, request.handed_in_by)
    matter = _commissioned(record, request.matter, context)
    if not request.files:
        raise RuleError("SV-124", matter=matter.label)
    if request.deviations not in DEVIATIONS:
        raise RuleError("SV-126", word=request.deviations)
    cause, version = _follows(record, request.matter)
    if cause is not ev.Cause.FIRST and not request.builder_confirmed:
        raise RuleError("SV-123", matter=matter.label)
    event = ev.SurveyResultHandedIn(
        matter=matter.key,
        label=matter.label,
        report=matter.report,
        version=version,
        cause=cause,
        files=request.files,
        absent=tuple(point for point in matter.points if point not in request.found),
        deviations=request.deviations,
        builder_confirmed=request.builder_confirmed,
        handed_in_by=handed_in_by,
        channel=ONLINE if context.clerk.department else WINDOW,
        handed_in_at=context.now.isoformat(),
        limits=_push(matter.key, context),
    )
    return [staged(request.about, record, event)]


def _commissioned(record: SurveyRecord, key: str, context: Context) -> Matter:
    matter = law_of(record, context).matter(key)
    if matter is None or key not in record.filed.matters:
        raise RuleError("SV-120", matter=key)
    return matter


def _follows(record: SurveyRecord, matter: str) -> tuple[ev.Cause, int]:
    """Why a result may come in now, and its version; RuleError SV-121 or SV-122 when it may not."""
    latest = record.latest(matter)
    if latest is None:
        return ev.Cause.FIRST, 1
    if latest.state is ResultState.RECTIFYING:
        raise RuleError("SV-122", matter=latest.handed_in.label)
    if not allows_result(record, "SurveyResultHandedIn.v1", matter):
        raise RuleError("SV-121", matter=latest.handed_in.label)
    faulty = latest.state is ResultState.FAULTY
    return ev.Cause.FAULT if faulty else ev.Cause.RECTIFIED, latest.handed_in.version + 1


def _push(matter: str, context: Context) -> tuple[LimitLine, ...]:
    limit = context.catalogue.limits[PUSH]
    found = lay_out((limit,), {Moment.SURVEY_HANDED_IN: context.now}, context)
    return tuple(structs.replace(line, key=push_key(matter)) for line in found)


def _acknowledge(records: Records, request: Acknowledge, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    by, at = _system(record, context), context.now.isoformat()
    if request.matter:
        versions = [one.handed_in.version for one in record.chain(request.matter)]
        if request.version not in versions or (request.matter, request.version) in record.pushed:
            raise RuleError("SV-160")
        result = ev.SurveyResultAcknowledged(
            request.matter, request.version, said(request.reference), by, at
        )
        return [staged(request.about, record, result)]
    if record.acknowledged is not None:
        raise RuleError("SV-160")
    event = ev.SurveyFilingAcknowledged(said(request.reference), by, at)
    return [staged(request.about, record, event)]


def _system(record: SurveyRecord, context: Context) -> str:
    """Who says so: the system's own account, or the clerk who read its receipt off it."""
    if context.clerk.department == record.filed.surveyor.unit:
        raise RuleError("SV-104", department=context.clerk.department)
    return context.clerk.department or context.clerk.account


def _pass(records: Records, request: Pass, context: Context) -> list[Staged]:
    def event(department: str) -> Event:
        return ev.SurveyResultPassed(
            request.matter, request.version, department, context.now.isoformat()
        )

    record = survey_of(records, request.about)
    return [_on_result(record, request, event(of_department(record, context)))]


def _fault(records: Records, request: Fault, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    department = of_department(record, context)
    opinion = said(request.opinion)
    event = ev.SurveyResultFaulted(
        request.matter, request.version, department, opinion, context.now.isoformat()
    )
    found = _on_result(record, request, event)
    if request.nth != len(record.faults) + 1:
        raise RuleError("SV-141")
    detail = f"{department}认为{FAULTY}：{opinion}"
    about = about_survey(request.about, record, context)
    return [found, tasks.opened(about, BLACKLIST, context, detail=detail, nth=request.nth)]


def _rectify(records: Records, request: Rectify, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    event = ev.SurveyRectificationAsked(
        request.matter,
        request.version,
        of_department(record, context),
        said(request.opinion),
        context.now.isoformat(),
    )
    return [_on_result(record, request, event)]


def _remeasured(records: Records, request: Remeasured, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    if context.clerk.department:
        of_surveyor(record, context)
    if not request.rest_checked:
        raise RuleError("SV-125")
    kind = ev.SurveyFoundChanged if request.changed else ev.SurveyFoundUnchanged
    event = kind(request.matter, request.version, said(request.part), context.now.isoformat())
    return [_on_result(record, request, event)]


def _on_result(
    record: SurveyRecord, request: Pass | Fault | Rectify | Remeasured, event: Event
) -> Staged:
    """RuleError SV-127 when it is not about the latest version, or that stands otherwise."""
    latest = record.latest(request.matter)
    fits = latest is not None and latest.handed_in.version == request.version
    if not fits or not allows_result(record, tag_of(event), request.matter):
        raise RuleError("SV-127", state=RESULTS[latest.state] if latest else "")
    return staged(request.about, record, event)


def _withdraw(records: Records, request: Withdraw, context: Context) -> list[Staged]:
    record = survey_of(records, request.about)
    event = ev.SurveyWithdrawn(said(request.reason), context.now.isoformat())
    return [staged(request.about, record, event)]


@dataclass(frozen=True, slots=True)
class StandingResult:
    """A result that departments may use; builders are never asked for it again (001D六)."""

    survey: str
    matter: str
    label: str
    report: str
    version: int
    files: tuple[PageRef, ...]
    pushed: bool
    """Whether the approval system has it."""


def standing_results(surveys: Iterable[tuple[str, SurveyRecord]]) -> tuple[StandingResult, ...]:
    """The usable results of surveys (stream and record), none of a filing taken back."""
    return tuple(
        _standing(stream, record, latest)
        for stream, record in surveys
        if record.state is not SurveyState.WITHDRAWN
        for matter in record.filed.matters
        if (latest := record.latest(matter)) is not None and latest.usable
    )


def _standing(stream: str, record: SurveyRecord, latest: ResultVersion) -> StandingResult:
    handed_in = latest.handed_in
    return StandingResult(
        survey=stream,
        matter=handed_in.matter,
        label=handed_in.label,
        report=handed_in.report,
        version=handed_in.version,
        files=handed_in.files,
        pushed=(handed_in.matter, handed_in.version) in record.pushed,
    )


def of_project(
    cases: Iterable[CaseRow], load: Callable[[str], Loaded]
) -> tuple[StandingResult, ...]:
    """The same for a project, given its cases (``Rows.cases_of_project``) and the ledger."""
    streams = (ids.bound_to(row.stream, ids.SURVEY) for row in cases)
    found = ((stream, load(stream).record) for stream in streams)
    return standing_results(
        (stream, record) for stream, record in found if isinstance(record, SurveyRecord)
    )


def _task(request: Fault) -> tuple[str, ...]:
    return (tasks.stream_for(ids.case_of(request.about.survey), BLACKLIST, request.nth),)


HAND_IN: Command[HandIn] = command("hand_in", _hand_in, Duty.ACCEPT)
SEND_IN: Command[HandIn] = command("send_in", _hand_in, Duty.HANDLE)
REMEASURED: Command[Remeasured] = command("remeasured", _remeasured, Duty.ACCEPT)
TELL_REMEASURED: Command[Remeasured] = command("tell_remeasured", _remeasured, Duty.HANDLE)
REGISTER: Command[Acknowledge] = command("register", _acknowledge, Duty.ACCEPT)
ACKNOWLEDGE: Command[Acknowledge] = command("acknowledge", _acknowledge, Duty.HANDLE)
"""The first of each pair is the window's; the second is the surveyor's, or the system's own."""
WITHDRAW: Command[Withdraw] = command("withdraw", _withdraw, Duty.ACCEPT)
PASS: Command[Pass] = command("pass", _pass, Duty.HANDLE)
FAULT: Command[Fault] = command("fault", _fault, Duty.HANDLE, _task)
RECTIFY: Command[Rectify] = command("rectify", _rectify, Duty.HANDLE)
