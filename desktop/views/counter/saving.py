"""Saving the draft on the page: at once, one save at a time, the newest state last."""

from collections.abc import Callable

from casework.errors import ClerkError
from desktop.desk import Desk
from desktop.views.counter import draft
from desktop.views.counter.draft import Draft


class Saver:
    """``current`` is the draft on the page, None while nothing of it is worth saving."""

    def __init__(
        self,
        desk: Desk,
        current: Callable[[], Draft | None],
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
        current = self._current()
        if current is None:
            return
        self._saving, self._unsaved = True, False
        now, body, desk = self._desk.now(), draft.encode(current), self._desk
        desk.run(
            "ledger",
            lambda: desk.drafts.save(current.ident, draft.KIND, body, now, project=current.project),
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
