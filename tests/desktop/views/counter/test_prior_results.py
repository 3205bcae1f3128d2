"""Earlier results at the counter, and what an import's first application asks (002图2, 图3)."""

from dataclasses import replace

import pytest

from casework.act import Changed
from casework.errors import ClerkError
from casework.records.event import Event
from casework.records.project import ProjectRecord
from casework.records.project_events import ItemApplied
from desktop.views.counter import options
from desktop.views.counter.presenter import DECIDE, PROJECT, CounterPresenter
from tests.casework.flows.project_packs import law as project_law
from tests.casework.records import project_samples as samples
from tests.desktop.views.counter import invented, surrounded
from tests.desktop.views.counter.deeds import case_of, fill_form, hand_in
from tests.desktop.views.counter.world import World

PERMIT = "permit"


def at_step_two(world: World, *events: Event) -> CounterPresenter:
    surrounded.under(world, project_law())
    if events:
        surrounded.known(world, *events)
    counter = world.presenter()
    counter.start()
    surrounded.choose(counter, PERMIT, role="self")
    return counter


def decide(counter: CounterPresenter) -> CounterPresenter:
    fill_form(counter)
    hand_in(counter)
    counter.materials.see("cash")
    counter.go(DECIDE)
    return counter


def standings(counter: CounterPresenter) -> list[tuple[str, str]]:
    return [(one.prior.result, one.standing.value) for one in counter.around.needed]


def blocked(counter: CounterPresenter) -> tuple[str, int]:
    error = counter.state.blocked
    assert isinstance(error, ClerkError)
    return error.code, counter.state.blocked_at


def test_the_view_stands_there_once_the_item_is_chosen(world: World) -> None:
    counter = at_step_two(world, samples.RESULT)
    assert standings(counter) == [("planning_permit", "pending"), ("drawing_approval", "missing")]
    surrounded.known(world, samples.REVIEWED)
    counter.heard(Changed(frozenset({invented.STREAM})))
    assert standings(counter)[0] == ("planning_permit", "supplemented")


def test_a_missing_one_stops_acceptance_and_not_the_receipt(world: World) -> None:
    counter = decide(at_step_two(world))
    assert [one.text for one in counter.state.against] == [
        "前置成果“建设工程规划许可证”：没有，只收件，不受理",
        "前置成果“施工图审查合格书”：没有，先受理，联网后核验",
    ]
    assert [one.blocking for one in counter.state.against] == [True, False]
    open_ones = {one.kind for one in counter.state.options if not one.why_not}
    assert open_ones == {options.ASK, options.REFUSE, options.RECEIVE}
    assert counter.state.draft.choosing.kind == options.RECEIVE
    counter.decision.decide()
    assert case_of(world, counter).state.value == "received"


def test_the_act_itself_refuses_it_too(world: World) -> None:
    counter = decide(at_step_two(world, samples.RESULT, samples.REVIEWED))
    assert counter.state.draft.choosing.kind == options.ACCEPT
    surrounded.known(world, samples.RESULT_BINNED)
    counter.decision.decide()
    assert counter.state.error is not None
    assert counter.state.error.code == "PJ-150"
    assert counter.state.draft.choosing.kind == options.RECEIVE


def test_what_is_there_lets_it_be_accepted_and_the_project_hears_of_it(world: World) -> None:
    counter = decide(at_step_two(world, samples.RESULT, samples.REVIEWED))
    counter.decision.decide()
    assert case_of(world, counter).state.value == "accepted"
    (noted,) = applied(world)
    assert (noted.case, noted.item, noted.told) == (counter.state.case, PERMIT, False)


def test_a_visit_notes_what_nobody_noted(world: World) -> None:
    counter = decide(at_step_two(world, samples.RESULT, samples.REVIEWED))
    around = counter.state.around
    assert around is not None
    counter.decision.pick(options.RECEIVE)
    counter.board.set(around=replace(around, family={}))
    counter.decision.decide()
    assert applied(world) == ()
    again = world.presenter()
    again.start()
    again.open_case(counter.state.case)
    again.go(DECIDE)
    again.decision.decide()
    assert [one.case for one in applied(world)] == [counter.state.case]


def applied(world: World) -> tuple[ItemApplied, ...]:
    record = world.opened.ledger.load(invented.STREAM).record
    assert isinstance(record, ProjectRecord)
    return record.applied


def test_an_import_is_final_with_the_first_application_and_that_is_told(world: World) -> None:
    counter = decide(at_step_two(world, samples.ASKED, samples.PASSED))
    assert blocked(counter) == ("PJ-120", PROJECT)
    assert counter.around.untold
    counter.around.tell(told=True)
    assert counter.state.blocked is None
    counter.decision.decide()
    assert applied(world)[0].told
    after = world.presenter()
    after.start()
    surrounded.choose(after, PERMIT, role="self")
    assert not after.around.untold


@pytest.mark.parametrize("event", [samples.ASKED, samples.ENDED])
def test_nothing_is_applied_for_under_a_project_that_is_away(world: World, event: Event) -> None:
    assert blocked(decide(at_step_two(world, event))) == ("PJ-121", PROJECT)
