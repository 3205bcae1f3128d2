"""The fields of casework's forms in the words of the widget kit, and values both ways."""

from collections.abc import Mapping

from casework.law.fields import TICKED, FieldType
from casework.law.fields import Field as LawField
from desktop.ui.fields import Choice, Field, Kind, Origin
from desktop.views.counter import prefill
from desktop.views.counter.draft import CARD, TYPED, Value
from desktop.views.counter.help_texts import FIELD

_KINDS = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.INTEGER: Kind.INTEGER,
    FieldType.DECIMAL: Kind.DECIMAL,
    FieldType.MONEY: Kind.DECIMAL,
    FieldType.DATE: Kind.DATE,
    FieldType.DATE_RANGE: Kind.TEXT,
    FieldType.PHONE: Kind.CODE,
    FieldType.CREDIT_CODE: Kind.CODE,
    FieldType.PERSON: Kind.TEXT,
    FieldType.CHOICE: Kind.CHOICE,
    FieldType.MULTI_CHOICE: Kind.TICKS,
    FieldType.TICK: Kind.TICK,
}
_FEW = 4
"""So many choices can all be seen at once."""
_KIT_TICKED = "1"
_ORIGINS = {
    CARD: Origin.CARD,
    prefill.PERSON: Origin.TYPED,
    prefill.PROJECT: Origin.PROJECT,
    prefill.EARLIER: Origin.EARLIER,
    prefill.RESULT: Origin.RESULT,
    TYPED: Origin.TYPED,
}


def kit_field(field: LawField, group: str, *, span: int = 0) -> Field:
    """A field of a group as the kit asks it; ``span`` overrides its width."""
    kind = _KINDS[field.type]
    if kind is Kind.CHOICE and len(field.choices) <= _FEW:
        kind = Kind.PICK
    return Field(
        key=field.key,
        label=field.label,
        kind=kind,
        unit=field.unit,
        required=field.required,
        hint=field.hint,
        choices=tuple(Choice(choice.key, choice.label) for choice in field.choices),
        span=span or field.span,
        max_length=field.max_length,
        help_key=f"{FIELD}{group}.{field.key}",
    )


def to_kit(field: LawField, text: str) -> str:
    """A value as the kit's input holds it."""
    if field.type is FieldType.TICK:
        return _KIT_TICKED if text == TICKED else ""
    return text


def from_kit(field: LawField, text: str) -> str:
    """What the kit's input holds, as the form knows it."""
    if field.type is FieldType.TICK:
        return TICKED if text == _KIT_TICKED else ""
    return text


def origin_of(value: Value | None) -> Origin:
    """The mark of a value; a default is nobody's word and wears none."""
    return _ORIGINS.get(value.source, Origin.NONE) if value and value.text else Origin.NONE


def origins(values: Mapping[str, Value | None]) -> dict[str, Origin]:
    """The marks of several values."""
    return {key: origin_of(value) for key, value in values.items()}
