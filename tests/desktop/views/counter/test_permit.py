"""A permit at the counter (002图4.3): chosen, generated, merged; and files that are used again."""

from casework.flows.permit import CHOICES
from casework.records.case_events import MaterialReused
from casework.records.case_states import CaseState
from casework.records.ids import PERMIT, bound_to
from casework.records.permit import Manner, PermitRecord
from desktop.views.counter import options
from desktop.views.counter.presenter import DECIDE, FORM, MATERIALS, CounterPresenter
from tests.casework.flows import permitting as p
from tests.desktop.views.counter import permits, surrounded
from tests.desktop.views.counter.deeds import case_of
from tests.desktop.views.counter.world import World

SECOND = "甲合同〔2026〕002号"


def value(counter: CounterPresenter, key: str) -> tuple[str, str]:
    found = counter.state.draft.values.get(key)
    return (found.text, found.source) if found else ("", "")


def accepted(world: World, **changes: str) -> CounterPresenter:
    counter = permits.decided(permits.fill(permits.at_step_two(permits.chosen(world)), **changes))
    assert counter.state.against == ()
    assert counter.state.wanting is None
    counter.decision.decide()
    assert counter.state.error is None
    return counter


def test_the_form_is_generated_from_contract_and_drawing(world: World) -> None:
    counter = permits.at_step_two(permits.chosen(world))
    counter.go(FORM)
    assert value(counter, "contract_number") == (p.CONTRACT, "result")
    assert value(counter, "drawing_number") == (p.DRAWING, "result")
    assert value(counter, "contract_sum") == ("8000.5", "result")
    assert value(counter, "project_code") == (counter.state.draft.project_code, "project")
    assert "contract_number" not in counter.form.open_places()


def test_of_two_contracts_the_clerk_picks_one(world: World) -> None:
    second = p.result("construction_contract", SECOND, ident="0193-second")
    counter = permits.at_step_two(permits.chosen(world, *second))
    counter.go(FORM)
    assert value(counter, "contract_number") == ("", "")
    assert "contract_number" in counter.form.open_places()
    offer = next(one for one in counter.form.offers() if one.number == SECOND)
    counter.form.choose_result(offer)
    assert value(counter, CHOICES[offer.result]) == (SECOND, "result")
    first = next(one for one in counter.form.offers() if one.number == p.CONTRACT)
    counter.form.choose_result(first)
    assert value(counter, "contract_number") == (p.CONTRACT, "result")


def test_a_permit_is_accepted_with_all_that_is_merged_in_one_act(world: World) -> None:
    counter = accepted(world, air_defence="true")
    assert case_of(world, counter).state is CaseState.ACCEPTED
    record = world.opened.ledger.load(bound_to(counter.state.case, PERMIT)).record
    assert isinstance(record, PermitRecord)
    assert [one.manner for one in record.opened.parts] == [
        Manner.MERGED,
        Manner.MERGED,
        Manner.BESIDE,
    ]
    assert record.opened.key_serial == p.KEY


def test_without_the_key_it_is_not_accepted(world: World) -> None:
    filled = permits.fill(permits.at_step_two(permits.chosen(world)))
    counter = permits.decided(filled, key="")
    assert counter.state.draft.choosing.kind == options.ACCEPT
    assert counter.state.wanting is not None
    assert counter.state.wanting.code == "PM-105"


def test_what_was_not_chosen_from_the_projects_results_stands_against_it(world: World) -> None:
    filled = permits.fill(permits.at_step_two(permits.chosen(world)), contract_number="别处1号")
    counter = permits.decided(filled)
    (against,) = [one for one in counter.state.against if one.blocking]
    assert "别处1号" in against.text
    assert options.ACCEPT in {one.kind for one in counter.state.options if one.why_not}


def test_a_second_permit_for_the_project_is_not_accepted(world: World) -> None:
    accepted(world)
    counter = permits.decided(permits.fill(permits.at_step_two(world)))
    texts = [one.text for one in counter.state.against if one.blocking]
    assert any("只申报一次" in one for one in texts)


def test_a_second_application_is_warned_of_and_not_blocked(world: World) -> None:
    first = deeds_of_review(world)
    first.decision.decide()
    counter = deeds_of_review(world)
    (told,) = [one for one in counter.state.against if "申请过" in one.text or "申请" in one.text]
    assert not told.blocking
    assert all(not one.why_not for one in counter.state.options)
    counter.decision.decide()
    assert counter.state.case


def deeds_of_review(world: World) -> CounterPresenter:
    """A drawing review of the project, up to its decision."""
    if world.desk.law.catalogue is not p.LAW:
        permits.chosen(world)
    counter = permits.at_step_two(world, p.REVIEW.code)
    permits.fill(counter)
    counter.go(DECIDE)
    return counter


def test_a_name_that_differs_from_the_linked_project_is_shown(world: World) -> None:
    counter = permits.at_step_two(permits.chosen(world))
    counter.go(FORM)
    counter.form.edit("project_name", "云栖家园二期")
    counter.form.leave("project_name")
    problem = counter.state.form_problems["project_name"]
    assert (problem.code, problem.blocking) == ("PM-144", False)
    permits.decided(permits.fill(counter))
    assert any("云栖家园二期" in one.text for one in counter.state.against)
    assert not any(one.blocking for one in counter.state.against)


def scanned(world: World, counter: CounterPresenter) -> CounterPresenter:
    """The application was scanned and its original compared."""
    counter.go(MATERIALS)
    counter.pages.scan("application")
    counter.materials.see("application")
    return counter


def test_a_file_of_an_earlier_application_is_used_again(world: World) -> None:
    first = permits.fill(permits.at_step_two(permits.chosen(world)))
    scanned(world, first)
    permits.decided(first).decision.decide()
    counter = permits.at_step_two(world, p.FILING.code)
    counter.go(MATERIALS)
    line = next(one for one in counter.state.lines if one.key == "application")
    assert line.words == "缺，可共享（已核验）"
    assert "“施工许可证”申请" in line.detail
    counter.materials.reuse("application")
    line = next(one for one in counter.state.lines if one.key == "application")
    assert (line.state, line.words[:3]) == ("have", "已核验")
    assert "see" not in line.allowed
    assert line.pages == case_of(world, first).materials[0].pages
    counter.materials.drop("application")
    assert not counter.state.draft.papers


def test_a_scan_of_an_original_says_so_and_a_brought_file_does_not(world: World) -> None:
    counter = permits.fill(permits.at_step_two(permits.chosen(world)))
    scanned(world, counter)
    assert {page.of_original for page in counter.state.draft.papers["application"].pages} == {True}
    permits.decided(counter).decision.decide()
    paper = case_of(world, counter).papers[0]
    assert "原件扫描 3 页" in (paper.record or "")


def test_what_is_used_again_is_so_in_the_act(world: World) -> None:
    first = permits.fill(permits.at_step_two(permits.chosen(world)))
    scanned(world, first)
    permits.decided(first).decision.decide()
    counter = permits.at_step_two(world, p.FILING.code)
    counter.go(FORM)
    for key, text in {**permits.BY_HAND, **filing()}.items():
        counter.form.edit(key, text)
        counter.form.leave(key)
    counter.go(MATERIALS)
    counter.materials.reuse("application")
    counter.go(DECIDE)
    counter.decision.pick(options.RECEIVE)
    counter.decision.decide()
    assert counter.state.error is None
    events = [event for act in world.desk.rows.history(counter.state.case) for event in act.events]
    (used,) = [one.event for one in events if isinstance(one.event, MaterialReused)]
    assert (used.case, used.verifier) == (first.state.case, world.desk.clerk.account)


def filing() -> dict[str, str]:
    plain = ("procedure", "subjects", "archive_day")
    return {key: text for key, text in p.FILING_FORM.items() if key in plain}


def test_what_a_type_of_project_lacks_is_not_offered(world: World) -> None:
    surrounded.under(world)
    counter = world.presenter()
    counter.start()
    surrounded.choose(counter, "joint_drawing_review")
    assert "joint_drawing_review" in {one.code for one in counter.board.offered}
    counter.item.name_type("without_drawings")
    assert "joint_drawing_review" not in {one.code for one in counter.board.offered}
    assert counter.state.draft.item == ""
    assert not counter.item.choose("joint_drawing_review")
    counter.item.name_type("dwelling_sold_land")
    assert counter.item.choose("joint_drawing_review")


def test_a_saved_intake_keeps_what_is_used_again(world: World) -> None:
    first = permits.fill(permits.at_step_two(permits.chosen(world)))
    scanned(world, first)
    permits.decided(first).decision.decide()
    counter = permits.at_step_two(world, p.FILING.code)
    counter.go(MATERIALS)
    counter.materials.reuse("application")
    kept = counter.state.draft
    other = world.presenter()
    other.start()
    other.resume(kept.ident)
    assert other.state.draft.papers == kept.papers
    assert other.state.draft.papers["application"].shared is not None
