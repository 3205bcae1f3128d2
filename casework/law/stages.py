"""The stages a project passes through: who leads each, its limit, which items belong to it."""

from dataclasses import dataclass

from casework.law.articles import Article, Articles, basis
from casework.law.limits import Limit, read_limits
from casework.law.tables import Table


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, in the order of the pack."""

    key: str
    name: str
    lead: str
    basis: Article
    lead_basis: Article
    """The article that names the lead."""
    items: tuple[str, ...]
    """Codes of its items, in the order they are shown."""
    limits: tuple[Limit, ...]
    """The stage's own limits, such as its total; empty where the source gives no number."""
    form: str = ""
    """The one form of the stage (004-7), empty while its items have their own."""
    total: str = ""
    """Key of the limit that holds for the whole stage."""
    samples: tuple[str, ...] = ()
    """Which of the above are not in any source."""

    @property
    def promised(self) -> Limit | None:
        """The limit for the whole stage, where the pack has one."""
        return next((limit for limit in self.limits if limit.key == self.total), None)


def read_stage(table: Table, articles: Articles) -> Stage:
    """One ``[[stage]]`` with its ``[[stage.limit]]``; LW-407 for a total that is no limit."""
    own = basis(table, articles)
    found = Stage(
        key=table.text("key"),
        name=table.text("name"),
        lead=table.text("lead"),
        basis=own,
        lead_basis=basis(table, articles, "lead_basis") if table.has("lead_basis") else own,
        items=table.texts("items"),
        limits=read_limits(table, articles),
        form=table.text("form", ""),
        total=table.text("total", ""),
        samples=table.texts("samples"),
    )
    if found.total and found.promised is None:
        table.fail("total", "LW-407", value=found.total)
    table.close()
    return found
