"""Application forms as data: groups of fields, rows and blocks; check, normal and kept values.

Values are texts by key: ``project_name``; ``units.survey.name`` in a table of fixed rows;
``buildings.0.structure`` in rows that repeat; ``signatures.survey.date`` in signature blocks.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from casework.law.fields import Field, Reading, read_value, shown
from casework.law.problem import Problem, error

Values = Mapping[str, str]


class GroupKind(StrEnum):
    """How a group of fields is laid out and keyed."""

    FIELDS = "fields"
    """Label/field pairs; the key is the field's own."""
    TABLE = "table"
    """Fixed rows by columns: ``group.row.field``."""
    ROWS = "rows"
    """Rows that repeat: ``group.0.field``."""
    BLOCKS = "blocks"
    """Signature blocks, keyed like a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fixed row of a table or a block; ``required_when`` as in ``Field``."""

    key: str
    label: str
    required: bool = False
    required_when: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the form."""

    key: str
    title: str
    kind: GroupKind
    fields: tuple[Field, ...]
    rows: tuple[Row, ...] = ()
    min_rows: int = 0
    max_rows: int = 0
    row_name: str = "行"
    """What the clerk calls one of its rows: 第1栋."""
    note: str = ""
    """Words that the paper form prints beside the group."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a form that holds a value: its full key, its field, its row when it has one."""

    key: str
    field: Field
    group: Group
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form as its organ published it."""

    name: str
    title: str
    basis: str
    """Key of the article it is annexed to."""
    groups: tuple[Group, ...]
    sample: bool = False
    """Whether the form is in no source."""

    def group(self, key: str) -> Group:
        """The group with this key; KeyError when there is none."""
        for group in self.groups:
            if group.key == key:
                return group
        raise KeyError(key)

    def slots(self, values: Values) -> Iterator[Slot]:
        """Every place in the form's order, with as many repeated rows as ``values`` need."""
        for group in self.groups:
            yield from _slots(group, values)

    def slot(self, key: str) -> Slot | None:
        """The place behind a full key, None when the form has none."""
        return next((slot for slot in self.slots({key: "-"}) if slot.key == key), None)

    def required(self, slot: Slot, values: Values) -> bool:
        """Whether the place must be filled, given what else is."""
        field, row = slot.field, slot.row
        if row is not None and not self._row_wanted(slot, row, values):
            return False
        if slot.group.kind is GroupKind.ROWS and not _row_touched(slot, values):
            return field.required and _index(slot.key) < slot.group.min_rows
        return field.required or _holds(field.required_when, values)

    def _row_wanted(self, slot: Slot, row: Row, values: Values) -> bool:
        return row.required or _holds(row.required_when, values) or _row_touched(slot, values)


def check(form: Form, values: Values, today: date | None = None) -> tuple[Problem, ...]:
    """Everything wrong or doubtful, in the form's order; empty values only count where required.

    LW-221 missing, LW-222..230 and 234 as in ``fields``, LW-231 a day that lies ahead (warning),
    LW-232 a key the form does not have, LW-233 too many rows.
    """
    found = []
    known = set()
    for slot in form.slots(values):
        known.add(slot.key)
        reading = read_value(slot.field, values.get(slot.key, ""), today)
        found += [replace(problem, field=slot.key) for problem in reading.problems]
        if not reading.normal and form.required(slot, values):
            found.append(replace(error("LW-221", label=slot.field.label), field=slot.key))
    found += [replace(error("LW-232", key=key), field=key) for key in values if key not in known]
    for group in form.groups:
        if group.max_rows and _count(group, values) > group.max_rows:
            found.append(replace(error("LW-233", most=str(group.max_rows)), field=group.key))
    return tuple(found)


def normalise(form: Form, values: Values) -> dict[str, str]:
    """The values as the clerk sees them after leaving the fields; unreadable ones stay as typed."""
    return _read(form, values, lambda reading: reading.normal)


def canonical(form: Form, values: Values) -> dict[str, str]:
    """The values as events keep them, without empty ones; call it after ``check``."""
    return _read(form, values, lambda reading: reading.canonical)


def display(form: Form, kept: Values) -> dict[str, str]:
    """Kept values back in the form the clerk types them."""
    return {
        slot.key: shown(slot.field, kept[slot.key])
        for slot in form.slots(kept)
        if kept.get(slot.key)
    }


def personal_keys(form: Form, values: Values) -> frozenset[str]:
    """The keys whose values name or reach a natural person: these are sealed."""
    return frozenset(slot.key for slot in form.slots(values) if slot.field.personal)


def _read(form: Form, values: Values, part: Callable[[Reading], str]) -> dict[str, str]:
    texts = {
        slot.key: part(read_value(slot.field, values[slot.key]))
        for slot in form.slots(values)
        if slot.key in values
    }
    return {key: text for key, text in texts.items() if text}


def _slots(group: Group, values: Values) -> Iterator[Slot]:
    if group.kind is GroupKind.FIELDS:
        for field in group.fields:
            yield Slot(field.key, field, group)
    elif group.kind is GroupKind.ROWS:
        rows = min(max(_count(group, values), group.min_rows), group.max_rows)
        for n in range(rows):
            for field in group.fields:
                yield Slot(f"{group.key}.{n}.{field.key}", field, group)
    else:
        for row in group.rows:
            for field in group.fields:
                yield Slot(f"{group.key}.{row.key}.{field.key}", field, group, row)


def _count(group: Group, values: Values) -> int:
    """How many repeated rows the values need."""
    if group.kind is not GroupKind.ROWS:
        return 0
    pattern = re.compile(rf"{re.escape(group.key)}\.(\d{{1,6}})\..+", re.ASCII)
    found = (pattern.fullmatch(key) for key in values)
    return max((int(one.group(1)) + 1 for one in found if one), default=0)


def _index(key: str) -> int:
    return int(key.split(".")[1])


def _row_touched(slot: Slot, values: Values) -> bool:
    """Whether anything stands in the same row."""
    prefix = slot.key.rpartition(".")[0] + "."
    return any(values.get(prefix + field.key, "").strip() for field in slot.group.fields)


def _holds(condition: str, values: Values) -> bool:
    """``key``: filled; ``key=choice``: that box is ticked; empty: never."""
    key, _, choice = condition.partition("=")
    value = values.get(key, "").strip()
    return choice in value.split(",") if choice else bool(value)
