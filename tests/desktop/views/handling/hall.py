"""A hall with one case of an item that has a commitment rule, on a real ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from casework.act import NewAct, perform
from casework.errors import ClerkError
from casework.flows.deciding import Refuse
from casework.flows.intake import AGAIN, TAKE_IN, Again, TakeIn
from casework.records.commitment import CommitmentRecord
from casework.records.event import Staged
from casework.records.ids import COMMITMENT, bound_to, new_id
from desktop.views.handling.presenter import HandlingPresenter, Setting
from desktop.views.handling.state import State
from desktop.views.handling.verbs import Flow
from tests.casework.flows import committing
from tests.desktop.views.counter.world import EVERYTHING, MORNING, World, picture

NUMBERS = "numbers/device-1"


def write(world: World, *events: Staged, at: datetime | None = None) -> None:
    """What the feed brings: an act of the hub."""
    moment = at or world.clock()
    act = NewAct(new_id(moment), moment, "hub", "hub", "test", "z", "0" * 64, {}, tuple(events))
    world.opened.ledger.append(act)


def publish(world: World, *, hours: int = 24) -> None:
    """The credit list, fresh, without the applicant."""
    write(world, *committing.published(world.clock(), hours=hours))


def receive(world: World, case: str = committing.CASE, without: Iterable[str] = ()) -> str:
    """收件 of a soil plan; without what may come later unless told otherwise."""
    item = world.desk.law.catalogue.item("soil_plan")
    lacking = tuple(without) or tuple(item.commitment.terms if item.commitment else ())
    taken = replace(committing.intake(item, lacking, case=case), numbers=NUMBERS)
    received = MORNING.isoformat()
    world.desk = replace(world.desk, clerk=EVERYTHING)
    world.desk.act(TAKE_IN, TakeIn(replace(taken, received_at=received), None))
    return case


def at_hub(world: World, command: object, request: object) -> None:
    """What a department decides at the hub, as the feed brings it."""
    context = committing.department(world.clock())
    perform(world.opened.ledger, new_id(world.clock()), command, request, context)  # type: ignore[arg-type]


def own(world: World, case: str) -> CommitmentRecord:
    """The commitment as the ledger has it."""
    record = world.opened.ledger.load(bound_to(case, COMMITMENT)).record
    assert isinstance(record, CommitmentRecord)
    return record


@dataclass
class Hand:
    """The page's presenter with everything it was told."""

    world: World
    presenter: HandlingPresenter
    errors: list[ClerkError] = field(default_factory=list)

    @property
    def state(self) -> State:
        return self.presenter.state

    def titles(self, of: str = "", *, open_only: bool = True) -> list[str]:
        """The verbs in their order; those of one flow by the beginning of their keys."""
        assert self.state.seen is not None
        own = (one for one in self.state.seen.verbs if one.key.startswith(of))
        return [one.title for one in own if not (open_only and one.closed)]

    def fill(self, **values: str) -> None:
        for key, text in values.items():
            self.presenter.type(key, text)
        self.presenter.weigh()

    def do(self, key: str, *scans: str, **values: str) -> None:
        """Choose a verb, fill its form, and say yes."""
        self.presenter.choose(key)
        self.fill(**values)
        for paper in scans:
            self.presenter.pages.scan(paper)
        self.presenter.prepare()
        assert self.state.ready is not None, (self.state.problems, self.state.error)
        self.presenter.act()

    def print_all(self) -> None:
        """Print what waits, and it came out."""
        for paper in self.state.made:
            self.presenter.papers.print(paper.number)
            self.presenter.papers.answer(paper.number)
        self.presenter.back()


def hand(
    world: World,
    case: str,
    flows: tuple[Flow, ...] | None = None,
    changed: Callable[[], None] = lambda: None,
) -> Hand:
    """The page of a case."""
    setting = Setting("device-1", lambda: None, lambda call: call())
    if flows is not None:
        setting = replace(setting, flows=flows)
    presenter = HandlingPresenter(world.desk, setting, changed)
    presenter.open(case)
    return Hand(world, presenter)


def file(name: str) -> bytes:
    """An invented page."""
    return picture(name)


def refuse(world: World, case: str) -> None:
    """Another window refuses the case meanwhile."""
    refusal = Refuse(("not_municipal",), "省水行政主管部门")
    world.desk.act(AGAIN, Again(case, NUMBERS, "soil_plan", (), refusal))
