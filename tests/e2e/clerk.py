"""A clerk: fingers on the keyboard, eyes on the window, and nothing else."""

import time
from collections.abc import Callable

from tests.e2e.reading import Node, View
from tests.e2e.room import Program
from tests.e2e.screen import Screen

PATIENCE = 15.0
_PAUSE = 0.03
_MOST_TABS = 40


class NotSeen(AssertionError):  # noqa: N818 - the clerk looked and it was not there
    """The window did not come to show something; tells what it shows instead."""


class Clerk:
    """Types into the window of a program and reads what it answers."""

    def __init__(self, program: Program, screen: Screen) -> None:
        self._program = program
        self._screen = screen
        self.seen = View(())
        """What was seen last; it stays when the program is gone."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self._screen.press(*keys)

    def type(self, text: str) -> None:
        """Type letters and digits."""
        self._screen.type(text)

    def look(self) -> View:
        """What the window shows now."""
        view = self._program.reader.look()
        if view.nodes:
            self.seen = view
        return view

    def see(self, *parts: str, seconds: float = PATIENCE) -> View:
        """Wait until each of these stands on the window."""
        return self.wait(lambda view: view.says(*parts), " and ".join(parts), seconds)

    def see_gone(self, part: str, seconds: float = PATIENCE) -> View:
        """Wait until this stands nowhere on the window."""
        return self.wait(lambda view: not view.says(part), f"no {part}", seconds)

    def at(self, name: str, seconds: float = PATIENCE) -> Node:
        """Wait until the keyboard is in the thing whose name begins so."""
        view = self.wait(
            lambda view: view.focus is not None and view.focus.name.startswith(name),
            f"the cursor in {name}",
            seconds,
        )
        assert view.focus is not None
        return view.focus

    def tab_to(self, name: str) -> None:
        """Go to the thing of this name by Tab, as far as it takes."""
        for _ in range(_MOST_TABS):
            focus = self.look().focus
            if focus is not None and focus.name == name:
                return
            self.press("Tab")
        raise NotSeen(f"the cursor in {name}: not by Tab, but\n{self.look()}")

    def count_below(self, left: int, count: Callable[[View], int], what: str) -> int:
        """Wait until a count on the window has gone down; what it is now."""
        return count(self.wait(lambda view: count(view) < left, what))

    def wait(self, condition: Callable[[View], bool], what: str, seconds: float = PATIENCE) -> View:
        """Wait until the window shows what a condition asks for."""
        end = time.monotonic() + seconds
        while True:
            self._program.reader.ping()
            view = self.look()
            if condition(view):
                return view
            if view.focus is None:
                self._screen.hold_focus()
            if not self._program.runs:
                raise NotSeen(f"{what}: the program ended\n{self._program.said()}")
            if time.monotonic() > end:
                raise NotSeen(f"{what}: not within {seconds} s, but\n{view}")
            time.sleep(_PAUSE)
