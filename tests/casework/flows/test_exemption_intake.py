from dataclasses import replace

import pytest

from casework.errors import ClerkError
from casework.flows import intake
from casework.flows.application import APPLY, Application
from casework.flows.deciding import Accept, findings
from casework.flows.exemption import CHOOSE, CORRECT, DETERMINE, Choice, Correct
from casework.flows.exemption_basis import standing
from casework.flows.exemption_intake import under
from casework.flows.intake import TakeIn
from casework.law.catalogue import Catalogue
from casework.records.case_states import CaseState
from casework.records.notice import NoticeKind, NoticeRecord, decode_record
from tests.casework.flows.exempting import (
    CODE,
    EXEMPTION,
    LIFT,
    LIFT_ANSWERS,
    at_department,
    at_window,
    choose,
    determine,
    exempted,
    record_in,
)
from tests.casework.flows.intakes import CASE, FILLED, Memory, again, page, refused
from tests.casework.flows.intakes import intake as intake_of
from tests.casework.flows.packs import changed

PERMIT = "planning_permit"
DEPARTMENT = "市资源规划部门"


def asking() -> Catalogue:
    """The pack of a city whose joint acceptance asks for the planning permit as a paper."""
    return changed(
        (
            'name = "建设工程规划许可证"\nhandling = "number"\nnumber_field = "planning_permit"',
            'name = "建设工程规划许可证"\nhandling = "ask"\nrequired = true\nshapes = ["copy"]',
        )
    )


WHERE = at_window(asking())
ITEM = WHERE.catalogue.item("joint_acceptance")
UNFILLED = {key: value for key, value in FILLED.items() if key != PERMIT}
REQUEST = TakeIn(intake_of(UNFILLED, without=(PERMIT,), item=ITEM), Accept())
"""An application without the permit and without its number on the form."""


def line_of(memory: Memory, key: str) -> tuple[str, bool, str]:
    one = memory.case().material(key)
    assert one is not None
    return one.line.handling, one.line.required, one.line.basis


def papers(memory: Memory) -> dict[NoticeKind, NoticeRecord]:
    found = memory.case().papers
    return {one.kind: decode_record((one.record or "").encode()) for one in found}


def refusal(memory: Memory, request: intake.TakeIn, *exemptions: str) -> ClerkError:
    return refused(lambda: memory.perform(APPLY, Application(request, exemptions), WHERE))


def test_without_the_exemption_the_permit_is_missing() -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    assert refusal(memory, REQUEST).code == "IN-104"
    assert refused(lambda: memory.perform(intake.TAKE_IN, REQUEST, WHERE)).code == "IN-104"


def test_the_intake_does_not_ask_for_what_was_exempted() -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    memory.perform(APPLY, Application(REQUEST, (EXEMPTION,)), WHERE)
    assert memory.case().state is CaseState.ACCEPTED
    number = record_in(memory).papers[0].number
    basis = f"豁免清单备注2（豁免认定记录{number}）"
    assert line_of(memory, PERMIT) == ("shared", False, basis)
    assert line_of(memory, "completion_acceptance")[:2] == ("ask", True)


def test_the_basis_line_is_printed_on_receipt_and_notice() -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    (one,) = standing({EXEMPTION: record_in(memory)}, CODE)
    memory.perform(APPLY, Application(REQUEST, (EXEMPTION,)), WHERE)
    printed = papers(memory)
    assert one.line in printed[NoticeKind.RECEIPT].remarks
    assert one.line in printed[NoticeKind.ACCEPTANCE].remarks


def test_what_was_exempted_is_not_even_taken() -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    permit = intake.MaterialIn(PERMIT, "copy", 1, (page("permit"),))
    pressed = replace(REQUEST.intake, materials=(*REQUEST.intake.materials, permit))
    error = refusal(memory, replace(REQUEST, intake=pressed), EXEMPTION)
    assert error.code == "IN-105"
    assert "豁免认定记录" in str(error.facts["basis"])


def test_a_later_decision_prints_the_line_too() -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    memory.perform(APPLY, Application(replace(REQUEST, decision=None), (EXEMPTION,)), WHERE)
    assert memory.case().state is CaseState.RECEIVED
    memory.perform(APPLY, Application(again(Accept()), (EXEMPTION,)), WHERE)
    (one,) = standing({EXEMPTION: record_in(memory)}, CODE)
    assert one.line in papers(memory)[NoticeKind.ACCEPTANCE].remarks


def test_only_an_exemption_that_counts_for_this_project_is_a_basis() -> None:
    assert refusal(Memory(), REQUEST, EXEMPTION).code == "EX-115"
    open_still = Memory()
    open_still.perform(DETERMINE, determine(LIFT, LIFT_ANSWERS), at_window())
    assert refusal(open_still, REQUEST, EXEMPTION).code == "EX-115"
    ordinary = choose(Choice.ORDINARY, (), item=PERMIT)
    open_still.perform(CHOOSE, ordinary, at_window())
    assert refusal(open_still, REQUEST, EXEMPTION).code == "EX-115"
    other = replace(REQUEST.intake, project_code="2103-990101-04-01-100002")
    memory = exempted(LIFT, LIFT_ANSWERS)
    assert refusal(memory, replace(REQUEST, intake=other), EXEMPTION).code == "EX-115"
    department = at_department()
    memory.perform(CORRECT, Correct(EXEMPTION, PERMIT, "是新建住宅"), department)
    error = refusal(memory, REQUEST, EXEMPTION)
    assert (error.code, error.facts["project"]) == ("EX-115", CODE)


def test_the_page_sees_the_same_as_the_command() -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    found = standing({EXEMPTION: record_in(memory)}, CODE)
    seen = under(WHERE, "joint_acceptance", found)
    provisional = intake.provisional(REQUEST.intake, seen)
    memory.perform(APPLY, Application(REQUEST, (EXEMPTION,)), WHERE)
    assert provisional.materials == memory.case().materials
    assert WHERE.catalogue.item("joint_acceptance") == ITEM
    assert memory.load(CASE).record is not None


def test_the_form_does_not_want_the_number_of_a_permit_that_is_not_needed() -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    found = standing({EXEMPTION: record_in(memory)}, CODE)
    seen = under(WHERE, "joint_acceptance", found)
    before = [one.note for one in findings(intake.provisional(REQUEST.intake, WHERE), WHERE)]
    assert "建设工程规划许可证编号" in before
    assert findings(intake.provisional(REQUEST.intake, seen), seen) == ()
    slot = seen.catalogue.form_of(ITEM).slot(PERMIT)
    assert slot is not None
    assert slot.field.hint.startswith("建设工程规划许可证已豁免，不需填写（豁免认定记录")


@pytest.mark.parametrize("key", ["application", "warranty", "construction_permit"])
def test_other_lines_stay_as_they_are(key: str) -> None:
    memory = exempted(LIFT, LIFT_ANSWERS)
    found = standing({EXEMPTION: record_in(memory)}, CODE)
    before = {one.key: one for one in ITEM.materials}
    after = under(WHERE, "joint_acceptance", found).catalogue.item("joint_acceptance")
    assert {one.key: one for one in after.materials}[key] == before[key]
