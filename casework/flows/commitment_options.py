"""Which routes the clerk can offer for an item, and why not the other (001A-4, -5, -12, -16).

Eligibility comes from the published list alone: nobody ticks it. The ordinary route is always open,
and nothing here chooses between the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.act import Context
from casework.flows import credit
from casework.flows.credit import Check, Standing
from casework.law.items import Item
from casework.law.problem import Problem, blocks, error, warning
from casework.law.settings import Prerequisite
from casework.records.case import CaseRecord
from casework.records.case_events import ReasonText
from casework.records.commitment_guard import Where, obstacles
from casework.records.project import ProjectRecord

ASSESSED = "assessed_area"
"""The field of a form and of a project's facts that names a completed 区域评估 (001A-4)."""


class Route(StrEnum):
    """The two ways an application can be decided."""

    COMMITMENT = "commitment"
    """告知承诺"""
    ORDINARY = "ordinary"
    """一般程序"""


@dataclass(frozen=True, slots=True)
class Option:
    """One route: whether it can be offered, why not or what to mind, what speaks for it.

    ``version`` and ``effective_from`` are those of the published list; empty and None without one.
    """

    route: Route
    problems: tuple[Problem, ...] = ()
    version: str = ""
    effective_from: date | None = None
    suggested: str = ""
    """Name of the assessed area that the project lies in."""

    @property
    def open(self) -> bool:
        """Whether it can be offered."""
        return not blocks(self.problems)


def options(item: Item, found: Check, area: str, context: Context) -> tuple[Option, Option]:
    """Both routes, commitment first.

    ``found`` is the look at the credit list, ``area`` the assessed area the project lies in. Beside
    those of ``commitment_guard.obstacles``: CM-106 on the credit list, CM-107 not verified and the
    window may only receive, CM-108 not verified (a warning: the hub checks before the decision).
    """
    listed = item.commitment.listed if item.commitment else None
    first = Option(
        route=Route.COMMITMENT,
        problems=(*obstacles(item, where(context)), *_of_credit(found, context)),
        version=listed.version if listed else "",
        effective_from=listed.effective_from if listed else None,
        suggested=area if listed else "",
    )
    return first, Option(Route.ORDINARY)


def where(context: Context) -> Where:
    """The window as the guard knows it."""
    return Where(
        catalogue=context.catalogue,
        area=context.place.area,
        now=context.now,
        by=context.clerk.account,
        practice=context.practice,
        seal=context.seal,
    )


def _of_credit(found: Check, context: Context) -> tuple[Problem, ...]:
    if found.standing is Standing.LISTED:
        return (error("CM-106", unit=found.entries[0].unit, reason=found.entries[0].reason),)
    if credit.receive_only(found, Prerequisite.CREDIT, context):
        return (error("CM-107", says=found.words),)
    if found.standing is Standing.UNVERIFIED:
        return (warning("CM-108", says=found.words),)
    return ()


def assessed_area(case: CaseRecord, project: ProjectRecord | None) -> str:
    """The assessed area as the form names it, else as the project does; empty for none."""
    return case.values().get(ASSESSED, "") or (project.fact(ASSESSED) if project else "")


_CLAUSES: Mapping[str, str] = {
    "CM-101": "001A-5",
    "CM-102": "001A-5",
    "CM-103": "001A-5",
    "CM-104": "001A-4-2",
    "CM-105": "001A-5",
    "CM-106": "001A-16",
    "CM-107": "001A-16",
}
_SAID: Mapping[str, str] = {
    "CM-101": "本事项不在向社会公布的告知承诺审批事项清单内",
    "CM-102": "告知承诺审批事项清单尚未开始实施",
    "CM-103": "告知承诺审批事项清单所依据的文件已经失效",
    "CM-104": "本事项的审批权限不属于本级审批部门",
    "CM-105": "本事项的告知承诺清单尚未经批准公布",
    "CM-106": "申请人已列入异常信用记录，不再适用告知承诺",
    "CM-107": "申请人的信用记录尚未核验，暂不能适用告知承诺",
}


def reasons(option: Option, chosen: tuple[str, ...], context: Context) -> tuple[ReasonText, ...]:
    """The coded reasons for declining, in the words and with the clause that go on paper.

    Only what really stands in the way may be given: any other code leads to an empty answer.
    """
    real = {one.code for one in option.problems if one.blocking}
    if not chosen or not real.issuperset(chosen):
        return ()
    return tuple(ReasonText(code, _SAID[code], _cited(code, context)) for code in chosen)


def _cited(code: str, context: Context) -> str:
    """The clause; empty in a city whose rules do not have it."""
    article = context.catalogue.articles.get(_CLAUSES[code])
    return article.cite if article else ""
