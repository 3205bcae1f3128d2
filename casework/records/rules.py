"""The stream ``rules``: which pack of rules holds, named by the digest of its files."""

from dataclasses import dataclass, replace

from casework.records.event import AnyEvent, Event


class PackAdopted(Event, frozen=True, tag="PackAdopted.v1"):
    """A pack of rules was put in force for the hall."""

    pack: str
    version: str
    sha256: str
    status: str
    adopted_at: str


EVENTS: tuple[type[Event], ...] = (PackAdopted,)


@dataclass(frozen=True, slots=True)
class RulesRecord:
    """The pack in force."""

    adopted: PackAdopted
    unknown: bool = False


def apply(record: RulesRecord | None, event: AnyEvent) -> RulesRecord | None:
    """Fold one event."""
    if isinstance(event, PackAdopted):
        return RulesRecord(event, unknown=record is not None and record.unknown)
    return replace(record, unknown=True) if record else None
