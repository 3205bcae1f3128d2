"""The algebra of clocks, over any starts, pauses and orders that hypothesis thinks of."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

import resources
from casework.law import workdays
from casework.law.clock import BEIJING
from casework.law.deadlines import Light, Pause
from casework.law.limits import Moment
from casework.law.stage_clock import united
from tests.casework.law.test_deadlines import (
    CALENDAR,
    CATALOGUE,
    CORRECTION,
    COUNTING,
    DECISION,
    TIMETABLE,
    accepted,
    laid,
)

days = st.dates(date(2018, 1, 2), date(2026, 9, 1))
starts = st.builds(lambda day, hour: datetime.combine(day, hour, BEIJING), days, st.times())


@given(starts, st.booleans())
def test_steps_never_pass_the_ceilings_they_fill(when: datetime, counts: bool) -> None:
    found = accepted(when, COUNTING if counts else TIMETABLE)
    if not counts:
        assert found["filing"].day == found["total"].day
    assert found["filing"].day <= found["total"].day
    assert found["specials"].day < found["archive_day"].day < found["total"].day


@given(starts, st.integers(0, 40), st.integers(0, 60))
def test_a_suspension_never_shortens_and_adds_only_its_working_days(
    when: datetime, begin: int, length: int
) -> None:
    start = when + timedelta(days=begin)
    end = start + timedelta(days=length)
    plain = laid({Moment.ACCEPTED: when})["total"]
    longer = laid({Moment.ACCEPTED: when}, (Pause(start, end),))["total"]
    added = CALENDAR.between(plain.day, longer.day)
    assert 0 <= added <= CALENDAR.between(start.date(), end.date())
    if start.date() >= plain.day:
        assert added == 0


@given(starts, starts)
def test_a_light_only_darkens(when: datetime, now: datetime) -> None:
    order = [Light.GREEN, Light.YELLOW, Light.RED, Light.OVERDUE]
    for deadline in accepted(when).values():
        if not deadline.expected:
            first = TIMETABLE.light(deadline, now)
            later = TIMETABLE.light(deadline, now + timedelta(hours=7))
            assert order.index(first) <= order.index(later)


PAUSES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=5)


def pauses_after(when: datetime, drawn: list[tuple[int, int, bool]]) -> list[Pause]:
    found: list[Pause] = []
    for begin, length, lasts in drawn:
        start = when + timedelta(days=begin)
        found.append(Pause(start, None if lasts else start + timedelta(days=length)))
    return found


@given(starts, PAUSES, PAUSES)
def test_pausing_more_never_shortens(
    when: datetime, some: list[tuple[int, int, bool]], more: list[tuple[int, int, bool]]
) -> None:
    fewer = pauses_after(when, some)
    both = [*fewer, *pauses_after(when, more)]
    short, long = (TIMETABLE.begun(DECISION, when, None, held) for held in (fewer, both))
    assert TIMETABLE.begun(DECISION, when).due <= short.due <= long.due
    assert short.paused <= long.paused


@given(starts, PAUSES, st.randoms())
def test_the_order_of_pauses_does_not_matter(
    when: datetime, drawn: list[tuple[int, int, bool]], chance: object
) -> None:
    held = pauses_after(when, drawn)
    mixed = list(held)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert TIMETABLE.begun(DECISION, when, None, mixed) == TIMETABLE.begun(
        DECISION, when, None, held
    )
    ended = [pause for pause in held if pause.end is not None]
    joined = TIMETABLE.begun(DECISION, when, None, united(ended))
    assert joined == TIMETABLE.begun(DECISION, when, None, ended)


@given(starts, st.integers(0, 3), PAUSES)
def test_the_same_again_is_the_same(
    when: datetime, days_: int, drawn: list[tuple[int, int, bool]]
) -> None:
    moments = {Moment.ACCEPTED: when, Moment.PUSHED: when + timedelta(days=days_)}
    held = tuple(pauses_after(when, drawn))
    fresh = CATALOGUE.timetable(workdays.parse(resources.calendar_files()))
    assert laid(moments, held) == laid(dict(reversed(moments.items())), held, fresh)


@given(starts, st.integers(1, 60), st.integers(0, 60), PAUSES)
def test_a_longer_limit_is_never_due_earlier(
    when: datetime, amount: int, more: int, drawn: list[tuple[int, int, bool]]
) -> None:
    held = pauses_after(when, drawn)
    short, long = replace(DECISION, amount=amount), replace(DECISION, amount=amount + more)
    assert TIMETABLE.due(short, when, held).at <= TIMETABLE.due(long, when, held).at


@given(st.dates(date(2026, 10, 1), date(2027, 12, 31)), st.integers(1, 60), starts)
def test_what_is_provisional_is_never_overdue(day: date, amount: int, now: datetime) -> None:
    start = datetime.combine(day, time(10), BEIJING)
    found = TIMETABLE.begun(replace(DECISION, amount=amount), start)
    far = now + timedelta(days=4000)
    if found.provisional:
        assert found.printed_due == ""
        assert TIMETABLE.light(found, far) is Light.PROVISIONAL
        met = TIMETABLE.begun(replace(DECISION, amount=amount), start, far)
        assert TIMETABLE.light(met, far) is Light.KEPT
    else:
        assert found.day <= CALENDAR.valid_to
        assert TIMETABLE.light(found, far) is Light.OVERDUE


@given(starts, st.integers(0, 400))
def test_silence_deems_only_once_the_light_is_overdue(when: datetime, hours: int) -> None:
    now = when + timedelta(hours=hours)
    light = TIMETABLE.light(TIMETABLE.begun(CORRECTION, when), now)
    deemed = TIMETABLE.deemed(CORRECTION, {Moment.HANDED_OVER: when}, now)
    assert (deemed == when) is (light is Light.OVERDUE)
