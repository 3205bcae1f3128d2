"""Limits of a case as lines of an event: computed once from pack and calendar, then only copied."""

from collections.abc import Mapping
from datetime import datetime

from casework.act import Context
from casework.law.clock import LimitKind
from casework.law.deadlines import Deadline, Light
from casework.law.items import Item
from casework.law.limits import Moment
from casework.records.case_events import LimitLine
from casework.rows import LimitRow


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


def light(row: LimitRow, context: Context, now: datetime) -> Light:
    """How a limit of a list stands at ``now``; a provisional one is never overdue."""
    if row.expected:
        return Light.WAITING
    if not row.due:
        return Light.PROVISIONAL
    timetable = context.catalogue.timetable(context.calendar)
    start, due = datetime.fromisoformat(row.start), datetime.fromisoformat(row.due)
    return timetable.colour(LimitKind(row.kind), start, due, now)
