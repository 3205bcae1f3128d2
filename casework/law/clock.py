"""The kinds of late (at once, the same day, working days, plain days) and the hall's hours.

Times are aware; whatever zone they come in, days and hours are those of Beijing (UTC+8).
"""

from calendar import isleap
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from casework.law.workdays import DAY, WorkCalendar

BEIJING = timezone(timedelta(hours=8))


class LimitKind(StrEnum):
    """How a limit is counted."""

    AT_ONCE = "at_once"
    """即时: minutes"""
    SAME_DAY = "same_day"
    """当日: a calendar day"""
    WORKING_DAYS = "working_days"
    """工作日"""
    DAYS = "days"
    """天: calendar days, holidays and all (000二 关联码有效期为5天)"""
    YEARS = "years"
    """年: to the same day of a later year (000§6 有效期一年, 001E-23)"""
    AGREED = "agreed"
    """约定: a day that a contract or a promise names (001C四(一), 001A-15)"""


class Breaks(StrEnum):
    """At which moment of its last day a limit breaks."""

    CLOSING = "closing"
    MIDNIGHT = "midnight"


class StageResumes(StrEnum):
    """When a stage goes on after one of its items was returned; 004-12 is silent."""

    RESUBMITTED = "resubmitted"
    """The papers are handed in again"""
    ACCEPTED = "accepted"
    """The item is accepted again: before acceptance no handling clock runs (obligations 0b n)"""


@dataclass(frozen=True, slots=True)
class ClockRules:
    """What the sources leave open, settled by the pack (obligations 0b l)."""

    event_day_counts: bool = False
    same_day_breaks: Breaks = Breaks.CLOSING
    working_day_breaks: Breaks = Breaks.CLOSING
    day_breaks: Breaks = Breaks.MIDNIGHT
    """Of limits in plain days and years: they run on where no hall is needed."""
    stage_resumes: StageResumes = StageResumes.ACCEPTED


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of service within a day."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Season:
    """Hours from one day of the year to another (month, day), both included; may pass New Year."""

    first: tuple[int, int]
    last: tuple[int, int]
    working: tuple[Session, ...]
    """Sessions of a working day, in order."""
    resting: tuple[Session, ...] = ()
    """Sessions of a day that is not worked: weekend service."""

    def holds(self, day: date) -> bool:
        """Whether ``day`` falls into the season."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True, slots=True)
class HallHours:
    """When the hall is open: seasons over the working-day calendar, and days of their own."""

    seasons: tuple[Season, ...] = ()
    closed: frozenset[date] = frozenset()
    sample: bool = False
    """Whether the hours are not the hall's own."""

    def sessions(self, day: date, calendar: WorkCalendar) -> tuple[Session, ...]:
        """The stretches of service on ``day``; none when the hall stays shut."""
        if day in self.closed:
            return ()
        season = next((season for season in self.seasons if season.holds(day)), None)
        if season is None:
            return ()
        return season.working if calendar.is_working(day) else season.resting

    def closing(self, day: date, calendar: WorkCalendar) -> datetime | None:
        """The moment the hall closes on ``day``, None when it stays shut."""
        sessions = self.sessions(day, calendar)
        return datetime.combine(day, sessions[-1].closes, BEIJING) if sessions else None

    def is_open(self, at: datetime, calendar: WorkCalendar) -> bool:
        """Whether the hall serves at this moment."""
        local = at.astimezone(BEIJING)
        sessions = self.sessions(local.date(), calendar)
        return any(one.opens <= local.time() < one.closes for one in sessions)

    def next_opening(self, at: datetime, calendar: WorkCalendar) -> datetime | None:
        """``at`` itself while open, else the next opening within a year, None without any."""
        if self.is_open(at, calendar):
            return at
        local = at.astimezone(BEIJING)
        for ahead in range(366):
            day = local.date() + DAY * ahead
            for session in self.sessions(day, calendar):
                opening = datetime.combine(day, session.opens, BEIJING)
                if opening >= local:
                    return opening
        return None


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit breaks: the last day that keeps it, and the moment after which it is broken.

    ``provisional``: counted beyond the calendar; the day may be shown as 暂定, never printed.
    """

    day: date
    at: datetime
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Everything needed to say when a limit breaks."""

    calendar: WorkCalendar
    hours: HallHours
    rules: ClockRules
    _closings: dict[date, datetime | None] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    """What ``hours.closing`` said: the same few days are asked for thousands of times."""

    def due(self, kind: LimitKind, amount: int, start: datetime) -> Due:
        """When a limit of ``amount`` minutes, days or years, begun at ``start``, breaks.

        The amount of a same-day limit has no meaning. An agreed day is not counted: see ``agreed``.
        """
        local = start.astimezone(BEIJING)
        if kind is LimitKind.AT_ONCE:
            at = local + timedelta(minutes=amount)
            return Due(at.date(), at)
        if kind is LimitKind.WORKING_DAYS:
            day, provisional = self.last_day(amount, local.date())
            at = self._end_of(day, self.rules.working_day_breaks, local)
            return Due(day, at, provisional)
        if kind is LimitKind.SAME_DAY:
            return self._on(local.date(), self.rules.same_day_breaks, local)
        return self._on(self._plain_day(kind, amount, local.date()), self.rules.day_breaks, local)

    def agreed(self, day: date, start: datetime) -> Due:
        """When a limit breaks whose last day is agreed; known whatever the calendar covers."""
        return self._on(day, self.rules.working_day_breaks, start.astimezone(BEIJING))

    def last_day(self, amount: int, start: date) -> tuple[date, bool]:
        """The last of ``amount`` working days and whether it is only a guess.

        The day of the event is not counted unless the pack says so; a rest day never counts.
        """
        first = self.rules.event_day_counts and self.calendar.is_working(start) and amount > 0
        found = self.calendar.add(start, amount - 1 if first else amount)
        return found.day, found.provisional

    def _plain_day(self, kind: LimitKind, amount: int, start: date) -> date:
        """The last of ``amount`` calendar days, or the same day years later (民法典 201, 202)."""
        if kind is LimitKind.YEARS:
            year = start.year + amount
            leap_day = (start.month, start.day) == (2, 29)
            last = date(year, 2, 28) if leap_day and not isleap(year) else start.replace(year=year)
        else:
            last = start + DAY * amount
        return last - DAY if self.rules.event_day_counts and amount > 0 else last

    def _on(self, day: date, breaks: Breaks, start: datetime) -> Due:
        return Due(day, self._end_of(day, breaks, start))

    def _end_of(self, day: date, breaks: Breaks, start: datetime) -> datetime:
        """Closing time, or 24:00 by setting, on shut days, and for what began after closing."""
        if breaks is Breaks.CLOSING:
            closing = self._closing(day)
            if closing is not None and start < closing:
                return closing
        return datetime.combine(day + DAY, time(), BEIJING)

    def _closing(self, day: date) -> datetime | None:
        if day not in self._closings:
            self._closings[day] = self.hours.closing(day, self.calendar)
        return self._closings[day]
