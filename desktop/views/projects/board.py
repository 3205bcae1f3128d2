"""The board the verbs of the page of projects write on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from casework.act import Command
from casework.errors import ClerkError
from desktop.desk import Desk
from desktop.views.projects import look_up
from desktop.views.projects.state import State, Told

R = TypeVar("R")
T = TypeVar("T")


class Board:
    """Holds the state; ``changed`` is called after every change, in the window's thread."""

    def __init__(self, desk: Desk, item: str, changed: Callable[[], None]) -> None:
        self.desk = desk
        self.changed = changed
        self.state = State(item)

    def set(self, **changes: Any) -> None:
        """Replace parts of the state and show it; an error stands only until the next change."""
        self.state = replace(self.state, **({"error": None} | changes))
        self.changed()

    def fail(self, error: ClerkError) -> None:
        """Show a refusal; whatever was typed stays."""
        self.set(error=error)

    def run(self, lane: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do slow work; a refusal is shown, nothing else changes."""
        self.desk.run(lane, work, done, self.fail)

    def act(
        self,
        command: Command[R],
        request: R,
        done: str,
        forget: tuple[str, ...] = (),
        **changes: Any,
    ) -> None:
        """Perform a command, then tell the project anew and say what was ``done``.

        What was typed under keys that begin with ``forget`` goes; ``changes`` come over the state.
        """
        desk = self.desk

        def recorded(_: object) -> None:
            typed = {k: v for k, v in self.state.typed.items() if not k.startswith(forget)}
            kept = typed if forget else self.state.typed
            self.state = replace(self.state, **({"typed": kept} | changes))
            self.tell_again(done)

        self.run("ledger", lambda: desk.act(command, request), recorded)

    def tell_again(self, done: str = "") -> None:
        """Read the chosen project again."""
        stream, desk = self.state.stream, self.desk

        def show(told: Told | None) -> None:
            if self.state.stream == stream:
                self.set(told=told, **({"done": done} if done else {}))

        if stream:
            self.run("ledger", lambda: look_up.tell(desk, stream), show)

    def told(self) -> Told | None:
        """The chosen project, None before one is there."""
        return self.state.told
