"""Builds the pages beside the counter when they are first opened, each with its presenter."""

from collections.abc import Callable, Mapping
from typing import Protocol

from casework.errors import ClerkError
from desktop.desk import Desk
from desktop.ui.page import Page
from desktop.views.cases.page import CasesPage
from desktop.views.cases.presenter import CasesPresenter
from desktop.views.deadlines.page import DeadlinesPage
from desktop.views.deadlines.presenter import DeadlinesPresenter
from desktop.views.inbox.page import InboxPage
from desktop.views.inbox.presenter import InboxPresenter
from desktop.views.relays.page import RelaysPage
from desktop.views.relays.presenter import RelaysPresenter
from desktop.views.sync.page import SyncPage
from desktop.views.sync.presenter import SyncPresenter


class Reloads(Protocol):
    """A presenter of a list."""

    def load(self) -> None:
        """Read again what the page shows."""


class ListPages:
    """The pages by key; ``presenters`` has those that were opened.

    ``say`` shows a refusal, ``wake`` makes the line to the hub try now, ``go_on`` opens a case
    (its stream) in the counter.
    """

    def __init__(
        self,
        desk: Desk,
        say: Callable[[ClerkError], None],
        wake: Callable[[], None],
        go_on: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._say = say
        self._wake = wake
        self._go_on = go_on
        self.presenters: dict[str, Reloads] = {}

    def makers(self) -> Mapping[str, Callable[[], Page]]:
        """What builds each page."""
        return {
            "inbox": self._inbox,
            "cases": self._cases,
            "deadlines": self._deadlines,
            "relays": self._relays,
            "sync": self._sync,
        }

    def _inbox(self) -> Page:
        page = InboxPage()
        presenter = InboxPresenter(
            self._desk, lambda: self._shown(page.render_state, presenter.state), self._go_on
        )
        page.bind(presenter)
        self.presenters["inbox"] = presenter
        return page

    def _cases(self) -> Page:
        page = CasesPage()
        presenter = CasesPresenter(
            self._desk, lambda: self._shown(page.render_state, presenter.state), self._go_on
        )
        page.bind(presenter)
        self.presenters["cases"] = presenter
        return page

    def _deadlines(self) -> Page:
        page = DeadlinesPage()
        presenter = DeadlinesPresenter(
            self._desk, lambda: self._shown(page.render_state, presenter.state)
        )
        page.bind(presenter)
        self.presenters["deadlines"] = presenter
        return page

    def _relays(self) -> Page:
        page = RelaysPage()
        presenter = RelaysPresenter(
            self._desk, lambda: self._shown(page.render_state, presenter.state)
        )
        page.bind(presenter)
        self.presenters["relays"] = presenter
        return page

    def _sync(self) -> Page:
        page = SyncPage()
        presenter = SyncPresenter(
            self._desk, self._wake, lambda: self._shown(page.render_state, presenter.state)
        )
        page.bind(presenter)
        self.presenters["sync"] = presenter
        return page

    def _shown(self, render: Callable[..., None], state: object) -> None:
        render(state)
        error = getattr(state, "error", None)
        if isinstance(error, ClerkError):
            self._say(error)
