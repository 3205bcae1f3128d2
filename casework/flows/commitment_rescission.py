"""撤销, the department's act at the hub, and what it means further on (001A-14, -15, -16).

Cases that build on the decision are marked 上一环节已撤销 and their departments told the same day;
to suspend them is those departments' own act: nothing here stops them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import commitment_letters as letters
from casework.flows import tasks
from casework.flows.commitment_case import Bench, On, bench, command, desk_of, letter, of_department
from casework.flows.commitment_dates import overdue
from casework.flows.commitment_rows import article
from casework.flows.commitment_words import CAUSES, CLAUSES
from casework.flows.on_case import about_case, said
from casework.law.catalogue import Catalogue
from casework.law.items import Item
from casework.people.grants import Duty
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_states import OVER
from casework.records.commitment import (
    RECTIFICATION,
    SUPPLEMENT,
    CommitmentRecord,
    CommitmentState,
)
from casework.records.commitment_events import (
    Cause,
    DecisionRescinded,
    RectificationFailed,
    UpstreamRescinded,
    Verdict,
)
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.project import ProjectRecord

GONE, NEXT_STAGE, CREDIT = (
    "commitment_rescinded",
    "commitment_next_stage",
    "commitment_credit",
)


@dataclass(frozen=True, slots=True)
class Rescind:
    """The ground, what happened, the organ's number.

    ``dependents`` are the streams of all cases of the project that build on the decision; those
    that are over already are passed by.
    """

    on: On
    cause: Cause
    reason: str
    number: str
    dependents: tuple[str, ...] = ()


def dependents(
    case: str, record: CaseRecord, others: Mapping[str, CaseRecord], catalogue: Catalogue
) -> tuple[str, ...]:
    """The cases (streams) of the same project that build on this one's decision."""
    item = catalogue.item(record.received.item)
    return tuple(
        stream
        for stream, other in others.items()
        if stream != case
        and _same_project(record, other)
        and builds_on(catalogue.item(other.received.item), item, catalogue)
    )


def builds_on(later: Item, item: Item, catalogue: Catalogue) -> bool:
    """Whether an item needs another's result, or belongs to a stage after its stage."""
    gives = {one.key for one in item.results}
    if any(prior.result in gives for prior in later.prior_results):
        return True
    order = list(catalogue.stages)
    if not item.stage or not later.stage:
        return False
    return order.index(later.stage) > order.index(item.stage)


def _same_project(one: CaseRecord, other: CaseRecord) -> bool:
    return one.received.project_code == other.received.project_code


def _rescind(records: Records, request: Rescind, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    of_department(found, context)
    own = found.begun
    if not stands(own, request.cause, context):
        raise RuleError("CM-160", cause=CAUSES[request.cause])
    reason, number = said(request.reason), said(request.number)
    later = _dependents(records, request, found, context)
    clause = article(CLAUSES[request.cause], context)
    said_cause = f"{CAUSES[request.cause]}（{clause.cite}）"
    text = letters.rescission(own, said_cause, reason, number, context)
    slip, paper = letter(desk_of(found, records), NoticeKind.RESCISSION, text, context)
    event = DecisionRescinded(
        cause=request.cause,
        reason=reason,
        basis=clause.cite,
        organ=found.item.organ,
        number=number,
        dependents=tuple(later),
        paper=slip,
        by=context.clerk.account,
        rescinded_at=context.now.isoformat(),
    )
    about = about_case(request.on.case, found.case, context)
    detail = f"{CAUSES[request.cause]}，{reason}（{number}）"
    staged = [found.staged(event), *paper, tasks.opened(about, GONE, context, detail=detail)]
    staged.append(tasks.opened(about, CREDIT, context, detail=detail))
    mark = _Mark(request.on.case, found.item, event)
    for stream, other in later.items():
        before = records.of(ids.bound_to(stream, ids.COMMITMENT), CommitmentRecord)
        staged += mark.on(stream, other, before, context)
    return staged


def stands(record: CommitmentRecord, cause: Cause, context: Context) -> bool:
    """Whether the stream shows the ground; that a condition is out of reach nobody can show."""
    if cause is Cause.NOT_SUPPLIED:
        owed = (one for one in record.promised if one.due_again)
        return any(overdue(record.limit(SUPPLEMENT + one.owed.line), context.now) for one in owed)
    if cause is Cause.INCURABLE:
        judged = (one.reviewed for one in record.promised if one.reviewed)
        return any(one.verdict is Verdict.INCURABLE for one in judged)
    if cause is Cause.NOT_RECTIFIED:
        if record.state is not CommitmentState.RECTIFYING:
            return False
        late = overdue(record.limit(RECTIFICATION), context.now)
        return late or isinstance(record.checked, RectificationFailed)
    return True


def _dependents(
    records: Records, request: Rescind, found: Bench, context: Context
) -> dict[str, CaseRecord]:
    """The cases to mark.

    RuleError CM-161 for one that does not build on this, CM-162 for one that the project knows and
    the request forgot, CM-163 where the request does not name the project of the case.
    """
    named = {stream: records.case(stream) for stream in request.dependents}
    known = {stream: record for stream, record in named.items() if record is not None}
    right = dependents(request.on.case, found.case, known, context.catalogue)
    if wrong := sorted(set(request.dependents) - set(right)):
        raise RuleError("CM-161", case=wrong[0])
    if request.on.project != found.case.received.project:
        # Without the project nobody knows which cases are further on.
        raise RuleError("CM-163")
    project = records.project(request.on.project) if request.on.project else None
    if forgotten := _forgotten(project, request, found.item, context.catalogue):
        raise RuleError("CM-162", items="、".join(forgotten))
    return {stream: record for stream, record in known.items() if record.state not in OVER}


def _forgotten(
    project: ProjectRecord | None, request: Rescind, item: Item, catalogue: Catalogue
) -> list[str]:
    """Items the project was applied for further on that the request does not name."""
    applied = project.applied if project else ()
    named = {request.on.case, *request.dependents}
    return [
        one.item_name
        for one in applied
        if one.case not in named
        and one.item in catalogue.items
        and builds_on(catalogue.items[one.item], item, catalogue)
    ]


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a case further on is marked with."""

    upstream: str
    item: Item
    event: DecisionRescinded

    def on(
        self, stream: str, other: CaseRecord, before: CommitmentRecord | None, context: Context
    ) -> Iterable[Staged]:
        """The mark, and the task that tells the department of that case today."""
        project, number = other.heading
        mark = UpstreamRescinded(
            project_name=project,
            number=number,
            upstream=self.upstream,
            upstream_item=self.item.code,
            upstream_name=self.item.name,
            decision=self.event.number,
            organ=self.event.organ,
            reason=self.event.reason,
            rescinded_at=self.event.rescinded_at,
        )
        lead = context.catalogue.item(other.received.item).lead
        detail = f"{self.item.name}，{self.event.organ}{self.event.number}"
        nth = len(before.upstream) + 1 if before else 1
        about = about_case(stream, other, context)
        yield Staged(ids.bound_to(stream, ids.COMMITMENT), mark)
        yield tasks.opened(about, NEXT_STAGE, context, detail=detail, to=lead, nth=nth)


def _further(request: Rescind) -> tuple[str, ...]:
    bound = (ids.bound_to(stream, ids.COMMITMENT) for stream in request.dependents)
    return (*request.dependents, *bound)


RESCIND = command("commitment.rescind", _rescind, Duty.HANDLE, _further)
