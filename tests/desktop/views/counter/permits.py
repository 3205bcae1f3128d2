"""A construction permit at the counter, under the province's pack."""

from casework.records.event import Event
from desktop.views.counter.presenter import DECIDE, FORM, MATERIALS, CounterPresenter
from tests.casework.flows import permitting as p
from tests.desktop.views.counter import surrounded
from tests.desktop.views.counter.world import World

ITEM = p.PERMIT.code
BY_HAND = {
    "location": "甲市乙区云栖路2号",
    "legal_representative": "赵某",
    "handler_phone": "13800005678",
    **p.PERSONS,
}
"""What the form asks that neither card, project, contract nor drawing gives."""


def chosen(world: World, *more: Event, holdings: tuple[Event, ...] = p.HOLDINGS) -> World:
    """A hall of the province whose project holds a contract and a drawing."""
    surrounded.under(world, p.LAW)
    if holdings or more:
        surrounded.known(world, *holdings, *more)
    return world


def at_step_two(world: World, item: str = ITEM) -> CounterPresenter:
    """Person, project and item."""
    counter = world.presenter()
    counter.start()
    surrounded.choose(counter, item, role="self")
    return counter


def fill(counter: CounterPresenter, **changes: str) -> CounterPresenter:
    """Steps 3 and 4."""
    counter.go(FORM)
    for key, text in {**BY_HAND, **changes}.items():
        counter.form.edit(key, text)
        counter.form.leave(key)
    counter.go(MATERIALS)
    for line in counter.state.lines:
        if line.star and "see" in line.allowed and line.state != "have":
            counter.materials.see(line.key)
    return counter


def decided(counter: CounterPresenter, key: str = p.KEY) -> CounterPresenter:
    """Step 5, with the key of the seal."""
    counter.go(DECIDE)
    counter.decision.type_key(key)
    counter.decision.redraw()
    return counter
