"""The stream ``numbers``: blocks of paper numbers the hub reserved for one device, and their use.

A number is taken by an entry of the same act that uses it. When the blocks run dry, numbers go on
as workstation-date-serial: receiving and accepting never stop (obligations 0b f).
"""

from dataclasses import dataclass, replace

from casework.records.event import AnyEvent, Event

_Dry = tuple[tuple[str, str, int], ...]


class NumbersReserved(Event, frozen=True, tag="NumbersReserved.v1"):
    """The hub reserved ``first``..``last`` of a series for this device and year."""

    series: str
    year: int
    first: int
    last: int


class NumberTaken(Event, frozen=True, tag="NumberTaken.v1"):
    """A serial was used; ``day`` (YYYYMMDD) is set for one taken outside any block."""

    series: str
    year: int
    serial: int
    number: str
    day: str = ""


EVENTS: tuple[type[Event], ...] = (NumbersReserved, NumberTaken)


@dataclass(frozen=True, slots=True)
class Block:
    """What is left of a reserved block: the next serial to use, and the last one."""

    series: str
    year: int
    next: int
    last: int


@dataclass(frozen=True, slots=True)
class NumbersRecord:
    """All blocks in the order reserved, and the last serial per series and day outside them."""

    blocks: tuple[Block, ...] = ()
    dry: _Dry = ()
    unknown: bool = False

    def next_serial(self, series: str, year: int) -> int | None:
        """The next reserved serial, or None when the blocks have run dry."""
        fitting = (b for b in self.blocks if b.series == series and b.year == year)
        return next((b.next for b in fitting if b.next <= b.last), None)

    def next_dry(self, series: str, day: str) -> int:
        """The next serial of the day for numbers outside any block."""
        used = (serial for name, date, serial in self.dry if name == series and date == day)
        return max(used, default=0) + 1

    def left(self, series: str, year: int) -> int:
        """How many reserved serials are left."""
        fitting = (b for b in self.blocks if b.series == series and b.year == year)
        return sum(max(0, b.last - b.next + 1) for b in fitting)


def apply(record: NumbersRecord | None, event: AnyEvent) -> NumbersRecord:
    """Fold one event."""
    record = record or NumbersRecord()
    if isinstance(event, NumbersReserved):
        block = Block(event.series, event.year, event.first, event.last)
        return replace(record, blocks=(*record.blocks, block))
    if isinstance(event, NumberTaken):
        return _taken(record, event)
    return replace(record, unknown=True)


def _taken(record: NumbersRecord, event: NumberTaken) -> NumbersRecord:
    if event.day:
        return replace(record, dry=_highest(record.dry, (event.series, event.day, event.serial)))

    def use(block: Block) -> Block:
        inside = (block.series, block.year) == (event.series, event.year)
        if inside and block.next <= event.serial <= block.last:
            return replace(block, next=event.serial + 1)
        return block

    return replace(record, blocks=tuple(use(block) for block in record.blocks))


def _highest(dry: _Dry, used: tuple[str, str, int]) -> _Dry:
    """One row per series and day, with the highest serial; in the order of their first use."""
    rows = {(series, day): serial for series, day, serial in dry}
    key = used[:2]
    rows[key] = max(used[2], rows.get(key, used[2]))
    return tuple((series, day, serial) for (series, day), serial in rows.items())
