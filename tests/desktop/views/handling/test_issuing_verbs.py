"""收件与出件 on the page 办理: to the department, results in and out, originals back."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.law.items import Body
from casework.records.case_events import ApplicationAccepted
from casework.records.case_life import (
    CaseCompleted,
    CaseResumed,
    CaseReturned,
    CaseSuspended,
    DecisionMade,
    ResultArrived,
)
from casework.records.case_states import CaseState
from casework.records.course import PauseLine
from casework.records.event import Event, Staged
from casework.records.registry import blobs_in
from desktop.desk import Law
from desktop.views.handling import issuing
from desktop.views.handling.state import Place
from tests.desktop.views.counter.world import MORNING, World
from tests.desktop.views.handling import hall
from tests.desktop.views.handling.followed import case_of
from tests.desktop.views.handling.hall import Hand

AT = MORNING.isoformat()
ACCEPTED = ApplicationAccepted(AT, "水行政主管部门", ())
COMPLETED = CaseCompleted(AT, "", ())


def hand(world: World, case: str, *events: Event) -> Hand:
    """The page after these events at the hub, with the window's own verbs."""
    hall.write(world, *(Staged(case, one) for one in events))
    return hall.hand(world, case, (issuing.standing,))


def arrived(result: str, *, paper: bool = True) -> ResultArrived:
    return ResultArrived(result, "批复", "水许〔2026〕7号", paper, "", "水行政主管部门", AT)


@pytest.fixture
def result(world: World) -> str:
    """Key of what comes out of the item."""
    return world.desk.law.catalogue.item("soil_plan").results[0].key


def test_where_the_department_accepts_the_papers_are_handed_over(world: World, case: str) -> None:
    page = hand(world, case)
    assert not any("移交" in one for one in page.titles(open_only=False))
    law = world.desk.law
    item = replace(law.catalogue.item("soil_plan"), accepting_body=Body.DEPARTMENT)
    items = {**law.catalogue.items, item.code: item}
    changed = replace(law.catalogue, items=items)
    world.desk = replace(world.desk, law=Law(changed, law.calendar))
    page = hand(world, case)
    page.do("issuing.hand_over")
    assert case_of(world, case).state is CaseState.HANDED
    assert not any("移交" in one for one in page.titles(open_only=False))


def test_a_result_is_taken_in_with_its_form_and_seal(world: World, case: str, result: str) -> None:
    page = hand(world, case, ACCEPTED)
    page.presenter.choose("issuing.take_result")
    page.presenter.prepare()
    assert {"forms", "number", "sealed_by"} <= set(page.state.problems)
    page.fill(
        result=result, number="水许〔2026〕7号", sealed_by="水行政主管部门", forms="electronic"
    )
    page.presenter.prepare()
    assert "导入文件" in page.state.problems["forms"]
    page.fill(forms="paper")
    page.presenter.prepare()
    page.presenter.act()
    known = case_of(world, case).result(result)
    assert known is not None
    assert (known.arrived.paper, known.arrived.sealed_by) == (True, "水行政主管部门")


def test_a_result_waits_for_the_completion_of_its_case(
    world: World, case: str, result: str
) -> None:
    page = hand(world, case, ACCEPTED, arrived(result))
    assert "交付结果" not in page.titles()
    page.presenter.choose("issuing.hand_out")
    assert page.state.error is not None
    assert page.state.error.code == "GN-101"
    assert page.state.error.facts["state"] == "已受理"


def test_a_result_leaves_with_its_seal_its_signature_and_its_proof(
    world: World, case: str, result: str
) -> None:
    page = hand(world, case, ACCEPTED, arrived(result), COMPLETED)
    page.presenter.choose("issuing.hand_out")
    page.fill(means="pick_up", proof="签收单第3号")
    page.presenter.prepare()
    assert "没有加盖印章的不能交付" in page.state.problems["checked"]
    page.fill(checked="sealed,signed")
    page.presenter.prepare()
    page.presenter.act()
    record = case_of(world, case)
    assert record.state is CaseState.ISSUED
    handed = record.results[0].handed
    assert handed is not None
    assert handed.recipient_name.value == record.deliverer.person_name.value
    assert "交付结果" not in page.titles(open_only=False)


def test_an_e_result_without_its_paper_is_not_put_into_a_hand(
    world: World, case: str, result: str
) -> None:
    page = hand(world, case, ACCEPTED, arrived(result, paper=False), COMPLETED)
    page.presenter.choose("issuing.hand_out")
    page.fill(means="post", checked="sealed", proof="EMS 1")
    page.presenter.prepare()
    assert page.state.error is not None
    assert page.state.error.code == "GN-114"
    assert page.state.problems == {"means": "请更正"}


def test_what_departments_did_is_told(world: World, case: str) -> None:
    pause = PauseLine("专家评审", "行政许可法45", "一窗特〔2026〕1号", AT)
    page = hand(world, case, ACCEPTED, CaseSuspended(pause, ()))
    assert told(page) == ["中止计时：专家评审（行政许可法45），文书 一窗特〔2026〕1号。"]
    decided = DecisionMade(True, "市水利局", "水许〔2026〕7号", (), AT, "", ())
    page = hand(world, case, CaseResumed(AT, ()), decided)
    assert told(page) == ["市水利局决定准予：水许〔2026〕7号。"]


def test_what_has_ended_says_why(world: World, case: str) -> None:
    page = hand(world, case, ACCEPTED, CaseReturned("市水利局", "图纸与现场不符", AT))
    assert told(page) == ["本件已终结：图纸与现场不符。"]


def told(page: Hand) -> list[str]:
    assert page.state.seen is not None
    return [one.text for two in page.state.seen.standings for one in two.lines]


def test_originals_go_back_counted_and_signed_for(world: World, case: str) -> None:
    page = hand(world, case)
    page.presenter.choose("issuing.give_back")
    assert page.state.verb is not None
    first = page.state.verb.fields[0]
    key = getattr(first, "key", "")
    page.presenter.prepare()
    assert page.state.problems[key] == "请填退还的份数"
    page.fill(**{key: "9"})
    page.presenter.prepare()
    assert "份" in page.state.problems[key]
    page.fill(**{key: "1"})
    page.presenter.prepare()
    page.presenter.act()
    material = case_of(world, case).material(key)
    assert material is not None
    assert material.returned == 1


def test_a_withdrawal_is_granted_on_paper(world: World, case: str) -> None:
    page = hand(world, case)
    page.do("issuing.withdraw", reason="建设单位调整方案")
    assert case_of(world, case).state is CaseState.WITHDRAWN
    assert page.state.place is Place.PAPERS
    assert "申请人撤回申请" not in page.titles(open_only=False)


def test_the_file_of_an_e_result_goes_to_the_hub_before_its_event() -> None:
    electronic = structs.replace(arrived("permit"), paper=False, file_sha256="ab" * 32)
    assert blobs_in(electronic) == ("ab" * 32,)
    assert blobs_in(arrived("permit")) == ()
