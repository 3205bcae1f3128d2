"""The stream ``stage``: one application for a stage with its items, and the stage's own clock.

Each item is a case of its own; the stage keeps which case stands for which item and what happened
to its clock (004-12, obligations trap 7). How these turns add up is told by ``law.stage_clock``.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

import msgspec

from casework.law.clock import StageResumes
from casework.law.stage_clock import Happening, StageRun, Turn, run
from casework.records.case_events import LimitLine
from casework.records.course import Course
from casework.records.event import AnyEvent, Event
from casework.records.recount import LimitsRecounted


class StageItem(msgspec.Struct, frozen=True):
    """An item of the stage and the case that stands for it."""

    item: str
    item_name: str
    case: str


class StageOpened(Event, frozen=True, tag="StageOpened.v1"):
    """One form and one set of materials were handed in for these items (004-7)."""

    stage: str
    stage_name: str
    department: str
    """Who leads the stage."""
    project: str
    project_code: str
    project_name: str
    number: str
    items: tuple[StageItem, ...]
    resumes: str
    """When the clock goes on after a return, as the pack said that day."""
    opened_at: str
    practice: bool


class ItemTurned(Event, frozen=True, tag="ItemTurned.v1"):
    """Something happened to the clock of an item: a ``law.stage_clock.Turn``.

    ``case`` is the item's case from now on, another one after a resubmission; ``limits`` are the
    stage's as they stand afterwards.
    """

    item: str
    turn: str
    case: str
    turned_at: str
    limits: tuple[LimitLine, ...]


EVENTS: tuple[type[Event], ...] = (StageOpened, ItemTurned)


class StageState(StrEnum):
    """Where a stage stands."""

    OPEN = "open"
    """Received, nothing accepted yet"""
    RUNNING = "running"
    PAUSED = "paused"
    """An item was returned or stands still"""
    COMPLETED = "completed"
    """All items are completed"""


@dataclass(frozen=True, slots=True)
class StageRecord:
    """A stage application as it stands."""

    opened: StageOpened
    items: tuple[StageItem, ...]
    turns: tuple[ItemTurned, ...] = ()
    course: Course = field(default_factory=Course)
    unknown: bool = False

    @property
    def run(self) -> StageRun:
        """The clocks of the stage and of its items."""
        told = self.opened.resumes
        resumes = StageResumes(told) if told in set(StageResumes) else StageResumes.ACCEPTED
        return run(map(_happening, self.turns), resumes)

    @property
    def done(self) -> frozenset[str]:
        """Codes of the items that are completed."""
        return frozenset(one.item for one in self.turns if one.turn == Turn.COMPLETED)

    @property
    def state(self) -> StageState:
        """Where the stage stands."""
        clocks = self.run
        if all(one.item in self.done for one in self.items):
            return StageState.COMPLETED
        if clocks.start is None:
            return StageState.OPEN
        still = clocks.pauses and clocks.pauses[-1].end is None
        return StageState.PAUSED if still else StageState.RUNNING

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """The stage's limits while it is not completed."""
        return () if self.state is StageState.COMPLETED else self.course.limits

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the number of the receipt."""
        return self.opened.project_name, self.opened.number


def apply(record: StageRecord | None, event: AnyEvent) -> StageRecord | None:
    """Fold one event; a turn changes nothing when its item is not of the stage, or its moment none.

    An act that another end wrote is not asked again whether it may be: the fold never raises.
    """
    if record is None:
        return StageRecord(event, event.items) if isinstance(event, StageOpened) else None
    if isinstance(event, StageOpened):
        return record
    if isinstance(event, ItemTurned):
        return _turned(record, event)
    if isinstance(event, LimitsRecounted):
        return replace(record, course=record.course.recounted(event))
    return replace(record, unknown=True)


def _turned(record: StageRecord, event: ItemTurned) -> StageRecord:
    known = event.turn in set(Turn) and event.item in {one.item for one in record.items}
    if not known or not _is_moment(event.turned_at):
        return record
    items = tuple(
        msgspec.structs.replace(one, case=event.case) if one.item == event.item else one
        for one in record.items
    )
    return replace(
        record,
        items=items,
        turns=(*record.turns, event),
        course=record.course.stating(event.limits),
    )


def _is_moment(text: str) -> bool:
    """Whether a text is an ISO moment with its offset: without one it cannot be put in order."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _happening(event: ItemTurned) -> Happening:
    return Happening(datetime.fromisoformat(event.turned_at), event.item, Turn(event.turn))
