"""The clerk's verbs of step 3: the one form and the applicant's declaration."""

import re
from datetime import date

from msgspec import structs

from casework.flows.permit import Offer
from casework.law.fields import TICKED, FieldType, read_value
from casework.law.forms import Group, GroupKind
from casework.law.problem import Problem
from desktop.views.counter import generation
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Draft, Value
from desktop.views.counter.project_verbs import ProjectVerbs

DECLARATION = "declaration"
"""Stands behind the last field of the form in the order of what is still open."""
_SHORT_DAY = re.compile(r"(\d{1,2})[.\-/月](\d{1,2})日?|(\d{2})(\d{2})")


class FormVerbs:
    """Step 3: the one form."""

    def __init__(self, board: Board, projects: ProjectVerbs) -> None:
        self._board = board
        self._projects = projects

    def edit(self, key: str, text: str) -> None:
        """A field was typed into; its provenance becomes 手工."""
        current = self._board.state.draft.values.get(key)
        if (current.text if current else "") != text:
            self._board.type(self._board.state.draft.with_value(key, text))

    def leave(self, key: str) -> None:
        """The cursor left a field: its value in normal form, and a look at the whole form.

        Where the rules have lost the item, its page goes and the cursor leaves it for good.
        """
        if self._board.chosen is None:
            return
        draft = self._board.state.draft
        held, slot = draft.values.get(key), self._board.form.slot(key)
        if held is not None and slot is not None:
            text = _long_day(slot.field.type, held.text, self._board.desk.now().date())
            normal = read_value(slot.field, text).normal
            if normal != held.text:
                draft = draft.with_value(key, normal, held.source)
        self._board.put(draft)

    def fill(self) -> None:
        """Fill what is untouched from the person, the project and the latest case."""
        self._projects.refresh()

    def offers(self) -> tuple[Offer, ...]:
        """The contracts and drawings that can be chosen; none for another item (002图4.3)."""
        return generation.offers(self._board)

    def choose_result(self, offer: Offer) -> None:
        """A contract or a drawing was picked: the form is generated from it."""
        self._board.put(generation.chosen(self._board, offer))

    def correct(self) -> None:
        """The applicant corrects the form of a case that is here."""
        draft = self._board.state.draft
        if draft.case and not draft.correcting:
            self._board.put(structs.replace(draft, correcting=True))

    def declare(self, *, made: bool) -> None:
        """The applicant's one self-declaration of the conditions (001D六)."""
        self._board.put(structs.replace(self._board.state.draft, declaration=made))

    def rows(self, group: Group) -> int:
        """How many repeated rows a group shows now."""
        return max(_rows_held(self._board.state.draft, group), group.min_rows)

    def add_row(self, group: Group) -> None:
        """One more empty row at the end."""
        key = f"{group.key}.{self.rows(group)}.{group.fields[0].key}"
        self._board.put(self._board.state.draft.with_value(key, ""))

    def remove_row(self, group: Group, row: int) -> None:
        """Take a row out; those below it move up, with their provenance."""
        kept: dict[str, Value] = {}
        for key, value in self._board.state.draft.values.items():
            name, _, rest = key.partition(".")
            number, _, field = rest.partition(".")
            if group.kind is not GroupKind.ROWS or name != group.key or int(number) < row:
                kept[key] = value
            elif int(number) > row:
                kept[f"{name}.{int(number) - 1}.{field}"] = value
        self._board.put(structs.replace(self._board.state.draft, values=kept))

    def row_done(self, group: Group, row: str) -> None:
        """One key for a row that is complete on the paper: its ticks and, if empty, its day.

        The day is the nearest one above it on the form, as a clerk would say 同上.
        """
        draft = self._board.state.draft
        for field in group.fields:
            key = f"{group.key}.{row}.{field.key}"
            if field.type is FieldType.TICK:
                draft = draft.with_value(key, TICKED)
            elif field.type is FieldType.DATE and not draft.texts().get(key):
                draft = draft.with_value(key, self._day_above(key))
        self._board.put(draft)

    def _day_above(self, key: str) -> str:
        texts, day = self._board.state.draft.texts(), ""
        for slot in self._board.form.slots(texts):
            if slot.key == key:
                break
            if slot.field.type is FieldType.DATE:
                day = texts.get(slot.key, "") or day
        return day

    def open_places(self) -> tuple[str, ...]:
        """What still stands open, in the form's order, the declaration last."""
        state = self._board.state
        slots = self._board.form.slots(state.draft.texts())
        found = [slot.key for slot in slots if _blocks(state.form_problems.get(slot.key))]
        return (*found, *((DECLARATION,) if state.undeclared else ()))


def _blocks(problem: Problem | None) -> bool:
    return problem is not None and problem.blocking


def _rows_held(draft: Draft, group: Group) -> int:
    pattern = re.compile(rf"{re.escape(group.key)}\.(\d+)\..+", re.ASCII)
    found = (pattern.fullmatch(key) for key in draft.values)
    return max((int(one.group(1)) + 1 for one in found if one), default=0)


def _long_day(kind: FieldType, text: str, today: date) -> str:
    """``1105`` or ``11.5`` is the latest such day up to today; anything else stays as typed."""
    found = _SHORT_DAY.fullmatch(text.strip()) if kind is FieldType.DATE else None
    if found is None:
        return text
    month, day = (int(part) for part in found.groups() if part is not None)
    for year in (today.year, today.year - 1):
        try:
            meant = date(year, month, day)
        except ValueError:
            return text
        if meant <= today:
            return meant.isoformat()
    return text
