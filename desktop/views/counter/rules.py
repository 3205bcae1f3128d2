"""The rules an intake goes by: those in force, less what exemptions take from its item."""

from collections.abc import Callable
from dataclasses import replace

from casework.act import Context
from casework.flows.exemption_basis import Standing, relieved
from casework.flows.exemption_intake import under
from casework.law.catalogue import Catalogue
from desktop.desk import Desk
from desktop.views.counter.state import State

_Asked = tuple[Catalogue, str, tuple[Standing, ...]]


class Rules:
    """``state`` is the page as it stands."""

    def __init__(self, desk: Desk, state: Callable[[], State]) -> None:
        self._desk = desk
        self._state = state
        self._relieved: tuple[_Asked, Catalogue] | None = None

    @property
    def relied(self) -> tuple[Standing, ...]:
        """The exemptions whose works this application is about."""
        around, relies = self._state().around, self._state().draft.relies
        known = around.exemptions if around is not None else ()
        return tuple(one for one in known if relies.get(one.exemption))

    def exempted(self) -> dict[str, str]:
        """By line of the checklist the record of the exemption that takes it away."""
        item = self._desk.law.catalogue.items.get(self._state().draft.item)
        dropped = relieved(item.materials, self.relied).dropped if item is not None else ()
        return {one.key: why.number for one, why in dropped}

    @property
    def law(self) -> Catalogue:
        """The catalogue of this moment (001B注2)."""
        return self.context().catalogue

    def context(self) -> Context:
        """The context of a command at this moment."""
        context, relied, code = self._desk.context(), self.relied, self._state().draft.item
        if not relied or code not in context.catalogue.items:
            return context
        asked = (context.catalogue, code, relied)
        if self._relieved is None or self._relieved[0] != asked:
            self._relieved = (asked, under(context, code, relied).catalogue)
        return replace(context, catalogue=self._relieved[1])
