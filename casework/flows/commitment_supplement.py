"""What was promised comes in, is looked at, and is asked for before its day (001A-15).

Reminders are opened by the hub's sweep alone: it sees every case, also those of windows that are
closed, and no two ends open the same one. A window shows what ``reminders`` finds.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from msgspec import structs

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import papers, tasks
from casework.flows.commitment_case import (
    Bench,
    On,
    bench,
    command,
    next_task,
    of_department,
    paper,
    task_streams,
)
from casework.flows.commitment_dates import STEPS, Reminder, overdue, reminders
from casework.flows.commitment_decision import fulfilled
from casework.flows.commitment_words import VERDICTS
from casework.flows.intake import MaterialIn
from casework.flows.on_case import about_case, said
from casework.people.grants import Duty
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case import Material as Received
from casework.records.commitment import SUPPLEMENT, CommitmentRecord, Promised
from casework.records.commitment_events import PromiseReviewed, PromiseSupplied, Verdict
from casework.records.event import Staged
from casework.records.notice import NoticeKind, NoticeRecord
from casework.records.registry import Record

CORRECT, REMIND_TASK = "commitment_correct", "commitment_remind"


@dataclass(frozen=True, slots=True)
class Supply:
    """A promised material lies on the counter."""

    on: On
    material: MaterialIn


@dataclass(frozen=True, slots=True)
class Review:
    """The department's word on it."""

    on: On
    line: str
    verdict: Verdict
    text: str


def _supply(records: Records, request: Supply, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    brought = request.material
    promise = _promise(found, brought.line)
    if not promise.due_again:
        raise RuleError("CM-141", name=promise.owed.name)
    if not brought.medium or brought.count < 1:
        raise RuleError("CM-142", name=promise.owed.name)
    if "original" in promise.owed.form.split("+") and not brought.seen_at:
        raise RuleError("CM-143", name=promise.owed.name)
    own = found.begun
    number, issued = _receipt(records, found, brought, context)
    event = PromiseSupplied(
        line=brought.line,
        medium=brought.medium,
        count=brought.count,
        pages=brought.pages,
        number=brought.number,
        seen_at=brought.seen_at,
        late=overdue(own.limit(SUPPLEMENT + brought.line), context.now),
        paper=number,
        by=context.clerk.account,
        supplied_at=context.now.isoformat(),
    )
    return [found.staged(event), *issued]


def _promise(found: Bench, line: str) -> Promised:
    promise = found.begun.promise(line)
    if promise is None:
        raise RuleError("CM-140", line=line)
    return promise


def _receipt(
    records: Records, found: Bench, brought: MaterialIn, context: Context
) -> tuple[str, tuple[Staged, ...]]:
    """A receipt for this material alone, with the mark of the case."""
    mark = found.begun.mark

    def written(number: str) -> NoticeRecord:
        case = _with_only(found.case, brought, context)
        return structs.replace(papers.compose(case, NoticeKind.RECEIPT, number, context), mark=mark)

    return paper(records, found, NoticeKind.RECEIPT, written, context)


def _with_only(case: CaseRecord, brought: MaterialIn, context: Context) -> CaseRecord:
    lines = (one.line for one in case.materials if one.line.key == brought.line)
    seen = brought.seen_at
    return replace(
        case,
        materials=tuple(
            Received(
                line,
                brought.medium,
                brought.count,
                brought.pages,
                brought.number,
                context.now.isoformat(),
                context.clerk.account if seen else "",
                seen,
            )
            for line in lines
        ),
    )


def _review(records: Records, request: Review, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    of_department(found, context)
    promise = _promise(found, request.line)
    if promise.supplied is None or promise.reviewed is not None:
        raise RuleError("CM-144", name=promise.owed.name)
    event = PromiseReviewed(
        request.line,
        request.verdict,
        said(request.text),
        context.clerk.account,
        context.now.isoformat(),
    )
    after = found.after(event)
    staged = [Staged(request.on.bound, event)]
    if request.verdict is not Verdict.PASSED:
        detail = f"{promise.owed.name}，{VERDICTS[request.verdict]}：{request.text}"
        staged.append(next_task(records, found, CORRECT, detail, context))
    return [*staged, *fulfilled(after, request.on, context)]


def _corrections(request: Review) -> tuple[str, ...]:
    return task_streams(request.on.case, CORRECT)


def reminder_task(case: str, line: str, step: int) -> str:
    """The stream of a reminder: the same wherever it is asked for."""
    return tasks.stream_for(case, f"{REMIND_TASK}-{line}-{step}")


Load = Callable[[str], Record | None]


def swept(stream: str, load: Load, context: Context) -> tuple[Staged, ...]:
    """The reminders of a commitment that are due today; twice gives nothing more.

    ``load`` folds a stream.
    """
    record, case = load(stream), load(ids.case_of(stream))
    if not isinstance(record, CommitmentRecord) or not isinstance(case, CaseRecord):
        return ()
    if record.unknown or case.unknown:
        return ()
    about = about_case(ids.case_of(stream), case, context)
    opened = {
        (one.owed.line, step)
        for one in record.promised
        for step in STEPS
        if load(reminder_task(about.stream, one.owed.line, step)) is not None
    }
    return tuple(_reminder(about, one, context) for one in reminders(record, context, opened))


def _reminder(about: tasks.About, one: Reminder, context: Context) -> Staged:
    day = context.catalogue.phrases.written(one.until)
    opening = tasks.opened(about, REMIND_TASK, context, detail=f"{one.name}，{day}前提交")
    return Staged(reminder_task(about.stream, one.line, one.step), opening.event)


SUPPLY = command("commitment.supply", _supply, Duty.ACCEPT)
REVIEW = command("commitment.review", _review, Duty.HANDLE, _corrections)
