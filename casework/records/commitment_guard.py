"""What every act owes to a case decided upon commitment, whichever flow makes it.

A case is worked by several flows, and most of them know nothing of commitment. So every act that
touches a case passes here once: its papers get the mark, a decision that leaves the supervision
office untold or an acceptance over the applicant's choice is refused, and where the case ends its
commitment ends with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec import structs

from casework.errors import RuleError
from casework.law.catalogue import Catalogue
from casework.law.items import Item
from casework.law.problem import Problem, blocks, error, warning
from casework.records import case_life as life
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import (
    ApplicationAccepted,
    ApplicationReceived,
    NoticeIssued,
)
from casework.records.commitment import MARK, CommitmentRecord, CommitmentState, apply
from casework.records.commitment_events import (
    CommitmentAccepted,
    CommitmentDecided,
    CommitmentEnded,
)
from casework.records.event import Event, Staged, tag_of
from casework.records.notice import decode_record, encode_record, record_digest
from casework.records.sealed import Sealed

_CITY, _PROVINCE = "00", "0000"
_LEVELS = {_PROVINCE: "省级", _CITY: "市级"}
_COUNTY = "县级"


@dataclass(frozen=True, slots=True)
class Where:
    """By which rules, in which area (six digits), when, by which account; practice or not."""

    catalogue: Catalogue
    area: str
    now: datetime
    by: str
    practice: bool
    seal: Callable[[str], Sealed[str]]


def level_of(area: str) -> str:
    """The level of a window by its area code (GB/T 2260): 省级, 市级 or 县级."""
    if area.endswith(_PROVINCE):
        return _LEVELS[_PROVINCE]
    return _LEVELS[_CITY] if area.endswith(_CITY) else _COUNTY


def obstacles(item: Item, where: Where) -> tuple[Problem, ...]:
    """Why an item is not decided upon commitment here and today; warnings do not stop it.

    CM-101 not on the published list, CM-102 the list is not in force yet, CM-103 it is no longer,
    CM-104 another level's item, CM-105 a list that is only a sample (a warning in practice).
    """
    found = item.commitment
    if found is None:
        return (error("CM-101", item=item.name),)
    listed = found.listed
    problems = []
    day = where.now.date()
    if day < listed.effective_from:
        problems.append(error("CM-102", day=listed.effective_from.isoformat()))
    if listed.basis.lapsed_on(day) and not where.practice:
        problems.append(error("CM-103", basis=listed.basis.cite))
    if item.level != level_of(where.area):
        problems.append(error("CM-104", item=item.level, window=level_of(where.area)))
    if found.sample:
        told = warning if where.practice else error
        problems.append(told("CM-105", version=listed.version))
    return tuple(problems)


Known = Mapping[str, object | None]
"""Records by their stream."""


def watched(staged: Sequence[Staged]) -> tuple[str, ...]:
    """The streams that ``kept`` has to know: the cases an act touches, and their commitments."""
    cases = dict.fromkeys(
        one.stream for one in staged if ids.kind_of(one.stream) == ids.CASE and _concerns(one)
    )
    return (*cases, *(ids.bound_to(case, ids.COMMITMENT) for case in cases))


def _concerns(one: Staged) -> bool:
    return isinstance(one.event, (NoticeIssued, ApplicationAccepted, *_DECIDING))


_ENDING = (life.CaseReturned, life.CaseWithdrawn, life.CaseTerminated)
_DECIDING = (life.DecisionMade, life.ResultArrived, *_ENDING)


def kept(staged: Sequence[Staged], known: Known, where: Where) -> tuple[Staged, ...]:
    """The act as it becomes true: with its marks, and with the end of commitments that end.

    RuleError CM-150 for a paper with another mark, CM-151 for a decision that bypasses commitment,
    CM-152 for an acceptance while commitment is offered or chosen, CM-153 for one before it was
    offered, CM-154 for a result issued again after the supplement.
    """
    found = tuple(staged)
    for case in watched(staged):
        if ids.kind_of(case) == ids.CASE:
            found = _of_case(case, found, known, where)
    return found


def _of_case(
    case: str, staged: tuple[Staged, ...], known: Known, where: Where
) -> tuple[Staged, ...]:
    bound = ids.bound_to(case, ids.COMMITMENT)
    before = known.get(bound)
    record = before if isinstance(before, CommitmentRecord) else None
    own = [one.event for one in staged if one.stream == bound]
    happened = [one.event for one in staged if one.stream == case]
    if _of(ApplicationAccepted, happened) and not _of(CommitmentAccepted, own):
        against = unsettled(record, _item(happened, known.get(case), where), where)
        if against is not None:
            raise against
    for event in own:
        record = apply(record, event)
    if record is None or not record.mark:
        return staged
    for event in happened:
        _require_way(event, own, record, known.get(case))
    marked = tuple(
        _marked(one, record.mark, where) if one.stream == case else one for one in staged
    )
    return (*marked, *_ended(bound, happened, record, where))


def _marked(one: Staged, mark: str, where: Where) -> Staged:
    """001A-10: whatever is issued bears the mark, also by a flow that does not know of it."""
    event = one.event
    if not isinstance(event, NoticeIssued):
        return one
    body = event.record.value
    record = decode_record(body.encode()) if body is not None else None
    if record is None or record.mark not in ("", mark):
        raise RuleError("CM-150", mark=mark)
    if record.mark == mark:
        return one
    record = structs.replace(record, mark=mark)
    sealed = where.seal(encode_record(record).decode())
    changed = structs.replace(event, record_digest=record_digest(record), record=sealed)
    return Staged(one.stream, changed)


def _require_way(
    event: Event, own: Sequence[Event], record: CommitmentRecord, case: object | None
) -> None:
    if isinstance(event, life.DecisionMade):
        _require_own_decision(event, own)
    elif isinstance(event, life.ResultArrived):
        _refuse_again(event, record, case)


def _ended(
    bound: str, happened: Sequence[Event], record: CommitmentRecord, where: Where
) -> list[Staged]:
    """The end of a commitment whose case ended without a decision upon it."""
    over = [one for one in happened if isinstance(one, _ENDING) or _is_negative(one)]
    if not over or record.state is not CommitmentState.ACCEPTED:
        return []
    ended = CommitmentEnded(tag_of(over[0]), where.by, where.now.isoformat())
    return [Staged(bound, ended)]


def _is_negative(event: Event) -> bool:
    return isinstance(event, life.DecisionMade) and not event.approved


def _require_own_decision(event: life.DecisionMade, own: Sequence[Event]) -> None:
    """001A-10, -13: a positive decision is marked and tells the supervision office at once."""
    if event.approved and (event.mark != MARK or not _of(CommitmentDecided, own)):
        raise RuleError("CM-151", mark=MARK)


def _refuse_again(event: life.ResultArrived, record: CommitmentRecord, case: object | None) -> None:
    """001A-10: after the supplement nothing is issued instead of what was handed out."""
    if not isinstance(case, CaseRecord) or record.state is not CommitmentState.FULFILLED:
        return
    result = case.result(event.result)
    if result is not None and result.handed is not None:
        raise RuleError("CM-154", name=result.arrived.name)


def unsettled(record: CommitmentRecord | None, item: Item | None, where: Where) -> RuleError | None:
    """Why the ordinary route does not stand open yet; None where it does.

    001A-12, -18(三): it is the applicant's choice, or commitment is declined. CM-152 while that is
    open, CM-153 before it was told.
    """
    if record is not None and record.state in _UNDECIDED:
        return RuleError("CM-152")
    untold = record is None or record.state is CommitmentState.UNTOLD
    if untold and item is not None and not blocks(obstacles(item, where)):
        return RuleError("CM-153", item=item.name)
    return None


_UNDECIDED = (
    CommitmentState.OFFERED,
    CommitmentState.CHOSEN,
    CommitmentState.DRAWN,
    CommitmentState.SIGNED,
)


def _item(happened: Sequence[Event], case: object | None, where: Where) -> Item | None:
    """The item of the case, which may begin in this very act."""
    opening = next((one for one in happened if isinstance(one, ApplicationReceived)), None)
    received = case.received if isinstance(case, CaseRecord) else opening
    return where.catalogue.items.get(received.item) if received else None


def _of(kind: type[Event], events: Sequence[Event]) -> bool:
    return any(isinstance(event, kind) for event in events)
