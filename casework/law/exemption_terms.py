"""Facts a rule asks for, and the conditions their answers are measured by.

An answer is kept as text: a number as a plain decimal in the fact's unit, ``yes`` or ``no``, an
option in the list's words. Facts that are not answered leave a condition open.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from casework.law.codes import fold_width

YES, NO = "yes", "no"
SCALES: Mapping[str, tuple[str, int]] = {
    "平方米": ("平方米", 1),
    "m2": ("平方米", 1),
    "米": ("米", 1),
    "m": ("米", 1),
    "层": ("层", 1),
    "伏": ("伏", 1),
    "v": ("伏", 1),
    "千伏": ("伏", 1000),
    "kv": ("伏", 1000),
}
"""Units as they are written, with the unit they are counted in and how many of it they are."""
_NUMBER = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(\.\d{1,6})?([^\d.,]\S*)?", re.ASCII)
_TOO_LARGE = 10**12


class FactKind(StrEnum):
    """What an answer may be."""

    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a row asks for, with the clerk's question."""

    key: str
    kind: FactKind
    label: str
    question: str
    unit: str = ""
    whole: bool = False
    """For a number: storeys are counted, not measured."""
    yes: str = ""
    no: str = ""
    """For a flag: both answers in words."""
    options: tuple[str, ...] = ()
    """For a choice: the list's own words, and what is none of them."""

    def read(self, text: str) -> str:
        """A typed answer as it is kept; empty when it cannot be read."""
        cleaned = fold_width(text).replace(" ", "")
        if self.kind is FactKind.NUMBER:
            return self._number(cleaned)
        known = self.options if self.kind is FactKind.CHOICE else (YES, NO)
        return text.strip() if text.strip() in known else ""

    def words(self, answer: str) -> str:
        """A kept answer as it is shown."""
        if self.kind is FactKind.NUMBER:
            return f"{answer}{self.unit}"
        if self.kind is FactKind.FLAG:
            return self.yes if answer == YES else self.no
        return answer

    def _number(self, text: str) -> str:
        found = _NUMBER.fullmatch(text)
        if found is None:
            return ""
        unit, times = SCALES.get((found.group(3) or self.unit).lower(), ("", 1))
        value = Decimal(found.group(1).replace(",", "") + (found.group(2) or "")) * times
        if unit != self.unit or value >= _TOO_LARGE:
            return ""
        if self.whole and value != value.to_integral_value():
            return ""
        return plain(value)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Operator(StrEnum):
    """Comparisons in the words of the lists; what each means stands beside it below."""

    BELOW = "以下"
    AND_BELOW = "及以下"
    LESS = "小于"
    AT_MOST = "小于等于"
    ABOVE = "以上"
    AND_ABOVE = "及以上"
    MORE = "大于"
    AT_LEAST = "大于等于"
    EQUAL = "等于"
    """Where the text names a figure and no comparison: 400伏, 一层."""

    @property
    def open_to_reading(self) -> bool:
        """Whether a pack may say that the figure itself does not belong to it (0b k)."""
        return self in (Operator.BELOW, Operator.ABOVE)

    @property
    def follows(self) -> bool:
        """Whether the word stands behind the figure."""
        return self.value.endswith(("以下", "以上"))


_DOWN = (Operator.BELOW, Operator.AND_BELOW, Operator.LESS, Operator.AT_MOST)
_UP = (Operator.ABOVE, Operator.AND_ABOVE, Operator.MORE, Operator.AT_LEAST)
WITHOUT_THE_FIGURE = (Operator.LESS, Operator.MORE)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number on one side of a figure: the literal operator and what it is taken to mean."""

    fact: Fact
    operator: Operator
    amount: Decimal
    """In the fact's unit."""
    literal: str
    """The figure as the text has it: 10千伏."""
    includes: bool
    """Whether the figure itself belongs to it."""
    reason: str = ""
    """Why ``includes`` differs from the usual reading."""

    def holds(self, answer: str) -> bool:
        """Whether a kept answer fits."""
        value = Decimal(answer)
        if value == self.amount:
            return self.includes
        if self.operator in _DOWN:
            return value < self.amount
        return self.operator in _UP and value > self.amount

    @property
    def words(self) -> str:
        """As the text has it: 建筑面积300平方米以下（含300平方米）."""
        op = self.operator
        if op is Operator.EQUAL:
            return f"{self.fact.label}为{self.literal}"
        both = f"{self.literal}{op}" if op.follows else f"{op}{self.literal}"
        if not op.open_to_reading:
            return f"{self.fact.label}{both}"
        return f"{self.fact.label}{both}（{'含' if self.includes else '不含'}{self.literal}）"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice among options."""

    fact: Fact
    options: tuple[str, ...]

    def holds(self, answer: str) -> bool:
        """Whether a kept answer fits."""
        return answer in self.options

    @property
    def words(self) -> str:
        """What is wanted: 位置为公园、绿廊之一."""
        one_of = "之一" if len(self.options) > 1 else ""
        return f"{self.fact.label}为{'、'.join(self.options)}{one_of}"


@dataclass(frozen=True, slots=True)
class Is:
    """A flag that has to be set, or not to be set."""

    fact: Fact
    value: bool

    def holds(self, answer: str) -> bool:
        """Whether a kept answer fits."""
        return (answer == YES) is self.value

    @property
    def words(self) -> str:
        """What is wanted: 不涉及变动承重结构."""
        return self.fact.yes if self.value else self.fact.no


Term = Bound | OneOf | Is


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all have to hold, or any one."""

    every: bool
    parts: tuple["Node", ...]


Node = Term | Group


def judge(node: Node, known: Mapping[str, str]) -> bool | None:
    """Whether a condition holds; None while the answers known so far leave it open."""
    if not isinstance(node, Group):
        answer = known.get(node.fact.key)
        return None if answer is None else node.holds(answer)
    found = [judge(part, known) for part in node.parts]
    if node.every:
        return False if False in found else None if None in found else True
    return True if True in found else None if None in found else False


def undecided(node: Node, known: Mapping[str, str]) -> Iterator[Fact]:
    """The facts that a condition still waits for."""
    if judge(node, known) is not None:
        return
    if isinstance(node, Group):
        for part in node.parts:
            yield from undecided(part, known)
    else:
        yield node.fact


def unmet(node: Node, known: Mapping[str, str]) -> tuple[str, ...]:
    """Why a condition fails, in words: what is wanted, and what was answered."""
    if judge(node, known) is not False:
        return ()
    if not isinstance(node, Group):
        return (f"要求{node.words}，填报为“{node.fact.words(known[node.fact.key])}”",)
    found = [unmet(part, known) for part in node.parts]
    if node.every:
        return tuple(word for words in found for word in words)
    return ("下列情形都不符合：" + "；或者".join("，且".join(words) for words in found),)


def met(node: Node, known: Mapping[str, str]) -> tuple[str, ...]:
    """The terms that hold, in words."""
    if isinstance(node, Group):
        return tuple(word for part in node.parts for word in met(part, known))
    return (node.words,) if judge(node, known) else ()


def facts_of(node: Node) -> Iterator[Fact]:
    """The facts that a condition names, in its order."""
    if isinstance(node, Group):
        for part in node.parts:
            yield from facts_of(part)
    else:
        yield node.fact
