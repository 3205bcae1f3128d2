"""Personal data in events are sealed: no plain text for a field whose name says a person."""

import enum
import importlib
import pkgutil
import typing
from collections.abc import Iterator

import msgspec

import casework
from casework.records.event import Event
from casework.records.sealed import Sealed

PERSONAL = {
    "address",
    "agent",
    "applicant",
    "birth",
    "born",
    "contact",
    "deliverer",
    "holder",
    "lead",
    "mobile",
    "person",
    "phone",
    "photo",
    "representative",
    "signature",
    "signer",
    "subject",
}
"""Words of a field's name that say: this is about a natural person."""

PERSONAL_NAMES = {
    "card_number",
    "certificate_number",
    "full_name",
    "id_number",
    "identity_number",
    "person_name",
    "recipient_name",
}

OF_A_PERSON = {"name", "number", "sex"}
"""Names that tell of a person only inside something that is one."""

PLAIN = (bool, int, enum.Enum, type(None))
"""Types that tell nothing about who somebody is."""


def test_events_hold_no_plain_personal_data() -> None:
    assert not [leak for event in events() for leak in leaks(event)]


def test_a_plain_field_is_found() -> None:
    class Contact(msgspec.Struct, frozen=True):
        phone: str

    class Bearer(msgspec.Struct, frozen=True):
        name: str
        kind: str

    class Received(Event, frozen=True):
        holder: Bearer
        id_number: str
        signed: Sealed[str]
        signer_name: Sealed[str] | None
        agent_present: bool
        contacts: tuple[Contact, ...]
        title: str

    assert list(leaks(Received)) == ["Bearer.name", "Received.id_number", "Contact.phone"]


def events() -> Iterator[type[Event]]:
    """Every event class of casework."""
    for found in pkgutil.walk_packages(casework.__path__, "casework."):
        importlib.import_module(found.name)
    waiting = [kind for kind in Event.__subclasses__() if kind.__module__.startswith("casework.")]
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting.extend(kind.__subclasses__())


def leaks(kind: type, *, of_person: bool = False) -> Iterator[str]:
    """Name the fields of a struct, and of the structs inside it, that tell of a person."""
    for name, hint in typing.get_type_hints(kind).items():
        tells = personal(name) or (of_person and name in OF_A_PERSON)
        for leaf in leaves(hint):
            if issubclass(leaf, msgspec.Struct):
                yield from leaks(leaf, of_person=tells)
            elif tells and not issubclass(leaf, PLAIN):
                yield f"{kind.__name__}.{name}"


def leaves(hint: object) -> Iterator[type]:
    """Give the plain classes of an annotation, without what is sealed."""
    origin = typing.get_origin(hint)
    if origin is Sealed or hint is Sealed or hint is Ellipsis:
        return
    if origin is None:
        yield hint if isinstance(hint, type) else object
    elif origin is typing.Literal:
        yield enum.Enum
    else:
        for part in typing.get_args(hint):
            yield from leaves(part)


def personal(name: str) -> bool:
    """Say whether a field's name tells of a natural person."""
    return name in PERSONAL_NAMES or bool(PERSONAL & set(name.split("_")))
