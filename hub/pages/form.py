"""The application form of a case in the words of the shipped form; telephone numbers masked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import resources
from casework.law import form_file
from casework.law.fields import FieldType, shown
from casework.law.forms import Form, Slot
from casework.people.numbers import mask_phone
from casework.records.case_events import ApplicationReceived
from hub.pages.words import PURGED

_NAME = re.compile(r"[a-z_]{1,64}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A part of the form with its filled places as pairs of label and value."""

    title: str
    places: tuple[tuple[str, str], ...]


def filled(received: ApplicationReceived) -> tuple[Filled, ...]:
    """What was filled in, in the form's order; by key where the form is not shipped here."""
    values = {one.key: one.value for one in received.form}
    values |= {one.key: one.value.value or PURGED for one in received.sealed_form}
    form = _form(received.form_name) if _NAME.fullmatch(received.form_name) else None
    if form is None:
        return (Filled("栏目", tuple(values.items())),) if values else ()
    slots = (slot for slot in form.slots(values) if values.get(slot.key))
    return tuple(
        Filled(title, tuple(_place(slot, values) for slot in some))
        for title, some in groupby(slots, key=lambda slot: slot.group.title)
    )


def _place(slot: Slot, values: Mapping[str, str]) -> tuple[str, str]:
    row = slot.row.label if slot.row else ""
    parts = slot.key.split(".")
    if not row and len(parts) == 3:
        row = f"第 {int(parts[1]) + 1} 栋"
    label = f"{row} · {slot.field.label}" if row else slot.field.label
    return label, _value(slot, values[slot.key])


def _value(slot: Slot, kept: str) -> str:
    kind = slot.field.type
    if kind is FieldType.PHONE and kept != PURGED:
        return mask_phone(kept)
    if kind is FieldType.TICK:
        return "是"
    labels = {choice.key: choice.label for choice in slot.field.choices}
    words = "、".join(labels.get(one, one) for one in kept.split(",")) if labels else kept
    if kind is FieldType.MONEY and not kept.isdigit():
        return kept
    text = shown(slot.field, words)
    return f"{text} {slot.field.unit}".strip()


@cache
def _form(name: str) -> Form | None:
    try:
        return form_file.parse(f"forms/{name}.toml", resources.form(name))
    except FileNotFoundError:
        return None
