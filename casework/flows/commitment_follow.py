"""核查 and 限期整改, by the department at the hub (001A-14); the applicant is told of an order."""

from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows.commitment_case import (
    On,
    bench,
    command,
    next_task,
    of_department,
    task_streams,
)
from casework.flows.commitment_dates import rectification_line
from casework.flows.commitment_decision import fulfilled
from casework.flows.on_case import said
from casework.people.grants import Duty
from casework.records.commitment import RECTIFICATION
from casework.records.commitment_events import (
    PromisesVerified,
    RectificationFailed,
    RectificationOrdered,
    RectificationPassed,
)
from casework.records.event import Staged

RECTIFY = "commitment_rectify"


@dataclass(frozen=True, slots=True)
class Verify:
    """核查: by which means, what was found, whether it is as promised."""

    on: On
    kept: bool
    means: str
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """要求限期整改, until the day ``until`` (ISO)."""

    on: On
    text: str
    until: str


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """What became of an order."""

    on: On
    passed: bool
    text: str


def _verify(records: Records, request: Verify, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    of_department(found, context)
    event = PromisesVerified(
        kept=request.kept,
        means=said(request.means),
        text=said(request.text),
        by=context.clerk.account,
        verified_at=context.now.isoformat(),
    )
    return [found.staged(event)]


def _order(records: Records, request: Order, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    of_department(found, context)
    if not any(not one.kept for one in found.begun.verified[-1:]):
        # 发现实际情况与承诺内容不符的: an order rests on what was found.
        raise RuleError("CM-171")
    line = rectification_line(request.until, context)
    others = tuple(one for one in found.begun.course.stated if one.key != RECTIFICATION)
    event = RectificationOrdered(
        text=said(request.text),
        by=context.clerk.account,
        ordered_at=context.now.isoformat(),
        limits=(*others, line),
    )
    detail = f"{request.text.strip()}（{line.sentence}）"
    return [found.staged(event), next_task(records, found, RECTIFY, detail, context)]


def _told(request: Order) -> tuple[str, ...]:
    return task_streams(request.on.case, RECTIFY)


def _check(records: Records, request: CheckOrder, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    of_department(found, context)
    kind = RectificationPassed if request.passed else RectificationFailed
    event = kind(said(request.text), context.clerk.account, context.now.isoformat())
    after = found.after(event)
    return [Staged(request.on.bound, event), *fulfilled(after, request.on, context)]


VERIFY = command("commitment.verify", _verify, Duty.HANDLE)
ORDER = command("commitment.order", _order, Duty.HANDLE, _told)
CHECK = command("commitment.check", _check, Duty.HANDLE)
