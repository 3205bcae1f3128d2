"""The stream ``rules``: which pack and which calendar hold, named by their digests and blobs.

What the program ships seeds a hall (``PackAdopted``); later ones are published by the hub and
travel as blobs.
"""

from dataclasses import dataclass, replace

from casework.records.event import AnyEvent, Event

DEFAULT = "zhengzhou"
"""The shipped pack of a hall that has adopted none, at every end."""


class PackAdopted(Event, frozen=True, tag="PackAdopted.v1"):
    """A pack that the program ships was put in force for the hall."""

    pack: str
    version: str
    sha256: str
    status: str
    adopted_at: str


class PackPublished(Event, frozen=True, tag="PackPublished.v1"):
    """A pack was put in force; ``body_sha256`` names the blob with its files (``law.bundle``)."""

    pack: str
    version: str
    sha256: str
    status: str
    body_sha256: str
    size: int
    published_at: str


class CalendarPublished(Event, frozen=True, tag="CalendarPublished.v1"):
    """A work calendar was put in force: its digest, its years, the blob with its files."""

    sha256: str
    first_year: int
    last_year: int
    body_sha256: str
    size: int
    published_at: str


EVENTS: tuple[type[Event], ...] = (PackAdopted, PackPublished, CalendarPublished)


@dataclass(frozen=True, slots=True)
class RulesRecord:
    """What is in force, and in their order what was before it since a shipped pack was adopted."""

    adopted: PackAdopted | None = None
    packs: tuple[PackPublished, ...] = ()
    calendars: tuple[CalendarPublished, ...] = ()
    unknown: bool = False

    @property
    def pack(self) -> PackPublished | None:
        """The published pack that holds; None while a shipped one does."""
        return self.packs[-1] if self.packs else None

    @property
    def calendar(self) -> CalendarPublished | None:
        """The published calendar that holds; None while the shipped one does."""
        return self.calendars[-1] if self.calendars else None

    @property
    def region(self) -> str:
        """Identifier of the pack in force; empty for none."""
        named = self.pack or self.adopted
        return named.pack if named else ""

    @property
    def bodies(self) -> tuple[str, ...]:
        """The blobs (SHA-256 in hex) of what holds and was published."""
        return tuple(one.body_sha256 for one in (self.pack, self.calendar) if one)

    @property
    def ruled_at(self) -> str:
        """When the last of what holds was put in force (ISO), the same at every end."""
        times = [one.published_at for one in (self.pack, self.calendar) if one]
        times += [self.adopted.adopted_at] if self.adopted and not self.pack else []
        return max(times, default="")


def apply(record: RulesRecord | None, event: AnyEvent) -> RulesRecord | None:
    """Fold one event: the last pack and the last calendar hold."""
    known = record or RulesRecord()
    if isinstance(event, PackAdopted):
        return replace(known, adopted=event, packs=())
    if isinstance(event, PackPublished):
        return replace(known, packs=(*known.packs, event))
    if isinstance(event, CalendarPublished):
        return replace(known, calendars=(*known.calendars, event))
    return replace(record, unknown=True) if record else None
