"""What no act may do to a case decided upon commitment, whichever flow makes it.

A case is worked by several flows, and most of them know nothing of commitment. So every act that
touches a case is looked at once, where all acts pass: papers without the mark, a decision that
leaves the supervision office untold, an acceptance over the applicant's choice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import RuleError
from casework.law.catalogue import Catalogue
from casework.law.items import Item
from casework.law.problem import Problem, blocks, error, warning
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import (
    ApplicationAccepted,
    ApplicationReceived,
    NoticeIssued,
)
from casework.records.case_life import DecisionMade, ResultArrived
from casework.records.commitment import MARK, CommitmentRecord, CommitmentState, apply
from casework.records.commitment_events import CommitmentAccepted, CommitmentDecided
from casework.records.event import Event, Staged
from casework.records.notice import decode_record

_CITY, _PROVINCE = "00", "0000"
_LEVELS = {_PROVINCE: "省级", _CITY: "市级"}
_COUNTY = "县级"


@dataclass(frozen=True, slots=True)
class Where:
    """By which rules, in which area (six digits), on which day; practice or not."""

    catalogue: Catalogue
    area: str
    day: date
    practice: bool


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
    if where.day < listed.effective_from:
        problems.append(error("CM-102", day=listed.effective_from.isoformat()))
    if listed.basis.lapsed_on(where.day) and not where.practice:
        problems.append(error("CM-103", basis=listed.basis.cite))
    if item.level != level_of(where.area):
        problems.append(error("CM-104", item=item.level, window=level_of(where.area)))
    if found.sample:
        told = warning if where.practice else error
        problems.append(told("CM-105", version=listed.version))
    return tuple(problems)


def check(staged: Sequence[Staged], load: Callable[[str], object | None], where: Where) -> None:
    """Look at an act before it becomes true; ``load`` gives the record of a stream.

    RuleError CM-150 a paper without the mark, CM-151 a decision that bypasses commitment, CM-152
    an acceptance while commitment is offered or chosen, CM-153 one before it was offered, CM-154 a
    result issued again after the supplement.
    """
    cases = dict.fromkeys(
        one.stream
        for one in staged
        if ids.kind_of(one.stream) == ids.CASE and isinstance(one.event, _LOOKED_AT)
    )
    for case in cases:
        _check_case(case, staged, load, where)


_LOOKED_AT = (NoticeIssued, DecisionMade, ApplicationAccepted, ResultArrived)


def _check_case(
    case: str, staged: Sequence[Staged], load: Callable[[str], object | None], where: Where
) -> None:
    bound = ids.bound_to(case, ids.COMMITMENT)
    loaded = load(bound)
    before = loaded if isinstance(loaded, CommitmentRecord) else None
    own = [one.event for one in staged if one.stream == bound]
    happened = [one.event for one in staged if one.stream == case]
    after = before
    for event in own:
        after = apply(after, event)
    mark = after.mark if after else ""
    for event in happened:
        if isinstance(event, NoticeIssued) and mark:
            _require_mark(event, mark)
        elif isinstance(event, DecisionMade) and mark:
            _require_own_decision(event, own)
        elif isinstance(event, ResultArrived) and after:
            _refuse_again(event, after, load(case))
        elif isinstance(event, ApplicationAccepted) and not _of(CommitmentAccepted, own):
            _require_choice(before, _item(happened, load(case), where), where)


def _require_mark(event: NoticeIssued, mark: str) -> None:
    """001A-10: whatever is issued bears the mark."""
    body = event.record.value
    if body is None or decode_record(body.encode()).mark != mark:
        raise RuleError("CM-150", mark=mark)


def _require_own_decision(event: DecisionMade, own: Sequence[Event]) -> None:
    """001A-10, -13: a positive decision is marked and tells the supervision office at once."""
    if event.approved and (event.mark != MARK or not _of(CommitmentDecided, own)):
        raise RuleError("CM-151", mark=MARK)


def _refuse_again(event: ResultArrived, record: CommitmentRecord, case: object | None) -> None:
    """001A-10: after the supplement nothing is issued instead of what was handed out."""
    if not isinstance(case, CaseRecord) or record.state is not CommitmentState.FULFILLED:
        return
    result = case.result(event.result)
    if result is not None and result.handed is not None:
        raise RuleError("CM-154", name=result.arrived.name)


def _require_choice(record: CommitmentRecord | None, item: Item | None, where: Where) -> None:
    """001A-12, -18(三): the ordinary route is the applicant's choice, or commitment is declined."""
    if record is not None and record.state in _UNDECIDED:
        raise RuleError("CM-152")
    untold = record is None or record.state is CommitmentState.UNTOLD
    if untold and item is not None and not blocks(obstacles(item, where)):
        raise RuleError("CM-153", item=item.name)


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
