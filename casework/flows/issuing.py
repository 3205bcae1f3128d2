"""What the window does with a case besides deciding: hand over, give back, take in and hand out.

A result is handed out only after the case is completed, and every way of delivery leaves a proof.
"""

from dataclasses import dataclass
from enum import StrEnum

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import deciding, joint_acceptance, papers
from casework.flows.on_case import (
    OnCase,
    case_of,
    changed,
    command,
    desk_of,
    kept_originals,
    said,
)
from casework.flows.papers import Letter
from casework.people.grants import Duty
from casework.records import case_life as life
from casework.records.case import CaseRecord
from casework.records.event import Staged
from casework.records.notice import NoticeKind, Section


class Delivery(StrEnum):
    """The three ways a result reaches the applicant (001D七(五)1)."""

    PICK_UP = "pick_up"
    """领取: signed for at the window"""
    POST = "post"
    """免费邮寄: with the number of the consignment"""
    SELF_PRINT = "self_print"
    """自行打印: told where"""


@dataclass(frozen=True, slots=True)
class HandOver:
    """The papers go to the department that accepts."""

    on: OnCase


@dataclass(frozen=True, slots=True)
class Withdraw:
    """撤回 by the applicant."""

    on: OnCase
    reason: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Originals go back; ``lines`` are checklist keys with how many, ``recipient`` signs."""

    on: OnCase
    lines: tuple[tuple[str, int], ...]
    recipient: str


@dataclass(frozen=True, slots=True)
class TakeResult:
    """A result reached the window; ``paper`` and ``file_sha256`` say in which form."""

    on: OnCase
    result: str
    number: str
    sealed_by: str
    paper: bool
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class HandOut:
    """A result leaves; ``proof`` is the slip, the consignment or where it was told."""

    on: OnCase
    result: str
    means: Delivery
    proof: str
    recipient: str = ""


def _hand_over(records: Records, request: HandOver, context: Context) -> list[Staged]:
    record = case_of(records, request.on)
    item = context.catalogue.item(record.received.item)
    return [Staged(request.on.case, deciding.handed_over(record, item, context))]


def _general(records: Records, on: OnCase, context: Context) -> CaseRecord:
    """A case whose later life has no verbs of its own; RuleError JA-129 for any other."""
    record = case_of(records, on)
    joint_acceptance.require_general(record, context.catalogue.item(record.received.item))
    return record


def _withdraw(records: Records, request: Withdraw, context: Context) -> list[Staged]:
    record = _general(records, request.on, context)
    event = life.CaseWithdrawn(said(request.reason), context.now.isoformat())
    after = changed(record, event)
    section = Section("撤回的申请", (f"撤回理由：{request.reason}", "上述申请自本日起终止办理"))
    letter = Letter((section, *kept_originals(record)), opening=_OPENING)
    desk = desk_of(records, request.on, after)
    _, paper = papers.issue_letter(desk, NoticeKind.WITHDRAWAL, letter, context)
    return [Staged(request.on.case, event), *paper]


def _give_back(records: Records, request: GiveBack, context: Context) -> list[Staged]:
    record = _general(records, request.on, context)
    if not request.lines:
        raise RuleError("GN-110", material="")
    staged: list[Staged] = []
    for key, count in request.lines:
        material = record.material(key)
        held = material.count - material.returned if material else 0
        if material is None or not 0 < count <= held:
            name = material.line.name if material else key
            raise RuleError("GN-110", material=name)
        recipient = context.seal(said(request.recipient))
        event = life.OriginalReturned(key, count, recipient, context.now.isoformat())
        record = changed(record, event)
        staged.append(Staged(request.on.case, event))
    return staged


def _take_result(records: Records, request: TakeResult, context: Context) -> list[Staged]:
    record = _general(records, request.on, context)
    item = context.catalogue.item(record.received.item)
    known = {result.key: result for result in item.results}
    if request.result not in known:
        raise RuleError("GN-111", result=request.result)
    if not (request.paper or request.file_sha256):
        raise RuleError("GN-112")
    event = life.ResultArrived(
        result=request.result,
        name=known[request.result].name,
        number=said(request.number),
        paper=request.paper,
        file_sha256=request.file_sha256,
        sealed_by=said(request.sealed_by),
        arrived_at=context.now.isoformat(),
    )
    changed(record, event)
    return [Staged(request.on.case, event)]


def _hand_out(records: Records, request: HandOut, context: Context) -> list[Staged]:
    record = _general(records, request.on, context)
    result = record.result(request.result)
    if result is None:
        raise RuleError("GN-111", result=request.result)
    if result.handed is not None:
        raise RuleError("GN-113", name=result.arrived.name)
    if request.means is not Delivery.SELF_PRINT and not result.arrived.paper:
        # The e-result is here, the paper is not: nothing can be put into anybody's hand.
        raise RuleError("GN-114", name=result.arrived.name)
    event = life.ResultHandedOver(
        result=request.result,
        means=request.means.value,
        proof=said(request.proof),
        recipient_name=context.seal(request.recipient),
        handed_at=context.now.isoformat(),
    )
    changed(record, event)
    return [Staged(request.on.case, event)]


_OPENING = "你（单位）要求撤回申请，本机关准予撤回，现将有关事项通知如下："
HAND_OVER = command("issuing.hand_over", _hand_over, Duty.ACCEPT)
WITHDRAW = command("issuing.withdraw", _withdraw, Duty.ACCEPT)
GIVE_BACK = command("issuing.give_back", _give_back, Duty.ACCEPT)
TAKE_RESULT = command("issuing.take_result", _take_result, Duty.ACCEPT)
HAND_OUT = command("issuing.hand_out", _hand_out, Duty.ACCEPT)
