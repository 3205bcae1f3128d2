"""The board the verbs of the page write on: the state, its reader, and slow work."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from casework.errors import ClerkError
from desktop.desk import Desk
from desktop.views.handling.state import State
from desktop.work import watched

T = TypeVar("T")
Call = Callable[[], None]


def nothing() -> None:
    """Stand in until somebody wants to hear."""


class Board:
    """Holds the state; ``changed`` is called after every change, in the window's thread.

    ``home`` brings a call into the window's thread, from any thread.
    """

    def __init__(self, desk: Desk, home: Callable[[Call], None], changed: Call) -> None:
        self.desk = desk
        self.home = home
        self.changed = changed
        self.state = State()

    def set(self, **changes: Any) -> None:
        """Replace parts of the state and show it."""
        self.state = replace(self.state, **changes)
        self.changed()

    def run(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        ended: Call = nothing,
        failed: Callable[[ClerkError], None] | None = None,
    ) -> None:
        """Do slow work; a refusal is shown, nothing else changes.

        ``ended`` is called in any case, before ``done``.
        """
        self.desk.run(lane, watched(work, self.home, ended), done, failed or self.fail)

    def idle(self) -> None:
        """Nothing the clerk waits for is under way any more."""
        self.set(busy="")

    def fail(self, error: ClerkError) -> None:
        """Show a refusal; whatever was entered stays."""
        self.set(error=error, busy="")
