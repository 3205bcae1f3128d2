"""The parts of a form on the page: one section per group, all spoken to alike."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from casework.law.fields import Field as LawField
from casework.law.fields import FieldType
from casework.law.forms import Group, GroupKind
from desktop.ui.fields import Choice
from desktop.ui.form import FormView
from desktop.ui.matrix import Matrix
from desktop.ui.rows import RowsEditor
from desktop.views.counter.draft import Value
from desktop.views.counter.fields import from_kit, kit_field, origins, to_kit

_AT_ONCE = 8
"""Rows that are built in one go."""

Values = Mapping[str, Value | None]
"""Changed values by full key; None for one that is gone."""


class Listener(Protocol):
    """Who hears what is done in a section."""

    def edit(self, key: str, text: str) -> None:
        """A key in a field."""

    def leave(self, key: str) -> None:
        """The cursor left a field."""

    def rows(self, group: Group) -> int:
        """How many repeated rows there are."""

    def add_row(self, group: Group) -> None:
        """One more row."""

    def remove_row(self, group: Group, row: int) -> None:
        """A row was taken out."""

    def row_done(self, group: Group, row: str) -> None:
        """The whole row of a table is in order on the paper."""


class Section(Protocol):
    """A group of the form on the page; keys are full keys of the form."""

    @property
    def widget(self) -> QWidget:
        """What stands on the page."""

    def show(self, changed: Values) -> None:
        """Show what changed; the input in focus is never overwritten."""

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """One line under each field named, and none under the others."""

    def clear(self) -> None:
        """Another intake begins."""

    def lock(self, *, locked: bool) -> None:
        """Make it read only, or let it be typed into."""

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""

    def focused(self) -> str:
        """The full key of the field the cursor is in, empty when it is elsewhere."""


def build(group: Group, listener: Listener) -> Section:
    """The section of a group."""
    return _SECTIONS[group.kind](group, listener)


class _Fields:
    """Label/field pairs."""

    def __init__(self, group: Group, listener: Listener) -> None:
        self._fields = {field.key: field for field in group.fields}
        self.widget = FormView([kit_field(field, group.key) for field in group.fields])
        self.widget.edited.connect(
            lambda key, text: listener.edit(key, from_kit(self._fields[key], text))
        )
        self.widget.left.connect(listener.leave)

    def show(self, changed: Values) -> None:
        texts = {key: to_kit(self._fields[key], _text(value)) for key, value in changed.items()}
        self.widget.set_values(texts, origins(changed))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.widget.set_problems(problems)

    def clear(self) -> None:
        self.widget.clear()

    def lock(self, *, locked: bool) -> None:
        self.widget.lock_all(locked=locked)

    def focus(self, key: str) -> None:
        self.widget.focus(key)

    def focused(self) -> str:
        return self.widget.focused()


class _Table:
    """Fixed rows by columns; also the blocks of signatures."""

    def __init__(self, group: Group, listener: Listener) -> None:
        self._prefix = f"{group.key}."
        self._fields = {field.key: field for field in group.fields}
        self.widget = Matrix(
            [Choice(row.key, row.label) for row in group.rows],
            [kit_field(field, group.key, span=_share(field)) for field in group.fields],
            marks=group.kind is GroupKind.TABLE,
        )
        self.widget.edited.connect(
            lambda key, text: listener.edit(self._prefix + key, self._from(key, text))
        )
        self.widget.left.connect(lambda key: listener.leave(self._prefix + key))
        self.widget.row_done.connect(lambda row: listener.row_done(group, row))

    def show(self, changed: Values) -> None:
        near = {self._near(key): value for key, value in changed.items()}
        texts = {key: to_kit(self._field(key), _text(value)) for key, value in near.items()}
        self.widget.set_values(texts, origins(near))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.widget.set_problems({self._near(key): text for key, text in problems.items()})

    def clear(self) -> None:
        self.widget.clear()

    def lock(self, *, locked: bool) -> None:
        self.widget.lock_all(locked=locked)

    def focus(self, key: str) -> None:
        self.widget.focus(self._near(key))

    def focused(self) -> str:
        near = self.widget.focused()
        return self._prefix + near if near else ""

    def _near(self, key: str) -> str:
        return key.removeprefix(self._prefix)

    def _field(self, near: str) -> LawField:
        return self._fields[near.rpartition(".")[2]]

    def _from(self, near: str, text: str) -> str:
        return from_kit(self._field(near), text)


class _Rows:
    """Rows that repeat; many new ones are built a few at a time, so that nobody waits for them."""

    def __init__(self, group: Group, listener: Listener) -> None:
        self._prefix = f"{group.key}."
        self._group, self._listener = group, listener
        self._built = 0
        self._late: dict[str, Value | None] = {}
        self._problems: dict[tuple[int, str], str] = {}
        columns = [kit_field(field, group.key, span=_share(field)) for field in group.fields]
        self.widget = RowsEditor(columns, row_name=group.row_name, most=group.max_rows, marks=True)
        self.widget.cell_edited.connect(
            lambda row, key, text: listener.edit(f"{group.key}.{row}.{key}", text)
        )
        self.widget.cell_left.connect(lambda row, key: listener.leave(f"{group.key}.{row}.{key}"))
        self.widget.row_added.connect(lambda _: listener.add_row(group))
        self.widget.row_removed.connect(lambda row: listener.remove_row(group, row))

    def show(self, changed: Values) -> None:
        known, self._late = {**self._late, **changed}, {}
        wanted = self._listener.rows(self._group)
        self._built = min(wanted, self._built + _AT_ONCE)
        rows: list[dict[str, Value | None]] = [{} for _ in range(self._built)]
        for key, value in known.items():
            row, name = self._near(key)
            if row < self._built:
                rows[row][name] = value
            elif row < wanted:
                self._late[key] = value
        self.widget.set_rows(
            [{name: _text(value) for name, value in cells.items()} for cells in rows],
            [origins(cells) for cells in rows],
        )
        if self._built < wanted:
            QTimer.singleShot(0, self.widget, self._go_on)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self._problems = {self._near(key): text for key, text in problems.items()}
        self.widget.set_problems(self._problems)

    def clear(self) -> None:
        self._built, self._late, self._problems = 0, {}, {}
        self.widget.clear()

    def lock(self, *, locked: bool) -> None:
        self.widget.lock_all(locked=locked)

    def focus(self, key: str) -> None:
        while self._built < self._listener.rows(self._group):
            self.show({})
        self.widget.focus(*self._near(key))

    def focused(self) -> str:
        near = self.widget.focused()
        return self._prefix + near if near else ""

    def _go_on(self) -> None:
        if self._built < self._listener.rows(self._group):
            self.show({})
            self.widget.set_problems(self._problems)

    def _near(self, key: str) -> tuple[int, str]:
        row, _, name = key.removeprefix(self._prefix).partition(".")
        return int(row), name


_SECTIONS: dict[GroupKind, Callable[[Group, Listener], Section]] = {
    GroupKind.FIELDS: _Fields,
    GroupKind.TABLE: _Table,
    GroupKind.BLOCKS: _Table,
    GroupKind.ROWS: _Rows,
}


def _text(value: Value | None) -> str:
    return value.text if value else ""


def _share(field: LawField) -> int:
    """How wide a column is beside the others: names and numbers need room, counts do not."""
    if field.max_length >= 100:
        return 6
    if field.type in (FieldType.PHONE, FieldType.DATE):
        return 4
    return 2 if field.type in (FieldType.INTEGER, FieldType.TICK) else 3
