"""Step 1: the person at the counter, from a card or typed, with every doubt about the number."""

from datetime import date

from msgspec import structs

from casework.law.problem import Problem
from casework.people.numbers import check_person_number
from casework.people.person import CardHolder
from desktop.views.counter.draft import CARD, TYPED, Person

FOREVER = "长期"


def from_card(holder: CardHolder, today: date) -> Person:
    """A person as the card shows it; role and likeness are still to be asked."""
    checked = check_person_number(holder.number, today, holder.kind)
    return Person(
        name=holder.name,
        number=checked.number,
        number_kind=checked.kind.value,
        source=CARD,
        sex=holder.sex,
        address=holder.address,
        valid_to=holder.valid_to.isoformat() if holder.valid_to else FOREVER,
    )


def retyped(person: Person, field: str, text: str, today: date) -> Person:
    """The clerk typed over the name or the number: nothing of the card is vouched for any more."""
    if field == "number":
        checked = check_person_number(text, today)
        return structs.replace(
            person,
            number=checked.number,
            number_kind=checked.kind.value,
            source=TYPED,
            face_matched=False,
            valid_to="",
        )
    return structs.replace(person, name=text.strip(), source=TYPED, face_matched=False)


def problems(person: Person, today: date) -> tuple[Problem, ...]:
    """Everything doubtful: the number's own findings, an expired card, missing answers."""
    found: list[Problem] = []
    if not person.name:
        found.append(Problem("CT-101", field="name"))
    if not person.number:
        found.append(Problem("CT-102", field="number"))
    else:
        found += check_person_number(person.number, today).problems
    if _expired(person, today):
        found.append(Problem("CT-103", blocking=False, facts=(("valid_to", person.valid_to),)))
    if not person.role:
        found.append(Problem("CT-104", field="role"))
    if not person.face_matched:
        found.append(Problem("CT-105", field="face"))
    return tuple(found)


def _expired(person: Person, today: date) -> bool:
    if not person.valid_to or person.valid_to == FOREVER:
        return False
    return date.fromisoformat(person.valid_to) < today
