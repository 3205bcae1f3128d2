"""Step 1: the card fills the person, and no card ever takes a person's place by itself."""

from dataclasses import replace

import pytest

from casework.errors import DeviceError
from casework.people.person import CardKind
from casework.ports import CardArrived, CardFault, CardGone, CardRead, ReaderState
from desktop.views.counter.presenter import FORM, CounterPresenter
from tests.desktop.views.counter.deeds import come_in, everything, pick_project
from tests.desktop.views.counter.world import AGENT, DIRECTOR, World, read


def codes(counter: CounterPresenter) -> list[str]:
    return [problem.code for problem in counter.state.person_problems]


def test_a_card_fills_the_person(counter: CounterPresenter) -> None:
    counter.person.report(CardArrived("Reader 0"))
    arrived = counter.state
    counter.person.report(read(AGENT))
    person = counter.state.draft.person
    assert (arrived.reading, counter.state.reading) == (True, False)
    assert (person.name, person.number, person.source) == ("林晚舟", AGENT.number, "card")
    assert (person.sex, person.valid_to) == ("女", "2041-07-15")
    assert codes(counter) == ["PE-107", "CT-104", "CT-105"]


def test_role_and_face_are_asked(counter: CounterPresenter) -> None:
    come_in(counter, "legal_representative")
    assert codes(counter) == ["PE-107"]
    with pytest.raises(ValueError, match="nobody"):
        counter.person.choose_role("nobody")


def test_the_next_card_never_overwrites(counter: CounterPresenter) -> None:
    come_in(counter)
    counter.person.report(CardGone("Reader 0"))
    counter.person.report(read(DIRECTOR))
    asking = counter.state
    counter.person.leave_other()
    assert (asking.draft.person.name, asking.other_card is None) == (AGENT.name, False)
    assert counter.state.other_card is None
    assert counter.state.draft.person.name == AGENT.name


def test_the_other_card_is_used_when_the_clerk_says_so(counter: CounterPresenter) -> None:
    come_in(counter)
    counter.person.report(read(DIRECTOR))
    counter.person.use_other()
    person = counter.state.draft.person
    assert (person.name, person.role, person.face_matched) == ("郑𬭎", "", False)


def test_a_typed_name_is_not_overwritten_either(counter: CounterPresenter) -> None:
    counter.person.type("name", "王")
    counter.person.report(read(AGENT))
    assert counter.state.draft.person.name == "王"
    assert counter.state.other_card is not None


def test_the_same_card_again_keeps_the_answers(counter: CounterPresenter) -> None:
    come_in(counter)
    counter.person.type("name", "林晚")
    counter.person.match_face(matched=True)
    counter.person.report(read(AGENT))
    person = counter.state.draft.person
    assert (person.name, person.source, person.role) == ("林晚舟", "card", "agent")
    assert person.face_matched


def test_typing_over_takes_the_verified_mark(counter: CounterPresenter) -> None:
    come_in(counter)
    counter.person.type("number", "99012219930208004x")
    person = counter.state.draft.person
    assert (person.number, person.source) == ("99012219930208004X", "typed")
    assert (person.face_matched, person.address, person.valid_to) == (False, "", "")
    assert "CT-105" in codes(counter)


def test_a_number_in_full_width_and_a_wrong_check_digit(counter: CounterPresenter) -> None:
    counter.person.type("name", "林晚舟")
    counter.person.type("number", "９９０１２２１９９３０２０８００２１")
    assert counter.state.draft.person.number == "990122199302080021"
    assert "PE-102" in codes(counter)
    counter.person.type("number", "")
    assert "CT-102" in codes(counter)


def test_an_expired_card_warns(counter: CounterPresenter, world: World) -> None:
    counter.person.report(read(replace(AGENT, valid_to=world.clock().date().replace(year=2020))))
    problem = next(one for one in counter.state.person_problems if one.code == "CT-103")
    assert not problem.blocking
    assert dict(problem.facts) == {"valid_to": "2020-11-20"}


def test_a_card_of_an_unknown_type_is_shown_raw(counter: CounterPresenter) -> None:
    holder = replace(AGENT, kind=CardKind.UNKNOWN, name="", number="", raw="佟亦凡 K 19950505")
    counter.person.report(CardRead("Reader 0", holder, 400))
    assert counter.state.raw_card == "佟亦凡 K 19950505"
    assert not counter.state.draft.person.known
    counter.person.report(CardGone("Reader 0"))
    assert not counter.state.raw_card


def test_what_the_reader_says(counter: CounterPresenter) -> None:
    fault = DeviceError("HW-101")
    counter.person.report(CardArrived("Reader 0"))
    counter.person.report(ReaderState(service=False, readers=(), fault=fault))
    assert counter.state.reader is not None
    assert counter.state.reader.fault is fault
    assert not counter.state.reading
    counter.person.report(CardFault("Reader 0", DeviceError("HW-106")))
    assert counter.state.error is not None
    assert counter.state.error.code == "HW-106"
    counter.dismiss()
    assert counter.state.error is None


def test_another_person_changes_the_handler_of_the_form(counter: CounterPresenter) -> None:
    come_in(counter)
    pick_project(counter)
    counter.go(FORM)
    assert counter.state.draft.values["handler"].source == "card"
    counter.person.type("name", "林晚")
    handler = counter.state.draft.values["handler"]
    assert (handler.text, handler.source) == ("林晚", "person")
    counter.form.edit("handler", "别人")
    counter.person.report(read(DIRECTOR))
    counter.person.use_other()
    assert counter.state.draft.values["handler"].text == "别人"


def test_a_card_after_the_decision_begins_the_next_intake(counter: CounterPresenter) -> None:
    everything(counter)
    counter.decision.decide()
    case = counter.state.case
    counter.person.report(read(DIRECTOR))
    assert counter.state.case == case
    assert counter.state.other_card is not None
    counter.person.use_other()
    assert (counter.state.case, counter.state.draft.step) == ("", 1)
    assert counter.state.draft.person.name == "郑𬭎"
    assert counter.state.other_card is None
