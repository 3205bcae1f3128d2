"""Limits of a case as lines of an event: computed once from pack and calendar, then only copied."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from casework.act import Context
from casework.law.clock import LimitKind
from casework.law.deadlines import Deadline, Light, Pause
from casework.law.items import Item
from casework.law.limits import Limit, Moment
from casework.records.case_events import LimitLine
from casework.records.course import Course, PauseLine
from casework.rows import LimitRow


def limit_lines(
    item: Item, moments: Mapping[Moment, datetime], context: Context
) -> tuple[LimitLine, ...]:
    """The limits of an item that run, or will, after ``moments``; those met are left out."""
    return lay_out(context.catalogue.limits_of(item), moments, context)


def lay_out(
    limits: Sequence[Limit],
    moments: Mapping[Moment, datetime],
    context: Context,
    pauses: Sequence[PauseLine] = (),
    extensions: Mapping[str, int] | None = None,
) -> tuple[LimitLine, ...]:
    """The same for any limits: pauses taken out where the limit allows it, extensions added.

    Agreed limits are left out: see ``agreed_line``.
    """
    timetable = context.catalogue.timetable(context.calendar)
    ends = {limit.key: limit.ends for limit in limits}
    held = [pause_of(one) for one in pauses]
    return tuple(
        _line(one, ends[one.id])
        for one in timetable.deadlines(limits, moments, held, extensions or {})
        if one.met is None
    )


def agreed_line(limit: Limit, day: date, start: datetime, context: Context) -> LimitLine:
    """A limit whose last day a contract or a promise names (001C四(一), 001A-15)."""
    timetable = context.catalogue.timetable(context.calendar)
    return _line(timetable.agreed(limit, day, start), limit.ends)


def of_course(
    course: Course,
    limits: Sequence[Limit],
    context: Context,
    reached: Mapping[Moment, datetime] | None = None,
) -> tuple[LimitLine, ...]:
    """The limits of a course after what was ``reached`` now, with its pauses and extensions."""
    known = {Moment(name): datetime.fromisoformat(at) for name, at in course.moments.items()}
    moments = {**known, **(reached or {})}
    return lay_out(limits, moments, context, course.pauses, course.extensions)


def pause_of(line: PauseLine) -> Pause:
    """A pause of a course as the law counts it."""
    end = datetime.fromisoformat(line.end) if line.end else None
    return Pause(datetime.fromisoformat(line.start), end)


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
    """How a limit of a list stands at ``now``; a provisional or paused one is never overdue."""
    if row.expected:
        return Light.WAITING
    if not row.due:
        still = context.catalogue.phrases.tells_pause(row.sentence)
        return Light.PAUSED if still else Light.PROVISIONAL
    timetable = context.catalogue.timetable(context.calendar)
    start, due = datetime.fromisoformat(row.start), datetime.fromisoformat(row.due)
    return timetable.colour(LimitKind(row.kind), start, due, now)
