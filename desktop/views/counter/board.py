"""The board the verbs of the counter write on: the state, its readers, and the saving of drafts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from msgspec import structs

from casework.errors import ClerkError
from casework.flows import linking
from casework.law.forms import Form, canonical, check
from casework.law.items import Item
from casework.law.problem import Problem
from casework.people.grants import Duty, Need, may
from casework.people.numbers import mask_name
from casework.ports import SavedDraft
from casework.records.case import CaseRecord
from casework.records.commitment import CommitmentRecord
from desktop.desk import Desk
from desktop.saving import Saver, Saving
from desktop.views.counter import draft, identity
from desktop.views.counter.checklist import Line
from desktop.views.counter.draft import Draft
from desktop.views.counter.lines import Look, lines
from desktop.views.counter.rules import Rules
from desktop.views.counter.state import State, Unfinished
from desktop.views.counter.turning import without_item
from desktop.work import watched

T = TypeVar("T")
Call = Callable[[], None]


def _differences(new: Draft) -> dict[str, Problem]:
    """Where the form reads otherwise than the linked project (000§4)."""
    linked = {"project_code": new.project_code, "project_name": new.project_name}
    return linking.differences(linked, new.texts())


def _type_of(state: State | None) -> str:
    """The type of the project; there is no state yet while the first one is made."""
    return state.draft.project_type if state is not None else ""


def nothing() -> None:
    """Stand in until a page wants to hear."""


class Board:
    """Holds the state; ``changed`` is called after every change, in the window's thread.

    ``home`` brings a call into the window's thread, from any thread.
    """

    def __init__(self, desk: Desk, home: Callable[[Call], None]) -> None:
        self.desk = desk
        self.home = home
        self.changed: Call = nothing
        self.considered: Call = nothing
        """Called after each change that was looked at as a whole."""
        self.closing = False
        """The draft is about to become an act: it is not saved any more."""
        self.state = State(self._fresh())
        self.rules = Rules(desk, lambda: self.state)
        self._saver = Saver(desk, self._worth_saving, lambda at: self.set(saved_at=at), self.fail)

    @property
    def offered(self) -> tuple[Item, ...]:
        """The items this clerk may take in here today, in the pack's order."""
        desk = self.desk
        area, day = desk.place.area, desk.now().date()
        items = desk.law.catalogue.items.values()
        needs = ((one, Need(one.code, Duty.ACCEPT)) for one in items)
        mine = (one for one, need in needs if may(desk.clerk, need, area, day))
        return linking.offered(mine, _type_of(getattr(self, "state", None)), desk.law.catalogue)

    @property
    def chosen(self) -> Item | None:
        """The item of the intake; None until one is chosen, or where the pack has lost it."""
        return self.rules.law.items.get(self.state.draft.item)

    @property
    def item(self) -> Item:
        """The item of the intake, where one is chosen; RuleError LW-411 otherwise."""
        return self.rules.law.item(self.state.draft.item)

    @property
    def form(self) -> Form:
        """Its form."""
        return self.rules.law.form_of(self.item)

    def role(self) -> str:
        """In whose role the checklist is asked: of who stands here, else of who came last."""
        record = self.state.record
        return self.state.draft.person.role or (record.deliverer.role if record else "")

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
        item = self.chosen
        problems = check(self.form, new.texts(), today) if item is not None else ()
        self.set(
            person_problems=identity.problems(new.person, today),
            form_problems=_differences(new) | {one.field: one for one in reversed(problems)},
            undeclared=item is not None and item.declaration is not None and not new.declaration,
            lines=self._lines(item) if item is not None else (),
        )
        self._saver.save()
        self.considered()

    def type(self, new: Draft) -> None:
        """A key in a field: kept and saved at once, looked at when the field is left."""
        self._hold(new)
        self.changed()
        self._saver.save()

    def start(
        self,
        new: Draft | None = None,
        case: str = "",
        record: CaseRecord | None = None,
        commitment: CommitmentRecord | None = None,
    ) -> None:
        """Begin a fresh intake, or go on with a saved one, which may be a ``case`` by now.

        ``record`` is the case that a visit goes on with, ``commitment`` how far its commitment is.
        """
        self._saver.flush()
        fresh = new or self._fresh()
        if fresh.item not in self.desk.law.catalogue.items:
            # The rules were replaced since: what the old item asked for is chosen anew.
            fresh = without_item(fresh)
        reader = self.state.reader
        self.state = State(fresh, record, commitment, reader=reader, case=case)
        self.put(fresh)
        self.list_unfinished()

    def _fresh(self) -> Draft:
        """An intake that begins now; where only one item is offered there is no choice to make."""
        only = self.offered[0].code if len(self.offered) == 1 else ""
        return draft.new_draft(only, self.desk.now())

    def _lines(self, item: Item) -> tuple[Line, ...]:
        results = {key: one.name for key, one in self.desk.law.catalogue.results.items()}
        clerk, record = self.desk.clerk.name, self.state.record
        exempted = self.rules.exempted()
        around, law = self.state.around, self.rules.law
        kept, role, own = self.kept(), self.role(), self.state.draft.case
        lent = around.lent(item.checklist(kept, role), item, own, law) if around else {}
        look = Look(item, kept, role, clerk, record, results, exempted, lent)
        return lines(self.state.draft, look)

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
        self.desk.run(lane, watched(work, self.home, ended), done, failed or self.fail)

    def idle(self) -> None:
        """Nothing the clerk waits for is under way any more."""
        self.set(busy="")

    def fail(self, error: ClerkError) -> None:
        """Show a refusal; whatever was entered stays."""
        self.set(error=error)

    def reopen(self) -> None:
        """The act did not come about: the draft goes on as one, with whatever came since."""
        self.closing = False
        self._saver.go_on()

    def list_unfinished(self) -> None:
        """Offer the drafts that are not on the page."""
        self.run(
            "ledger",
            lambda: self.desk.drafts.all(draft.KIND),
            lambda found: self.set(unfinished=_offered(found, self.state.draft.ident)),
        )

    def _hold(self, new: Draft) -> None:
        """Take a draft over; the first thing that is entered fixes when the papers came in."""
        before, fresh = self.state.draft, not new.case
        if fresh and before.empty and not new.empty and before.ident == new.ident:
            new = structs.replace(new, received_at=self.desk.now().isoformat())
        self.state = replace(self.state, draft=new, error=None)

    def _worth_saving(self) -> Saving | None:
        one = self.state.draft
        if self.state.case or self.closing or one.empty:
            return None
        return Saving(one.ident, draft.KIND, draft.encode(one), one.project)


def _offered(found: tuple[SavedDraft, ...], current: str) -> tuple[Unfinished, ...]:
    read = ((one, draft.decode(one.body)) for one in found if one.draft != current)
    return tuple(
        Unfinished(
            one.draft,
            known.project_name,
            mask_name(known.person.name),
            one.saved_at,
            again=bool(known.case),
        )
        for one, known in read
        if known is not None
    )
