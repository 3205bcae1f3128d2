"""The one way in: load the streams, run the command, append its events, say what changed.

Window, hub and tests all act through ``perform``. A command is a pure function of the records it
asked for, a request and a context; whatever it needs beyond these (identifiers, sealed values,
random bytes) comes with the request.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from casework.errors import RuleError
from casework.law.catalogue import Catalogue
from casework.law.workdays import WorkCalendar
from casework.people.grants import Clerk, Need, require
from casework.records import commitment_guard
from casework.records.case import CaseRecord
from casework.records.event import Event, Staged
from casework.records.numbers import NumbersRecord
from casework.records.project import ProjectRecord
from casework.records.registry import Record
from casework.records.sealed import Sealed

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act happens: the hall, its area code (6 digits) and the window."""

    hall: str
    hall_name: str
    area: str
    window: str
    window_name: str
    device: str
    """Short name of the workstation, for numbers outside any block."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a command may know besides the records: time, law, place and the acting clerk."""

    now: datetime
    clerk: Clerk
    place: Place
    catalogue: Catalogue
    calendar: WorkCalendar
    practice: bool = False
    seal: Callable[[str], Sealed[str]] = Sealed.of
    """Seals a text; the only chance a command has to draw random bytes."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A stream as this end knows it and the hub position it is based on (0 before the first)."""

    record: Record | None
    position: int


class Records:
    """The records a command asked for, by stream and kind."""

    def __init__(self, loaded: Mapping[str, Loaded]) -> None:
        self._loaded = loaded

    def case(self, stream: str) -> CaseRecord | None:
        """The case behind a stream, None before its first event."""
        record = self._loaded[stream].record
        return record if isinstance(record, CaseRecord) else None

    def record(self, stream: str) -> Record | None:
        """Whatever record stands behind a stream."""
        return self._loaded[stream].record

    def project(self, stream: str) -> ProjectRecord | None:
        """The project behind a stream."""
        record = self._loaded[stream].record
        return record if isinstance(record, ProjectRecord) else None

    def of(self, stream: str, kind: type[K]) -> K | None:
        """The record behind a stream, None before its first event."""
        record = self._loaded[stream].record
        return record if isinstance(record, kind) else None

    def numbers(self, stream: str) -> NumbersRecord:
        """The device's blocks of numbers; empty before the first reservation."""
        record = self._loaded[stream].record
        return record if isinstance(record, NumbersRecord) else NumbersRecord()


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Command(Generic[R]):
    """A clerk's verb: the right it needs, the streams it reads and writes, and the pure rule."""

    name: str
    need: Callable[[R], Need]
    streams: Callable[[R], tuple[str, ...]]
    decide: Callable[[Records, R, Context], Sequence[Staged]]


@dataclass(frozen=True, slots=True)
class NewAct:
    """What ``perform`` hands to the ledger; events keep their order."""

    act: str
    at: datetime
    clerk: str
    window: str
    why: str
    pack: str
    pack_sha256: str
    bases: Mapping[str, int]
    events: tuple[Staged, ...]


@dataclass(frozen=True, slots=True)
class Appended:
    """An act on disk: now it is true. One hash (hex) per event, in order."""

    act: str
    last_seq: int
    hashes: tuple[str, ...]
    events: tuple[Staged, ...]

    def hash_of(self, event: Event) -> str:
        """The entry hash of one of the act's events."""
        return next(
            digest
            for digest, staged in zip(self.hashes, self.events, strict=True)
            if staged.event is event
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """What a commit, local or from the feed, made stale; open pages reload what it names."""

    streams: frozenset[str]


class Ledger(Protocol):
    """The memory of the house, as the rules need it."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the one writer; load and append inside belong together."""

    def load(self, stream: str) -> Loaded:
        """Fold a stream: the hub's order, then this device's own acts on top."""

    def append(self, act: NewAct) -> Appended:
        """Write an act whole, in one durable transaction; raise StoreError."""


def perform(
    ledger: Ledger, act: str, command: Command[R], request: R, context: Context
) -> Appended:
    """Run a command and make its events true, or raise the ClerkError that refused it.

    ``act`` is the identifier (UUIDv7) of the new act.
    """
    with ledger.writing():
        events, bases = _decided(ledger, command, request, context)
        return ledger.append(
            NewAct(
                act=act,
                at=context.now,
                clerk=context.clerk.account,
                window=context.place.window,
                why=command.name,
                pack=context.catalogue.pack.ident,
                pack_sha256=context.catalogue.pack.sha256,
                bases=bases,
                events=events,
            )
        )


def rehearse(
    ledger: Ledger, command: Command[R], request: R, context: Context
) -> tuple[Staged, ...]:
    """What the command would write now, or the ClerkError that refuses it; nothing is written."""
    with ledger.writing():
        events, _ = _decided(ledger, command, request, context)
    return events


def _decided(
    ledger: Ledger, command: Command[R], request: R, context: Context
) -> tuple[tuple[Staged, ...], Mapping[str, int]]:
    """The events of a command and the positions they are based on."""
    require(context.clerk, command.need(request), context.place.area, context.now.date())
    loaded = {stream: ledger.load(stream) for stream in command.streams(request)}
    _refuse_unknown(loaded)
    events = tuple(command.decide(Records(loaded), request, context))
    loaded |= _commitments(ledger, loaded, events)
    known = {stream: one.record for stream, one in loaded.items()}
    events = commitment_guard.kept(events, known, _where(context))
    return events, {stream: one.position for stream, one in loaded.items()}


def _commitments(
    ledger: Ledger, loaded: Mapping[str, Loaded], events: Sequence[Staged]
) -> dict[str, Loaded]:
    """The cases an act touches and their commitments, as far as they are not loaded yet."""
    wanted = (one for one in commitment_guard.watched(events) if one not in loaded)
    found = {stream: ledger.load(stream) for stream in wanted}
    found = {stream: one for stream, one in found.items() if one.record is not None}
    _refuse_unknown(found)
    return found


def _where(context: Context) -> commitment_guard.Where:
    return commitment_guard.Where(
        catalogue=context.catalogue,
        area=context.place.area,
        now=context.now,
        by=context.clerk.account,
        practice=context.practice,
        seal=context.seal,
    )


def _refuse_unknown(loaded: Mapping[str, Loaded]) -> None:
    for stream, one in loaded.items():
        if one.record is not None and one.record.unknown:
            raise RuleError("IN-190", stream=stream)
