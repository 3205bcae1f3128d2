"""Deadlines of a case: each limit with its start, its due moment, its sentence and its light.

A step runs from its own start; a ceiling runs from acceptance beside it (obligations trap 6). What
has not started yet is shown where it falls when every step before it uses up its time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from casework.law.clock import BEIJING, Clock, Due, LimitKind
from casework.law.limits import Limit, Moment, Role
from casework.law.settings import Phrases, Thresholds
from casework.law.workdays import DAY

_LAST_SECOND = time(23, 59, 59)
_NONE: Mapping[str, int] = MappingProxyType({})
_BY_WORK = (LimitKind.WORKING_DAYS, LimitKind.AGREED)
"""Kinds whose light counts working days: an agreed day is kept by work as well."""


class Light(StrEnum):
    """How a deadline stands at a moment."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OVERDUE = "overdue"
    PROVISIONAL = "provisional"
    """暂定: counted beyond the calendar, never overdue"""
    WAITING = "waiting"
    """Its start has not happened"""
    PAUSED = "paused"
    KEPT = "kept"
    BROKEN = "broken"
    """Ended, but late"""


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension (中止); the day it begins still counts, the day it ends does not.

    ``end`` is None while it lasts.
    """

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit laid over the calendar. All moments are aware."""

    id: str
    """The limit's key, unique within a case."""
    name: str
    kind: LimitKind
    role: Role
    amount: int
    start: datetime
    day: date
    """The last day that keeps it."""
    due: datetime
    """The moment after which it is broken."""
    provisional: bool
    expected: bool
    """The start is only the latest possible one."""
    paused: bool
    """A suspension lasts: ``due`` is the earliest possible."""
    met: datetime | None
    who: str
    article: str
    """As printed: 《…》七（二）."""
    sentence: str
    silence: str

    @property
    def printed_due(self) -> str:
        """The due moment in ISO 8601, empty where no date may be printed: a guess, a pause."""
        return "" if self.provisional or self.paused else self.due.isoformat()


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything that turns limits into deadlines, from the pack and the calendar in force."""

    clock: Clock
    phrases: Phrases
    thresholds: Thresholds

    def deadlines(
        self,
        limits: Sequence[Limit],
        moments: Mapping[Moment, datetime],
        pauses: Sequence[Pause] = (),
        extensions: Mapping[str, int] = _NONE,
    ) -> tuple[Deadline, ...]:
        """Lay ``limits`` over the calendar, in their order, from what has happened so far.

        A limit that has not started and follows none that has is left out, and so is an agreed
        one: its day comes with the case (see ``agreed``). ``extensions`` are working days added to
        a limit by its key.
        """
        found: dict[str, Deadline] = {}
        for limit in limits:
            if limit.kind is LimitKind.AGREED:
                continue
            start = moments.get(limit.starts)
            if start is not None:
                longer = extended(limit, extensions.get(limit.key, 0))
                found[limit.key] = self.begun(longer, start, moments.get(limit.ends), pauses)
            elif limit.after in found:
                before = found[limit.after]
                found[limit.key] = self.awaited(limit, before.day, before.due)
        return tuple(found.values())

    def begun(
        self,
        limit: Limit,
        start: datetime,
        met: datetime | None = None,
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """A limit that runs since ``start``, with the pauses taken out where it allows them."""
        held = [pause for pause in pauses if limit.pauses and pause.start >= start]
        paused = met is None and any(pause.end is None for pause in held)
        due = self.due(limit, start, held)
        return self._deadline(limit, start, due, met=met, paused=paused)

    def due(self, limit: Limit, start: datetime, pauses: Sequence[Pause] = ()) -> Due:
        """When a limit that runs since ``start`` breaks."""
        if not (pauses and limit.pauses):
            return self.clock.due(limit.kind, limit.amount, start)
        held = [pause for pause in pauses if pause.start >= start]
        # Working days inside suspensions do not count; each may push the end into the next.
        extra = 0
        while True:
            due = self.clock.due(limit.kind, limit.amount + extra, start)
            found = len(self._suspended_days(held, start, due.day))
            if found == extra:
                return due
            extra = found

    def awaited(self, limit: Limit, day: date, due: datetime) -> Deadline:
        """Where the limit falls when the one before it is kept at the end of its last ``day``."""
        start = latest_start(day, due)
        found = self.clock.due(limit.kind, limit.amount, start)
        return self._deadline(limit, start, found, expected=True)

    def agreed(
        self, limit: Limit, day: date, start: datetime, met: datetime | None = None
    ) -> Deadline:
        """A limit whose last day a contract or a promise names: a date is never a guess."""
        return self._deadline(limit, start, self.clock.agreed(day, start), met=met)

    def deemed(
        self, limit: Limit, moments: Mapping[Moment, datetime], now: datetime
    ) -> datetime | None:
        """The moment from which silence counts as an answer, None while it means nothing.

        行政许可法 32: no notice within five working days, accepted on the day of receipt. A guess
        about the calendar deems nothing.
        """
        start = moments.get(limit.starts)
        if limit.deems is None or start is None or limit.ends in moments:
            return None
        due = self.due(limit, start)
        return None if due.provisional or now <= due.at else start

    def light(self, deadline: Deadline, now: datetime) -> Light:
        """How a deadline stands at ``now``; a guess is never overdue."""
        if deadline.met is not None:
            late = deadline.met > deadline.due and not deadline.provisional
            return Light.BROKEN if late else Light.KEPT
        for state, holds in (
            (Light.PAUSED, deadline.paused),
            (Light.WAITING, deadline.expected),
            (Light.PROVISIONAL, deadline.provisional),
        ):
            if holds:
                return state
        return self.colour(deadline.kind, deadline.start, deadline.due, now)

    def colour(self, kind: LimitKind, start: datetime, due: datetime, now: datetime) -> Light:
        """Green, yellow, red or overdue, for a limit that runs from ``start`` to ``due``."""
        if now > due:
            return Light.OVERDUE
        bounds = self.thresholds
        if kind is LimitKind.AT_ONCE:
            percent = 100 * (due - now) / (due - start)
            return _colour(percent, bounds.yellow_percent, bounds.red_percent)
        if kind is LimitKind.SAME_DAY:
            minutes = (due - now) / timedelta(minutes=1)
            return _colour(minutes, bounds.yellow_minutes, bounds.red_minutes)
        # A limit that breaks at 24:00 breaks at 0:00 of the day after its last one.
        last = (due - timedelta(microseconds=1)).astimezone(BEIJING).date()
        today = now.astimezone(BEIJING).date()
        left = (last - today).days
        if kind in _BY_WORK:
            left = self.clock.calendar.between(today, last)
        return _colour(left, bounds.yellow_days, bounds.red_days)

    def sentence(
        self, limit: Limit, due: Due, *, expected: bool = False, paused: bool = False
    ) -> str:
        """What the limit says, with its day where one may be printed."""
        phrase = self.phrases.undated if due.provisional else self.phrases.dated[limit.kind]
        phrase = self.phrases.paused if paused else phrase
        if expected and limit.kind is LimitKind.WORKING_DAYS and not due.provisional:
            phrase = self.phrases.latest
        return phrase.format(
            anchor=limit.anchor,
            amount=limit.amount,
            name=limit.name,
            day=self.phrases.written(due.day),
        )

    def _suspended_days(self, held: Sequence[Pause], start: datetime, last: date) -> set[date]:
        first = start.astimezone(BEIJING).date()
        return {
            day
            for pause in held
            if pause.end is not None
            for day in _days(pause.start, pause.end)
            if first < day <= last and self.clock.calendar.is_working(day)
        }

    def _deadline(
        self,
        limit: Limit,
        start: datetime,
        due: Due,
        *,
        met: datetime | None = None,
        expected: bool = False,
        paused: bool = False,
    ) -> Deadline:
        return Deadline(
            id=limit.key,
            name=limit.name,
            kind=limit.kind,
            role=limit.role,
            amount=limit.amount,
            start=start,
            day=due.day,
            due=due.at,
            provisional=due.provisional,
            expected=expected,
            paused=paused,
            met=met,
            who=limit.who,
            article=limit.basis.cite,
            sentence=self.sentence(limit, due, expected=expected, paused=paused),
            silence=limit.silence,
        )


def extended(limit: Limit, days: int) -> Limit:
    """The limit with working days added to it (行政许可法 42)."""
    return replace(limit, amount=limit.amount + days) if days else limit


def latest_start(day: date, due: datetime) -> datetime:
    """The last moment at which what follows a limit can begin, when that is kept on ``day``."""
    return min(due, datetime.combine(day, _LAST_SECOND, BEIJING))


def _days(start: datetime, end: datetime) -> Iterator[date]:
    """The days after that of ``start`` up to that of ``end``."""
    first, last = start.astimezone(BEIJING).date(), end.astimezone(BEIJING).date()
    return (first + DAY * n for n in range(1, (last - first).days + 1))


def _colour(left: float, yellow: float, red: float) -> Light:
    if left <= red:
        return Light.RED
    return Light.YELLOW if left <= yellow else Light.GREEN
