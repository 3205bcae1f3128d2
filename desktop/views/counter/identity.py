"""Step 1: the person at the counter, from a card or typed, with every doubt about the number."""

from dataclasses import replace
from datetime import date

from msgspec import structs

from casework.law.problem import Problem, error, warning
from casework.people.numbers import NumberKind, check_person_number
from casework.people.person import CardHolder, CardKind
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


def same(held: Person, read: Person) -> bool:
    """Whether a card that was read is that of the person the case has already."""
    return held.number == read.number if held.number else held.name == read.name


def retyped(person: Person, field: str, text: str, today: date) -> Person:
    """The clerk typed over the name or the number: nothing of the card is vouched for any more.

    Another number is another person as far as the window knows: what the card said beside it goes.
    """
    if field == "number":
        checked = check_person_number(text, today) if text.strip() else None
        return structs.replace(
            person,
            number=checked.number if checked else "",
            number_kind=checked.kind.value if checked else "",
            source=TYPED,
            face_matched=False,
            sex=checked.sex.value if checked and checked.valid and checked.sex else "",
            address="",
            valid_to="",
        )
    return structs.replace(person, name=text.strip(), source=TYPED, face_matched=False)


def problems(person: Person, today: date) -> tuple[Problem, ...]:
    """Everything doubtful: the number's own findings, an expired card, missing answers."""
    found: list[Problem] = []
    if not person.name:
        found.append(replace(error("CT-101"), field="name"))
    if not person.number:
        found.append(replace(error("CT-102"), field="number"))
    else:
        numbered = check_person_number(person.number, today, _card(person)).problems
        found += [replace(one, field="number") for one in numbered]
    if _expired(person, today):
        found.append(replace(warning("CT-103", valid_to=person.valid_to), field="valid_to"))
    if not person.role:
        found.append(replace(error("CT-104"), field="role"))
    if not person.face_matched:
        found.append(replace(error("CT-105"), field="face"))
    return tuple(found)


def _card(person: Person) -> CardKind | None:
    """What the card said about the kind of number, where that matters for checking it again."""
    return CardKind.FOREIGN if person.number_kind == NumberKind.FOREIGN else None


def _expired(person: Person, today: date) -> bool:
    if not person.valid_to or person.valid_to == FOREVER:
        return False
    return date.fromisoformat(person.valid_to) < today
