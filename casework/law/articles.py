"""The documents the rules come from, their articles word for word, and whether they still hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.law.tables import Table


class Status(StrEnum):
    """Whether a document holds (obligations 0b r)."""

    IN_FORCE = "现行有效"
    UNVERIFIED = "现行状态待核"
    LAPSED = "已失效"


@dataclass(frozen=True, slots=True)
class Document:
    """A law or a document of an organ, with the days it holds."""

    key: str
    title: str
    short: str
    """The name used in lists: 方案."""
    number: str
    issued: date
    effective_from: date
    effective_to: date | None
    status: Status

    def lapsed_on(self, day: date) -> bool:
        """Whether it may only guide practice mode on ``day`` and is no basis to print."""
        return self.status is Status.LAPSED or (
            self.effective_to is not None and self.effective_to < day
        )


@dataclass(frozen=True, slots=True)
class Article:
    """A clause of a document; ``text`` quotes it, empty where only its place is needed."""

    key: str
    document: Document
    clause: str
    text: str = ""

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
    """One ``[[document]]``."""
    found = Document(
        key=table.text("key"),
        title=table.text("title"),
        short=table.text("short"),
        number=table.text("number", ""),
        issued=table.day("issued"),
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
    )
    table.close()
    return found


def basis(table: Table, articles: Articles, key: str = "basis") -> Article:
    """The article that ``key`` names; LW-407 when it is not in the pack."""
    name = table.text(key)
    if name not in articles:
        table.fail(key, "LW-407", value=name)
    return articles[name]


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
