"""The construction permit at the window (002图4.3, 4.3.1): once, chosen, generated, merged."""

from dataclasses import replace

import pytest

from casework.flows import intake, permit
from casework.flows.deciding import Refuse
from casework.law import catalogue
from casework.law.steps import Account
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.papers import number_of
from casework.records.permit import Manner, PermitOpened
from casework.records.project_events import ItemApplied
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import CASE, NOW, refused

AGAIN = "case/0193-b"


def test_a_permit_opens_with_everything_merged_into_it() -> None:
    found = p.opened()
    record = p.permit_of(found)
    assert record is not None
    assert [(one.item, one.department, one.manner) for one in record.opened.parts] == [
        ("quality_supervision", p.SUPERVISION, Manner.MERGED),
        ("safety_supervision", p.SUPERVISION, Manner.MERGED),
    ]
    assert len({act.act for act in found.acts}) == len(found.acts) == 1
    assert p.case_of(found).state is CaseState.ACCEPTED
    assert [one.opened.to for one in p.tasks_of(found, permit.PART)] == [p.SUPERVISION] * 2


def test_air_defence_goes_beside_it_in_the_same_act_when_ticked() -> None:
    found = p.opened(filled=p.PERMIT_FORM | {"air_defence": "true"})
    record = p.permit_of(found)
    assert record is not None
    beside = [one for one in record.opened.parts if one.manner is Manner.BESIDE]
    assert [(one.item, one.department) for one in beside] == [("air_defence", p.DEFENCE)]
    assert [one.opened.to for one in p.tasks_of(found, permit.PART)][-1] == p.DEFENCE
    assert len(found.acts) == 1


def test_without_a_tick_nothing_runs_beside_it() -> None:
    record = p.permit_of(p.opened())
    assert record is not None
    assert "air_defence" not in {one.item for one in record.opened.parts}


def test_where_one_organ_does_both_the_permit_includes_air_defence() -> None:
    files = dict(p.FILES)
    name = "hunan/construction_permit.toml"
    files[name] = files[name].replace('lead = "人防部门"', f'lead = "{p.AUTHORITY}"')
    law = catalogue.parse(files)
    found = permit.parts(law.item(p.PERMIT.code), {}, p.window(law=law))
    assert [one.item for one in found if one.manner is Manner.WITHIN] == ["air_defence"]
    assert [one.manner for one in found].count(Manner.BESIDE) == 0


def test_contract_and_drawing_are_chosen_from_what_the_project_holds() -> None:
    record = p.permit_of(p.opened())
    assert record is not None
    assert [(one.result, one.number, one.owner) for one in record.opened.chosen] == [
        ("construction_contract", p.CONTRACT, p.PROJECT),
        ("drawing_certificate", p.DRAWING, p.PROJECT),
    ]


@pytest.mark.parametrize("field", ["contract_number", "drawing_number"])
def test_what_the_project_does_not_hold_cannot_be_chosen(field: str) -> None:
    request = p.take_in(filled=p.PERMIT_FORM | {field: "别处〔2026〕1号"})
    error = refused(lambda: p.memory().perform(intake.TAKE_IN, request, p.window()))
    assert (error.code, error.facts["number"]) == ("PM-102", "别处〔2026〕1号")


def test_what_is_still_under_review_cannot_be_chosen() -> None:
    pending = p.memory(holdings=p.HOLDINGS[:1] + p.HOLDINGS[2:])
    error = refused(lambda: pending.perform(intake.TAKE_IN, p.take_in(), p.window()))
    assert error.code == "PM-102"


def test_it_may_be_received_without_a_choice() -> None:
    empty = p.memory(holdings=())
    empty.perform(intake.TAKE_IN, p.take_in(decision=None), p.window())
    assert p.case_of(empty).state is CaseState.RECEIVED


def test_the_form_is_generated_from_contract_and_drawing() -> None:
    form = p.LAW.form_of(p.PERMIT)
    made = permit.generated(p.PERMIT, form, p.grounds_of(p.memory()), {})
    assert made == {
        "contract_number": p.CONTRACT,
        "contract_sum": "8000500000",
        "drawing_number": p.DRAWING,
        "floor_area": "12345.67",
    }


def test_of_several_contracts_the_clerk_picks_one() -> None:
    second = "甲合同〔2026〕002号"
    found = p.memory(
        holdings=(*p.HOLDINGS, *p.result("construction_contract", second, ident="0193-second"))
    )
    form, grounds = p.LAW.form_of(p.PERMIT), p.grounds_of(found)
    numbers = [
        one.number
        for one in permit.offers(p.PERMIT, form, grounds)
        if one.result == "construction_contract"
    ]
    assert numbers == [p.CONTRACT, second]
    assert "contract_number" not in permit.generated(p.PERMIT, form, grounds, {})
    picked = permit.generated(p.PERMIT, form, grounds, {"construction_contract": second})
    assert picked["contract_number"] == second


def test_the_act_says_which_fields_were_generated() -> None:
    filled = p.PERMIT_FORM | {"contract_sum": "8000.5", "floor_area": "9999"}
    record = p.permit_of(p.opened(filled=filled))
    assert record is not None
    assert record.opened.generated == ("contract_number", "contract_sum", "drawing_number")


def test_it_is_applied_for_once() -> None:
    found = p.opened()
    request = p.take_in(case=AGAIN, rests_on=(CASE,))
    error = refused(lambda: found.perform(intake.TAKE_IN, request, p.window()))
    assert error.code == "PM-101"
    assert error.facts["number"] == number_of(p.case_of(found).papers, NoticeKind.RECEIPT)


def test_an_application_the_project_has_noted_counts_where_its_case_is_not_here() -> None:
    noted = ItemApplied(CASE, p.PERMIT.code, p.PERMIT.name, True, NOW.isoformat())
    found = p.memory(Staged(p.PROJECT, noted))
    request = p.take_in(case=AGAIN)
    assert refused(lambda: found.perform(intake.TAKE_IN, request, p.window())).code == "PM-101"


def test_after_a_refusal_it_may_be_applied_for_again() -> None:
    found = p.opened(decision=Refuse(("not_in_library",)))
    found.perform(intake.TAKE_IN, p.take_in(case=AGAIN, rests_on=(CASE,)), p.window())
    assert p.case_of(found, AGAIN).state is CaseState.ACCEPTED


def test_accepting_gives_a_slip_with_its_times_and_pushes_it_back() -> None:
    found = p.opened()
    case = p.case_of(found)
    number = number_of(case.papers, NoticeKind.ACCEPTANCE)
    (task,) = p.tasks_of(found, permit.SLIP)
    assert number
    assert task.opened.to == "工改系统"
    for told in (number, "收件时间 2026-11-20 10:30", "受理时间 2026-11-20 10:42", "办结期限"):
        assert told in task.opened.text


def test_refusing_gives_a_slip_with_its_times_too() -> None:
    found = p.opened(decision=Refuse(("not_in_library",)))
    number = number_of(p.case_of(found).papers, NoticeKind.REFUSAL)
    (task,) = p.tasks_of(found, permit.SLIP)
    assert number
    assert f"不予受理，{number}" in task.opened.text
    assert "决定时间 2026-11-20 10:42" in task.opened.text
    assert "办结期限" not in task.opened.text
    assert p.permit_of(found) is None


def test_no_other_item_pushes_a_slip() -> None:
    found = p.memory()
    found.perform(intake.TAKE_IN, p.take_in(p.TENDER, p.TENDER_FORM, None), p.window())
    assert p.tasks_of(found, permit.SLIP) == []


def test_a_step_that_takes_a_seal_needs_the_key_first() -> None:
    request = p.take_in(key_serial="")
    error = refused(lambda: p.memory().perform(intake.TAKE_IN, request, p.window()))
    assert (error.code, error.facts["step"]) == ("PM-105", "受理")


@pytest.mark.parametrize("account", Account)
@pytest.mark.parametrize("key", ["", p.KEY])
def test_which_account_needs_a_key(account: Account, key: str) -> None:
    steps = tuple(replace(one, account=account) for one in p.PERMIT.steps)
    item = replace(p.PERMIT, steps=steps)
    if account.needs_seal and not key:
        assert refused(lambda: permit.require_account(item, "accept", key)).code == "PM-105"
    else:
        permit.require_account(item, "accept", key)


def test_a_refusal_needs_no_key() -> None:
    found = p.memory()
    found.perform(
        intake.TAKE_IN, p.take_in(decision=Refuse(("not_in_library",)), key_serial=""), p.window()
    )
    assert p.case_of(found).state is CaseState.REFUSED


def test_the_permit_keeps_the_key_that_accepted() -> None:
    events = [one.event for one in p.opened().staged if isinstance(one.event, PermitOpened)]
    assert [one.key_serial for one in events] == [p.KEY]
