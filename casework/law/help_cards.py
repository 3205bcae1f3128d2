"""What a clerk can tell an applicant who is stuck, in the source's words (000, 004-17)."""

from dataclasses import dataclass

from casework.law.articles import Article, Articles, basis
from casework.law.tables import Table


@dataclass(frozen=True, slots=True)
class HelpCard:
    """One card: a question of the counter and its answer."""

    key: str
    title: str
    text: str
    basis: Article
    items: tuple[str, ...] = ()
    """Codes of the items it belongs to; empty for all."""
    perishable: bool = False
    """Whether it names an address, a number or a price that may have changed since."""
    sample: bool = False


def read_help_card(table: Table, articles: Articles) -> HelpCard:
    """One ``[[help]]``; whether its items exist is checked with the pack."""
    found = HelpCard(
        key=table.text("key"),
        title=table.text("title"),
        text=table.text("text"),
        basis=basis(table, articles),
        items=table.texts("items"),
        perishable=table.flag("perishable", default=False),
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found
