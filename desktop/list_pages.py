"""Builds the pages beside the counter when they are first opened, each with its presenter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from casework.errors import ClerkError
from casework.records.case_events import Deliverer
from desktop.desk import Desk
from desktop.ui.confirm import Answer, Question
from desktop.views.cases.page import CasesPage
from desktop.views.cases.presenter import CasesPresenter
from desktop.views.deadlines.page import DeadlinesPage
from desktop.views.deadlines.presenter import DeadlinesPresenter
from desktop.views.handling.page import HandlingPage
from desktop.views.handling.presenter import HandlingPresenter, Setting
from desktop.views.inbox.page import InboxPage
from desktop.views.inbox.presenter import InboxPresenter
from desktop.views.projects.page import ProjectsPage
from desktop.views.projects.presenter import ProjectsPresenter, first_item
from desktop.views.relays.page import RelaysPage
from desktop.views.relays.presenter import RelaysPresenter
from desktop.views.sync.page import SyncPage
from desktop.views.sync.presenter import SyncPresenter

HANDLING = "handling"


class Reloads(Protocol):
    """A presenter of a list."""

    def load(self) -> None:
        """Read again what the page shows."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages need of the window around them.

    ``say`` shows a refusal, ``ask`` asks before an act, ``wake`` makes the line to the hub try now,
    ``visitor`` gives the person at the counter, ``device`` names the stream of this workstation's
    numbers, ``go_on`` opens a case (its stream) in the counter, ``handle`` on the page 办理, and
    ``leave`` goes back from there. ``home`` runs a function in the window's thread, ``clear`` takes
    a refusal (by its code) away again.
    """

    say: Callable[[ClerkError], None]
    ask: Callable[[Question, Callable[[Answer], None]], object]
    wake: Callable[[], None]
    visitor: Callable[[], Deliverer | None]
    device: str
    go_on: Callable[[str], None]
    handle: Callable[[str], None]
    leave: Callable[[], None]
    home: Callable[[Callable[[], None]], None]
    clear: Callable[[str], None] = lambda _: None


class ListPages:
    """The pages by key; ``presenters`` has those that were opened."""

    def __init__(self, desk: Desk, around: Around) -> None:
        self._desk = desk
        self._around = around
        self.presenters: dict[str, Reloads] = {}
        self._follow: list[Callable[[], None]] = []
        self._told: dict[type, ClerkError] = {}

    def makers(self) -> Mapping[str, Callable[[], QWidget]]:
        """What builds each page."""
        makers = {
            "inbox": self._inbox,
            "cases": self._cases,
            "projects": self._projects,
            "deadlines": self._deadlines,
            "relays": self._relays,
            "sync": self._sync,
        }
        return {key: partial(_with_help, key, make) for key, make in makers.items()}

    def law_replaced(self) -> None:
        """Other rules hold: pages that were made from the old ones are made anew."""
        for follow in self._follow:
            follow()

    def _inbox(self) -> QWidget:
        page = InboxPage()
        presenter = InboxPresenter(
            self._desk, lambda: self._shown(page.render_state, presenter.state), self._around.go_on
        )
        page.bind(presenter)
        self.presenters["inbox"] = presenter
        return page

    def handling(self) -> QWidget:
        """The page 办理; it is reached from a case, never by itself."""
        return _with_help(HANDLING, self._handling)

    def _handling(self) -> QWidget:
        around = self._around
        page = HandlingPage(around.ask, around.leave)
        presenter = HandlingPresenter(
            self._desk,
            Setting(around.device, around.visitor, around.home),
            lambda: self._shown(page.render_state, presenter.state),
        )
        page.bind(presenter)
        self.presenters[HANDLING] = presenter
        return page

    def _cases(self) -> QWidget:
        page, around = CasesPage(), self._around
        presenter = CasesPresenter(
            self._desk,
            lambda: self._shown(page.render_state, presenter.state),
            around.go_on,
            around.handle,
        )
        page.bind(presenter)
        self.presenters["cases"] = presenter
        return page

    def _projects(self) -> QWidget:
        around = self._around
        presenter = ProjectsPresenter(
            self._desk,
            first_item(self._desk),
            lambda: self._shown(page.render_state, presenter.state),
            device=around.device,
            visitor=around.visitor,
        )
        page = ProjectsPage(presenter, around.ask)
        self._follow.append(page.law_replaced)
        self.presenters["projects"] = presenter
        return page

    def _deadlines(self) -> QWidget:
        page = DeadlinesPage()
        presenter = DeadlinesPresenter(
            self._desk,
            lambda: self._shown(page.render_state, presenter.state),
            self._around.handle,
        )
        page.bind(presenter)
        self.presenters["deadlines"] = presenter
        return page

    def _relays(self) -> QWidget:
        page = RelaysPage()
        presenter = RelaysPresenter(
            self._desk, lambda: self._shown(page.render_state, presenter.state)
        )
        page.bind(presenter)
        self.presenters["relays"] = presenter
        return page

    def _sync(self) -> QWidget:
        page = SyncPage()
        presenter = SyncPresenter(
            self._desk, self._around.wake, lambda: self._shown(page.render_state, presenter.state)
        )
        page.bind(presenter)
        self.presenters["sync"] = presenter
        return page

    def _shown(self, render: Callable[..., None], state: object) -> None:
        """Render a state; say its refusal once, and take it back when it holds no more."""
        render(state)
        error = getattr(state, "error", None)
        before = self._told.pop(type(state), None)
        if before is not None and error is not before:
            self._around.clear(before.code)
        if isinstance(error, ClerkError):
            self._told[type(state)] = error
            if error is not before:
                self._around.say(error)


def _with_help(key: str, make: Callable[[], QWidget]) -> QWidget:
    """A page for which F1 finds the help of the same key, unless a part of it has its own."""
    page = make()
    page.setProperty("help_key", key)
    return page
