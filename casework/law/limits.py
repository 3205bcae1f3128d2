"""Limits as a pack states them: how long, from which moment to which, and what silence means."""

from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article, Articles, basis
from casework.law.clock import LimitKind
from casework.law.tables import Table, unique


class Moment(StrEnum):
    """Things that happen to a case and start or end a limit; events say when they happened."""

    HANDED_OVER = "handed_over"
    """The papers lie on the counter; online: filed."""
    DECIDED = "decided"
    """Accepted, refused or correction asked: the decision's paper is printed."""
    ACCEPTED = "accepted"
    PUSHED = "pushed"
    """The approval system acknowledged the materials (obligations 0b b)."""
    NOTICE_SERVED = "notice_served"
    DISTRIBUTED = "distributed"
    CONFIRMED = "confirmed"
    SITE_STARTED = "site_started"
    """程序启动之日: not the day of acceptance (obligations trap 6)."""
    SITE_DONE = "site_done"
    OPINION_GIVEN = "opinion_given"
    RECTIFICATION_LISTED = "rectification_listed"
    RESTARTED = "restarted"
    REINSPECTED = "reinspected"
    ALL_PASSED = "all_passed"
    ARCHIVED = "archived"
    FILED = "filed"
    REVIEWED = "reviewed"
    """审核 is done"""
    DETERMINED = "determined"
    """准予 or 不予 by the organ"""
    COMPLETED = "completed"
    """业务办结"""
    LICENCE_DELIVERED = "licence_delivered"
    SUPERVISION_TOLD = "supervision_told"
    RESCINDED = "rescinded"
    NEXT_STAGE_TOLD = "next_stage_told"
    SURVEY_FILED = "survey_filed"
    SURVEY_PUSHED = "survey_pushed"
    DATA_REQUESTED = "data_requested"
    DATA_SUPPLIED = "data_supplied"
    LICENCE_CHANGED = "licence_changed"
    LICENCE_PUSHED = "licence_pushed"
    """The library's or its front end's receipt."""
    TASK_OPENED = "task_opened"
    """Somebody has to be told (a relay, a notice, a request)."""
    DELIVERED = "delivered"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    DISPUTE_ANSWERED = "dispute_answered"


class Role(StrEnum):
    """What a limit is for."""

    DUTY = "duty"
    """What the window itself owes."""
    STEP = "step"
    """One step, from its own start."""
    CEILING = "ceiling"
    """Counted from acceptance over several steps; moves only by pauses."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit; ``amount`` counts minutes (at once) or working days, nothing for the same day."""

    key: str
    name: str
    """What has to be done, as it follows the time in a sentence: 推送至牵头部门."""
    kind: LimitKind
    amount: int
    role: Role
    starts: Moment
    ends: Moment
    anchor: str
    """The start in the sentence's words: 作出受理决定."""
    who: str
    basis: Article
    after: str = ""
    """The limit whose last day stands in while the start has not happened."""
    silence: str = ""
    """What the source says silence means; empty where it means nothing (obligations trap 15)."""
    pauses: bool = False
    """Whether a suspension is taken out of it."""
    natures: tuple[str, ...] = ()
    """For a limit of the whole pack: the natures of item it holds for."""


def read_limit(table: Table, articles: Articles) -> Limit:
    """One ``[[limit]]`` or ``[[item.limit]]``; LW-408 for an amount that fits no kind."""
    kind = table.choice("kind", LimitKind)
    amount = table.integer("amount", 0)
    if (amount == 0) is not (kind is LimitKind.SAME_DAY):
        table.fail("amount", "LW-408", value=amount)
    found = Limit(
        key=table.text("key"),
        name=table.text("name"),
        kind=kind,
        amount=amount,
        role=table.choice("role", Role),
        starts=table.choice("starts", Moment),
        ends=table.choice("ends", Moment),
        anchor=table.text("anchor"),
        who=table.text("who"),
        basis=basis(table, articles),
        after=table.text("after", ""),
        silence=table.text("silence", ""),
        pauses=table.flag("pauses", default=False),
        natures=table.texts("natures"),
    )
    table.close()
    return found


def read_limits(table: Table, articles: Articles) -> tuple[Limit, ...]:
    """Every ``limit`` under a table, in order; LW-407 for one that follows none above it."""
    rows = [(row, read_limit(row, articles)) for row in table.tables("limit")]
    unique((row, found.key) for row, found in rows)
    seen: set[str] = set()
    for row, found in rows:
        if found.after and found.after not in seen:
            row.fail("after", "LW-407", value=found.after)
        seen.add(found.key)
    return tuple(found for _, found in rows)
