"""The causes for which a clock may stand still; no other cause does (obligations 0b n)."""

from dataclasses import dataclass

from casework.law.articles import Article, Articles, basis
from casework.law.tables import Table


@dataclass(frozen=True, slots=True)
class PauseCause:
    """A cause in the words of its article: 听证, 补正."""

    key: str
    text: str
    basis: Article
    natures: tuple[str, ...] = ()
    """For a cause of the whole pack: the natures of item it holds for."""
    sample: bool = False


def read_pause(table: Table, articles: Articles) -> PauseCause:
    """One ``[[pause]]`` or ``[[item.pause]]``."""
    found = PauseCause(
        key=table.text("key"),
        text=table.text("text"),
        basis=basis(table, articles),
        natures=table.texts("natures"),
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found
