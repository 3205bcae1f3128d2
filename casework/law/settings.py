"""What a pack settles because the sources leave it open, each with its reason beside the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from casework.law.clock import (
    Breaks,
    ClockRules,
    HallHours,
    LimitKind,
    Season,
    Session,
    StageResumes,
)
from casework.law.tables import Table


class Prerequisite(StrEnum):
    """What a decision would like to know and may not be able to look up offline."""

    CREDIT = "credit"
    BLACKLIST = "blacklist"
    SURVEY_RESULT = "survey_result"
    PROJECT = "project"
    RESULT = "result"
    """The result of an earlier item (002图3)."""


class Offline(StrEnum):
    """What to do without it (obligations 0b q)."""

    ACCEPT_UNVERIFIED = "accept_unverified"
    RECEIVE_ONLY = "receive_only"


class OutOfHours(StrEnum):
    """When an application filed online outside the hall's hours counts as handed over."""

    FILED = "filed"
    NEXT_OPENING = "next_opening"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a light changes: working days, minutes, or the share of minutes that are left."""

    yellow_days: int
    red_days: int
    yellow_minutes: int
    red_minutes: int
    yellow_percent: int
    red_percent: int


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences about time, with ``{anchor} {amount} {name} {day} {year} {month}`` to fill."""

    day: str
    dated: Mapping[LimitKind, str]
    undated: str
    """Beyond the calendar: the number of working days and no date."""
    latest: str
    """Not begun yet: the latest day it can fall on."""
    paused: str
    """Its clock stands still: no day can be named; ends in words that no other sentence has."""
    unlimited: str
    """An item whose documents name no limit for the whole."""

    def written(self, day: date) -> str:
        """A date in words: 2025年9月25日."""
        return self.day.format(year=day.year, month=day.month, day=day.day)

    def tells_pause(self, sentence: str) -> bool:
        """Whether a sentence of a list is that of a clock which stands still."""
        words = self.paused.rpartition("}")[2]
        return bool(words) and sentence.endswith(words)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a pack."""

    clock: ClockRules
    thresholds: Thresholds
    hub_is_approval_system: bool
    """Whether the hub's receipt is the approval system's acknowledgement (obligations 0b b)."""
    online_out_of_hours: OutOfHours
    offline: Mapping[Prerequisite, Offline]


def read_settings(table: Table) -> Settings:
    """``[settings]``; LW-402 when an offline policy is missing."""
    offline = table.table("offline")
    found = Settings(
        clock=ClockRules(
            event_day_counts=table.flag("event_day_counts"),
            same_day_breaks=table.choice("same_day_breaks", Breaks),
            working_day_breaks=table.choice("working_day_breaks", Breaks),
            day_breaks=table.choice("day_breaks", Breaks, Breaks.MIDNIGHT),
            stage_resumes=table.choice("stage_resumes", StageResumes, StageResumes.ACCEPTED),
        ),
        thresholds=_thresholds(table.table("lights")),
        hub_is_approval_system=table.flag("hub_is_approval_system"),
        online_out_of_hours=table.choice("online_out_of_hours", OutOfHours),
        offline={one: offline.choice(one.value, Offline) for one in Prerequisite},
    )
    offline.close()
    table.close()
    return found


def _thresholds(table: Table) -> Thresholds:
    found = Thresholds(
        yellow_days=table.integer("yellow_days"),
        red_days=table.integer("red_days"),
        yellow_minutes=table.integer("yellow_minutes"),
        red_minutes=table.integer("red_minutes"),
        yellow_percent=table.integer("yellow_percent"),
        red_percent=table.integer("red_percent"),
    )
    table.close()
    return found


def read_phrases(table: Table) -> Phrases:
    """``[phrases]``; LW-408 when a sentence asks for a fact that does not exist."""
    day = _sentence(table, "day", ("year", "month", "day"))
    facts = ("anchor", "amount", "name", "day")
    found = Phrases(
        day=day,
        dated={kind: _sentence(table, kind.value, facts) for kind in LimitKind},
        undated=_sentence(table, "undated", facts),
        latest=_sentence(table, "latest", facts),
        paused=_sentence(table, "paused", facts),
        unlimited=_sentence(table, "unlimited", ()),
    )
    table.close()
    return found


def _sentence(table: Table, key: str, facts: tuple[str, ...]) -> str:
    text = table.text(key)
    try:
        text.format(**dict.fromkeys(facts, ""))
    except (KeyError, ValueError, IndexError):
        table.fail(key, "LW-408", value=text)
    return text


def read_hours(table: Table) -> HallHours:
    """``[hours]`` with its seasons; LW-408 for a session that ends before it begins."""
    found = HallHours(
        seasons=tuple(_season(row) for row in table.tables("season")),
        closed=frozenset(table.days("closed")),
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found


def _season(table: Table) -> Season:
    found = Season(
        first=_month_day(table, "first"),
        last=_month_day(table, "last"),
        working=_sessions(table, "working"),
        resting=_sessions(table, "resting"),
    )
    table.close()
    return found


def _month_day(table: Table, key: str) -> tuple[int, int]:
    """``MM-DD``; a leap year stands in, so that 02-29 may begin a season."""
    text = table.text(key)
    try:
        day = date.fromisoformat(f"2024-{text}")
    except ValueError:
        table.fail(key, "LW-404", expected="“月-日”（MM-DD）", value=text)
    return day.month, day.day


def _sessions(table: Table, key: str) -> tuple[Session, ...]:
    """Texts like ``09:00-12:00``, in order."""
    sessions: list[Session] = []
    for text in table.texts(key):
        opens, _, closes = text.partition("-")
        try:
            session = Session(time.fromisoformat(opens), time.fromisoformat(closes))
        except ValueError:
            table.fail(key, "LW-404", expected="“时:分-时:分”", value=text)
        if session.opens >= session.closes or (sessions and sessions[-1].closes > session.opens):
            table.fail(key, "LW-408", value=text)
        sessions.append(session)
    return tuple(sessions)
