"""What an item's pack says about commitment: list, tellings, promises, terms (001A-5 to -10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.law.articles import Article, Articles, bases, basis
from casework.law.tables import Table, unique

PROMISES = 8
"""001A-8 has eight, and the form carries all of them."""


class TellingKind(StrEnum):
    """What the applicant has to be told (001A-7)."""

    LAW = "law"
    """(一) laws and articles"""
    CONDITIONS = "conditions"
    """(二) conditions, standards, technical requirements"""
    MATERIALS = "materials"
    """(三) the materials; the list itself is the item's checklist"""
    TERM = "term"
    """(四) term, legal effect, consequences"""
    SUPERVISION = "supervision"
    """(五) how it is supervised"""
    OTHER = "other"
    """(六) whatever else; may be missing"""


@dataclass(frozen=True, slots=True)
class Telling:
    """One of the six; locked text, and the articles it quotes."""

    kind: TellingKind
    text: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The published list that the item stands on (001A-5)."""

    version: str
    effective_from: date
    basis: Article


@dataclass(frozen=True, slots=True)
class Commitment:
    """How the item is decided upon commitment."""

    listed: Listed
    tellings: tuple[Telling, ...]
    """In the order of 001A-7."""
    promises: tuple[Article, ...]
    """The eight of 001A-8; an article's text is the promise."""
    terms: Mapping[str, int]
    """Longest term in working days by the key of a material that may be missing (001A-7(四))."""
    basis: Article
    sample: bool = False


def read_commitment(table: Table, articles: Articles, materials: set[str]) -> Commitment:
    """``[item.commitment]``.

    LW-402 for a telling that is missing, LW-408 for other than eight promises, LW-407 for the term
    of a material that the item does not have.
    """
    listed = table.table("listed")
    found = Commitment(
        listed=Listed(
            listed.text("version"), listed.day("effective_from"), basis(listed, articles)
        ),
        tellings=_tellings(table, articles),
        promises=bases(table, articles, "promises"),
        terms=_terms(table, materials),
        basis=basis(table, articles),
        sample=table.flag("sample", default=False),
    )
    listed.close()
    if len(found.promises) != PROMISES or not all(one.text for one in found.promises):
        table.fail("promises", "LW-408", value=len(found.promises))
    table.close()
    return found


def _tellings(table: Table, articles: Articles) -> tuple[Telling, ...]:
    rows = [(row, _telling(row, articles)) for row in table.tables("telling")]
    unique((row, found.kind) for row, found in rows)
    told = {found.kind: found for _, found in rows}
    for kind in TellingKind:
        if kind not in told and kind is not TellingKind.OTHER:
            table.fail(f"telling.{kind}", "LW-402")
    return tuple(told[kind] for kind in TellingKind if kind in told)


def _telling(table: Table, articles: Articles) -> Telling:
    found = Telling(
        kind=table.choice("key", TellingKind),
        text=table.text("text", ""),
        articles=bases(table, articles, "articles"),
    )
    if not found.text and not found.articles:
        table.fail("text", "LW-402")
    table.close()
    return found


def _terms(table: Table, materials: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in table.tables("term"):
        material, days = row.text("material"), row.integer("days")
        if material not in materials:
            row.fail("material", "LW-407", value=material)
        if material in found:
            row.fail("material", "LW-406", value=material)
        if not days:
            row.fail("days", "LW-408", value=days)
        found[material] = days
        row.close()
    return found
