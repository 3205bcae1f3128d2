"""Who stands at the counter: name, facts, photo, role and the ticks that belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.inputs import Input, make_input
from desktop.ui.labels import EmptyState, button, label, tell
from desktop.ui.large_text import LargeText
from desktop.ui.theme import current
from desktop.ui.tones import Tone

_PHOTO_HEIGHT = 126


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what, and how it stands."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Everything the panel shows; all words come from the caller."""

    name: str
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()
    photo: bytes = b""
    """PNG, JPEG or BMP."""
    question: str = ""
    """Over the roles: ``以什么身份来办``."""
    roles: tuple[Choice, ...] = ()
    role: str = ""
    ticks: tuple[Choice, ...] = ()
    ticked: frozenset[str] = frozenset()
    actions: tuple[Choice, ...] = ()


class PersonPanel(QWidget):
    """``role_chosen(value)``, ``ticked(value, on)`` and ``asked(action)`` tell what is done.

    Showing the same person again keeps the focus where it is.
    """

    role_chosen = Signal(str)
    ticked = Signal(str, bool)
    asked = Signal(str)

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._shape: tuple[object, ...] = ()
        self._person: PersonShown | None = None
        self._empty = EmptyState(empty)
        self._body = QWidget()
        self._role: Input | None = None
        self._ticks: Input | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._body)
        self.clear()

    def clear(self, sentence: str = "") -> None:
        """Nobody is here; ``sentence`` says what to do (unchanged when empty)."""
        if sentence:
            self._empty.say(sentence)
        self._person = None
        self._shape = ()
        self._empty.show()
        self._body.hide()

    def show_person(self, person: PersonShown) -> None:
        """Show somebody. The panel is built anew only when its questions change."""
        shape = (person.question, person.roles, person.ticks, person.actions)
        fresh = shape != self._shape
        self._person = person
        if fresh:
            self._shape = shape
            self._build(person)
        self._fill(person)
        self._empty.hide()
        self._body.show()

    def focus_question(self) -> None:
        """Go to the first thing the panel asks: the role, else the first tick."""
        for part in (self._role, self._ticks):
            if part is not None and not part.read():
                part.stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_large(self) -> None:
        """The name as large as it fits, for comparing rare characters."""
        if self._person is not None:
            LargeText(self, self._person.name).open()

    def _build(self, person: PersonShown) -> None:
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = QWidget()
        self._column.insertWidget(1, self._body)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px("gap_small"))
        self._build_head(column)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(current().px("gap"))
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(2)
        column.addLayout(self._warnings)
        self._role = self._ask(column, person.question, person.roles, Kind.PICK)
        self._ticks = self._ask(column, "", person.ticks, Kind.TICKS)
        for action in person.actions:
            column.addWidget(button(action.label, partial(self.asked.emit, action.value)))
        column.addStretch(1)

    def _build_head(self, column: QVBoxLayout) -> None:
        self._photo = QLabel()
        self._photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._photo.setAccessibleName("照片")
        column.addWidget(self._photo)
        row = QHBoxLayout()
        self._name = label(role="name", wrap=True)
        row.addWidget(self._name, 1)
        large = button("放大(&L)", self.show_large, "quiet")
        large.setAccessibleName("放大姓名")
        row.addWidget(large)
        column.addLayout(row)

    def _ask(
        self, column: QVBoxLayout, question: str, choices: Sequence[Choice], kind: Kind
    ) -> Input | None:
        if not choices:
            return None
        if question:
            column.addWidget(label(question, "heading"))
        typed = self.role_chosen.emit if kind is Kind.PICK else self._ticks_changed
        field = Field(kind.value, question, kind, choices=tuple(choices), per_row=1)
        made = make_input(field, typed)
        column.addWidget(made.widget)
        return made

    def _fill(self, person: PersonShown) -> None:
        self._name.setText(person.name)
        picture = QPixmap()
        if person.photo and picture.loadFromData(person.photo):
            smooth = Qt.TransformationMode.SmoothTransformation
            self._photo.setPixmap(picture.scaledToHeight(_PHOTO_HEIGHT, smooth))
        self._photo.setVisible(not picture.isNull())
        _clear(self._facts)
        for at, fact in enumerate(person.facts):
            self._facts.addWidget(label(fact.label, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            line = label(wrap=True)
            tell(line, fact.text, fact.tone)
            self._facts.addWidget(line, at, 1)
        _clear(self._warnings)
        for warning in person.warnings:
            line = label(wrap=True)
            tell(line, warning, Tone.WARN)
            self._warnings.addWidget(line)
        if self._role is not None:
            self._role.write(person.role)
        if self._ticks is not None:
            self._ticks.write(",".join(person.ticked))

    def _ticks_changed(self, values: str) -> None:
        now = frozenset(value for value in values.split(",") if value)
        before = self._person.ticked if self._person is not None else frozenset()
        for choice in self._person.ticks if self._person is not None else ():
            if (choice.value in now) != (choice.value in before):
                self.ticked.emit(choice.value, choice.value in now)


def _clear(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
