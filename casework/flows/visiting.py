"""A second visit: who came, what of the form is corrected, what was brought, what is asked for now.

A case keeps the checklist of its day. What may change is only what the form or the role at the
counter decides; a rule that came later adds nothing (001D八(二)1).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.act import Context
from casework.errors import RuleError
from casework.law.items import Item
from casework.law.materials import Material
from casework.records.case import CaseRecord
from casework.records.case_events import (
    PORTAL,
    ChecklistChanged,
    ChecklistLine,
    Deliverer,
    FormCorrected,
    FormEntry,
    SealedEntry,
    VisitorCame,
)
from casework.records.event import Event
from casework.records.sealed import Sealed


@dataclass(frozen=True, slots=True)
class FormNow:
    """The whole form as it reads after the visit; personal values sealed already."""

    form: tuple[FormEntry, ...]
    sealed_form: tuple[SealedEntry, ...]
    declaration_made: bool

    def values(self) -> dict[str, str]:
        """The kept values by key, sealed ones opened."""
        plain = {entry.key: entry.value for entry in self.form}
        return plain | {entry.key: entry.value.value or "" for entry in self.sealed_form}


def moved_on(record: CaseRecord, seen: CaseRecord) -> bool:
    """Whether a case is another than the clerk looked at, in anything a decision rests on."""
    return _ground(record) != _ground(seen)


def _ground(record: CaseRecord) -> tuple[object, ...]:
    return record.state, record.received, record.materials, record.corrections, record.decided_at


def came(visitor: Deliverer | None, context: Context) -> Iterator[Event]:
    """Who stands at the counter; RuleError IN-101 for a face that was not compared."""
    if visitor is not None:
        if not visitor.face_matched and visitor.source != PORTAL:
            raise RuleError("IN-101")
        yield VisitorCame(visitor, context.now.isoformat())


def corrected(record: CaseRecord, now: FormNow | None, context: Context) -> Iterator[Event]:
    """What of the form reads otherwise now; nothing when it reads the same."""
    if now is None:
        return
    before, after = record.values(), now.values()
    plain = tuple(one for one in now.form if before.get(one.key) != one.value)
    sealed = tuple(one for one in now.sealed_form if before.get(one.key) != _open(one.value))
    cleared = tuple(key for key, text in before.items() if text and not after.get(key))
    if plain or sealed or cleared or now.declaration_made != record.received.declaration_made:
        yield FormCorrected(plain, sealed, cleared, now.declaration_made, context.now.isoformat())


def listed(before: CaseRecord, after: CaseRecord, item: Item, context: Context) -> Iterator[Event]:
    """The lines that another form or role adds or takes away."""
    was = {one.key for one in item.checklist(before.values(), before.deliverer.role)}
    asked = item.checklist(after.values(), after.deliverer.role)
    here = {one.line.key for one in after.materials}
    added = tuple(line_of(one) for one in asked if one.key not in was | here)
    gone = was - {one.key for one in asked}
    dropped = tuple(one.line.key for one in after.materials if one.line.key in gone)
    if added or dropped:
        yield ChecklistChanged(added, dropped, context.now.isoformat())


def line_of(material: Material) -> ChecklistLine:
    """A material of the pack as the case keeps it."""
    return ChecklistLine(
        key=material.key,
        name=material.name,
        handling=material.handling.value,
        required=material.required,
        form=material.form,
        basis=material.basis.short,
        sample=material.sample,
    )


def _open(value: Sealed[str]) -> str:
    return value.value or ""
