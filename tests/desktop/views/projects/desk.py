"""A page of projects on a real ledger: the rules of projects, an invented family, who comes."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from casework.act import NewAct
from casework.errors import ClerkError
from casework.law.catalogue import Catalogue
from casework.people.grants import Clerk, Duty
from casework.people.person import Role
from casework.ports import PageImage
from casework.records.case_events import Deliverer
from casework.records.event import Event, Staged
from casework.records.ids import new_id
from casework.records.sealed import Sealed
from desktop.desk import Law
from desktop.views.projects.presenter import UNIT, ProjectsPresenter
from tests.casework.flows.project_packs import law as project_law
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import AGENT, CLERK, World, page_image, rules

MAIN, GARAGE = invented.STREAM, "project/yunqi-garage"
PERMIT = "permit"
BOTH = (Duty.ACCEPT, Duty.HANDLE)


class PdfImporter:
    """Takes a file as it is when it is called so, else as a picture."""

    def read(self, path: Path) -> tuple[PageImage, ...]:
        page = page_image(path.name)
        if path.suffix == ".pdf":
            page = replace(page, body=b"%PDF-1.7 invented", media_type="application/pdf")
        return (replace(page, source=path.name),)


def visitor(*, face_matched: bool = True) -> Deliverer:
    """The agent at the counter."""
    return Deliverer(
        Sealed.of(AGENT.name),
        Sealed.of(AGENT.number),
        "resident",
        Role.LEGAL_REPRESENTATIVE.value,
        "card",
        face_matched=face_matched,
    )


@dataclass
class Told:
    """The presenter with what it said, and who stands at the counter."""

    world: World
    presenter: ProjectsPresenter
    at_counter: list[Deliverer] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The code of the refusal on show, empty for none."""
        error = self.presenter.state.error
        return error.code if isinstance(error, ClerkError) else ""

    def type(self, **texts: str) -> None:
        for key, text in texts.items():
            self.presenter.type(key.replace("__", "."), text)


def with_law(world: World, law: Catalogue | None = None) -> None:
    """A clerk who may do everything, under the rules of projects (or others)."""
    grants = tuple(replace(CLERK.grants[0], item="*", duty=duty) for duty in BOTH)
    known = Law(law or project_law(), rules().calendar)
    clerk = Clerk(CLERK.account, CLERK.name, grants)
    world.desk = replace(world.desk, law=known, clerk=clerk, importer=PdfImporter())


def told(world: World, item: str = PERMIT, stream: str = MAIN) -> Told:
    """A page on which a project was opened, with its builder at the window."""
    at_counter: list[Deliverer] = []
    made = ProjectsPresenter(
        world.desk,
        item,
        lambda: None,
        device="device-1",
        visitor=lambda: at_counter[-1] if at_counter else None,
    )
    made.load()
    made.choose(stream)
    made.type(UNIT, invented.CREDIT_CODE)
    return Told(world, made, at_counter)


def happen(world: World, stream: str, *events: Event) -> None:
    """What others did, as the feed would bring it."""
    now = world.clock()
    staged = tuple(Staged(stream, event) for event in events)
    world.opened.ledger.append(NewAct(new_id(now), now, "other", "hub", "test", "", "", {}, staged))
