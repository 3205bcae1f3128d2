"""Acceptance upon commitment: the promised materials may still be missing, everything else is here.

From this act on every paper of the case bears 承诺审批; the notice says who is liable meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime

from msgspec import structs

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import commitment_words as words
from casework.flows import credit, deciding, papers
from casework.flows.clocks import lay_out
from casework.flows.commitment_case import Bench, On, bench, command, credit_line, paper
from casework.flows.commitment_dates import decision_key, supplement_lines
from casework.flows.commitment_rows import article, limit_row
from casework.flows.commitment_signing import as_promised
from casework.flows.credit import Check, Standing
from casework.flows.on_case import changed
from casework.law.items import Body, Item
from casework.law.limits import Limit, Moment, Role
from casework.law.settings import Prerequisite
from casework.people.grants import Duty
from casework.records.case import CaseRecord
from casework.records.case_events import ApplicationAccepted, LimitLine
from casework.records.commitment import MARK
from casework.records.commitment_events import (
    CommitmentAccepted,
    CommitmentSigned,
    OwedLine,
    PromiseSupplied,
)
from casework.records.event import Staged
from casework.records.notice import NoticeKind, NoticeRecord
from casework.records.papers import number_of
from casework.records.rolls import Roll

_LIABLE = "001A-17"


@dataclass(frozen=True, slots=True)
class Accept:
    """受理 upon the signed commitment."""

    on: On


def _accept(records: Records, request: Accept, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    _of_its_body(found, context)
    signed, owed = _promises(found)
    looked = _credit(records, found, context)
    case = as_promised(found)
    if against := deciding.findings(case, context):
        raise RuleError("IN-104", count=len(against))
    decision = _decision_line(found.item, context)
    moments = {Moment.DECIDED: context.now, Moment.ACCEPTED: context.now}
    lines = lay_out(route_limits(found.item, context), moments, context)
    accepted = ApplicationAccepted(context.now.isoformat(), found.item.organ, lines)
    after = changed(case, accepted)
    started = datetime.fromisoformat(signed.signed_at)
    limits = (decision, *supplement_lines(owed, started, context))
    number, issued = _notice(records, found, after, limits, context)
    event = CommitmentAccepted(
        credit=credit_line(looked, context),
        paper=number,
        by=context.clerk.account,
        accepted_at=context.now.isoformat(),
        limits=limits,
    )
    begun = found.staged(event)
    here = [Staged(request.on.bound, one) for one in _here(found, owed, context)]
    return [Staged(request.on.case, accepted), begun, *here, *issued]


def _of_its_body(found: Bench, context: Context) -> None:
    """RuleError IN-116 where another body accepts (obligations 0b a)."""
    if (found.item.accepting_body is Body.WINDOW) is bool(context.clerk.department):
        raise RuleError("IN-116", organ=found.item.lead)


def _promises(found: Bench) -> tuple[CommitmentSigned, tuple[OwedLine, ...]]:
    """What was signed and what it promises; RuleError CM-135 before it was signed."""
    own = found.begun
    if own.signed is None or own.drawn is None:
        raise RuleError("CM-135")
    return own.signed, own.drawn.owed


def _credit(records: Records, found: Bench, context: Context) -> Check:
    """RuleError CM-106 for who lost the route since, CM-107 where the window may only receive."""
    code = found.case.received.applicant.credit_code
    looked = credit.check(records, found.on.rolls, Roll.CREDIT, code, context)
    if looked.standing is Standing.LISTED:
        entry = looked.entries[0]
        raise RuleError("CM-106", unit=entry.unit, reason=entry.reason)
    if credit.receive_only(looked, Prerequisite.CREDIT, context):
        raise RuleError("CM-107", says=looked.words)
    return looked


def route_limits(item: Item, context: Context) -> tuple[Limit, ...]:
    """The case's own limits: what the window owes, and what the law says for the item's nature.

    Those of the ordinary route's decision do not run here.
    """
    every = context.catalogue.limits_of(item)
    return tuple(one for one in every if one.role is Role.DUTY or one.natures)


def _decision_line(item: Item, context: Context) -> LimitLine:
    """当场 or the reform's limit, as the pack has it (001A-2, -10)."""
    limit = limit_row(decision_key(item.code, context), context)
    (line,) = lay_out([limit], {Moment.ACCEPTED: context.now}, context)
    return line


def _notice(
    records: Records,
    found: Bench,
    case: CaseRecord,
    limits: tuple[LimitLine, ...],
    context: Context,
) -> tuple[str, tuple[Staged, ...]]:
    """The notice of acceptance with its mark, its limits and the sentence on liability."""
    liable = article(_LIABLE, context)

    def written(number: str) -> NoticeRecord:
        base = papers.compose(case, NoticeKind.ACCEPTANCE, number, context)
        return structs.replace(
            base,
            mark=MARK,
            opening=_opening(case, context),
            due=limits[0].sentence,
            steps=(*(one.sentence for one in limits), *base.steps),
            # What the pack remarks on acceptance belongs to the ordinary route.
            remarks=(f"{liable.cite}：{liable.text}",),
        )

    return paper(records, found, NoticeKind.ACCEPTANCE, written, context)


def _opening(case: CaseRecord, context: Context) -> str:
    """That the papers are complete but for what is promised: the usual words would be untrue."""
    written = context.catalogue.phrases.written
    return words.ACCEPTED_OPENING.format(
        received=written(datetime.fromisoformat(case.received.received_at).date()),
        item=case.received.item_name,
        made=written(context.now.date()),
    )


def _here(
    found: Bench, owed: tuple[OwedLine, ...], context: Context
) -> tuple[PromiseSupplied, ...]:
    """What was promised and came in before acceptance: it lies here, to be reviewed."""
    receipt = number_of(found.case.papers, NoticeKind.RECEIPT)
    came = [found.case.material(one.line) for one in owed]
    return tuple(
        PromiseSupplied(
            line=one.line.key,
            medium=one.medium,
            count=one.count,
            pages=one.pages,
            number=one.number,
            seen_at=one.verified_at,
            late=False,
            paper=receipt,
            by=context.clerk.account,
            supplied_at=one.received_at,
        )
        for one in came
        if one is not None and one.received
    )


ACCEPT = command("commitment.accept", _accept, Duty.ACCEPT)
TAKE_UP = command("commitment.take_up", _accept, Duty.HANDLE)
"""The same where the department accepts."""
