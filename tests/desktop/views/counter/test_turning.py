"""Other rules while the counter is in the middle of something: what goes on, what is put down."""

from dataclasses import replace

import pytest

import resources
from casework.law import catalogue
from casework.law.catalogue import Catalogue
from desktop.desk import Law
from desktop.views.counter.presenter import PROJECT, CounterPresenter
from desktop.views.counter.turning import same
from tests.desktop.views.counter import deeds
from tests.desktop.views.counter.world import DIRECTOR, ITEM, World, read, rules

FILE = "zhengzhou/joint_acceptance.toml"
FILES = resources.catalogue_files("zhengzhou")
OLD = rules().catalogue
HUNAN = catalogue.parse(resources.catalogue_files("hunan"))


def without(material: str) -> Catalogue:
    """The pack with one material fewer."""
    text = FILES[FILE]
    at = text.index(f'[[item.material]]\nkey = "{material}"')
    return catalogue.parse({**FILES, FILE: text[:at] + text[text.index("[[", at + 2) :]})


@pytest.fixture
def law(world: World) -> Law:
    """A law of this desk's own, which may be replaced."""
    held = Law(*rules().both)
    world.desk = replace(world.desk, law=held)
    return held


@pytest.fixture
def filled(world: World, law: Law) -> CounterPresenter:
    counter = world.presenter()
    counter.start()
    deeds.everything(counter)
    return counter


def replaced(counter: CounterPresenter, law: Law, after: Catalogue) -> bool:
    before = law.catalogue
    law.replace(after, law.calendar)
    return counter.law_replaced(before, law.catalogue)


def test_a_pack_that_says_the_same_is_not_another(law: Law) -> None:
    before = law.catalogue
    law.replace(catalogue.parse(FILES), law.calendar)
    assert law.catalogue is before


def test_what_the_item_does_not_feel_changes_nothing(filled: CounterPresenter, law: Law) -> None:
    draft = filled.state.draft
    text = FILES["zhengzhou/pack.toml"].replace("13:30-17:30", "13:30-17:00")
    assert not replaced(filled, law, catalogue.parse({**FILES, "zhengzhou/pack.toml": text}))
    assert filled.state.draft == draft


def test_what_the_new_rules_do_not_ask_for_goes(filled: CounterPresenter, law: Law) -> None:
    gone = next(one.key for one in OLD.item(ITEM).materials if one.key in filled.state.draft.papers)
    before = filled.state.draft
    assert replaced(filled, law, without(gone))
    draft = filled.state.draft
    assert set(before.papers) - set(draft.papers) == {gone}
    assert draft.values == before.values
    assert (draft.person, draft.project) == (before.person, before.project)
    assert not draft.declaration
    assert gone not in {line.key for line in filled.state.lines}


def test_an_item_that_is_gone_is_chosen_anew(filled: CounterPresenter, law: Law) -> None:
    before = filled.state.draft
    assert replaced(filled, law, HUNAN)
    draft = filled.state.draft
    assert (draft.item, draft.step) == ("", PROJECT)
    assert (draft.person, draft.project) == (before.person, before.project)


def test_what_is_decided_stays_as_it_is(filled: CounterPresenter, law: Law) -> None:
    filled.decision.pick("accept")
    filled.decision.decide()
    draft = filled.state.draft
    assert filled.state.case
    assert not replaced(filled, law, HUNAN)
    assert filled.state.draft == draft


def test_a_visit_whose_item_is_gone_is_put_down(world: World, law: Law) -> None:
    counter = world.presenter()
    counter.start()
    deeds.everything(counter, "warranty", "handler_phone")
    counter.decision.decide()
    case = counter.state.case
    again = world.presenter()
    again.open_case(case)
    again.person.report(read(DIRECTOR))
    assert (again.state.draft.case, again.state.draft.person.known) == (case, True)
    assert not replaced(again, law, HUNAN)
    assert again.state.draft.case == ""
    assert again.state.error is not None
    assert again.state.error.code == "LW-411"
    assert [one.again for one in again.state.unfinished] == [True]


def test_two_packs_are_the_same_about_an_item_neither_has() -> None:
    assert same("nothing", OLD, HUNAN)
    assert not same(ITEM, OLD, HUNAN)
