"""What F1 says on the pages beside the counter: how to work there, and the articles behind it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources
from casework.law.articles import Article
from casework.law.catalogue import Catalogue
from desktop.views.counter.help_texts import HelpText

_LAPSED = "（已失效，仅供参考）"


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    how: str
    articles: tuple[str, ...]


def find(key: str, law: Catalogue, day: date) -> HelpText | None:
    """The help of a page, or of a part of it (``relays``, ``cases.papers``); None for no page.

    A part without a text of its own has that of its page.
    Articles that the rules in force do not have are left out; one that has lapsed says so.
    """
    row = rows().get(key) or rows().get(key.partition(".")[0])
    if row is None:
        return None
    known = (law.articles[name] for name in row.articles if name in law.articles)
    return HelpText(row.title, row.how, "\n\n".join(_cited(known, day)))


def _cited(articles: Iterator[Article], day: date) -> Iterator[str]:
    for one in articles:
        yield f"{one.cite}{_LAPSED if one.lapsed_on(day) else ''}\n{one.text}".strip()


@cache
def rows() -> Mapping[str, _Row]:
    """All help texts by key."""
    tables = tomllib.loads(resources.text("help/pages.toml"))
    return {
        key: _Row(row["title"], row["how"].strip(), tuple(row["articles"]))
        for key, row in tables.items()
    }
