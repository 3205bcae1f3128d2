"""The person at the counter, for acts beside an intake."""

from casework.records.case_events import Deliverer
from casework.records.sealed import Sealed
from desktop.views.counter.draft import Person


def of_person(person: Person) -> Deliverer | None:
    """Who acts, in which role; None before both are known."""
    if not person.name or not person.number or not person.role:
        return None
    return Deliverer(
        person_name=Sealed.of(person.name),
        person_number=Sealed.of(person.number),
        number_kind=person.number_kind,
        role=person.role,
        source=person.source,
        face_matched=person.face_matched,
    )
