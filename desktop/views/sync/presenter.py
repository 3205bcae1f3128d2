"""The line to the hub: what is owed and until when, which acts are receipted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from casework.errors import ClerkError
from casework.rows import ActRow, LimitRow
from desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows."""

    debts: tuple[LimitRow, ...] = ()
    acts: tuple[ActRow, ...] = ()
    error: ClerkError | None = None


class SyncPresenter:
    """The clerk's verbs on the line; ``wake`` sends at once."""

    def __init__(self, desk: Desk, wake: Callable[[], None], changed: Callable[[], None]) -> None:
        self._desk = desk
        self._wake = wake
        self._changed = changed
        self.state = State()

    def load(self) -> None:
        """Read debts and acts again."""
        rows = self._desk.rows
        self._desk.run("search", lambda: (rows.debts(), rows.acts()), self._show, self._failed)

    def send(self) -> None:
        """立即送出."""
        self._wake()

    def _show(self, found: tuple[tuple[LimitRow, ...], tuple[ActRow, ...]]) -> None:
        self._set(debts=found[0], acts=found[1], error=None)

    def _failed(self, error: ClerkError) -> None:
        self._set(error=error)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self._changed()
