"""The stream ``drawing``: the association code of a joint drawing review (000二).

The builder shares a code with the survey and design units; it holds five days, with the last day
shown. A new code takes the place of the old one. The stream bears the identifier of its case.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from casework.records.case_events import LimitLine
from casework.records.event import AnyEvent, Event, tag_of
from casework.records.recount import Recounts, over


class AssociationShared(Event, frozen=True, tag="AssociationShared.v1"):
    """分享项目关联码: ``ends_on`` is the last day (ISO) as the provincial system shows it."""

    item: str
    project_name: str
    number: str
    """The receipt's."""
    code: str
    units: tuple[str, ...]
    """The survey and design units it was sent to."""
    ends_on: str
    limit: LimitLine
    shared_by: str
    shared_at: str


class AssociationUsed(Event, frozen=True, tag="AssociationUsed.v1"):
    """A unit has joined the project with the code."""

    unit: str
    noted_by: str
    used_at: str


EVENTS: tuple[type[Event], ...] = (AssociationShared, AssociationUsed)
AT_WINDOW: frozenset[type[Event]] = frozenset(EVENTS)
"""What a window may write: the code is the builder's own affair, nobody decides on it."""


class DrawingState(StrEnum):
    """How far the association is."""

    SHARED = "shared"
    JOINED = "joined"
    """Every unit the code was sent to has used it"""


@dataclass(frozen=True, slots=True)
class DrawingRecord:
    """The latest code and who has used it."""

    shared: AssociationShared
    joined: tuple[str, ...] = ()
    times: int = 1
    """How many codes there have been."""
    recounts: Recounts = ()
    unknown: bool = False

    @property
    def state(self) -> DrawingState:
        """Whether anybody is still to join."""
        return DrawingState.SHARED if self.awaited else DrawingState.JOINED

    @property
    def awaited(self) -> tuple[str, ...]:
        """The units that have not joined yet."""
        return tuple(one for one in self.shared.units if one not in self.joined)

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """The last day of the code, while somebody still needs it."""
        return over(self.recounts, (self.shared.limit,)) if self.awaited else ()

    @property
    def heading(self) -> tuple[str, str]:
        """Project and receipt, for lists."""
        return self.shared.project_name, self.shared.number


_SHARED, _USED = "AssociationShared.v1", "AssociationUsed.v1"
TRANSITIONS: dict[tuple[DrawingState | None, str], frozenset[DrawingState]] = {
    (None, _SHARED): frozenset({DrawingState.SHARED}),
    (DrawingState.SHARED, _SHARED): frozenset(DrawingState),
    (DrawingState.SHARED, _USED): frozenset(DrawingState),
    (DrawingState.JOINED, _SHARED): frozenset(DrawingState),
}
"""Where each event may lead: the last unit to join ends the waiting, whatever code it used."""


def allows(record: DrawingRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: DrawingRecord | None, event: AnyEvent) -> DrawingRecord | None:
    """Fold one event; one without a cell changes nothing."""
    if record is None:
        return DrawingRecord(event) if isinstance(event, AssociationShared) else None
    if not isinstance(event, EVENTS):
        return replace(record, unknown=True)
    return _CHANGES[type(event)](record, event) if allows(record, tag_of(event)) else record


def _on_shared(record: DrawingRecord, event: AssociationShared) -> DrawingRecord:
    return replace(record, shared=event, times=record.times + 1)


def _on_used(record: DrawingRecord, event: AssociationUsed) -> DrawingRecord:
    joined = tuple(dict.fromkeys((*record.joined, event.unit)))
    return replace(record, joined=joined)


_CHANGES: dict[type, Callable[..., DrawingRecord]] = {
    AssociationShared: _on_shared,
    AssociationUsed: _on_used,
}
