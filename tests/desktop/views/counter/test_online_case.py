"""A case that was filed online: its scans are brought, looked at, and it is decided like any."""

from datetime import timedelta

import pytest

from casework.act import perform
from casework.errors import SyncError
from casework.flows.deciding import Refuse
from casework.flows.intake import AGAIN, Again
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.ids import new_id
from casework.records.notice import NoticeKind
from desktop.views.counter.presenter import DECIDE, DELIVER, FORM, MATERIALS, CounterPresenter
from desktop.views.counter.progress import Mark, marks
from tests.desktop.views.counter import filed
from tests.desktop.views.counter.deeds import come_in
from tests.desktop.views.counter.filed import Centre
from tests.desktop.views.counter.world import ITEM, HeldLanes, World


@pytest.fixture
def centre(world: World) -> Centre:
    return filed.connect(world)


def opened(world: World, stream: str) -> CounterPresenter:
    counter = world.presenter()
    counter.start()
    counter.open_case(stream)
    return counter


def case(world: World, stream: str) -> CaseRecord:
    record = world.opened.ledger.load(stream).record
    assert isinstance(record, CaseRecord)
    return record


def unfetched(counter: CounterPresenter) -> str:
    return counter.state.unfetched.code if counter.state.unfetched else ""


def scans(world: World, stream: str) -> list[str]:
    return [page.sha256 for one in case(world, stream).materials for page in one.pages]


def test_its_scans_are_brought_once_and_shown(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    counter = opened(world, stream)
    assert counter.state.draft.step == MATERIALS
    assert [sha for _, sha in centre.asked] == scans(world, stream)
    assert {asked for asked, _ in centre.asked} == {stream}
    assert counter.state.fetched
    assert world.desk.blobs.has(scans(world, stream)) == frozenset(scans(world, stream))
    counter.pages.reveal("application")
    line = next(one for one in counter.state.lines if one.key == "application")
    assert counter.state.thumbs[line.pages[0].sha256]
    counter.pages.look(line.pages[0].sha256)
    assert counter.state.looked_at
    again = opened(world, stream)
    assert len(centre.asked) == len(scans(world, stream))
    assert again.state.fetched


def test_nothing_is_looked_at_before_it_is_here(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    lanes = HeldLanes()
    counter = world.presenter(lanes.run)
    counter.open_case(stream)
    lanes.let_go("ledger")
    counter.pages.reveal("application")
    assert [lane for lane, _ in lanes.waiting] == ["net"]
    lanes.let_go("net")
    assert (counter.state.fetched, counter.state.to_fetch) == (True, 0)
    counter.pages.reveal("application")
    assert "printer" in [lane for lane, _ in lanes.waiting]
    lanes.let_go()
    assert counter.state.error is None


def test_while_the_scans_do_not_come_the_rest_goes_on(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    centre.line = SyncError("SY-101")
    counter = opened(world, stream)
    assert unfetched(counter) == "SY-101"
    assert counter.state.error is None
    counter.pages.reveal("application")
    assert counter.state.error is None
    counter.go(FORM)
    assert counter.state.draft.values["location"].text
    counter.go(DECIDE)
    assert counter.state.draft.choosing.kind == "accept"
    centre.line = None
    counter.visit.fetch()
    assert (unfetched(counter), counter.state.fetched) == ("", True)


def test_nobody_stands_there_and_it_is_accepted(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    counter = opened(world, stream)
    assert marks(counter.state)[:4] == (Mark.DONE, Mark.DONE, Mark.DONE, Mark.DONE)
    assert not any(one.state == "unseen" for one in counter.state.lines)
    counter.go(DECIDE)
    assert counter.state.findings == ()
    counter.decision.decide()
    record = case(world, stream)
    assert record.state is CaseState.ACCEPTED
    assert record.visitor is None
    assert counter.state.draft.step == DELIVER
    assert [one.number for one in counter.state.made] == [record.papers[-1].number]
    assert record.papers[-1].kind is NoticeKind.ACCEPTANCE


def test_what_it_lacks_is_asked_once(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre, without=("warranty", "handler_phone"))
    counter = opened(world, stream)
    counter.go(DECIDE)
    found = [(one.line, one.correction) for one in counter.state.findings]
    assert found == [("warranty", "missing"), ("", "form")]
    counter.decision.decide()
    assert case(world, stream).state is CaseState.CORRECTION


def test_what_is_brought_online_afterwards_comes_by_itself(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre, without=("warranty", "handler_phone"))
    counter = opened(world, stream)
    counter.go(DECIDE)
    counter.decision.decide()
    world.clock.at += timedelta(hours=2)
    counter.start()
    counter.open_case(stream)
    assert not case(world, stream).waiting
    world.opened.ledger.listen(counter.heard)
    filed.supplement(world, centre, stream, "warranty")
    assert counter.state.record == case(world, stream)
    assert counter.state.fetched
    assert centre.asked[-1][1] in scans(world, stream)
    line = next(one for one in counter.state.lines if one.key == "warranty")
    assert line.words == "网上提交"
    counter.go(DECIDE)
    counter.decision.decide()
    assert case(world, stream).state is CaseState.ACCEPTED


def test_somebody_may_come_and_bring_the_paper(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre, without=("warranty",))
    counter = opened(world, stream)
    counter.materials.see("warranty")
    assert marks(counter.state)[0] is Mark.OPEN
    counter.go(DECIDE)
    assert counter.state.blocked is not None
    come_in(counter, "legal_representative")
    counter.go(DECIDE)
    counter.decision.decide()
    record = case(world, stream)
    assert record.state is CaseState.ACCEPTED
    assert record.visitor is not None
    held = record.material("warranty")
    assert held is not None
    assert held.verifier


def test_two_windows_decide_and_one_is_first(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    counter = opened(world, stream)
    counter.go(DECIDE)
    refusal = Refuse(("not_municipal",), "丁区住房和城乡建设局")
    other = Again(stream, "numbers/other", ITEM, (), refusal)
    context = world.desk.context()
    perform(world.opened.ledger, new_id(context.now), AGAIN, other, context)
    counter.decision.decide()
    assert counter.state.error is not None
    assert counter.state.error.code == "IN-110"
    assert not counter.state.case
    assert case(world, stream).state is CaseState.REFUSED


def test_scans_of_another_case_are_told_to_nobody(world: World, centre: Centre) -> None:
    """The clerk has turned to another case while the scans were coming in."""
    first, second = filed.file(world, centre), filed.file(world, centre, minutes=3)
    lanes = HeldLanes()
    counter = world.presenter(lanes.run)
    counter.open_case(first)
    lanes.let_go("ledger")
    counter.open_case(second)
    lanes.let_go("ledger")
    assert counter.state.draft.case == second
    centre.line = SyncError("SY-101")
    waiting = [one for lane, one in lanes.waiting if lane == "net"]
    waiting[0]()
    assert unfetched(counter) == ""
    lanes.let_go()
    assert unfetched(counter) == "SY-101"
