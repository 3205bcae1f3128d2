"""The limits of a joint acceptance: those of the pack, for what was applied for and no more.

A step starts when the one before it ends, so early finishing moves the later steps; ceilings are
counted from acceptance and move only by the suspension (obligations trap 6).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from casework.act import Context
from casework.flows.clocks import of_course
from casework.law.items import Item, Subject
from casework.law.limits import Limit, Moment, Role
from casework.records.case_events import LimitLine
from casework.records.course import Course

_LAST = (Moment.ALL_PASSED, Moment.ARCHIVED, Moment.FILED)
"""How the procedure ends, where everything is applied for."""


def limits_for(item: Item, steps: Collection[str]) -> tuple[Limit, ...]:
    """The steps and ceilings when of the subjects' own steps only ``steps`` (moments) happen.

    Without a subject its step is left out; the next one starts where it would have, and the total
    ends with what is last then.
    """
    never = {one.step for one in item.subjects if one.step is not None} - set(steps)
    left_out = {one.key: one for one in item.limits if one.ends in never and one.key != item.total}
    kept = (one for one in item.limits if one.key not in left_out and one.role is not Role.DUTY)
    return tuple(_without(one, never, left_out) for one in kept)


def _without(limit: Limit, never: Collection[Moment], left_out: Mapping[str, Limit]) -> Limit:
    """A limit where some moments never come."""
    happens = [moment for moment in _LAST if moment not in never]
    ends = happens[-1] if limit.ends in never else limit.ends
    starts = _before(limit.starts, happens) if limit.starts in never else limit.starts
    before = left_out.get(limit.after)
    if before is None:
        return replace(limit, ends=ends, starts=starts)
    return replace(limit, ends=ends, starts=starts, after=before.after, anchor=before.anchor)


def _before(moment: Moment, happens: list[Moment]) -> Moment:
    return [one for one in happens if _LAST.index(one) < _LAST.index(moment)][-1]


def steps_of(subjects: Collection[Subject]) -> tuple[str, ...]:
    """The moments of the subjects that have a step of their own."""
    return tuple(one.step.value for one in subjects if one.step is not None)


def lines(
    item: Item, steps: Collection[str], course: Course, context: Context
) -> tuple[LimitLine, ...]:
    """The limits that run, or will, in a course.

    The window's own duties stand with the case; here they only say when the first step can begin.
    """
    duties = tuple(one for one in item.limits if one.role is Role.DUTY)
    laid = of_course(course, (*duties, *limits_for(item, steps)), context)
    # What has happened is not awaited, though what should have begun it never was told here.
    return tuple(
        one for one in laid if one.role != Role.DUTY.value and one.ends not in course.moments
    )
