"""Who has to be told what: the tasks of a pack, with their addressee, words, limits and clause."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article, Articles, basis
from casework.law.tables import Table

_FACTS = ("project", "number", "item", "unit", "organ", "detail")


class TaskKind(StrEnum):
    """What a task is for."""

    NOTIFY = "notify"
    """The builder is told (001D七(五)2)."""
    RELAY = "relay"
    """Another department is told (001A-13, -15)."""
    COORDINATE = "coordinate"
    """The lead of the stage is asked to settle what one department cannot (004-18)."""
    DISPUTE = "dispute"
    """The holder of a licence asks for a review of its data (001E-20)."""
    REMIND = "remind"
    """Something falls due that another side owes."""


@dataclass(frozen=True, slots=True)
class Relay:
    """One kind of task; ``text`` may hold ``{project} {number} {item} {unit} {organ} {detail}``."""

    key: str
    kind: TaskKind
    title: str
    to: str
    """The addressee: a department or a role of the case in words."""
    text: str
    basis: Article
    limits: tuple[str, ...] = ()
    """Keys of the pack's limits that run for it."""
    sample: bool = False

    def written(self, **facts: str) -> str:
        """The words of the task; a fact that is not given stays empty."""
        return self.text.format(**{**dict.fromkeys(_FACTS, ""), **facts})


def read_relay(table: Table, articles: Articles, limits: Collection[str]) -> Relay:
    """One ``[[relay]]``; LW-407 for an unknown limit, LW-408 for a text with an unknown fact."""
    found = Relay(
        key=table.text("key"),
        kind=table.choice("kind", TaskKind),
        title=table.text("title"),
        to=table.text("to"),
        text=table.text("text"),
        basis=basis(table, articles),
        limits=table.texts("limits"),
        sample=table.flag("sample", default=False),
    )
    for key in found.limits:
        if key not in limits:
            table.fail("limits", "LW-407", value=key)
    try:
        found.written()
    except (KeyError, ValueError, IndexError):
        table.fail("text", "LW-408", value=found.text)
    table.close()
    return found
