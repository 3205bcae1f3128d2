"""An application about works that were exempted: asked, relieved, printed; corrected meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.act import Changed
from casework.flows.exemption import Choice
from casework.records.notice import NoticeKind, decode_record
from desktop.views.counter.help_texts import AGAIN, AUTHORISED, EXEMPTED, FINAL, LISTED, NEEDED
from desktop.views.counter.presenter import DECIDE, DELIVER, FORM, PROJECT, CounterPresenter
from tests.desktop.views.counter import invented, surrounded
from tests.desktop.views.counter.deeds import case_of, come_in, fill_form, hand_in, pick_project
from tests.desktop.views.counter.front import open_front, settle
from tests.desktop.views.counter.world import ITEM, HeldLanes, World

PERMIT = "planning_permit"
KEY = Qt.Key


@pytest.fixture
def told(world: World) -> CounterPresenter:
    """A counter at step 2 of a project of which a lift was exempted."""
    surrounded.under(world)
    surrounded.exempt(world)
    return start(world)


def start(world: World) -> CounterPresenter:
    counter = world.presenter()
    counter.start()
    come_in(counter)
    pick_project(counter)
    counter.item.choose(ITEM)
    return counter


def found(counter: CounterPresenter) -> list[str]:
    return [
        one.exemption for one in (counter.state.around.exemptions if counter.state.around else ())
    ]


def line(counter: CounterPresenter, key: str = PERMIT) -> tuple[str, str]:
    one = next(one for one in counter.state.lines if one.key == key)
    return one.state, one.words


def go_on(counter: CounterPresenter) -> None:
    fill_form(counter)
    hand_in(counter)
    counter.go(DECIDE)


def test_what_counts_is_found_and_nothing_else(world: World) -> None:
    surrounded.under(world)
    stream = surrounded.exempt(world)
    surrounded.exempt(world, "2号楼", choice=None)
    surrounded.exempt(world, "1号楼", choice=Choice.ORDINARY)
    counter = start(world)
    assert found(counter) == [stream]
    surrounded.correct(world, stream)
    counter.heard(Changed(frozenset({stream})))
    assert found(counter) == []


def test_nobody_decides_before_the_works_were_asked_about(told: CounterPresenter) -> None:
    go_on(told)
    assert told.state.blocked is not None
    assert (told.state.blocked.code, told.state.blocked_at) == ("EX-116", PROJECT)
    told.around.rely(found(told)[0], about=False)
    assert told.state.blocked is None


def test_other_works_are_asked_for_everything(told: CounterPresenter, world: World) -> None:
    told.around.rely(found(told)[0], about=False)
    assert line(told) == ("number", "编号已填")
    go_on(told)
    told.decision.decide()
    assert not any("豁免" in one.line.basis for one in case_of(world, told).materials)


def test_the_same_works_are_asked_for_nothing_of_the_exempted(
    told: CounterPresenter, world: World
) -> None:
    (stream,) = found(told)
    number = surrounded.exemption(world, stream).papers[0].number
    told.around.rely(stream, about=True)
    assert line(told) == ("refused", f"记录 {number}")
    told.go(FORM)
    told.form.edit(PERMIT, "")
    told.form.leave(PERMIT)
    go_on(told)
    assert told.state.findings == ()
    told.decision.decide()
    assert told.state.draft.step == DELIVER
    case = case_of(world, told)
    held = case.material(PERMIT)
    assert held is not None
    assert (held.line.handling, number in held.line.basis) == ("shared", True)
    papers = {one.kind: decode_record((one.record or "").encode()) for one in case.papers}
    assert any(number in one for one in papers[NoticeKind.ACCEPTANCE].remarks)


def test_one_that_was_corrected_meanwhile_is_no_basis(told: CounterPresenter, world: World) -> None:
    (stream,) = found(told)
    told.around.rely(stream, about=True)
    go_on(told)
    surrounded.correct(world, stream)
    told.decision.decide()
    assert told.state.error is not None
    assert (told.state.error.code, told.state.case) == ("EX-115", "")
    assert found(told) == []
    assert line(told) == ("number", "编号已填")


def test_the_refusal_stays_on_the_page_while_the_project_is_read_anew(
    told: CounterPresenter, world: World
) -> None:
    (stream,) = found(told)
    told.around.rely(stream, about=True)
    go_on(told)
    lanes = HeldLanes()
    slow = world.presenter(lanes.run)
    slow.start()
    lanes.let_go()
    slow.resume(told.state.draft.ident)
    lanes.let_go()
    assert slow.state.options
    surrounded.correct(world, stream)
    slow.decision.decide()
    lanes.let_go()
    assert found(slow) == []
    assert slow.state.error is not None
    assert slow.state.error.code == "EX-115"


def test_a_visit_rests_on_what_the_case_rests_on(told: CounterPresenter, world: World) -> None:
    (stream,) = found(told)
    told.around.rely(stream, about=True)
    go_on(told)
    told.decision.pick("receive")
    told.decision.decide()
    case = told.state.case
    again = world.presenter()
    again.start()
    again.open_case(case)
    assert again.state.draft.relies == {stream: True}
    again.go(DECIDE)
    again.decision.decide()
    record = world.opened.ledger.load(case).record
    assert record is not None
    assert case_of(world, again).state.value == "accepted"


def test_what_was_said_outlives_a_crash(told: CounterPresenter, world: World) -> None:
    (stream,) = found(told)
    told.around.rely(stream, about=True)
    ident = told.state.draft.ident
    after = world.presenter()
    after.start()
    after.resume(ident)
    assert after.state.draft.relies == {stream: True}
    assert line(after)[0] == "refused"


@pytest.mark.gui
def test_the_question_comes_before_the_form_and_y_answers_it(
    qtbot: QtBot, qapp: QApplication, world: World
) -> None:
    surrounded.under(world)
    stream = surrounded.exempt(world)
    front = open_front(qtbot, world)
    come_in(front.counter)
    pick_project(front.counter)
    position = [one.code for one in front.counter.board.offered].index(ITEM) + 1
    assert front.here() == "事项"
    front.press(str(position))
    assert (front.here(), front.counter.state.draft.step) == ("已豁免的审批", PROJECT)
    front.press("Y")
    assert front.counter.state.draft.relies == {stream: True}
    front.press(KEY.Key_F5)
    assert front.counter.state.draft.step == FORM


@pytest.mark.gui
def test_who_was_not_asked_in_time_is_led_back_to_the_question(
    qtbot: QtBot, qapp: QApplication, world: World
) -> None:
    surrounded.under(world)
    front = open_front(qtbot, world)
    counter = front.counter
    come_in(counter)
    pick_project(counter)
    position = [one.code for one in counter.board.offered].index(ITEM) + 1
    front.press(str(position))
    assert counter.state.draft.step == FORM
    stream = surrounded.exempt(world)
    counter.heard(Changed(frozenset({stream})))
    counter.go(DECIDE)
    settle()
    front.press(KEY.Key_F5)
    assert (front.here(), counter.state.draft.step) == ("已豁免的审批", PROJECT)
    front.press("N")
    front.press(KEY.Key_F5)
    assert counter.state.draft.step == FORM


@pytest.mark.parametrize("key", [EXEMPTED, NEEDED, FINAL, AUTHORISED, AGAIN, LISTED])
def test_help_says_how_and_from_which_article(told: CounterPresenter, key: str) -> None:
    found = told.help(key)
    assert found is not None
    assert found.how
    assert found.source


def test_a_project_without_exemptions_asks_nothing(counter: CounterPresenter) -> None:
    come_in(counter)
    pick_project(counter)
    assert counter.state.around is not None
    assert (counter.state.around.project, found(counter)) == (invented.STREAM, [])
    assert counter.around.unanswered == ()
