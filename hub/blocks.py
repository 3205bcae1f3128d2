"""Blocks of paper numbers: reserved for a device and a year, so that offline paper is final."""

from datetime import datetime

from casework.law.clock import BEIJING
from casework.records import ids
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.numbers import NumbersRecord, NumbersReserved
from hub.order import HubLedger
from sync.ledger import facts

SERIES = tuple(kind.value for kind in NoticeKind)
BLOCK = 200
LOW = 50
"""Below so many numbers left a device gets its next block."""


def top_up(ledger: HubLedger, device: str, now: datetime) -> bool:
    """Reserve a block of every series that runs low for the year of ``now``; whether any was."""
    year = now.astimezone(BEIJING).year
    if not _low(ledger, device, year):
        return False
    with ledger.writing(), ledger.store.writing() as connection:
        stream = ids.stream_of(ids.NUMBERS, device)
        events: list[Staged] = []
        for series in _low(ledger, device, year):
            fact = f"serial/{series}/{year}"
            last = int(facts.get(connection, ledger.identity.hall, fact) or 0)
            facts.put(connection, ledger.identity.hall, fact, str(last + BLOCK))
            events.append(Staged(stream, NumbersReserved(series, year, last + 1, last + BLOCK)))
        if events:
            ledger.record("numbers.reserve", now, events)
    return bool(events)


def _low(ledger: HubLedger, device: str, year: int) -> tuple[str, ...]:
    record = ledger.load(ids.stream_of(ids.NUMBERS, device)).record
    numbers = record if isinstance(record, NumbersRecord) else NumbersRecord()
    return tuple(series for series in SERIES if numbers.left(series, year) < LOW)
