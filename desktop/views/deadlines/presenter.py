"""Deadlines of all open cases, the nearest first, each with its light and its sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.errors import ClerkError
from casework.flows.clocks import light
from casework.law.deadlines import Light
from casework.rows import LimitRow
from desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """A deadline with its light at the moment it was read."""

    row: LimitRow
    light: Light


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows."""

    shown: tuple[Shown, ...] = ()
    error: ClerkError | None = None


class DeadlinesPresenter:
    """Reads the limits and gives each its light."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._changed = changed
        self.state = State()

    def load(self) -> None:
        """Read the limits again; lights are those of this moment."""
        desk, context = self._desk, self._desk.context()

        def work() -> tuple[Shown, ...]:
            return tuple(Shown(row, light(row, context, context.now)) for row in desk.rows.limits())

        desk.run("search", work, self._show, self._failed)

    def _show(self, shown: tuple[Shown, ...]) -> None:
        self.state = State(shown)
        self._changed()

    def _failed(self, error: ClerkError) -> None:
        self.state = State(self.state.shown, error)
        self._changed()
