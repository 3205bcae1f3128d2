"""招投标 (002图4.2) at the department: with the bid notice or the contract, key persons are locked.

With a tender of one's own or through an agent the lock comes with the bid notice; without a tender
it comes with the contract, for the persons that were entered on the form.
"""

from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RightsError, RuleError
from casework.flows import key_persons
from casework.flows.key_persons import Named, Place
from casework.flows.on_case import OnCase, case_of
from casework.law.items import Flow
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.locks import LOCKS, LocksRecord

MODE, NONE = "mode", "none"
"""The field of the form that says how it is tendered, and 不招标."""


@dataclass(frozen=True, slots=True)
class LockPersons:
    """锁证: ``ground`` is the number of the bid notice, without a tender that of the contract.

    ``persons`` are those of the winning bid; without a tender they stand on the form.
    """

    on: OnCase
    ground: str
    persons: tuple[Named, ...] = ()


def _lock(records: Records, request: LockPersons, context: Context) -> list[Staged]:
    case = case_of(records, request.on)
    item = context.catalogue.item(request.on.item)
    if context.clerk.department != item.lead:
        raise RightsError("PM-106", department=item.lead)
    if item.flow is not Flow.TENDER or not request.ground.strip():
        raise RuleError("PM-122")
    values = case.values()
    entered = key_persons.named(values, context.catalogue.form_of(item))
    persons = entered if values.get(MODE) == NONE else request.persons
    if not persons:
        raise RuleError("PM-123")
    place = Place(case.received.project, case.received.project_name, request.ground.strip())
    locks = records.of(LOCKS, LocksRecord) or LocksRecord()
    return [*key_persons.locked(persons, place, locks, context, formal=False)]


LOCK: Command[LockPersons] = Command(
    "tender.lock",
    need=lambda request: Need(request.on.item, Duty.HANDLE),
    streams=lambda request: (request.on.case, LOCKS),
    decide=_lock,
)
