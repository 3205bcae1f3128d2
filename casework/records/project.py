"""The stream ``project``: a construction project as the platform or a window named it."""

from dataclasses import dataclass, replace

import msgspec

from casework.records.case_events import FormEntry, SealedEntry
from casework.records.event import AnyEvent, Event
from casework.records.sealed import encode_hook


class ProjectRegistered(Event, frozen=True, tag="ProjectRegistered.v1"):
    """A project with its code, its builder and what is known for prefilling a form.

    ``origin`` is ``platform``, or ``window`` for one entered by its code because the cache did
    not have it (obligations 0b q); the hub checks the latter before any decision.
    """

    code: str
    raw_code: str
    project_name: str
    parent: str
    builder: str
    builder_code: str
    facts: tuple[FormEntry, ...]
    sealed_facts: tuple[SealedEntry, ...]
    origin: str
    registered_at: str


EVENTS: tuple[type[Event], ...] = (ProjectRegistered,)
WINDOW = "window"
"""The origin of a project entered by its code."""


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project as it stands."""

    registered: ProjectRegistered
    unknown: bool = False

    def fact(self, key: str) -> str:
        """A known value for the form field ``key``; empty when there is none (or purged)."""
        plain = next((one.value for one in self.registered.facts if one.key == key), "")
        if plain:
            return plain
        sealed = next((one for one in self.registered.sealed_facts if one.key == key), None)
        return (sealed.value.value or "") if sealed else ""


def apply(record: ProjectRecord | None, event: AnyEvent) -> ProjectRecord | None:
    """Fold one event; the platform's latest registration stands, else the earliest of a window."""
    if isinstance(event, ProjectRegistered):
        if record is not None and not _replaces(event, record.registered):
            return record
        return ProjectRecord(event, unknown=record is not None and record.unknown)
    return replace(record, unknown=True) if record else None


def _replaces(event: ProjectRegistered, known: ProjectRegistered) -> bool:
    """Whatever order two windows' registrations arrive in, the same one stands."""
    if event.origin != WINDOW:
        return True
    return known.origin == WINDOW and _age(event) < _age(known)


def _age(event: ProjectRegistered) -> tuple[str, bytes]:
    return event.registered_at, msgspec.json.encode(event, enc_hook=encode_hook([]))
