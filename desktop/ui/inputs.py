"""One input for each kind of field, all spoken to in text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from desktop.ui import typing_rules
from desktop.ui.dress import wear
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.flow import FlowLayout
from desktop.ui.theme import current

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TICKED = "1"
_ALL = -1
"""What the digit 0 stands for in a group of ticks."""


@dataclass(frozen=True, slots=True)
class Input:
    """An input as a form sees it; ``stops`` are its focusable parts in reading order."""

    widget: QWidget
    read: Callable[[], str]
    write: Callable[[str], None]
    """Shows a value; never reports it as typed."""
    lock: Callable[[bool], None]
    """True makes it read only (it stays focusable and can be copied where it is text)."""
    stops: tuple[QWidget, ...]
    composing: Callable[[], bool] = lambda: False
    """Whether characters are being composed that are no text yet."""


Typed = Callable[[str], None]
"""Told the new text each time the clerk changes it."""


def make_input(field: Field, typed: Typed) -> Input:
    """Build the input of a field; ``typed`` hears only what the clerk does."""
    made = _BUILDERS[field.kind](field, typed)
    for stop in made.stops:
        words = stop.text() if isinstance(stop, QCheckBox | QRadioButton) else ""
        stop.setAccessibleName(f"{field.spoken} {words}".strip())
        if field.help_key:
            stop.setProperty("help_key", field.help_key)
    return made


class Line(QLineEdit):
    """One line; Enter goes on to the next input as Tab does."""

    composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, held = event.text(), event.modifiers()
        if held == Qt.KeyboardModifier.AltModifier and text and text.isprintable():
            # The letter of a button that is closed now: nobody meant to type it.
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.key() in _ENTER and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.focusNextChild()
            event.accept()


class Lines(QPlainTextEdit):
    """Several lines; Tab leaves it, and what the program shows is not reported as typed."""

    typed = Signal(str)
    composing = False

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._showing = False
        self.textChanged.connect(self._changed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def show_text(self, text: str) -> None:
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit(self.toPlainText())


class Drop(QComboBox):
    """A drop-down list: digits pick by position, the wheel never changes it by accident."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = _digit(event)
        if at is not None and at < self.count():
            self.setCurrentIndex(at)
            self.activated.emit(at)
        elif event.key() in _ENTER:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Point(QRadioButton):
    """One of several; a digit picks by position, Enter goes on."""

    digit = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = _digit(event)
        if at is not None:
            self.digit.emit(at)
        elif event.key() in _ENTER:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class Tick(QCheckBox):
    """A tick: Space turns it, Enter goes on; a digit is told to whoever groups ticks."""

    digit = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = _ALL if _plain(event) == "0" else _digit(event)
        if at is not None:
            self.digit.emit(at)
        elif event.key() in _ENTER:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


def _plain(event: QKeyEvent) -> str:
    """The text of a key pressed without a modifier."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return "" if held else event.text()


def _digit(event: QKeyEvent) -> int | None:
    """Position meant by a digit key, 0 for ``1``."""
    text = _plain(event)
    if len(text) != 1 or text not in "123456789":
        return None
    return int(text) - 1


def _line(field: Field, typed: Typed) -> Input:
    box = Line()
    box.setPlaceholderText(field.hint)
    if field.masked:
        box.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
    if field.max_length:
        box.setMaxLength(field.max_length)
    rule = _RULES.get(field.kind)
    if rule is not None:
        box.setInputMethodHints(rule.hints)
        _put_right(box, rule, typed)
    box.textEdited.connect(lambda _: typed(box.text()))

    def write(text: str) -> None:
        box.setText(text)
        box.setCursorPosition(0)

    def lock(locked: bool) -> None:  # noqa: FBT001 - a slot, as Qt's setReadOnly
        box.setReadOnly(locked)
        wear(box, locked=str(locked))

    return Input(box, box.text, write, lock, (box,), lambda: box.composing)


@dataclass(frozen=True, slots=True)
class _Rule:
    """``live`` keeps the length and acts while typing; ``final`` acts on leaving."""

    live: Callable[[str], str]
    final: Callable[[str], str | None]
    hints: Qt.InputMethodHint


_LATIN = Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText
_RULES = {
    Kind.CODE: _Rule(typing_rules.code, typing_rules.code, _LATIN),
    Kind.INTEGER: _Rule(typing_rules.half_width, typing_rules.number, _LATIN),
    Kind.DECIMAL: _Rule(typing_rules.half_width, typing_rules.number, _LATIN),
    Kind.DATE: _Rule(typing_rules.half_width, typing_rules.iso_date, _LATIN),
}


def _put_right(box: QLineEdit, rule: _Rule, typed: Typed) -> None:
    def while_typing(text: str) -> None:
        right = rule.live(text)
        if right != text:
            at = box.cursorPosition()
            box.setText(right)
            box.setCursorPosition(at)

    def on_leaving() -> None:
        right = rule.final(box.text())
        if right is not None and right != box.text() and not box.isReadOnly():
            box.setText(right)
            typed(right)

    box.textEdited.connect(while_typing)
    box.editingFinished.connect(on_leaving)


def _lines(field: Field, typed: Typed) -> Input:
    box = Lines()
    box.setPlaceholderText(field.hint)

    def cut(text: str) -> None:
        if field.max_length and len(text) > field.max_length:
            cursor = box.textCursor()
            at = min(cursor.position(), field.max_length)
            text = text[: field.max_length]
            box.show_text(text)
            cursor.setPosition(at)
            box.setTextCursor(cursor)
        typed(text)

    box.typed.connect(cut)
    return Input(
        box, box.toPlainText, box.show_text, box.setReadOnly, (box,), lambda: box.composing
    )


def _shown(field: Field, typed: Typed) -> Input:
    made = _line(field, typed)
    made.lock(True)
    return Input(made.widget, made.read, made.write, lambda _: None, made.stops)


def _choice(field: Field, typed: Typed) -> Input:
    box = Drop()
    for choice in field.choices:
        box.addItem(choice.label, choice.value)
    box.setCurrentIndex(-1)
    box.setPlaceholderText(field.hint or "请选择")
    box.setMinimumContentsLength(6)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def read() -> str:
        value = box.currentData()
        return value if isinstance(value, str) else ""

    box.activated.connect(lambda _: typed(read()))
    return Input(
        box,
        read,
        lambda value: box.setCurrentIndex(box.findData(value)),
        lambda locked: box.setEnabled(not locked),
        (box,),
    )


def _pick(field: Field, typed: Typed) -> Input:
    points = [Point(choice.label) for choice in field.choices]

    def read() -> str:
        return next(
            (c.value for c, p in zip(field.choices, points, strict=True) if p.isChecked()), ""
        )

    def write(value: str) -> None:
        for choice, point in zip(field.choices, points, strict=True):
            # An exclusive button cannot be taken back by itself.
            point.setAutoExclusive(False)
            point.setChecked(choice.value == value)
            point.setAutoExclusive(True)

    def by_digit(at: int) -> None:
        if at < len(points) and points[at].isEnabled():
            points[at].setFocus(Qt.FocusReason.OtherFocusReason)
            points[at].click()

    for point in points:
        point.digit.connect(by_digit)
        point.clicked.connect(lambda: typed(read()))
    return _group(field, points, read, write)


def _ticks(field: Field, typed: Typed) -> Input:
    boxes = [Tick(choice.label) for choice in field.choices]

    def read() -> str:
        pairs: Sequence[tuple[Choice, Tick]] = list(zip(field.choices, boxes, strict=True))
        return ",".join(choice.value for choice, box in pairs if box.isChecked())

    def write(values: str) -> None:
        wanted = set(values.split(","))
        for choice, box in zip(field.choices, boxes, strict=True):
            box.setChecked(choice.value in wanted)

    def by_digit(at: int) -> None:
        if at < len(boxes):
            _turn(boxes, at)
            typed(read())

    for box in boxes:
        box.digit.connect(by_digit)
        box.clicked.connect(lambda: typed(read()))
    return _group(field, boxes, read, write)


def _turn(boxes: Sequence[Tick], at: int) -> None:
    """Turn one box of a group, or all of them to the same side."""
    if at == _ALL:
        wanted = not all(box.isChecked() for box in boxes)
        for box in boxes:
            box.setChecked(wanted)
    else:
        boxes[at].setFocus(Qt.FocusReason.OtherFocusReason)
        boxes[at].toggle()


def _tick(field: Field, typed: Typed) -> Input:
    box = Tick(field.hint)
    box.clicked.connect(lambda checked: typed(_TICKED if checked else ""))
    return Input(
        box,
        lambda: _TICKED if box.isChecked() else "",
        lambda value: box.setChecked(value == _TICKED),
        lambda locked: box.setEnabled(not locked),
        (box,),
    )


def _group(
    field: Field, parts: Sequence[QWidget], read: Callable[[], str], write: Callable[[str], None]
) -> Input:
    holder = QWidget()
    if field.per_row:
        holder.setLayout(_columns(parts, field.per_row))
    else:
        flow = FlowLayout(current().px("gap"), 0)
        for part in parts:
            flow.addWidget(part)
        holder.setLayout(flow)

    def lock(locked: bool) -> None:  # noqa: FBT001 - a slot, as Qt's setReadOnly
        holder.setEnabled(not locked)

    return Input(holder, read, write, lock, tuple(parts))


def _columns(parts: Sequence[QWidget], per_row: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(current().px("gap"))
    grid.setVerticalSpacing(0)
    for at, part in enumerate(parts):
        grid.addWidget(part, at // per_row, at % per_row)
    grid.setColumnStretch(per_row, 1)
    return grid


_BUILDERS: dict[Kind, Callable[[Field, Typed], Input]] = {
    Kind.TEXT: _line,
    Kind.LONG: _lines,
    Kind.CODE: _line,
    Kind.INTEGER: _line,
    Kind.DECIMAL: _line,
    Kind.DATE: _line,
    Kind.CHOICE: _choice,
    Kind.PICK: _pick,
    Kind.TICK: _tick,
    Kind.TICKS: _ticks,
    Kind.SHOWN: _shown,
}
