"""The documents the rules come from, their articles word for word, and whether they still hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from casework.law.tables import Table


class Status(StrEnum):
    """Whether a document holds (obligations 0b r)."""

    IN_FORCE = "现行有效"
    UNVERIFIED = "现行状态待核"
    LAPSED = "已失效"


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which something holds, both ends included, and how sure that is."""

    status: Status
    effective_from: date
    effective_to: date | None

    def lapsed_on(self, day: date) -> bool:
        """Whether it may only guide practice mode on ``day`` and is no basis to print."""
        return self.status is Status.LAPSED or (
            self.effective_to is not None and self.effective_to < day
        )

    def in_force_on(self, day: date) -> bool:
        """Whether it has begun and not lapsed."""
        return self.effective_from <= day and not self.lapsed_on(day)

    def meets(self, other: "Validity") -> bool:
        """Whether there is a day on which both are in force."""
        if Status.LAPSED in (self.status, other.status):
            return False
        first = max(self.effective_from, other.effective_from)
        return not self.lapsed_on(first) and not other.lapsed_on(first)


ALWAYS = Validity(Status.IN_FORCE, date.min, None)
"""What holds as long as the pack does."""


@dataclass(frozen=True, slots=True)
class Document:
    """A law or a document of an organ, with the days it holds."""

    key: str
    title: str
    short: str
    """The name used in lists: 方案."""
    number: str
    issued: date | None
    """None where it bears no day."""
    effective_from: date
    effective_to: date | None
    status: Status

    @property
    def validity(self) -> Validity:
        """When it holds."""
        return Validity(self.status, self.effective_from, self.effective_to)

    def lapsed_on(self, day: date) -> bool:
        """Whether it may only guide practice mode on ``day`` and is no basis to print."""
        return self.validity.lapsed_on(day)


@dataclass(frozen=True, slots=True)
class Article:
    """A clause of a document; ``text`` quotes it, empty where only its place is needed."""

    key: str
    document: Document
    clause: str
    text: str = ""
    own: Validity | None = None
    """Where the clause, or the rule that stands on it, holds for other days than its document."""

    @property
    def validity(self) -> Validity:
        """When it holds."""
        return self.own or self.document.validity

    def lapsed_on(self, day: date) -> bool:
        """Whether it may only guide practice mode on ``day`` and is no basis to print."""
        return self.validity.lapsed_on(day)

    @property
    def cite(self) -> str:
        """As printed on a notice: 《…方案》七（二）."""
        return f"《{self.document.title}》{self.clause}"

    @property
    def short(self) -> str:
        """As shown in lists: 方案七（二）."""
        return f"{self.document.short}{self.clause}"


Articles = Mapping[str, Article]


def read_document(table: Table) -> Document:
    """One ``[[document]]``; LW-413 for one that ends before it begins."""
    own_validity(table, ALWAYS)
    found = Document(
        key=table.text("key"),
        title=table.text("title"),
        short=table.text("short"),
        number=table.text("number", ""),
        issued=table.maybe_day("issued"),
        effective_from=table.day("effective_from"),
        effective_to=table.maybe_day("effective_to"),
        status=table.choice("status", Status),
    )
    table.close()
    return found


def read_article(table: Table, documents: Mapping[str, Document]) -> Article:
    """One ``[[article]]``; LW-407 when its document is not in the pack."""
    key = table.text("document")
    if key not in documents:
        table.fail("document", "LW-407", value=key)
    found = Article(
        key=table.text("key"),
        document=documents[key],
        clause=table.text("clause"),
        text=table.text("text", ""),
        own=own_validity(table, documents[key].validity),
    )
    table.close()
    return found


def own_validity(table: Table, default: Validity) -> Validity | None:
    """What a row's ``status``, ``effective_from`` and ``effective_to`` change; None for nothing.

    LW-413 for a row that ends before it begins.
    """
    if not any(map(table.has, ("status", "effective_from", "effective_to"))):
        return None
    found = Validity(
        status=table.choice("status", Status, default.status),
        effective_from=table.maybe_day("effective_from") or default.effective_from,
        effective_to=table.maybe_day("effective_to") or default.effective_to,
    )
    if found.effective_to is not None and found.effective_to < found.effective_from:
        first, last = found.effective_from.isoformat(), found.effective_to.isoformat()
        key = "effective_to" if table.has("effective_to") else "effective_from"
        table.fail(key, "LW-413", first=first, last=last)
    return found


def basis(table: Table, articles: Articles, key: str = "basis") -> Article:
    """The article that ``key`` names, for the days the row holds; LW-407 when there is none."""
    name = table.text(key)
    if name not in articles:
        table.fail(key, "LW-407", value=name)
    own = own_validity(table, articles[name].validity)
    return replace(articles[name], own=own) if own else articles[name]


def bases(table: Table, articles: Articles, key: str) -> tuple[Article, ...]:
    """The articles that the list ``key`` names."""
    return tuple(_known(table, articles, key, table.texts(key)))


def _known(table: Table, articles: Articles, key: str, names: Iterable[str]) -> list[Article]:
    found = []
    for name in names:
        if name not in articles:
            table.fail(key, "LW-407", value=name)
        found.append(articles[name])
    return found
