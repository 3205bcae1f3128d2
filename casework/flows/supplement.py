"""补录 (002图3): an earlier result comes in, by query or as its PDF with its key data.

What was entered at a window counts when the issuing department has looked at it; what a connected
system gave and what matches counts at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows.prerequisites import ORDER, Answer, Outcome, Source
from casework.flows.project_import import department_of
from casework.flows.project_words import listed
from casework.flows.projects import about, check_operator, require_cell, tell
from casework.law.clock import BEIJING
from casework.law.codes import fold_width
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.case_events import FormEntry, PageRef, SealedEntry
from casework.records.event import Staged, tag_of
from casework.records.project import ProjectRecord
from casework.records.project_events import (
    DifferenceLine,
    ResultReviewed,
    ResultSupplemented,
)
from casework.records.project_results import UPLOAD, ProjectResult, ResultState
from casework.records.task import TaskAnswered, TaskRecord, allows

REVIEW = "result_review"
"""The task of the issuing department."""
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Supplement:
    """A result as the window enters it; ``ident`` is a new UUIDv7.

    ``source`` is a ``Source`` with ``theirs`` as it answered, or ``upload`` with the ``pdf`` and
    the ``answers`` of the systems that were asked before.
    """

    project: str
    item: str
    ident: str
    key: str
    number: str
    organ: str
    issued_on: str
    asked_by: str
    data: tuple[FormEntry, ...] = ()
    sealed_data: tuple[SealedEntry, ...] = ()
    source: str = UPLOAD
    pdf: PageRef | None = None
    answers: tuple[Answer, ...] = ()
    theirs: tuple[FormEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The issuing department's word; where data differ, the value that it settled for each."""

    project: str
    item: str
    ident: str
    passed: bool
    reason: str = ""
    corrections: tuple[FormEntry, ...] = ()


def task_of(ident: str) -> str:
    """The stream of the review of a supplemented result."""
    return ids.stream_of(ids.TASK, f"{ident}-{REVIEW}")


def _supplement(records: Records, request: Supplement, context: Context) -> list[Staged]:
    _check_data(request, context)
    _check_source(request)
    event = _entered(request, context)
    record = require_cell(records.project(request.project), event)
    check_operator(record, request.asked_by)
    if any(_same(one, request) for one in record.results) or record.result(request.ident):
        raise RuleError("PJ-146", number=request.number)
    staged = [Staged(request.project, event)]
    if ProjectResult(event).state is ResultState.PENDING:
        matter = about(request.project, record, request.item, context)
        detail = f"{event.result_name} {event.number}（{event.organ}）"
        told = tell(matter, REVIEW, context, detail=detail)
        staged.append(Staged(task_of(request.ident), told.event))
    return staged


def _entered(request: Supplement, context: Context) -> ResultSupplemented:
    return ResultSupplemented(
        ident=request.ident,
        key=request.key,
        result_name=context.catalogue.results[request.key].name,
        number=request.number.strip(),
        organ=request.organ.strip(),
        issued_on=request.issued_on,
        data=request.data,
        sealed_data=request.sealed_data,
        source=request.source,
        pdf_sha256=request.pdf.sha256 if request.pdf else "",
        pdf_size=request.pdf.size if request.pdf else 0,
        differences=_differences(request),
        asked_by=request.asked_by,
        entered_by=context.clerk.account,
        entered_at=context.now.isoformat(),
    )


def _check_data(request: Supplement, context: Context) -> None:
    """Which result, its number, its organ, its day: the key data of any result."""
    if request.key not in context.catalogue.results:
        raise RuleError("PJ-140", key=request.key)
    if not request.number.strip() or not request.organ.strip():
        raise RuleError("PJ-141")
    try:
        issued = date.fromisoformat(request.issued_on)
    except ValueError:
        raise RuleError("PJ-142", day=request.issued_on) from None
    if issued > context.now.astimezone(BEIJING).date():
        raise RuleError("PJ-142", day=request.issued_on)


def _check_source(request: Supplement) -> None:
    """By query with what the system said, else as a PDF once every system was tried (002图3)."""
    if request.source == UPLOAD:
        if request.pdf is None or request.pdf.media_type != PDF:
            raise RuleError("PJ-143")
        of_result = [one for one in request.answers if one.result == request.key]
        tried = {one.source for one in of_result}
        found = [one for one in of_result if one.outcome is Outcome.FOUND]
        if found or set(ORDER) - tried:
            left = tuple(_SYSTEMS[one] for one in ORDER if one not in tried)
            raise RuleError("PJ-145", systems=listed(left or (_SYSTEMS[found[0].source],)))
    elif request.source not in set(Source) or not request.theirs:
        raise RuleError("PJ-144", source=request.source)


_SYSTEMS: Mapping[Source, str] = {
    Source.DRAWING_REVIEW: "施工图",
    Source.TENDER: "招投标",
    Source.CONTRACT: "施工监理合同",
    Source.PERMIT: "施工许可及质安监",
}


def _differences(request: Supplement) -> tuple[DifferenceLine, ...]:
    """Where what was typed is not what the system said; its own department settles it."""
    ours = {one.key: one.value for one in request.data}
    return tuple(
        DifferenceLine(one.key, ours[one.key], one.value, request.organ)
        for one in request.theirs
        if one.key in ours and _plain(ours[one.key]) != _plain(one.value)
    )


def _plain(text: str) -> str:
    return "".join(fold_width(text).split())


def _same(one: ProjectResult, request: Supplement) -> bool:
    known = one.supplemented
    out = (ResultState.BINNED, ResultState.REJECTED)
    same = (known.key, known.number) == (request.key, request.number.strip())
    return same and one.state not in out


def _review(records: Records, request: Review, context: Context) -> list[Staged]:
    department = department_of(context)
    reviewed = ResultReviewed(
        ident=request.ident,
        passed=request.passed,
        corrections=request.corrections,
        department=department,
        reason=request.reason,
        reviewed_at=context.now.isoformat(),
    )
    result = result_of(require_cell(records.project(request.project), reviewed), request.ident)
    if not request.passed and not request.reason.strip():
        raise RuleError("PJ-116")
    settled = {one.key for one in request.corrections if one.value.strip()}
    fields = {one.field for one in result.supplemented.differences}
    if request.passed and fields - settled:
        raise RuleError("PJ-114", fields=listed(tuple(sorted(fields - settled))))
    staged = [Staged(request.project, reviewed)]
    text = request.reason or _PASSED
    answer = TaskAnswered(department, text, context.now.isoformat())
    task = task_of(request.ident)
    if allows(records.of(task, TaskRecord), tag_of(answer)):
        staged.append(Staged(task, answer))
    return staged


_PASSED = "审核通过"


def result_of(record: ProjectRecord, ident: str) -> ProjectResult:
    """A result of this very project; RuleError PJ-147, also for one that it only inherits."""
    found = record.result(ident)
    if found is None:
        raise RuleError("PJ-147", project=record.name)
    return found


SUPPLEMENT: Command[Supplement] = Command(
    "supplement.enter",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project, task_of(request.ident)),
    decide=_supplement,
)
REVIEWED: Command[Review] = Command(
    "supplement.review",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.project, task_of(request.ident)),
    decide=_review,
)
