"""Going on with a case that is here: asked anew, corrected, brought to, decided, followed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from casework.act import perform
from casework.flows import deciding
from casework.flows.deciding import AskOnce, Refuse
from casework.flows.intake import AGAIN, Again
from casework.people.grants import Clerk
from casework.records.case import CaseRecord
from casework.records.case_events import CorrectionRequested
from casework.records.case_states import CaseState
from casework.records.ids import new_id
from casework.records.notice import NoticeKind
from desktop.views.counter import presenter as steps
from desktop.views.counter.draft import Draft, decode
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.progress import Mark, marks
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.deeds import everything
from tests.desktop.views.counter.world import (
    CLERK,
    DIRECTOR,
    ITEM,
    HeldLanes,
    ScriptedPress,
    World,
    build,
    read,
)


@pytest.fixture
def asked(counter: CounterPresenter, world: World) -> str:
    """A case that was asked for two things three days ago; the stream of it."""
    everything(counter, "warranty", "handler_phone")
    counter.decision.decide()
    stream = counter.state.case
    counter.start()
    world.clock.at += timedelta(days=3)
    return stream


def case(world: World, stream: str) -> CaseRecord:
    record = world.opened.ledger.load(stream).record
    assert isinstance(record, CaseRecord)
    return record


def come(counter: CounterPresenter, role: str = "legal_representative") -> None:
    """Another person than the last time stands there."""
    counter.person.report(read(DIRECTOR))
    counter.person.choose_role(role)
    counter.person.match_face(matched=True)


def mend(counter: CounterPresenter) -> None:
    """Bring the paper that was missing and fill the field that was empty."""
    counter.go(steps.FORM)
    counter.form.correct()
    counter.form.edit("handler_phone", "13800005678")
    counter.form.leave("handler_phone")
    counter.go(steps.MATERIALS)
    counter.materials.see("warranty")
    counter.go(steps.DECIDE)


def elsewhere(world: World, request: Again) -> None:
    """Another window does something to the case."""
    perform(world.opened.ledger, new_id(world.clock()), AGAIN, request, world.desk.context())


def asked_again(world: World, stream: str) -> Again:
    """A second notice on a case, with its reason."""
    found = deciding.findings(case(world, stream), world.desk.context())
    return Again(stream, "numbers/other", ITEM, (), AskOnce(found, "图纸更换"))


def saved(world: World) -> list[Draft]:
    found = (decode(one.body) for one in world.opened.drafts.all("intake.v1"))
    return [one for one in found if one is not None]


def error(counter: CounterPresenter) -> str:
    return counter.state.error.code if counter.state.error else ""


def lacking(counter: CounterPresenter) -> str:
    return counter.state.wanting.code if counter.state.wanting else ""


def blocked(counter: CounterPresenter) -> str:
    return counter.state.blocked.code if counter.state.blocked else ""


def test_a_case_is_opened_as_it_lies_here(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    state, record = counter.state, case(world, asked)
    assert (state.draft.case, state.draft.item, state.draft.step) == (asked, ITEM, steps.PERSON)
    assert state.record == record
    assert not state.draft.person.known
    assert state.draft.project == invented.STREAM
    assert state.draft.declaration
    assert state.draft.values["location"].text == invented.FACTS["location"]
    assert state.draft.values["legal_representative"].text == "赵远山"
    assert state.draft.values["legal_representative"].source == "project"
    assert "handler_phone" not in {key for key, one in state.draft.values.items() if one.text}
    lines = {one.key: one for one in state.lines}
    assert lines["application"].words == "11-20 已收"
    assert lines["application"].seen == "✔ 11-20"
    assert "see" not in lines["application"].allowed
    assert lines["warranty"].state == "missing"


def test_opening_alone_saves_nothing(counter: CounterPresenter, world: World, asked: str) -> None:
    counter.open_case(asked)
    counter.go(steps.MATERIALS)
    counter.go(steps.DECIDE)
    assert saved(world) == []


def test_the_second_visit_mends_and_is_accepted(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    mend(counter)
    assert counter.state.findings == ()
    assert counter.state.draft.choosing.kind == "accept"
    assert counter.state.preview
    press = world.press
    assert isinstance(press, ScriptedPress)
    draft, mark = press.rendered[-1]
    assert (draft.kind, draft.number, mark) == (NoticeKind.ACCEPTANCE, "", None)
    counter.decision.decide()
    record = case(world, asked)
    assert record.state is CaseState.ACCEPTED
    assert record.values()["handler_phone"] == "13800005678"
    assert record.deliverer.person_name.value == DIRECTOR.name
    assert record.received.deliverer.person_name.value != DIRECTOR.name
    kinds = [paper.kind for paper in record.papers]
    assert kinds == [
        NoticeKind.RECEIPT,
        NoticeKind.CORRECTION,
        NoticeKind.RECEIPT,
        NoticeKind.ACCEPTANCE,
    ]
    assert counter.state.draft.step == steps.DELIVER
    assert [one.number for one in counter.state.made] == [one.number for one in record.papers[2:]]
    assert saved(world) == []


def test_the_form_stays_as_it_is_until_it_is_corrected(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    counter.go(steps.FORM)
    assert not counter.state.draft.correcting
    counter.form.fill()
    assert counter.state.draft.values["handler"].text == "林晚舟"
    counter.materials.see("warranty")
    counter.go(steps.DECIDE)
    assert [one.correction for one in counter.state.findings] == ["form"]
    counter.decision.pick("receive")
    counter.decision.decide()
    record = case(world, asked)
    assert record.material("warranty") is not None
    assert record.values().get("handler_phone", "") == ""
    assert record.state is CaseState.CORRECTION


def test_what_is_here_is_replaced_by_what_is_brought_anew(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    counter.materials.take("application")
    line = next(one for one in counter.state.lines if one.key == "application")
    assert line.words == "待核对原件"
    counter.materials.see("application")
    counter.materials.drop("application")
    line = next(one for one in counter.state.lines if one.key == "application")
    assert line.words == "11-20 已收"


def test_a_person_in_another_role_changes_what_is_asked(
    counter: CounterPresenter, asked: str
) -> None:
    counter.open_case(asked)
    come(counter, "legal_representative")
    keys = {one.key for one in counter.state.lines}
    assert "authorisation" in keys
    counter.person.choose_role("agent")
    lines = {one.key: one for one in counter.state.lines}
    assert lines["authorisation"].state == "have"


def test_a_second_notice_needs_its_reason(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    counter.go(steps.DECIDE)
    assert counter.state.asked_before
    assert counter.state.draft.choosing.kind == "ask"
    assert lacking(counter) == "IN-112"
    counter.decision.decide()
    assert error(counter) == "IN-112"
    assert counter.state.draft.person.known
    counter.decision.explain("申请人更换了总平面图")
    counter.decision.redraw()
    assert not lacking(counter)
    counter.decision.decide()
    record = case(world, asked)
    assert record.corrections == 2
    last = [one.event for act in world.desk.rows.history(asked) for one in act.events]
    reasons = [one.second_reason for one in last if isinstance(one, CorrectionRequested)]
    assert reasons == ["", "申请人更换了总平面图"]


def test_nobody_at_the_counter_may_decide_but_not_bring(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    counter.materials.see("warranty")
    counter.go(steps.DECIDE)
    assert (blocked(counter), counter.state.blocked_at) == ("CT-101", steps.PERSON)
    counter.materials.drop("warranty")
    counter.go(steps.DECIDE)
    assert not blocked(counter)
    counter.decision.pick("refuse")
    counter.decision.tick_reasons(("not_municipal",))
    counter.decision.name_organ("丁区住房和城乡建设局")
    counter.decision.redraw()
    counter.decision.decide()
    assert case(world, asked).state is CaseState.REFUSED


def test_a_visit_that_brings_and_decides_nothing_is_none(
    counter: CounterPresenter, asked: str
) -> None:
    counter.open_case(asked)
    counter.go(steps.DECIDE)
    counter.decision.pick("receive")
    assert lacking(counter) == "IN-122"


def test_what_another_window_did_meanwhile_is_seen_before_deciding(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    mend(counter)
    kept = counter.state.draft
    elsewhere(world, asked_again(world, asked))
    counter.decision.decide()
    assert error(counter) == "IN-123"
    assert not counter.state.case
    assert counter.state.draft.papers == kept.papers
    assert counter.state.draft.person == kept.person
    assert counter.state.draft.values["handler_phone"].text == "13800005678"
    assert counter.state.record == case(world, asked)
    assert saved(world)[0].papers == kept.papers
    counter.go(steps.DECIDE)
    counter.decision.decide()
    assert case(world, asked).state is CaseState.ACCEPTED


def test_a_case_that_another_window_decided_is_not_decided_again(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    mend(counter)
    kept = counter.state.draft
    refusal = Refuse(("not_municipal",), "丁区住房和城乡建设局")
    elsewhere(world, Again(asked, "numbers/other", ITEM, (), refusal))
    counter.decision.decide()
    assert error(counter) == "IN-110"
    assert case(world, asked).state is CaseState.REFUSED
    assert counter.state.draft.papers == kept.papers
    counter.go(steps.DECIDE)
    assert blocked(counter) == "IN-110"


def test_the_feed_brings_what_others_did_onto_the_page(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    world.opened.ledger.listen(counter.heard)
    elsewhere(world, asked_again(world, asked))
    assert counter.state.record == case(world, asked)
    assert counter.state.record is not None
    assert counter.state.record.corrections == 2


def test_a_visit_survives_a_crash(counter: CounterPresenter, world: World, asked: str) -> None:
    counter.open_case(asked)
    come(counter)
    mend(counter)
    before = counter.state
    again = world.presenter()
    again.start()
    (offered,) = again.state.unfinished
    assert offered.again
    again.resume(offered.ident)
    assert again.state.draft == before.draft
    assert again.state.record == before.record
    again.decision.decide()
    assert case(world, asked).state is CaseState.ACCEPTED


def test_a_case_that_was_begun_is_gone_on_with_where_it_was(
    counter: CounterPresenter, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    counter.materials.see("warranty")
    before = counter.state.draft
    counter.start()
    assert counter.state.draft.empty
    counter.open_case(asked)
    assert counter.state.draft == before


def test_a_visit_that_became_its_act_shows_its_papers(
    counter: CounterPresenter, world: World, asked: str
) -> None:
    counter.open_case(asked)
    come(counter)
    mend(counter)
    ident = counter.state.draft.ident
    body = world.opened.drafts.all("intake.v1")[0].body
    counter.decision.decide()
    world.opened.drafts.save(ident, "intake.v1", body, world.clock())
    again = world.presenter()
    again.start()
    again.resume(ident)
    assert (again.state.case, again.state.draft.step) == (asked, steps.DELIVER)
    assert [one.number for one in again.state.made] == [one.number for one in counter.state.made]


def test_a_decided_case_is_not_opened(counter: CounterPresenter, world: World) -> None:
    everything(counter)
    counter.decision.decide()
    stream = counter.state.case
    counter.start()
    before = counter.state.draft
    counter.open_case(stream)
    assert error(counter) == "IN-110"
    assert counter.state.draft == before


def test_a_case_outside_the_grants_is_not_opened(tmp_path: Path) -> None:
    world = build(tmp_path)
    invented.register_all(world)
    counter = world.presenter()
    counter.start()
    everything(counter, "warranty")
    counter.decision.decide()
    stream = counter.state.case
    world.desk = replace(world.desk, clerk=Clerk(CLERK.account, CLERK.name, ()))
    other = world.presenter()
    other.start()
    other.open_case(stream)
    assert error(other) == "PE-301"
    assert not other.state.draft.case
    world.close()


def test_nothing_is_opened_while_pages_come_in(world: World, asked: str) -> None:
    lanes = HeldLanes()
    counter = world.presenter(lanes.run)
    counter.start()
    lanes.let_go()
    counter.item.choose(ITEM)
    counter.project.choose(invented.STREAM)
    lanes.let_go()
    counter.pages.scan("application")
    counter.open_case(asked)
    assert error(counter) == "CT-112"
    lanes.let_go()


def test_the_steps_of_a_visit_say_how_far_it_is(counter: CounterPresenter, asked: str) -> None:
    counter.open_case(asked)
    assert marks(counter.state)[:4] == (Mark.OPEN, Mark.DONE, Mark.OPEN, Mark.OPEN)
    come(counter)
    mend(counter)
    assert marks(counter.state)[:4] == (Mark.DONE, Mark.DONE, Mark.DONE, Mark.DONE)
