"""The stream ``project``: a construction project as the platform or a window named it."""

from dataclasses import dataclass, replace

from casework.records.case_events import FormEntry, SealedEntry
from casework.records.event import AnyEvent, Event


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
    """Fold one event; a later registration (the platform's) replaces an earlier one."""
    if isinstance(event, ProjectRegistered):
        if record is not None and event.origin == "window":
            return record
        return ProjectRecord(event)
    return replace(record, unknown=True) if record else None
