"""What comes out of an item, and which earlier results it builds on."""

from dataclasses import dataclass
from enum import StrEnum

from casework.law.settings import Offline
from casework.law.tables import Table, unique


class ResultKind(StrEnum):
    """What kind of thing a result is."""

    PAPER = "paper"
    """A conclusion, an opinion, a filing form"""
    LICENCE = "licence"
    """A licence: goes to the e-licence library, its paper is numbered stock"""


@dataclass(frozen=True, slots=True)
class Result:
    """One paper or licence; ``key`` is unique in the pack."""

    key: str
    name: str
    kind: ResultKind
    copies: int = 1
    """Official counterparts (正本, 副本 …) that are handed out."""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class PriorResult:
    """A result that has to exist before the item is decided (002图3)."""

    key: str
    label: str
    result: str
    """Key of the result that is needed."""
    policy: Offline | None = None
    """What to do when it cannot be looked up; None: as the pack says (obligations 0b q)."""
    sample: bool = False


def read_results(table: Table) -> tuple[Result, ...]:
    """Every ``[[item.result]]``, or ``[[result]]`` of a pack for items that are not in it."""
    rows = [(row, read_result(row)) for row in table.rules("result")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def read_result(table: Table) -> Result:
    """One result."""
    found = Result(
        key=table.text("key"),
        name=table.text("name"),
        kind=table.choice("kind", ResultKind),
        copies=table.integer("copies", 1),
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found


def read_prior_results(table: Table) -> tuple[PriorResult, ...]:
    """Every ``[[item.prerequisite]]``; whether the result exists is checked with the pack."""
    rows = [(row, _prior_result(row)) for row in table.rules("prerequisite")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def _prior_result(table: Table) -> PriorResult:
    found = PriorResult(
        key=table.text("key"),
        label=table.text("label"),
        result=table.text("result"),
        policy=table.choice("policy", Offline) if table.has("policy") else None,
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found
