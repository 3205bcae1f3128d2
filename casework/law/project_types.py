"""The types of project of a city: how each comes in, and which items it does not have."""

from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article, Articles, basis
from casework.law.tables import Table


class Entry(StrEnum):
    """How a project of a type comes into the system (000§4)."""

    LINKED = "linked"
    """项目关联: by code and name as the investment platform has them"""
    ADDED = "added"
    """新增项目: entered anew"""


@dataclass(frozen=True, slots=True)
class ProjectType:
    """One type; it has every item of the pack but those ``without``."""

    key: str
    label: str
    entry: Entry
    basis: Article
    without: tuple[str, ...] = ()
    sample: bool = False

    def has(self, item: str) -> bool:
        """Whether the item is applied for in such a project."""
        return item not in self.without


def read_project_type(table: Table, articles: Articles) -> ProjectType:
    """One ``[[project_type]]``; whether its items exist is checked with the pack."""
    found = ProjectType(
        key=table.text("key"),
        label=table.text("label"),
        entry=table.choice("entry", Entry),
        basis=basis(table, articles),
        without=table.texts("without"),
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found
