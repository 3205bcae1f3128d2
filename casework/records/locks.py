"""The stream ``locks``: key persons whose certificates are bound to a project (002图4.2注4).

A project manager or chief supervisor is locked for a time with the bid notice or the contract,
formally with the construction permit, and released by the completion filing (002图4.4). One stream
of a hall, written by the hub alone: a person locked there is found whichever project names them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from casework.records import ids
from casework.records.event import AnyEvent, Event
from casework.records.sealed import Sealed

LOCKS = ids.stream_of(ids.LOCKS, "key_persons")
"""The one stream of a hall."""


class Hold(StrEnum):
    """How firmly a person is bound."""

    TEMPORARY = "temporary"
    """临时锁证"""
    FORMAL = "formal"
    """正式锁证"""
    RELEASED = "released"
    """已解锁"""


class PersonLocked(Event, frozen=True, tag="PersonLocked.v1"):
    """Somebody was named for a project: ``role`` is a row of the form, ``ground`` the paper.

    ``ident`` names the lock; a later one of the same project and role takes its place.
    """

    ident: str
    role: str
    role_name: str
    person_name: Sealed[str]
    certificate_number: Sealed[str]
    unit: str
    project: str
    project_name: str
    ground: str
    formal: bool
    organ: str
    locked_at: str


class LocksConfirmed(Event, frozen=True, tag="LocksConfirmed.v1"):
    """正式锁证: the permit of a project was given; ``number`` is the permit's."""

    project: str
    number: str
    organ: str
    confirmed_at: str


class LocksReleased(Event, frozen=True, tag="LocksReleased.v1"):
    """人员自动解锁: the completion of a project was filed; ``forms`` are the forms' numbers."""

    project: str
    forms: tuple[str, ...]
    organ: str
    released_at: str


EVENTS: tuple[type[Event], ...] = (PersonLocked, LocksConfirmed, LocksReleased)


@dataclass(frozen=True, slots=True)
class Lock:
    """One person's lock as it stands."""

    locked: PersonLocked
    hold: Hold
    ground: str
    """The number of the paper that made it what it is."""
    since: str

    @property
    def holds(self) -> bool:
        """Whether the person is bound."""
        return self.hold is not Hold.RELEASED


@dataclass(frozen=True, slots=True)
class LocksRecord:
    """All locks of a hall by project and role."""

    locks: Mapping[tuple[str, str], Lock] = field(default_factory=dict)
    unknown: bool = False

    def of_project(self, project: str) -> tuple[Lock, ...]:
        """The locks of a project, also those that were released, in the order they came."""
        return tuple(one for (of, _), one in self.locks.items() if of == project)

    def elsewhere(self, certificate: str, project: str) -> Lock | None:
        """The lock that binds the holder of a certificate to another project."""
        wanted = "".join(certificate.split()).upper()
        held = (one for (of, _), one in self.locks.items() if of != project and one.holds)
        return next((one for one in held if wanted and _certificate(one) == wanted), None)


def _certificate(lock: Lock) -> str:
    return "".join((lock.locked.certificate_number.value or "").split()).upper()


def apply(record: LocksRecord | None, event: AnyEvent) -> LocksRecord:
    """Fold one event; what names a project without locks changes nothing."""
    record = record or LocksRecord()
    change = _CHANGES.get(type(event))
    return change(record, event) if change else replace(record, unknown=True)


def _on_locked(record: LocksRecord, event: PersonLocked) -> LocksRecord:
    hold = Hold.FORMAL if event.formal else Hold.TEMPORARY
    lock = Lock(event, hold, event.ground, event.locked_at)
    return replace(record, locks={**record.locks, (event.project, event.role): lock})


def _on_confirmed(record: LocksRecord, event: LocksConfirmed) -> LocksRecord:
    return _turned(record, event.project, Hold.FORMAL, event.number, event.confirmed_at)


def _on_released(record: LocksRecord, event: LocksReleased) -> LocksRecord:
    ground = "、".join(event.forms)
    return _turned(record, event.project, Hold.RELEASED, ground, event.released_at)


def _turned(record: LocksRecord, project: str, hold: Hold, ground: str, at: str) -> LocksRecord:
    turned = {
        key: replace(lock, hold=hold, ground=ground, since=at)
        for key, lock in record.locks.items()
        if key[0] == project and lock.holds
    }
    return replace(record, locks={**record.locks, **turned})


_CHANGES: dict[type, Callable[..., LocksRecord]] = {
    PersonLocked: _on_locked,
    LocksConfirmed: _on_confirmed,
    LocksReleased: _on_released,
}
