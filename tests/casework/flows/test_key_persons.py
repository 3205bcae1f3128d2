"""Key persons (002图4.2注4, 图4.4): locked for a time, formally, released; never in two places."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows import intake, project_closing
from casework.flows.key_persons import Named, shown
from casework.flows.permit_review import (
    ANSWER,
    DETERMINE,
    REVIEW,
    AnswerPart,
    Determine,
    FirstReview,
)
from casework.flows.tender import LOCK, LockPersons
from casework.records.event import Staged
from casework.records.locks import LOCKS, Hold, PersonLocked
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import CREDIT_CODE, Memory, refused

BID, CONTRACT = "中标〔2026〕017号", "甲合同〔2026〕001号"
TENDER_CASE = "case/0193-t"
WINNER = Named("manager", "项目经理", p.MANAGER, p.MANAGER_CERTIFICATE, "甲市第一建筑公司")


def tendered(mode: str, *more: Staged, found: Memory | None = None) -> Memory:
    """A tender of the project that was received."""
    agency = {"agency": "甲市招标公司", "agency_code": CREDIT_CODE} if mode == "agent" else {}
    form = p.TENDER_FORM if mode == "none" else p.HEAD
    found = found or p.memory(*more)
    filled = form | agency | {"mode": mode}
    found.perform(intake.TAKE_IN, p.take_in(p.TENDER, filled, None, case=TENDER_CASE), p.window())
    return found


def lock(found: Memory, ground: str, *persons: Named, who: str = p.AUTHORITY) -> None:
    request = LockPersons(p.on(p.TENDER, TENDER_CASE), ground, persons)
    found.perform(LOCK, request, p.department(who))


def holds(found: Memory) -> dict[str, Hold]:
    return {one.locked.role: one.hold for one in p.locks_of(found).of_project(p.PROJECT)}


def permitted(found: Memory) -> None:
    """The permit of the project, from the counter to the decision."""
    found.perform(intake.TAKE_IN, p.take_in(), p.window())
    found.perform(REVIEW, FirstReview(p.on(), True, "资料齐全"), p.department())
    for part in ("quality_supervision", "safety_supervision"):
        answer = AnswerPart(p.on(), part, True, "准予登记", p.KEY)
        found.perform(ANSWER, answer, p.department(p.SUPERVISION))
    found.perform(DETERMINE, Determine(p.on(), True, "证1", (), p.KEY), p.department())


@pytest.mark.parametrize("mode", ["own", "agent"])
def test_with_the_bid_notice_the_winners_persons_are_locked_for_a_time(mode: str) -> None:
    found = tendered(mode)
    lock(found, BID, WINNER)
    assert holds(found) == {"manager": Hold.TEMPORARY}
    assert p.locks_of(found).of_project(p.PROJECT)[0].ground == BID


def test_without_a_tender_the_persons_of_the_contract_are_locked_for_a_time() -> None:
    found = tendered("none")
    lock(found, CONTRACT)
    assert holds(found) == {"manager": Hold.TEMPORARY, "supervisor": Hold.TEMPORARY}


def test_the_permit_locks_formally_and_the_filing_releases() -> None:
    found = tendered("none")
    lock(found, CONTRACT)
    permitted(found)
    assert set(holds(found).values()) == {Hold.FORMAL}
    filed = project_closing.FileCompletion(p.PROJECT, p.FILING.code, "case/x", ("竣备1号",))
    found.perform(project_closing.FILE_COMPLETION, filed, p.department())
    assert set(holds(found).values()) == {Hold.RELEASED}


def test_a_person_who_was_changed_is_locked_with_the_permit_in_the_others_place() -> None:
    found = tendered("own")
    lock(found, BID, replace(WINNER, certificate="甲1990101202600099"))
    permitted(found)
    locked = {one.locked.role: one.locked for one in p.locks_of(found).of_project(p.PROJECT)}
    assert locked["manager"].certificate_number.value == p.MANAGER_CERTIFICATE


def elsewhere(found: Memory) -> Staged:
    """The manager's lock as another project's."""
    event = next(one.event for one in found.staged if one.stream == LOCKS)
    assert isinstance(event, PersonLocked)
    return Staged(LOCKS, structs.replace(event, project=p.OTHER, project_name="别处家园"))


def test_who_is_locked_elsewhere_is_named_nowhere_else() -> None:
    other = elsewhere(_locked())
    found = tendered("none", other)
    error = refused(lambda: lock(found, CONTRACT))
    assert error.code == "PM-121"
    assert error.facts == {"person": "孟＊＊", "project": "别处家园", "hold": "临时锁证"}
    error = refused(lambda: found.perform(intake.TAKE_IN, p.take_in(), p.window()))
    assert error.code == "PM-121"


def _locked() -> Memory:
    found = tendered("own")
    lock(found, BID, WINNER)
    return found


def test_with_the_filing_the_person_is_free_for_another_project() -> None:
    found = _locked()
    assert p.locks_of(found).elsewhere(p.MANAGER_CERTIFICATE, p.OTHER) is not None
    filed = project_closing.FileCompletion(p.PROJECT, p.FILING.code, "case/x", ("竣备1号",))
    found.perform(project_closing.FILE_COMPLETION, filed, p.department())
    assert p.locks_of(found).elsewhere(p.MANAGER_CERTIFICATE, p.OTHER) is None


def test_a_filing_with_nobody_locked_writes_nothing_of_locks() -> None:
    found = p.memory()
    filed = project_closing.FileCompletion(p.PROJECT, p.FILING.code, "case/x", ("竣备1号",))
    events = found.perform(project_closing.FILE_COMPLETION, filed, p.department())
    assert [type(one).__name__ for one in events] == ["CompletionFiled"]


def test_the_state_of_the_locks_is_shown_with_masked_names() -> None:
    lines = shown(p.locks_of(_locked()).of_project(p.PROJECT))
    assert lines == (f"项目经理 孟＊＊：临时锁证（{BID}，2026-11-20）",)


@pytest.mark.parametrize("ground", ["", "  "])
def test_a_lock_names_its_paper(ground: str) -> None:
    found = tendered("none")
    assert refused(lambda: lock(found, ground)).code == "PM-122"


def test_a_lock_needs_somebody() -> None:
    found = tendered("own")
    assert refused(lambda: lock(found, BID)).code == "PM-123"


def test_only_the_building_authority_locks() -> None:
    found = tendered("none")
    assert refused(lambda: lock(found, CONTRACT, who=p.SUPERVISION)).code == "PM-106"


def test_nothing_but_a_tender_locks() -> None:
    found = p.opened()
    request = LockPersons(p.on(), CONTRACT)
    assert refused(lambda: found.perform(LOCK, request, p.department())).code == "PM-122"
