"""The law that holds at this window: the newest of what was published and lies here, else shipped.

What cannot be used is passed over and said; the one before it goes on holding.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TypeVar

import resources
from casework.errors import ClerkError, RuleError
from casework.law import bundle, catalogue, force, workdays
from casework.law.catalogue import Catalogue
from casework.law.clock import BEIJING
from casework.law.force import Span
from casework.law.workdays import WorkCalendar
from casework.records import ids
from casework.records.rules import DEFAULT, CalendarPublished, PackPublished, RulesRecord
from desktop import calendars
from desktop.reckoning import LawTexts
from foundation.places import Places
from sync.ledger.blobs import Blobs
from sync.ledger.opening import Opened
from sync.recounting import Counted

Files = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds on ``day``, what it was read from, and what was published and cannot be used."""

    catalogue: Catalogue
    calendar: WorkCalendar
    span: Span
    texts: LawTexts
    day: date
    ruled_at: datetime | None
    """When the hall put it in force; None for what is only shipped or imported here."""
    faults: tuple[ClerkError, ...] = ()

    @property
    def name(self) -> str:
        """The digests, and since when the pack says what it says."""
        return f"{self.catalogue.pack.sha256} {self.calendar.sha256} {self.span.since}"


@dataclass(frozen=True, slots=True)
class _Part:
    """Files that may hold, and the moment they were put in force (empty for shipped ones)."""

    files: Callable[[], Files]
    sha256: str = ""
    published_at: str = ""


def today(now: Callable[[], datetime]) -> date:
    """The day in Beijing."""
    return now().astimezone(BEIJING).date()


def rules_stream(opened: Opened) -> str:
    """The hall's stream of rules."""
    return ids.stream_of(ids.RULES, opened.ledger.identity.hall)


def rules_of(opened: Opened) -> RulesRecord:
    """What the hall's stream of rules says, as far as it is known here."""
    record = opened.ledger.load(rules_stream(opened)).record
    return record if isinstance(record, RulesRecord) else RulesRecord()


def hold(opened: Opened, places: Places, day: date, *, approval_system: bool = False) -> Holding:
    """The law of a store on ``day``; RuleError only where not even the shipped one can be read.

    ``approval_system`` says whether the hub is the approval system of this hall.
    """
    record, faults = rules_of(opened), list[ClerkError]()
    packs = (*_published(opened.blobs, record.packs), *_shipped(record, faults))
    pack, (found, span), packed_at = _first(packs, lambda one: force.read_pack(one, day), faults)
    days = (*_calendars(opened.blobs, places, record), *_shipped_days(places))
    files, calendar, dated_at = _first(days, _dated, faults)
    settings = replace(found.settings, hub_is_approval_system=approval_system)
    adopted = record.adopted
    if not packed_at and adopted is not None and adopted.sha256 == found.pack.sha256:
        packed_at = adopted.adopted_at
    return Holding(
        catalogue=replace(found, settings=settings),
        calendar=calendar,
        span=span,
        texts=LawTexts(pack, files, day=day),
        day=day,
        ruled_at=force.ruled_at(max(packed_at, dated_at), span),
        faults=tuple(faults),
    )


def earlier(opened: Opened, counted: Counted, now: Holding) -> tuple[Files, date] | None:
    """The pack by which the store was counted last, and a day on which it said so.

    None where it is the one that holds now, or is nowhere to be found any more.
    """
    if not counted.pack_sha256:
        return None
    if counted.pack_sha256 == now.catalogue.pack.sha256:
        same = counted.since == now.span.since
        return None if same else (now.texts.pack, counted.since)
    record = rules_of(opened)
    packs = (*_published(opened.blobs, record.packs), *_shipped(record, []))
    for one in packs:
        try:
            files = one.files()
        except ClerkError:
            continue
        if counted.pack_sha256 in (one.sha256, catalogue.digest(files)):
            return files, counted.since
    return None


def _first(
    parts: Iterable[_Part], read: Callable[[Files], T], faults: list[ClerkError]
) -> tuple[Files, T, str]:
    """The first that can be read; the faults of those before it, or the last one raised."""
    for part in parts:
        try:
            files = part.files()
            found = read(files)
        except ClerkError as error:
            faults.append(error)
            continue
        return files, found, part.published_at
    raise faults[-1]


def _published(blobs: Blobs, events: tuple[PackPublished, ...]) -> Iterator[_Part]:
    """The packs whose files lie here, the newest first."""
    here = blobs.has(one.body_sha256 for one in events)
    for one in reversed(events):
        if one.body_sha256 in here:
            yield _Part(partial(_pack, blobs, one), one.sha256, one.published_at)


def _pack(blobs: Blobs, event: PackPublished) -> Files:
    files = bundle.unpack(blobs.read(event.body_sha256))
    if catalogue.digest(files) != event.sha256:
        raise RuleError("LW-421", pack=f"{event.pack} {event.version}")
    return files


def _calendars(blobs: Blobs, places: Places, record: RulesRecord) -> Iterator[_Part]:
    here = blobs.has(one.body_sha256 for one in record.calendars)
    for one in reversed(record.calendars):
        if one.body_sha256 in here:
            yield _Part(partial(_days, blobs, places, one), published_at=one.published_at)


def _days(blobs: Blobs, places: Places, event: CalendarPublished) -> Files:
    files = bundle.unpack(blobs.read(event.body_sha256))
    if workdays.parse(files).sha256 != event.sha256:
        raise RuleError("LW-421", pack=f"{event.first_year}-{event.last_year}")
    return calendars.with_imported(places, files)


def _dated(files: Files) -> WorkCalendar:
    return workdays.parse(files)


def _shipped(record: RulesRecord, faults: list[ClerkError]) -> Iterator[_Part]:
    """The shipped pack that the hall adopted, else that of a hall which adopted none."""
    region = record.adopted.pack if record.adopted else DEFAULT
    if region in resources.catalogue_regions():
        yield _Part(lambda: resources.catalogue_files(region))
    else:
        faults.append(RuleError("LW-422", pack=region))
        yield _Part(lambda: resources.catalogue_files(DEFAULT))


def _shipped_days(places: Places) -> Iterator[_Part]:
    yield _Part(lambda: calendars.files(places))
    yield _Part(resources.calendar_files)
