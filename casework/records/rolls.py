"""The stream ``rolls``: who stands on the credit list or a black list, as the hub published it.

A list tells its age. A name that stands on it stands there until it is lifted; that a name does not
stand on it means something only while the list is fresh (obligations 36).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from casework.records.event import AnyEvent, Event


class Roll(StrEnum):
    """The lists of a hall."""

    CREDIT = "credit"
    """异常信用记录 (001A-16)"""
    SURVEYORS = "surveyors"
    """测绘机构“黑名单” (001C四(四))"""


class RollEntered(Event, frozen=True, tag="RollEntered.v1"):
    """A unit was put on a list: why, by which clause, by whom, since which day (ISO).

    ``entry`` is the entry's own identifier; ``number`` names the decision it rests on.
    """

    roll: Roll
    entry: str
    unit: str
    credit_code: str
    reason: str
    basis: str
    organ: str
    number: str
    entered_on: str


class RollLifted(Event, frozen=True, tag="RollLifted.v1"):
    """An entry holds no more."""

    roll: Roll
    entry: str
    reason: str
    organ: str
    lifted_on: str


class RollPublished(Event, frozen=True, tag="RollPublished.v1"):
    """The hub says: the list is whole as of this moment and may be relied on until that one.

    ``count`` is the number of entries that hold; who knows fewer or more has not the whole list.
    """

    roll: Roll
    version: str
    as_of: str
    valid_until: str
    count: int


EVENTS: tuple[type[Event], ...] = (RollEntered, RollLifted, RollPublished)


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit on a list; ``lifted`` once it holds no more."""

    entered: RollEntered
    lifted: RollLifted | None = None


_Entries = Mapping[tuple[Roll, str], Entry]


@dataclass(frozen=True, slots=True)
class RollsRecord:
    """All lists of a hall."""

    entries: _Entries = field(default_factory=dict)
    published: Mapping[Roll, RollPublished] = field(default_factory=dict)
    unknown: bool = False

    def holding(self, roll: Roll) -> tuple[RollEntered, ...]:
        """The entries of a list that hold, in the order they came."""
        held = (one for (of, _), one in self.entries.items() if of is roll)
        return tuple(one.entered for one in held if one.lifted is None)


def apply(record: RollsRecord | None, event: AnyEvent) -> RollsRecord:
    """Fold one event; the lifting of an entry nobody made changes nothing."""
    record = record or RollsRecord()
    change = _CHANGES.get(type(event))
    return change(record, event) if change else replace(record, unknown=True)


def _on_entered(record: RollsRecord, event: RollEntered) -> RollsRecord:
    entries = {**record.entries, (event.roll, event.entry): Entry(event)}
    return replace(record, entries=entries)


def _on_lifted(record: RollsRecord, event: RollLifted) -> RollsRecord:
    key = event.roll, event.entry
    known = record.entries.get(key)
    if known is None:
        return record
    return replace(record, entries={**record.entries, key: replace(known, lifted=event)})


def _on_published(record: RollsRecord, event: RollPublished) -> RollsRecord:
    return replace(record, published={**record.published, event.roll: event})


_CHANGES: dict[type, Callable[..., RollsRecord]] = {
    RollEntered: _on_entered,
    RollLifted: _on_lifted,
    RollPublished: _on_published,
}
