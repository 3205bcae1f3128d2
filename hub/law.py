"""The rules and the calendar in force at the hub."""

from dataclasses import dataclass, replace

import resources
from casework.law import catalogue, workdays
from casework.law.catalogue import Catalogue
from casework.law.workdays import WorkCalendar
from casework.records import ids
from casework.records.rules import RulesRecord
from hub.opening import Hub


@dataclass(frozen=True, slots=True)
class Law:
    """What commands at the hub are decided by."""

    catalogue: Catalogue
    calendar: WorkCalendar


DEFAULT = "zhengzhou"
"""The pack of a hall that has adopted none."""


def shipped_law(hub: Hub) -> Law:
    """The shipped pack that the hall's rules name, and the shipped calendar.

    Whether the hub is the approval system the hall itself says: its receipts say it to the windows.
    """
    record = hub.ledger.load(ids.stream_of(ids.RULES, hub.hall_id)).record
    region = record.adopted.pack if isinstance(record, RulesRecord) else DEFAULT
    files = resources.catalogue_files(region)
    pack = catalogue.parse(files)
    settings = replace(pack.settings, hub_is_approval_system=hub.hall.approval_system)
    return Law(replace(pack, settings=settings), workdays.parse(resources.calendar_files()))
