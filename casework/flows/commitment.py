"""Commitment at the window: told on paper, offered, chosen by signature, or declined by code.

The choice has two sides and no default (001A-12); a willing applicant is declined only for what
really stands in the way, an unwilling one goes the ordinary route with a signature (001A-18(三)).
"""

from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import commitment_letters as letters
from casework.flows import credit
from casework.flows.commitment_case import (
    Bench,
    On,
    bench,
    command,
    credit_line,
    desk_of,
    letter,
    rule_line,
)
from casework.flows.commitment_options import (
    Option,
    Route,
    assessed_area,
    options,
    reasons,
)
from casework.flows.credit import Check
from casework.flows.words import PAPERS
from casework.people.grants import Duty
from casework.people.person import Role
from casework.records.case_events import ChecklistLine, PageRef
from casework.records.case_states import UNDECIDED
from casework.records.commitment_events import (
    CommitmentChosen,
    CommitmentDeclined,
    CommitmentOffered,
    OrdinaryRouteChosen,
)
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.papers import number_of
from casework.records.rolls import Roll


@dataclass(frozen=True, slots=True)
class Tell:
    """Give the 告知书 and offer commitment."""

    on: On


@dataclass(frozen=True, slots=True)
class Choose:
    """The applicant's choice: the route, in whose role and by whose signature, and its scan."""

    on: On
    route: Route
    role: Role
    signer: str
    signed: bool
    pages: tuple[PageRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Decline:
    """A willing applicant's commitment is not taken: codes of what stands in the way."""

    on: On
    reasons: tuple[str, ...]


def offered(records: Records, on: On, context: Context) -> tuple[Option, Option]:
    """Both routes for a case that is here, as the window shows them."""
    found = bench(records, on, context)
    return _options(records, found, _credit(records, found, context), context)


def _options(
    records: Records, found: Bench, looked: Check, context: Context
) -> tuple[Option, Option]:
    named = found.on.project if found.on.project == found.case.received.project else ""
    project = records.project(named) if named else None
    return options(found.item, looked, assessed_area(found.case, project), context)


def _credit(records: Records, found: Bench, context: Context) -> Check:
    code = found.case.received.applicant.credit_code
    return credit.check(records, found.on.rolls, Roll.CREDIT, code, context)


def checklist(found: Bench) -> tuple[ChecklistLine, ...]:
    """The very checklist of the intake: what is told is what is asked for (001A-7(三))."""
    return tuple(one.line for one in found.case.materials)


def _tell(records: Records, request: Tell, context: Context) -> list[Staged]:
    found = _undecided(bench(records, request.on, context))
    looked = _credit(records, found, context)
    option, _ = _options(records, found, looked, context)
    for problem in option.problems:
        if problem.blocking:
            raise RuleError(problem.code, **dict(problem.facts))
    rules = found.rules
    text = letters.telling(found.item, rules, checklist(found), context.now, context)
    number, paper = letter(desk_of(found, records), NoticeKind.TELLING, text, context)
    event = CommitmentOffered(
        item=found.item.code,
        item_name=found.item.name,
        project_name=found.case.received.project_name,
        number=number_of(found.case.papers, NoticeKind.RECEIPT),
        rule=rule_line(rules, context),
        tellings=letters.told(rules),
        credit=credit_line(looked, context),
        suggested=option.suggested,
        paper=number,
        by=context.clerk.account,
        told_at=context.now.isoformat(),
    )
    return [found.staged(event), *paper]


def _choose(records: Records, request: Choose, context: Context) -> list[Staged]:
    found = _undecided(bench(records, request.on, context))
    told = found.begun.offered
    if told is None:
        raise RuleError("CM-110", state="")
    require_out(found, told.paper)
    if not request.signed or not request.signer.strip():
        raise RuleError("CM-113")
    kind = CommitmentChosen if request.route is Route.COMMITMENT else OrdinaryRouteChosen
    event = kind(
        role=request.role.value,
        signer_name=context.seal(request.signer.strip()),
        pages=request.pages,
        by=context.clerk.account,
        chosen_at=context.now.isoformat(),
    )
    return [found.staged(event)]


def _decline(records: Records, request: Decline, context: Context) -> list[Staged]:
    found = _undecided(bench(records, request.on, context))
    looked = _credit(records, found, context)
    option, _ = _options(records, found, looked, context)
    given = reasons(option, request.reasons, context)
    if not given:
        raise RuleError("CM-114")
    text = letters.declined(found.item, given)
    number, paper = letter(desk_of(found, records), NoticeKind.TELLING, text, context)
    event = CommitmentDeclined(
        item=found.item.code,
        item_name=found.item.name,
        project_name=found.case.received.project_name,
        number=number_of(found.case.papers, NoticeKind.RECEIPT),
        rule=rule_line(found.item.commitment, context),
        reasons=given,
        credit=credit_line(looked, context),
        paper=number,
        by=context.clerk.account,
        declined_at=context.now.isoformat(),
    )
    return [found.staged(event), *paper]


def _undecided(found: Bench) -> Bench:
    """RuleError CM-111 once acceptance was decided: the route is settled."""
    if found.case.state not in UNDECIDED:
        raise RuleError("CM-111")
    return found


def require_out(found: Bench, number: str) -> None:
    """RuleError CM-112 unless a paper that was issued has also come out of the printer."""
    paper = found.case.paper(number)
    if paper is None or not paper.copies_out:
        raise RuleError("CM-112", paper=PAPERS[paper.kind] if paper else number)


TELL = command("commitment.tell", _tell, Duty.ACCEPT)
CHOOSE = command("commitment.choose", _choose, Duty.ACCEPT)
DECLINE = command("commitment.decline", _decline, Duty.ACCEPT)
