"""The rules and the calendar in force at the hub, and putting others in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import resources
from casework.law import bundle, force, workdays
from casework.law.catalogue import Catalogue
from casework.law.clock import BEIJING
from casework.law.force import Span
from casework.law.workdays import WorkCalendar
from casework.records import ids
from casework.records.event import Staged
from casework.records.rules import DEFAULT, CalendarPublished, PackPublished, RulesRecord
from hub.opening import Hub


@dataclass(frozen=True, slots=True)
class Law:
    """What commands at the hub are decided by."""

    catalogue: Catalogue
    calendar: WorkCalendar
    span: Span = field(default_factory=Span)
    """The days on which the pack says this."""
    ruled_at: datetime | None = None
    """When the hall put it in force, the same at every end; None for what is only shipped."""


class Rulebook:
    """The law of a hall; what was read stays read until another is published, or a rule turns."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._read: tuple[RulesRecord, Law] | None = None

    def law(self) -> Law:
        """The law in force now; RuleError LW-4xx for a blob that is no pack."""
        record, day = rules_of(self._hub), self._hub.now().astimezone(BEIJING).date()
        if self._read is None or self._read[0] != record or not self._read[1].span.holds(day):
            self._read = record, _law(self._hub, record)
        return self._read[1]


def rules_of(hub: Hub) -> RulesRecord:
    """What the hall's stream of rules says."""
    record = hub.ledger.load(_stream(hub)).record
    return record if isinstance(record, RulesRecord) else RulesRecord()


def shipped_law(hub: Hub) -> Law:
    """The shipped pack that the hall's rules name, and the shipped calendar."""
    return _law(hub, RulesRecord(adopted=rules_of(hub).adopted))


def publish_pack(hub: Hub, files: Mapping[str, str], now: datetime) -> Catalogue:
    """Put a pack in force for the hall; RuleError LW-4xx names what is wrong with it.

    What only a later day brings is looked at as well: nobody could mend it on that day.
    """
    read = force.check(files, now.astimezone(BEIJING).date())
    body = bundle.pack(files)
    event = PackPublished(
        pack=read.pack.ident,
        version=read.pack.version,
        sha256=read.pack.sha256,
        status=str(read.pack.status),
        body_sha256=hub.blobs.put(body),
        size=len(body),
        published_at=now.isoformat(),
    )
    hub.ledger.record("rules.publish", now, [Staged(_stream(hub), event)])
    return read


def publish_calendar(hub: Hub, files: Mapping[str, str], now: datetime) -> WorkCalendar:
    """Put a work calendar in force for the hall; RuleError LW-3xx, LW-4xx."""
    read = workdays.parse(files)
    body = bundle.pack(files)
    event = CalendarPublished(
        sha256=read.sha256,
        first_year=read.valid_from.year,
        last_year=read.valid_to.year,
        body_sha256=hub.blobs.put(body),
        size=len(body),
        published_at=now.isoformat(),
    )
    hub.ledger.record("rules.calendar", now, [Staged(_stream(hub), event)])
    return read


def _law(hub: Hub, record: RulesRecord) -> Law:
    published, calendar = record.pack, record.calendar
    files = (
        bundle.unpack(hub.blobs.read(published.body_sha256))
        if published
        else resources.catalogue_files(record.region or DEFAULT)
    )
    days = (
        bundle.unpack(hub.blobs.read(calendar.body_sha256))
        if calendar
        else resources.calendar_files()
    )
    read = force.read(files, days, hub.now().astimezone(BEIJING).date())
    pack = read.catalogue
    # The hall itself says whether the hub is the approval system: its receipts say it to windows.
    settings = replace(pack.settings, hub_is_approval_system=hub.hall.approval_system)
    return Law(
        replace(pack, settings=settings),
        read.calendar,
        read.span,
        force.ruled_at(record.ruled_at, read.span),
    )


def _stream(hub: Hub) -> str:
    return ids.stream_of(ids.RULES, hub.hall_id)
