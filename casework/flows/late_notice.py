"""补发受理通知书: silence has accepted an application (行政许可法 32), and its paper is still owed.

The hub that finds the silence has no applicant before it: it opens a task. Whoever accepts that
item issues the paper, from its own block of numbers, when it next has the case before it.
"""

from dataclasses import dataclass

from msgspec import structs

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import papers, tasks
from casework.flows.joint_words import minute
from casework.flows.on_case import OnCase, about_case, case_of, command
from casework.law.catalogue import Catalogue
from casework.law.items import Body
from casework.law.limits import Limit, Moment
from casework.people.grants import Duty
from casework.records.case import CaseRecord
from casework.records.case_states import OVER
from casework.records.event import Staged
from casework.records.notice import NoticeKind, NoticeRecord

TELL = "deemed_acceptance"
"""The pack's task: the applicant has to be told."""


@dataclass(frozen=True, slots=True)
class LateNotice:
    """Issue the 受理通知书 of an application that silence accepted."""

    on: OnCase


def is_owed(record: CaseRecord) -> bool:
    """Whether silence accepted the case, it goes on, and no 受理通知书 was issued since."""
    given = any(paper.kind is NoticeKind.ACCEPTANCE for paper in record.papers)
    return record.deemed and not given and record.state not in OVER


def told(case: str, record: CaseRecord, context: Context) -> tuple[Staged, ...]:
    """The task that goes with the deemed acceptance; none where the pack does not know it."""
    if TELL not in context.catalogue.relays:
        return ()
    return (tasks.opened(about_case(case, record, context), TELL, context),)


def compose(record: CaseRecord, number: str, context: Context) -> NoticeRecord:
    """The paper, with the day from which silence counts; ``number`` is empty for a draft."""
    base = papers.compose(record, NoticeKind.ACCEPTANCE, number, context)
    limit = silence(context.catalogue)
    basis = f"依照{limit.basis.cite}，{limit.silence}。" if limit else ""
    opening = (
        f"你（单位）{minute(record.received.received_at)}提交的“{record.received.item_name}”申请，"
        f"{basis}现补发受理通知书。"
    )
    return structs.replace(base, opening=opening, accepted_at=record.decided_at)


def silence(catalogue: Catalogue) -> Limit | None:
    """The rule of the pack by which silence accepts."""
    return next((one for one in catalogue.limits.values() if one.deems is Moment.ACCEPTED), None)


def _issue(records: Records, request: LateNotice, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    if not is_owed(record):
        raise RuleError("GN-116", state=record.state.value)
    item = context.catalogue.item(record.received.item)
    if (item.accepting_body is Body.WINDOW) is bool(context.clerk.department):
        raise RuleError("IN-116", organ=item.lead)
    numbering = papers.Numbering(request.on.numbers, records.numbers(request.on.numbers))
    _, paper = papers.issue_record(
        request.on.case,
        numbering,
        NoticeKind.ACCEPTANCE,
        lambda number: compose(record, number, context),
        context,
    )
    return list(paper)


ISSUE = command("late_notice.issue", _issue, Duty.ACCEPT)
AT_DESK = command("late_notice.at_desk", _issue, Duty.HANDLE)
"""The first is the window's, the second the department's, each for the items it accepts."""
