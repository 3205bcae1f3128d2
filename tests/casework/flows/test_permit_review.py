"""A construction permit at the departments (002图4.3.1): its steps, its parts, its one result."""

from dataclasses import replace

import pytest

from casework.flows import handling
from casework.flows.permit_review import (
    ANSWER,
    DETERMINE,
    REVIEW,
    AnswerPart,
    Determine,
    FirstReview,
)
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.locks import Hold
from casework.records.permit import PermitState
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import Memory, refused
from tests.casework.records.project_samples import ENDED

PARTS = ("quality_supervision", "safety_supervision")
NUMBER = "990101202611200101"


def reviewed(found: Memory, *, passed: bool = True) -> Memory:
    found.perform(REVIEW, FirstReview(p.on(), passed, "资料齐全"), p.department())
    return found


def answered(found: Memory, *parts: str, passed: bool = True) -> Memory:
    for part in parts:
        answer = AnswerPart(p.on(), part, passed, "准予登记", p.KEY)
        found.perform(ANSWER, answer, p.department(p.SUPERVISION))
    return found


def determine(found: Memory, *, approved: bool = True, key: str = p.KEY) -> None:
    reasons = () if approved else ("不符合法定条件",)
    request = Determine(p.on(), approved, NUMBER, reasons, key)
    found.perform(DETERMINE, request, p.department())


def test_one_result_is_given_when_all_three_have_passed() -> None:
    found = answered(reviewed(p.opened()), *PARTS)
    determine(found)
    record, case = p.permit_of(found), p.case_of(found)
    assert record is not None
    assert (record.state, case.state) == (PermitState.DETERMINED, CaseState.DECIDED)
    assert case.decision is not None
    assert (case.decision.approved, case.decision.number) == (True, NUMBER)


@pytest.mark.parametrize("left", PARTS)
def test_the_permit_waits_for_each_merged_item(left: str) -> None:
    found = answered(reviewed(p.opened()), *(one for one in PARTS if one != left))
    error = refused(lambda: determine(found))
    assert error.code == "PM-104"
    assert error.facts["parts"] == p.LAW.item(left).name


def test_a_merged_item_that_did_not_pass_keeps_the_permit_until_it_does() -> None:
    found = answered(reviewed(p.opened()), PARTS[0])
    answered(found, PARTS[1], passed=False)
    assert refused(lambda: determine(found)).code == "PM-104"
    answered(found, PARTS[1])
    determine(found)
    assert p.case_of(found).state is CaseState.DECIDED


def test_what_runs_beside_it_keeps_nothing_up_and_answers_when_it_can() -> None:
    opened = p.opened(filled=p.PERMIT_FORM | {"air_defence": "true"})
    found = answered(reviewed(opened), *PARTS)
    determine(found)
    answer = AnswerPart(p.on(), "air_defence", True, "同意")
    found.perform(ANSWER, answer, p.department(p.DEFENCE))
    record = p.permit_of(found)
    assert record is not None
    said = record.answer("air_defence")
    assert said is not None
    assert said.passed


def test_the_first_review_has_to_pass() -> None:
    found = answered(reviewed(p.opened(), passed=False), *PARTS)
    assert refused(lambda: determine(found)).code == "PM-107"
    determine(found, approved=False)
    case = p.case_of(found)
    assert case.decision is not None
    assert not case.decision.approved


@pytest.mark.parametrize("step", ["part", "decision"])
def test_a_step_with_a_seal_needs_the_key(step: str) -> None:
    found = reviewed(p.opened())
    if step == "part":
        answer = AnswerPart(p.on(), PARTS[0], True, "准予登记")
        error = refused(lambda: found.perform(ANSWER, answer, p.department(p.SUPERVISION)))
    else:
        answered(found, *PARTS)
        error = refused(lambda: determine(found, key=""))
    assert error.code == "PM-105"


def test_the_first_review_takes_a_phone_account() -> None:
    record = p.permit_of(reviewed(p.opened()))
    assert record is not None
    assert record.reviewed is not None
    assert record.reviewed.key_serial == ""


@pytest.mark.parametrize("who", [p.SUPERVISION, p.DEFENCE, "市水务局"])
def test_only_the_building_authority_reviews_and_decides(who: str) -> None:
    found = p.opened()
    review = FirstReview(p.on(), True, "资料齐全")
    assert refused(lambda: found.perform(REVIEW, review, p.department(who))).code == "PM-106"
    decision = Determine(p.on(), True, NUMBER, (), p.KEY)
    assert refused(lambda: found.perform(DETERMINE, decision, p.department(who))).code == "PM-106"


@pytest.mark.parametrize("who", [p.AUTHORITY, p.DEFENCE])
def test_a_part_is_answered_by_its_own_department(who: str) -> None:
    answer = AnswerPart(p.on(), PARTS[0], True, "准予登记", p.KEY)
    found = p.opened()
    assert refused(lambda: found.perform(ANSWER, answer, p.department(who))).code == "PM-106"


def test_a_part_that_does_not_go_along_is_not_answered() -> None:
    answer = AnswerPart(p.on(), "air_defence", True, "同意")
    found = p.opened()
    assert refused(lambda: found.perform(ANSWER, answer, p.department(p.DEFENCE))).code == "PM-109"


def test_nothing_is_reviewed_before_it_was_accepted_nor_after_the_decision() -> None:
    found = p.memory()
    review = FirstReview(p.on(), True, "资料齐全")
    assert refused(lambda: found.perform(REVIEW, review, p.department())).code == "IN-110"
    found = answered(reviewed(p.opened()), *PARTS)
    determine(found)
    assert refused(lambda: found.perform(REVIEW, review, p.department())).code == "PM-108"


def test_the_general_verbs_do_not_decide_a_permit() -> None:
    found = p.opened()
    review = handling.Review(p.on(), "同意")
    decision = handling.Determine(p.on(), True, NUMBER)
    assert refused(lambda: found.perform(handling.REVIEW, review, p.department())).code == "PM-110"
    error = refused(lambda: found.perform(handling.DETERMINE, decision, p.department()))
    assert error.code == "PM-110"


def test_with_the_permit_the_key_persons_are_locked_formally() -> None:
    found = answered(reviewed(p.opened()), *PARTS)
    determine(found)
    locks = p.locks_of(found).of_project(p.PROJECT)
    assert {one.locked.role: (one.hold, one.ground) for one in locks} == {
        "manager": (Hold.FORMAL, NUMBER),
        "supervisor": (Hold.FORMAL, NUMBER),
    }


def test_a_refused_permit_locks_nobody() -> None:
    found = answered(reviewed(p.opened()), *PARTS)
    determine(found, approved=False)
    assert p.locks_of(found).of_project(p.PROJECT) == ()


@pytest.mark.parametrize("project", ["", "project/another"])
def test_works_that_are_no_project_here_get_no_permit(project: str) -> None:
    found = answered(reviewed(p.opened()), *PARTS)
    on = replace(p.on(), project=project)
    refusal = Determine(on, False, NUMBER, ("不符合法定条件",), p.KEY)
    error = refused(
        lambda: found.perform(DETERMINE, replace(refusal, approved=True), p.department())
    )
    assert error.code == "PJ-122"
    found.perform(DETERMINE, refusal, p.department())


def test_a_project_in_the_bin_or_at_its_end_gets_none_either() -> None:
    found = answered(reviewed(p.opened()), *PARTS)
    found.staged.append(Staged(p.PROJECT, ENDED))
    assert refused(lambda: determine(found)).code == "PJ-122"
