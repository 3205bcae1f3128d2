"""Limits of a case as lines of an event: computed once from pack and calendar, then only copied."""

from collections.abc import Mapping
from datetime import datetime

from casework.act import Context
from casework.law.deadlines import Deadline
from casework.law.items import Item
from casework.law.limits import Moment
from casework.records.case_events import LimitLine


def limit_lines(
    item: Item, moments: Mapping[Moment, datetime], context: Context
) -> tuple[LimitLine, ...]:
    """The limits that run, or will, after ``moments``; those already met are left out."""
    limits = context.catalogue.limits_of(item)
    timetable = context.catalogue.timetable(context.calendar)
    ends = {limit.key: limit.ends for limit in limits}
    return tuple(
        _line(one, ends[one.id]) for one in timetable.deadlines(limits, moments) if one.met is None
    )


def _line(deadline: Deadline, ends: Moment) -> LimitLine:
    return LimitLine(
        key=deadline.id,
        name=deadline.name,
        kind=deadline.kind.value,
        role=deadline.role.value,
        amount=deadline.amount,
        start=deadline.start.isoformat(),
        due=deadline.printed_due,
        ends=ends.value,
        expected=deadline.expected,
        sentence=deadline.sentence,
        article=deadline.article,
    )
