"""准予 upon commitment, by the department at the hub: marked, and told to supervision the same day.

A decision against the applicant is the general flow's (``handling``); it needs no mark.
"""

from dataclasses import dataclass

from msgspec import structs

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import clocks, credit, papers, tasks
from casework.flows import commitment_letters as letters
from casework.flows.commitment_acceptance import route_limits
from casework.flows.commitment_case import (
    Bench,
    On,
    bench,
    command,
    credit_line,
    of_department,
    paper,
    rule_line,
)
from casework.flows.commitment_words import OFFICE
from casework.flows.credit import Standing
from casework.flows.on_case import about_case, changed, said
from casework.law.limits import Moment
from casework.people.grants import Duty
from casework.records import case_life as life
from casework.records.case import CaseRecord
from casework.records.commitment import MARK, CommitmentRecord, CommitmentState
from casework.records.commitment_events import (
    CommitmentDecided,
    CommitmentFulfilled,
    CreditLine,
)
from casework.records.event import Staged
from casework.records.notice import NoticeKind, NoticeRecord, Party
from casework.records.rolls import Roll

TOLD = "commitment_told"


@dataclass(frozen=True, slots=True)
class Decide:
    """The organ's number of the decision, and the mark its papers bear.

    ``credit_source`` says where the department looked the applicant up when the list is too old.
    """

    on: On
    number: str
    mark: str
    credit_source: str = ""


def _decide(records: Records, request: Decide, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    of_department(found, context)
    if request.mark != MARK:
        raise RuleError("CM-150", mark=MARK)
    number = said(request.number)
    looked = _looked_up(records, found, request.credit_source, context)
    made = _decision(found, number, context)
    after = changed(found.case, made)
    slip, issued = _slip(records, found, after, number, context)
    event = CommitmentDecided(
        organ=found.item.organ,
        number=number,
        mark=MARK,
        rule=rule_line(found.item.commitment, context),
        credit=looked,
        paper=slip,
        by=context.clerk.account,
        decided_at=context.now.isoformat(),
    )
    about = about_case(request.on.case, found.case, context)
    office = OFFICE.format(lead=found.item.lead)
    task = tasks.opened(about, TOLD, context, detail=slip, to=office)
    whole = fulfilled(found.after(event), request.on, context)
    return [
        Staged(request.on.case, made),
        Staged(request.on.bound, event),
        *whole,
        *issued,
        task,
    ]


def _slip(
    records: Records, found: Bench, case: CaseRecord, number: str, context: Context
) -> tuple[str, tuple[Staged, ...]]:
    """The 审批信息告知单: addressed to the supervision office, not to the applicant."""
    text = letters.approval_told(case, found.begun, found.item, number, context)
    nobody = Party("", "", "")

    def written(slip: str) -> NoticeRecord:
        base = papers.compose_letter(case, NoticeKind.APPROVAL_TOLD, text, slip, context)
        return structs.replace(base, applicant=nobody, deliverer=nobody, role="")

    return paper(records, found, NoticeKind.APPROVAL_TOLD, written, context)


def _decision(found: Bench, number: str, context: Context) -> life.DecisionMade:
    reached = {Moment.DETERMINED: context.now}
    limits = route_limits(found.item, context)
    return life.DecisionMade(
        approved=True,
        organ=found.item.organ,
        number=number,
        reasons=(),
        decided_at=context.now.isoformat(),
        mark=MARK,
        limits=clocks.of_course(found.case.course, limits, context, reached),
    )


def _looked_up(records: Records, found: Bench, source: str, context: Context) -> CreditLine:
    """The credit list, looked up before any decision (obligations 0b q).

    RuleError CM-106 for who stands on it, CM-155 when it is too old and nobody looked elsewhere.
    """
    code = found.case.received.applicant.credit_code
    looked = credit.check(records, found.on.rolls, Roll.CREDIT, code, context)
    if looked.standing is Standing.LISTED:
        entry = looked.entries[0]
        raise RuleError("CM-106", unit=entry.unit, reason=entry.reason)
    if looked.standing is Standing.UNVERIFIED and not source.strip():
        raise RuleError("CM-155", says=looked.words)
    return credit_line(looked, context, source.strip())


def fulfilled(record: CommitmentRecord, on: On, context: Context) -> list[Staged]:
    """The end of the supplement, where a decided case owes nothing more; nothing otherwise."""
    if record.state is not CommitmentState.DECIDED or not record.complete:
        return []
    return [Staged(on.bound, CommitmentFulfilled(context.now.isoformat()))]


DECIDE = command("commitment.decide", _decide, Duty.HANDLE)
