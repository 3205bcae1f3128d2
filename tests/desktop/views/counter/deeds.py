"""The steps of an application as a clerk takes them, by the presenter's verbs."""

from casework.records.case import CaseRecord
from desktop.views.counter.presenter import DECIDE, FORM, MATERIALS, CounterPresenter
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import AGENT, World, read


def come_in(counter: CounterPresenter, role: str = "agent") -> None:
    """Step 1: a card, a role, a look at the face."""
    counter.person.report(read(AGENT))
    counter.person.choose_role(role)
    counter.person.match_face(matched=True)


def pick_project(counter: CounterPresenter) -> None:
    """Step 2."""
    counter.go(2)
    counter.project.choose(invented.STREAM)


def fill_form(counter: CounterPresenter, *without: str) -> None:
    """Step 3: what nobody else could give, but ``without`` some fields."""
    counter.go(FORM)
    for key, text in invented.BY_HAND.items():
        if key not in without:
            counter.form.edit(key, text)
            counter.form.leave(key)
    counter.form.declare(made=True)


def hand_in(counter: CounterPresenter, *without: str) -> None:
    """Step 4: every original looked at, the others taken in, but ``without`` some lines."""
    counter.go(MATERIALS)
    for line in counter.state.lines:
        if line.star and line.key not in without:
            if "see" in line.allowed:
                counter.materials.see(line.key)
            elif "take" in line.allowed:
                counter.materials.take(line.key)


def everything(counter: CounterPresenter, *without: str) -> None:
    """Steps 1 to 4, then a look at the whole, ``without`` some fields or lines."""
    come_in(counter)
    pick_project(counter)
    fill_form(counter, *without)
    hand_in(counter, *without)
    counter.go(DECIDE)


def case_of(world: World, counter: CounterPresenter) -> CaseRecord:
    """The case as the ledger has it."""
    record = world.opened.ledger.load(counter.state.case).record
    assert isinstance(record, CaseRecord)
    return record
