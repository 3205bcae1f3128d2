"""The stream ``task``: something somebody has to be told, with the proof that it reached them.

Relays between departments, notices to the builder, requests for coordination (004-18), disputes
(001E-20): each is opened with its addressee and its limit, tried, delivered, perhaps answered.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from casework.records.case_events import LimitLine
from casework.records.event import AnyEvent, Event, tag_of
from casework.records.recount import Recounts, over
from casework.records.sealed import Sealed


class TaskOpened(Event, frozen=True, tag="TaskOpened.v1"):
    """There is somebody to tell: ``to`` names a department, a unit or a role of the case."""

    kind: str
    """A ``law.relays.TaskKind``."""
    key: str
    """The row of the pack it follows."""
    item: str
    """Code of the item whose clerks deal with it."""
    about: str
    """The stream it is about, mostly a case."""
    project_name: str
    number: str
    """A paper of the case by which the addressee knows it; may be empty."""
    to: str
    title: str
    text: str
    basis: str
    opened_at: str
    limits: tuple[LimitLine, ...]


class TaskTried(Event, frozen=True, tag="TaskTried.v1"):
    """An attempt that did not reach the addressee: by which means, and what came of it."""

    means: str
    outcome: str
    tried_at: str


class TaskDelivered(Event, frozen=True, tag="TaskDelivered.v1"):
    """It reached the addressee; ``proof`` is a postal number, a message id or a signed slip."""

    means: str
    proof: str
    delivered_at: str
    recipient_name: Sealed[str]
    """Who took it; empty where a system did."""


class TaskAnswered(Event, frozen=True, tag="TaskAnswered.v1"):
    """The addressee's answer, relayed on arrival with its time and content (004-13)."""

    by: str
    text: str
    answered_at: str


class TaskClosed(Event, frozen=True, tag="TaskClosed.v1"):
    """Nothing more is owed; the reason says why where it was not answered."""

    reason: str
    closed_at: str


EVENTS: tuple[type[Event], ...] = (TaskOpened, TaskTried, TaskDelivered, TaskAnswered, TaskClosed)


class TaskState(StrEnum):
    """How far a task is."""

    OPEN = "open"
    DELIVERED = "delivered"
    ANSWERED = "answered"
    CLOSED = "closed"


TRANSITIONS: dict[tuple[TaskState | None, str], TaskState] = {
    (None, "TaskOpened.v1"): TaskState.OPEN,
    (TaskState.OPEN, "TaskTried.v1"): TaskState.OPEN,
    (TaskState.OPEN, "TaskDelivered.v1"): TaskState.DELIVERED,
    (TaskState.OPEN, "TaskAnswered.v1"): TaskState.ANSWERED,
    (TaskState.DELIVERED, "TaskAnswered.v1"): TaskState.ANSWERED,
    **{
        (state, "TaskClosed.v1"): TaskState.CLOSED
        for state in (TaskState.OPEN, TaskState.DELIVERED, TaskState.ANSWERED)
    },
}


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task as it stands."""

    opened: TaskOpened
    state: TaskState
    tries: tuple[TaskTried, ...] = ()
    delivered: TaskDelivered | None = None
    answered: TaskAnswered | None = None
    closed: TaskClosed | None = None
    recounts: Recounts = ()
    unknown: bool = False

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """What still runs: until delivery, or until the answer where one is asked for."""
        done = {
            TaskState.OPEN: (),
            TaskState.DELIVERED: ("delivered",),
        }.get(self.state)
        if done is None:
            return ()
        limits = over(self.recounts, self.opened.limits)
        return tuple(one for one in limits if one.ends not in done)

    @property
    def heading(self) -> tuple[str, str]:
        """Project and number, for lists."""
        return self.opened.project_name, self.opened.number


def allows(record: TaskRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: TaskRecord | None, event: AnyEvent) -> TaskRecord | None:
    """Fold one event; one without a cell changes nothing."""
    if record is None:
        return TaskRecord(event, TaskState.OPEN) if isinstance(event, TaskOpened) else None
    if not isinstance(event, EVENTS):
        return replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag_of(event)))
    if state is None:
        return record
    return replace(_CHANGES[type(event)](record, event), state=state)


def _tried(record: TaskRecord, event: TaskTried) -> TaskRecord:
    return replace(record, tries=(*record.tries, event))


def _delivered(record: TaskRecord, event: TaskDelivered) -> TaskRecord:
    return replace(record, delivered=event)


def _answered(record: TaskRecord, event: TaskAnswered) -> TaskRecord:
    return replace(record, answered=event)


def _closed(record: TaskRecord, event: TaskClosed) -> TaskRecord:
    return replace(record, closed=event)


_CHANGES: dict[type, Callable[..., TaskRecord]] = {
    TaskTried: _tried,
    TaskDelivered: _delivered,
    TaskAnswered: _answered,
    TaskClosed: _closed,
}
