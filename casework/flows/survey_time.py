"""A project's two sums of time: what approval took, and what the whole took with its surveys.

Surveys do not count as approval time but as span time (001C附件3备注). How either is counted the
source does not say: here in working days like the limits themselves, the day of the event left
out. Approval: days on which anything was under approval, each once however much ran side by side,
without pauses. Span: from the first thing that began to the last that ended, gaps and all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.law.clock import BEIJING
from casework.law.limits import Moment
from casework.law.workdays import WorkCalendar
from casework.records.course import Course

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What ran from one day to another; ``until`` is None while it lasts.

    ``pauses`` are left out of approval time: the day one begins counts, the day it ends does not.
    """

    since: date
    until: date | None
    approval: bool
    pauses: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectTime:
    """Working days of approval, and from the first beginning to the last end."""

    approval: int
    span: int


def approved(
    course: Course, began: Moment = Moment.ACCEPTED, ended: Moment = Moment.COMPLETED
) -> Stretch | None:
    """The stretch of a case, or of any procedure of approval; None before it began."""
    return _stretch(course, began, ended, approval=True)


def surveyed(course: Course) -> Stretch | None:
    """The stretch of a survey: since the site was ready, until the last result."""
    return _stretch(course, Moment.SURVEY_READY, Moment.SURVEY_DELIVERED, approval=False)


def _stretch(course: Course, began: Moment, ended: Moment, *, approval: bool) -> Stretch | None:
    if began not in course.moments:
        return None
    until = course.moments.get(ended, "")
    return Stretch(
        since=_day(course.moments[began]),
        until=_day(until) if until else None,
        approval=approval,
        pauses=tuple(
            (_day(one.start), _day(one.end) if one.end else None) for one in course.pauses
        ),
    )


def measure(
    stretches: Iterable[Stretch | None], calendar: WorkCalendar, today: date
) -> ProjectTime:
    """Both sums over everything of a project that has begun by ``today``."""
    known = [one for one in stretches if one is not None]
    if not known:
        return ProjectTime(0, 0)
    running: set[date] = set()
    for one in known:
        if one.approval:
            running.update(_counted(one, calendar, today))
    first = min(one.since for one in known)
    last = max(one.until or today for one in known)
    return ProjectTime(len(running), max(calendar.between(first, last), 0))


def _counted(one: Stretch, calendar: WorkCalendar, today: date) -> Iterator[date]:
    day = one.since
    while day < (one.until or today):
        day += _DAY
        paused = any(start < day and (end is None or day <= end) for start, end in one.pauses)
        if calendar.is_working(day) and not paused:
            yield day


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(BEIJING).date()
