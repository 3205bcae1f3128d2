"""Limits as a pack states them: how long, from which moment to which, and what silence means."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article, Articles, basis
from casework.law.clock import LimitKind
from casework.law.tables import Table, unique

_MOST = {LimitKind.WORKING_DAYS: 2500, LimitKind.DAYS: 3660, LimitKind.YEARS: 100}
"""Ten years of days, a hundred years; more is a slip of the pen."""


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
    SURVEY_READY = "survey_ready"
    """现场满足联合测绘条件"""
    SURVEY_DELIVERED = "survey_delivered"
    """A survey's result, or the last of all of them, is here."""
    SURVEY_HANDED_IN = "survey_handed_in"
    SURVEY_RESULT_PUSHED = "survey_result_pushed"
    DATA_REQUESTED = "data_requested"
    DATA_SUPPLIED = "data_supplied"
    RESULT_DEFERRED = "result_deferred"
    """容缺受理: a case goes on without an earlier result (002图4.1)"""
    RESULT_SUPPLIED = "result_supplied"
    ARCHIVE_PROMISED = "archive_promised"
    """The builder committed to hand over the archive by a day (002图4.4注4)"""
    ARCHIVE_DELIVERED = "archive_delivered"
    CODE_SHARED = "code_shared"
    """分享项目关联码 (000二)"""
    CODE_USED = "code_used"
    KEY_REQUESTED = "key_requested"
    """印模采集表 sent (000§6)"""
    KEY_COLLECTED = "key_collected"
    KEY_RENEWED = "key_renewed"
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
    """One limit; ``amount`` counts minutes (at once), days or years, nothing for the same day.

    The day of an agreed limit comes with the case; its ``amount``, where there is one, is the most
    working days that may be agreed.
    """

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
    sample: bool = False
    """Whether the source has the limit but not its number."""
    natures: tuple[str, ...] = ()
    """For a limit of the whole pack: the natures of item it holds for."""
    extension: int = 0
    """Working days that the organ's head may add once, told by a notice (行政许可法 42)."""
    deems: Moment | None = None
    """What silence makes true, as if it had happened when the limit began (行政许可法 32)."""


def read_limit(table: Table, articles: Articles) -> Limit:
    """One ``[[limit]]`` or ``[[item.limit]]``; LW-408 for what fits no limit of its kind."""
    kind = table.choice("kind", LimitKind)
    amount = table.integer("amount", 0)
    if kind is not LimitKind.AGREED and (amount == 0) is not (kind is LimitKind.SAME_DAY):
        table.fail("amount", "LW-408", value=amount)
    if amount > _MOST.get(kind, amount):
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
        sample=table.flag("sample", default=False),
        natures=table.texts("natures"),
        extension=table.integer("extension", 0),
        deems=table.choice("deems", Moment) if table.has("deems") else None,
    )
    for key, given in (("pauses", found.pauses), ("extension", bool(found.extension))):
        if given and kind is not LimitKind.WORKING_DAYS:
            table.fail(key, "LW-408", value=getattr(found, key))
    table.close()
    return found


def read_limits(table: Table, articles: Articles) -> tuple[Limit, ...]:
    """Every ``limit`` under a table, in order; LW-407 for one that follows none above it."""
    rows = [(row, read_limit(row, articles)) for row in table.rules("limit")]
    unique((row, found.key) for row, found in rows)
    check_sequence(rows)
    return tuple(found for _, found in rows)


def check_sequence(rows: Sequence[tuple[Table, Limit]]) -> None:
    """Raise unless every limit comes behind the one it follows.

    LW-407 for one that is not there, LW-412 for limits that follow each other in a circle, LW-408
    for one that stands further down.
    """
    follows = {found.key: found.after for _, found in rows}
    seen: set[str] = set()
    for row, found in rows:
        if found.after and found.after not in follows:
            row.fail("after", "LW-407", value=found.after)
        way = [found.key]
        while (after := follows[way[-1]]) and after in follows:
            way.append(after)
            if after == found.key:
                row.fail("after", "LW-412", way=" → ".join(way))
            if after in way[:-1]:
                break
        if found.after and found.after not in seen:
            row.fail("after", "LW-408", value=found.after)
        seen.add(found.key)
