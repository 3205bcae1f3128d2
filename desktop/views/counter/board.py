"""The board the verbs of the counter write on: the state, its readers, and the saving of drafts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from msgspec import structs

from casework.errors import ClerkError
from casework.law.forms import Form, canonical, check
from casework.law.items import Item
from casework.people.numbers import mask_name
from casework.ports import SavedDraft
from desktop.desk import Desk
from desktop.views.counter import checklist, draft, identity
from desktop.views.counter.draft import Draft
from desktop.views.counter.state import State, Unfinished

T = TypeVar("T")
Call = Callable[[], None]


def nothing() -> None:
    """Stand in until a page wants to hear."""


class Board:
    """Holds the state; ``changed`` is called after every change, in the window's thread.

    ``home`` brings a call into the window's thread, from any thread.
    """

    def __init__(self, desk: Desk, item: str, home: Callable[[Call], None]) -> None:
        self.desk = desk
        self.home = home
        self.changed: Call = nothing
        self.considered: Call = nothing
        """Called after each change that was looked at as a whole."""
        self._item = item
        self.closing = False
        """The draft is about to become an act: it is not saved any more."""
        self._saving = False
        self._unsaved = False
        self.state = State(draft.new_draft(item, desk.now()))

    @property
    def item(self) -> Item:
        """The item of the intake."""
        return self.desk.law.catalogue.item(self._item)

    @property
    def form(self) -> Form:
        """Its form."""
        return self.desk.law.catalogue.form_of(self.item)

    def kept(self) -> dict[str, str]:
        """The form's values in canonical text."""
        return canonical(self.form, self.state.draft.texts())

    def set(self, **changes: Any) -> None:
        """Replace parts of the state and show it."""
        self.state = replace(self.state, **changes)
        self.changed()

    def put(self, new: Draft) -> None:
        """A new state of the intake: derive what depends on it, show it, save it."""
        self._hold(new)
        new, today = self.state.draft, self.desk.now().date()
        problems = check(self.form, new.texts(), today)
        self.set(
            person_problems=identity.problems(new.person, today),
            form_problems={one.field: one for one in reversed(problems)},
            undeclared=self.item.declaration is not None and not new.declaration,
            lines=checklist.lines(new, self.item, self.kept(), self.desk.clerk.name),
        )
        self._save()
        self.considered()

    def type(self, new: Draft) -> None:
        """A key in a field: kept and saved at once, looked at when the field is left."""
        self._hold(new)
        self.changed()
        self._save()

    def start(self, new: Draft | None = None, case: str = "") -> None:
        """Begin a fresh intake, or go on with a saved one, which may be a ``case`` by now."""
        self._flush()
        fresh = new or draft.new_draft(self._item, self.desk.now())
        self.state = State(fresh, reader=self.state.reader, case=case)
        self.put(fresh)
        self.list_unfinished()

    def run(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        ended: Call = nothing,
        failed: Callable[[ClerkError], None] | None = None,
    ) -> None:
        """Do slow work; a refusal is shown, nothing else changes.

        ``ended`` is called in any case, before ``done`` and also after an unforeseen error: there
        the page takes back that it is busy.
        """

        def watched() -> T:
            try:
                return work()
            finally:
                self.home(ended)

        self.desk.run(lane, watched, done, failed or self.fail)

    def idle(self) -> None:
        """Nothing the clerk waits for is under way any more."""
        self.set(busy="")

    def fail(self, error: ClerkError) -> None:
        """Show a refusal; whatever was entered stays."""
        self.set(error=error)

    def reopen(self) -> None:
        """The act did not come about: the draft goes on as one, with whatever came since."""
        self.closing = False
        if self._unsaved and not self._saving:
            self._save_now()

    def list_unfinished(self) -> None:
        """Offer the drafts that are not on the page."""
        self.run(
            "ledger",
            lambda: self.desk.drafts.all(draft.KIND),
            lambda found: self.set(unfinished=_offered(found, self.state.draft.ident)),
        )

    def _hold(self, new: Draft) -> None:
        """Take a draft over; the first thing that is entered fixes when the papers came in."""
        if self.state.draft.empty and not new.empty and self.state.draft.ident == new.ident:
            new = structs.replace(new, received_at=self.desk.now().isoformat())
        self.state = replace(self.state, draft=new, error=None)

    def _save(self) -> None:
        """Save at once; changes that come while a save is under way go with the next one."""
        if not self._worth_saving():
            return
        self._unsaved = True
        if not self._saving:
            self._save_now()

    def _worth_saving(self) -> bool:
        return not (self.state.case or self.closing or self.state.draft.empty)

    def _save_now(self) -> None:
        self._saving, self._unsaved = True, False
        now, current = self.desk.now(), self.state.draft
        body = draft.encode(current)
        self.desk.run(
            "ledger",
            lambda: self.desk.drafts.save(current.ident, draft.KIND, body, now),
            lambda _: self._saved(now.isoformat()),
            self._not_saved,
        )

    def _flush(self) -> None:
        """The draft on the page is about to be put away: nothing of it may wait."""
        if self._unsaved and self._worth_saving():
            self._save_now()

    def _saved(self, at: str) -> None:
        self._saving = False
        if self._unsaved and self._worth_saving():
            self._save_now()
        else:
            self.set(saved_at=at)

    def _not_saved(self, error: ClerkError) -> None:
        self._saving = False
        self.fail(error)


def _offered(found: tuple[SavedDraft, ...], current: str) -> tuple[Unfinished, ...]:
    read = ((one, draft.decode(one.body)) for one in found if one.draft != current)
    return tuple(
        Unfinished(one.draft, known.project_name, mask_name(known.person.name), one.saved_at)
        for one, known in read
        if known is not None
    )
