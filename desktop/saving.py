"""Saving the draft on a page: at once, one save at a time, the newest state last."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.errors import ClerkError
from desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class Saving:
    """A draft as it is kept: its identifier, its kind, its bytes, the stream of its project."""

    ident: str
    kind: str
    body: bytes
    project: str = ""


class Saver:
    """``current`` is the draft on the page, None while nothing of it is worth saving."""

    def __init__(
        self,
        desk: Desk,
        current: Callable[[], Saving | None],
        saved: Callable[[str], None],
        failed: Callable[[ClerkError], None],
    ) -> None:
        self._desk = desk
        self._current = current
        self._told = saved
        self._refused = failed
        self._saving = False
        self._unsaved = False

    def save(self) -> None:
        """Save at once; changes that come while a save is under way go with the next one."""
        if self._current() is None:
            return
        self._unsaved = True
        if not self._saving:
            self._now()

    def flush(self) -> None:
        """The draft on the page is about to be put away: nothing of it may wait."""
        if self._unsaved:
            self._now()

    def go_on(self) -> None:
        """What had waited while nothing was to be saved."""
        if self._unsaved and not self._saving:
            self._now()

    def _now(self) -> None:
        one = self._current()
        if one is None:
            return
        self._saving, self._unsaved = True, False
        now, drafts = self._desk.now(), self._desk.drafts
        self._desk.run(
            "ledger",
            lambda: drafts.save(one.ident, one.kind, one.body, now, project=one.project),
            lambda _: self._saved(now.isoformat()),
            self._failed,
        )

    def _saved(self, at: str) -> None:
        self._saving = False
        if self._unsaved and self._current() is not None:
            self._now()
        else:
            self._told(at)

    def _failed(self, error: ClerkError) -> None:
        self._saving = False
        self._refused(error)
