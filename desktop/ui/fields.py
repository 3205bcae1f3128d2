"""Fields as plain data: what a form asks, and where its places on the grid are."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a value is typed. Every value travels as text."""

    TEXT = "text"
    LONG = "long"
    """Several lines."""
    CODE = "code"
    """Letters and digits: full-width characters become half-width, letters capital."""
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    """Typed in any usual form; becomes ``2019-07-04`` on leaving when it is a date."""
    CHOICE = "choice"
    """One of ``choices`` from a drop-down list; a digit key picks by position."""
    PICK = "pick"
    """One of a few ``choices``, all visible; a digit key picks by position."""
    TICK = "tick"
    """``1`` or the empty text."""
    TICKS = "ticks"
    """Any of ``choices``: their values joined by commas, in the order of the choices.

    A digit key turns one by position, 0 turns all.
    """
    SHOWN = "shown"
    """Read only; may be focused and copied."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and the words for it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. ``span`` counts label/field pairs (1 to 3)."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    required: bool = False
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    span: int = 1
    max_length: int = 0
    """Characters; 0 means no limit."""
    per_row: int = 0
    """How many choices of PICK and TICKS stand beside each other; 0 means all."""
    help_key: str = ""
    """What F1 opens while the field is in focus."""
    masked: bool = False
    """A line is readable only while it is typed; typing again begins anew."""

    @property
    def spoken(self) -> str:
        """The accessible name: label, unit and whether it must be filled."""
        unit = f"（{self.unit}）" if self.unit else ""
        return f"{self.label}{unit}{'，必填' if self.required else ''}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a form that begins a new group."""

    text: str


class Origin(StrEnum):
    """Where a value came from; only a card or a licence counts as verified."""

    NONE = ""
    CARD = "card"
    LICENCE = "licence"
    PROJECT = "project"
    EARLIER = "earlier"
    RESULT = "result"
    TYPED = "typed"

    @property
    def verified(self) -> bool:
        return self in (Origin.CARD, Origin.LICENCE)

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = {
    Origin.NONE: "",
    Origin.CARD: "✓卡",
    Origin.LICENCE: "✓照",
    Origin.PROJECT: "项目",
    Origin.EARLIER: "前案",
    Origin.RESULT: "成果",
    Origin.TYPED: "手填",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Place of one item: grid row, first pair and number of pairs."""

    row: int
    pair: int
    span: int


def spots(items: Sequence[Field | Heading], columns: int) -> list[Spot]:
    """Lay the items out in reading order, ``columns`` pairs a row; headings take a whole row."""
    placed: list[Spot] = []
    row = pair = 0
    for item in items:
        span = columns if isinstance(item, Heading) else min(max(item.span, 1), columns)
        if pair + span > columns:
            row, pair = row + 1, 0
        placed.append(Spot(row, pair, span))
        pair += span
        if pair >= columns:
            row, pair = row + 1, 0
    return placed
