"""Deadlines of a case: each limit with its start, its due moment, its sentence and its light.

A step runs from its own start; a ceiling runs from acceptance beside it (obligations trap 6). What
has not started yet is shown where it falls when every step before it uses up its time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from casework.law.clock import BEIJING, Clock, Due, LimitKind
from casework.law.limits import Limit, Moment, Role
from casework.law.settings import Phrases, Thresholds
from casework.law.workdays import DAY


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
        """The due moment in ISO 8601, empty where no date may be printed."""
        return "" if self.provisional else self.due.isoformat()


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
    ) -> tuple[Deadline, ...]:
        """Lay ``limits`` over the calendar, in their order, from what has happened so far.

        A limit that has not started and follows none that has is left out.
        """
        found: dict[str, Deadline] = {}
        for limit in limits:
            start = moments.get(limit.starts)
            if start is not None:
                found[limit.key] = self._begun(limit, start, moments.get(limit.ends), pauses)
            elif limit.after in found:
                found[limit.key] = self._awaited(limit, found[limit.after])
        return tuple(found.values())

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
        if kind is LimitKind.WORKING_DAYS:
            # A limit that breaks at 24:00 breaks at 0:00 of the day after its last one.
            last = (due - timedelta(microseconds=1)).astimezone(BEIJING).date()
            left = self.clock.calendar.between(now.astimezone(BEIJING).date(), last)
            return _colour(left, bounds.yellow_days, bounds.red_days)
        if kind is LimitKind.SAME_DAY:
            minutes = (due - now) / timedelta(minutes=1)
            return _colour(minutes, bounds.yellow_minutes, bounds.red_minutes)
        percent = 100 * (due - now) / (due - start)
        return _colour(percent, bounds.yellow_percent, bounds.red_percent)

    def _begun(
        self, limit: Limit, start: datetime, met: datetime | None, pauses: Sequence[Pause]
    ) -> Deadline:
        held = [pause for pause in pauses if limit.pauses and pause.start >= start]
        due = self.clock.due(limit.kind, limit.amount, start)
        if limit.kind is LimitKind.WORKING_DAYS:
            due = self._prolonged(limit, start, held)
        deadline = self._deadline(limit, start, due)
        paused = met is None and any(pause.end is None for pause in held)
        return replace(deadline, met=met, paused=paused)

    def _awaited(self, limit: Limit, before: Deadline) -> Deadline:
        """Where the limit falls when the one before it is kept on its last day."""
        end_of_day = datetime.combine(before.day, time(23, 59, 59), BEIJING)
        start = min(before.due, end_of_day)
        due = self.clock.due(limit.kind, limit.amount, start)
        deadline = self._deadline(limit, start, due)
        if limit.kind is LimitKind.WORKING_DAYS and not due.provisional:
            sentence = self._filled(self.phrases.latest, limit, due)
            deadline = replace(deadline, sentence=sentence)
        return replace(deadline, expected=True)

    def _prolonged(self, limit: Limit, start: datetime, held: Sequence[Pause]) -> Due:
        """Working days inside suspensions do not count; each may push the end into the next."""
        extra = 0
        while True:
            due = self.clock.due(limit.kind, limit.amount + extra, start)
            found = len(self._suspended_days(held, start, due.day))
            if found == extra:
                return due
            extra = found

    def _suspended_days(self, held: Sequence[Pause], start: datetime, last: date) -> set[date]:
        first = start.astimezone(BEIJING).date()
        return {
            day
            for pause in held
            if pause.end is not None
            for day in _days(pause.start, pause.end)
            if first < day <= last and self.clock.calendar.is_working(day)
        }

    def _deadline(self, limit: Limit, start: datetime, due: Due) -> Deadline:
        phrase = self.phrases.undated if due.provisional else self.phrases.dated[limit.kind]
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
            expected=False,
            paused=False,
            met=None,
            who=limit.who,
            article=limit.basis.cite,
            sentence=self._filled(phrase, limit, due),
            silence=limit.silence,
        )

    def _filled(self, phrase: str, limit: Limit, due: Due) -> str:
        return phrase.format(
            anchor=limit.anchor,
            amount=limit.amount,
            name=limit.name,
            day=self.phrases.written(due.day),
        )


def _days(start: datetime, end: datetime) -> Iterator[date]:
    """The days after that of ``start`` up to that of ``end``."""
    first, last = start.astimezone(BEIJING).date(), end.astimezone(BEIJING).date()
    return (first + DAY * n for n in range(1, (last - first).days + 1))


def _colour(left: float, yellow: float, red: float) -> Light:
    if left <= red:
        return Light.RED
    return Light.YELLOW if left <= yellow else Light.GREEN
