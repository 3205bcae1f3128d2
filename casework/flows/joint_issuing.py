"""At the issuing window: papers arrive and leave, the builder withdraws, originals go back."""

from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import InputError, RuleError
from casework.flows import joint_letters
from casework.flows.issuing import Delivery
from casework.flows.joint_closing import checklist
from casework.flows.joint_proceeding import (
    Papers,
    Proceeding,
    proceeding_of,
    require_printed,
    verb,
)
from casework.flows.on_case import OnCase, said
from casework.flows.words import PAPERS
from casework.people.grants import Duty
from casework.records import joint_events as ev
from casework.records.case_life import (
    CaseWithdrawn,
    OriginalReturned,
    ResultArrived,
    ResultHandedOver,
)
from casework.records.event import Staged
from casework.records.joint import JointRecord
from casework.records.joint_states import PRINTED_BEFORE, JointState
from casework.records.notice import NoticeKind
from casework.records.papers import number_of

NOTICE = "notice"
"""Key of the 联合验收结果告知书 itself among the results of its case."""
RESULT = PAPERS[NoticeKind.RESULT]


@dataclass(frozen=True, slots=True)
class Expected:
    """One paper that the issuing window waits for; ``key`` is that of the case's result."""

    key: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Arrive:
    """Papers that came to the window: keys of ``expected``, and whose seal each bears."""

    on: OnCase
    papers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HandOut:
    """Everything that has not left yet leaves in one of the three ways (001D七(五)1)."""

    on: OnCase
    means: Delivery
    proof: str
    """The signed slip, the number of the consignment, or how it was told."""
    recipient: str = ""
    sealed_by: str = ""
    """Whose e-seal the notice bears that the builder prints itself (obligations 0b p)."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The builder takes the application back, at any time before the result."""

    on: OnCase
    reason: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    """All originals that still lie here go back; ``recipient`` signs for each."""

    on: OnCase
    recipient: str


def expected(record: JointRecord) -> tuple[Expected, ...]:
    """The result notice and every document behind it; nothing before the result was pushed."""
    if record.result is None:
        return ()
    notice = Expected(NOTICE, RESULT, record.result.number)
    documents = (
        Expected(f"{one.subject.key}.{one.subject.papers.index(one.name)}", one.name, one.number)
        for one in checklist(record)
        if one.number
    )
    return (notice, *documents)


def _arrive(records: Records, request: Arrive, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    papers = Papers(records, request.on, acting)
    known = {one.key: one for one in expected(acting.record)}
    if not request.papers:
        raise RuleError("GN-112")
    for key, sealed_by in request.papers:
        one = known.get(key)
        if one is None:
            raise RuleError("GN-111", result=key)
        if not sealed_by.strip():
            # A paper without its seal is no conclusion (001D七(五)1): it goes back to the lead.
            raise RuleError("JA-122", name=one.name)
        papers.happen(
            ResultArrived(
                result=key,
                name=one.name,
                number=one.number,
                paper=True,
                file_sha256="",
                sealed_by=sealed_by.strip(),
                arrived_at=acting.now,
            )
        )
    return acting.staged


def _hand_out(records: Records, request: HandOut, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    if acting.record.state is not JointState.CONCLUDED:
        raise RuleError("JA-124")
    papers = Papers(records, request.on, acting)
    proof = said(request.proof)
    if request.means is Delivery.SELF_PRINT:
        _printed_by_builder(papers, acting, proof, request.sealed_by.strip())
        return acting.staged
    due = expected(acting.record)
    missing = [one.name for one in due if papers.record.result(one.key) is None]
    if missing:
        raise RuleError("JA-123", papers="、".join(missing))
    recipient = request.recipient.strip()
    if request.means is Delivery.PICK_UP and not recipient:
        raise InputError("JA-125")
    left = [one for one in papers.record.results if one.handed is None]
    if not left:
        raise RuleError("JA-126")
    for one in left:
        papers.happen(
            ResultHandedOver(
                one.arrived.result,
                request.means.value,
                proof,
                context.seal(recipient),
                acting.now,
            )
        )
    return acting.staged


def _printed_by_builder(papers: Papers, acting: Proceeding, proof: str, sealed_by: str) -> None:
    """自行下载打印 is of the result notice alone; the documents wait at the window."""
    if not sealed_by:
        raise RuleError("JA-122", name=RESULT)
    known = papers.record.result(NOTICE)
    if known is not None and known.handed is not None:
        raise RuleError("JA-126")
    number = number_of(papers.record.papers, NoticeKind.RESULT)
    if known is None:
        papers.happen(ResultArrived(NOTICE, RESULT, number, False, "", sealed_by, acting.now))
    seal = acting.context.seal
    papers.happen(ResultHandedOver(NOTICE, Delivery.SELF_PRINT.value, proof, seal(""), acting.now))


def _withdraw(records: Records, request: Withdraw, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    papers = Papers(records, request.on, acting)
    reason = said(request.reason)
    letter = joint_letters.withdrawal(acting.record, papers.record, reason)
    number = papers.issue(NoticeKind.WITHDRAWAL, letter)
    acting.add(ev.JointWithdrawn(reason, number, acting.now))
    papers.happen(CaseWithdrawn(reason, acting.now))
    return acting.staged


def _give_back(records: Records, request: GiveBack, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    papers = Papers(records, request.on, acting)
    recipient = said(request.recipient)
    require_printed(papers.record, PRINTED_BEFORE["PapersReturned.v1"])
    held = [
        (one.line.key, one.line.name, one.count - one.returned)
        for one in papers.record.materials
        if one.medium == "original" and one.count > one.returned
    ]
    for key, _, count in held:
        papers.happen(OriginalReturned(key, count, context.seal(recipient), acting.now))
    letter = joint_letters.returned(
        acting.record, [(name, count) for _, name, count in held], recipient
    )
    number = papers.issue(NoticeKind.RETURN, letter)
    acting.add(ev.PapersReturned(number, acting.now))
    return acting.staged


ARRIVE = verb("joint.arrive", _arrive, Duty.ACCEPT)
HAND_OUT = verb("joint.hand_out", _hand_out, Duty.ACCEPT)
WITHDRAW = verb("joint.withdraw", _withdraw, Duty.ACCEPT)
GIVE_BACK = verb("joint.give_back", _give_back, Duty.ACCEPT)
