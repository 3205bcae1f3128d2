"""An item that may be decided upon commitment: received first, then the applicant chooses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.flows import commitment as offering
from casework.flows.commitment_case import On
from casework.flows.commitment_options import Route
from casework.flows.printing import CONFIRM, FILE, ConfirmPrint, FileNotice
from casework.people.person import Role
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.notice import NoticeKind
from casework.records.papers import number_of
from desktop.views.counter import options
from desktop.views.counter.options import ACCEPT, RECEIVE
from desktop.views.counter.presenter import DECIDE, FORM, MATERIALS, CounterPresenter
from tests.casework.flows import committing
from tests.desktop.views.counter import deeds, invented
from tests.desktop.views.counter.world import EVERYTHING, World, build

PLAN = "soil_plan"


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path, clerk=EVERYTHING)
    invented.register_all(made)
    yield made
    made.close()


def hand_in(counter: CounterPresenter) -> None:
    """A soil plan without what may be promised for later."""
    deeds.come_in(counter, "legal_representative")
    counter.item.choose(PLAN)
    deeds.pick_project(counter)
    counter.go(FORM)
    for key, text in committing.FILLED.items():
        counter.form.edit(key, text)
        counter.form.leave(key)
    counter.form.declare(made=True)
    counter.go(MATERIALS)
    for line in counter.state.lines:
        if line.key not in committing.LATER:
            if "see" in line.allowed:
                counter.materials.see(line.key)
            elif "take" in line.allowed:
                counter.materials.take(line.key)
    counter.go(DECIDE)


def received(wide: World, went: list[str] | None = None) -> str:
    counter = wide.presenter(handle=(went if went is not None else []).append)
    counter.start()
    hand_in(counter)
    counter.decision.decide()
    assert counter.state.error is None
    return counter.state.case


def test_receiving_is_what_the_bar_turns_to_and_acceptance_says_why_not(wide: World) -> None:
    counter = wide.presenter()
    counter.start()
    hand_in(counter)
    assert counter.state.blocked is None
    assert counter.state.draft.choosing.kind == RECEIVE
    accept = next(one for one in counter.state.options if one.kind == ACCEPT)
    assert "由申请人自主选择" in accept.why_not
    assert options.title(RECEIVE, unsettled=True) == "收件，接着告知两种办理方式？"


def test_once_received_the_page_opens_by_itself(wide: World) -> None:
    went: list[str] = []
    case = received(wide, went)
    assert went == [case]
    record = wide.opened.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    assert record.state is CaseState.RECEIVED


def test_other_items_go_on_as_ever(wide: World) -> None:
    went: list[str] = []
    counter = wide.presenter(handle=went.append)
    counter.start()
    counter.item.choose("joint_acceptance")
    deeds.everything(counter)
    assert counter.state.draft.choosing.kind == ACCEPT
    counter.decision.decide()
    assert counter.state.case
    assert went == []


@pytest.mark.parametrize(("route", "kind"), [(Route.ORDINARY, "ask"), (Route.COMMITMENT, RECEIVE)])
def test_a_visit_follows_the_route_that_was_chosen(wide: World, route: Route, kind: str) -> None:
    case = received(wide)
    on = On(case, PLAN, "numbers/device-1", rolls=committing.ROLLS, project=invented.STREAM)
    wide.desk.act(offering.TELL, offering.Tell(on))
    record = wide.opened.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    number = number_of(record.papers, NoticeKind.TELLING)
    wide.desk.act(FILE, FileNotice(case, PLAN, number, "ab" * 32, 9))
    wide.desk.act(CONFIRM, ConfirmPrint(case, PLAN, number, 2, came_out=True))
    chosen = offering.Choose(on, route, Role.LEGAL_REPRESENTATIVE, "赵某", signed=True)
    wide.desk.act(offering.CHOOSE, chosen)
    counter = wide.presenter()
    counter.open_case(case)
    deeds.come_in(counter, "legal_representative")
    counter.go(DECIDE)
    assert counter.state.draft.choosing.kind == kind
