"""Telling somebody: open a task, record each attempt, its delivery with proof, its answer.

Flows open tasks inside the act that makes them due, so that no act exists without its task.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows.clocks import lay_out
from casework.flows.words import TASK_STATES
from casework.law.limits import Moment
from casework.law.relays import TaskKind
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.event import Event, Staged, tag_of
from casework.records.task import (
    TaskAnswered,
    TaskClosed,
    TaskDelivered,
    TaskOpened,
    TaskRecord,
    TaskTried,
    allows,
)


@dataclass(frozen=True, slots=True)
class About:
    """What a task is about: a case (or another stream) and the words that name it."""

    stream: str
    item: str
    """The item's code."""
    item_name: str
    project_name: str
    number: str = ""
    unit: str = ""
    organ: str = ""


def stream_for(about: str, key: str, nth: int = 1) -> str:
    """The stream of the ``nth`` task of a kind about a stream: the same wherever it is made."""
    name = f"{ids.ident_of(about)}-{key}"
    return ids.stream_of(ids.TASK, name if nth == 1 else f"{name}-{nth}")


def opened(
    about: About, key: str, context: Context, *, detail: str = "", to: str = "", nth: int = 1
) -> Staged:
    """The event that opens the pack's task ``key``; its limits run from now."""
    relay = context.catalogue.relays.get(key)
    if relay is None:
        raise RuleError("TK-105", key=key)
    limits = [context.catalogue.limits[name] for name in relay.limits]
    words = relay.written(
        project=about.project_name,
        number=about.number,
        item=about.item_name,
        unit=about.unit,
        organ=about.organ,
        detail=detail,
    )
    moments = {limit.starts: context.now for limit in limits}
    event = TaskOpened(
        kind=relay.kind.value,
        key=key,
        item=about.item,
        about=about.stream,
        project_name=about.project_name,
        number=about.number,
        to=to or relay.to,
        title=relay.title,
        text=words,
        basis=relay.basis.short,
        opened_at=context.now.isoformat(),
        limits=lay_out(limits, {**moments, Moment.TASK_OPENED: context.now}, context),
    )
    return Staged(stream_for(about.stream, key, nth), event)


@dataclass(frozen=True, slots=True)
class Open:
    """A clerk's own task: a request for coordination (004-18) or a dispute (001E-20)."""

    about: About
    key: str
    detail: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """The addressee was not reached."""

    task: str
    item: str
    means: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """The addressee was reached; without a proof there is no delivery."""

    task: str
    item: str
    means: str
    proof: str
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer came."""

    task: str
    item: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Nothing more is owed."""

    task: str
    item: str
    reason: str


Done = Tried | Delivered | Answered | Closed
_OWN = frozenset({TaskKind.COORDINATE, TaskKind.DISPUTE})
"""Kinds that a clerk opens; all others come out of an act."""


def _open(records: Records, request: Open, context: Context) -> list[Staged]:
    relay = context.catalogue.relays.get(request.key)
    if relay is None or relay.kind not in _OWN or not request.detail.strip():
        raise RuleError("TK-101")
    nth = next(n for n in range(1, _MOST + 1) if _is_free(records, request, n))
    staged = opened(
        request.about, request.key, context, detail=request.detail, to=request.to, nth=nth
    )
    return [staged]


_MOST = 9


def _is_free(records: Records, request: Open, nth: int) -> bool:
    if nth == _MOST:
        raise RuleError("TK-104")
    return records.of(stream_for(request.about.stream, request.key, nth), TaskRecord) is None


def _tried(request: Tried, context: Context) -> Event:
    _told(request.means, request.outcome)
    return TaskTried(request.means, request.outcome, context.now.isoformat())


def _delivered(request: Delivered, context: Context) -> Event:
    _told(request.means, request.proof)
    recipient = context.seal(request.recipient)
    return TaskDelivered(request.means, request.proof, context.now.isoformat(), recipient)


def _answered(request: Answered, context: Context) -> Event:
    _told(request.by, request.text)
    return TaskAnswered(request.by, request.text, context.now.isoformat())


def _closed(request: Closed, context: Context) -> Event:
    _told(request.reason)
    return TaskClosed(request.reason, context.now.isoformat())


def _told(*texts: str) -> None:
    if not all(text.strip() for text in texts):
        raise RuleError("TK-102")


_EVENTS: Mapping[type, Callable[..., Event]] = {
    Tried: _tried,
    Delivered: _delivered,
    Answered: _answered,
    Closed: _closed,
}


def _go_on(records: Records, request: Done, context: Context) -> list[Staged]:
    record = records.of(request.task, TaskRecord)
    event = _EVENTS[type(request)](request, context)
    if record is None or not allows(record, tag_of(event)):
        raise RuleError("TK-103", state=TASK_STATES[record.state] if record else "")
    if record.opened.item != request.item:
        # The grant was asked for this item; another one's task is not reached through it.
        raise RuleError("IN-121", item=record.opened.item)
    return [Staged(request.task, event)]


OPEN: Command[Open] = Command(
    "tasks.open",
    need=lambda request: Need(request.about.item, Duty.ACCEPT),
    streams=lambda request: tuple(
        stream_for(request.about.stream, request.key, nth) for nth in range(1, _MOST)
    ),
    decide=_open,
)
GO_ON: Command[Done] = Command(
    "tasks.go_on",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.task,),
    decide=_go_on,
)
ANSWER: Command[Answered] = Command(
    "tasks.answer",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.task,),
    decide=_go_on,
)
TAKE_NOTE: Command[Delivered] = Command(
    "tasks.take_note",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.task,),
    decide=_go_on,
)
