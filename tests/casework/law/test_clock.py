from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from casework.law.clock import (
    BEIJING,
    Breaks,
    Clock,
    ClockRules,
    Due,
    HallHours,
    LimitKind,
    Season,
    Session,
)
from casework.law.workdays import parse

CALENDAR = parse(resources.calendar_files())
MORNING, AFTERNOON = Session(time(9), time(12)), Session(time(13, 30), time(17, 30))
LATE = Session(time(14), time(18))
HOURS = HallHours(
    seasons=(
        Season((10, 1), (5, 31), (MORNING, AFTERNOON)),
        Season((6, 1), (9, 30), (MORNING, LATE), resting=(MORNING,)),
    ),
    closed=frozenset({date(2026, 3, 4)}),
)
CLOCK = Clock(CALENDAR, HOURS, ClockRules())
MOMENTS = st.builds(
    lambda day, hour: datetime.combine(day, hour, BEIJING),
    st.dates(date(2018, 1, 2), date(2026, 9, 1)),
    st.times(),
)


def at(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BEIJING)


def due(kind: LimitKind, amount: int, start: datetime, clock: Clock = CLOCK) -> datetime:
    return clock.due(kind, amount, start).at


def with_rules(**rules: object) -> Clock:
    return replace(CLOCK, rules=ClockRules(**rules))  # type: ignore[arg-type]


def test_at_once_counts_minutes_whatever_the_hour() -> None:
    assert due(LimitKind.AT_ONCE, 30, at(11, 20, 17, 20)) == at(11, 20, 17, 50)
    assert due(LimitKind.AT_ONCE, 30, at(11, 20, 23, 45)) == at(11, 21, 0, 15)


@pytest.mark.parametrize(
    ("start", "breaks"),
    [
        (at(11, 20, 9, 0), at(11, 20, 17, 30)),
        (at(11, 20, 17, 29), at(11, 20, 17, 30)),
        (at(11, 20, 17, 30), at(11, 21, 0)),  # after closing: the rest of the calendar day
        (at(7, 1, 10), at(7, 1, 18)),  # summer hours
        (at(11, 21, 10), at(11, 22, 0)),  # a Saturday without service
        (at(7, 4, 10), at(7, 4, 12)),  # a Saturday with service in the morning
        (at(2, 28, 10), at(2, 28, 17, 30)),  # a Saturday that is worked
        (at(3, 4, 10), at(3, 5, 0)),  # a working day on which the hall stays shut
    ],
)
def test_the_same_day_breaks_at_closing(start: datetime, breaks: datetime) -> None:
    found = CLOCK.due(LimitKind.SAME_DAY, 0, start)
    assert found == Due(start.date(), breaks)


def test_the_same_day_breaks_at_midnight_by_setting() -> None:
    clock = with_rules(same_day_breaks=Breaks.MIDNIGHT)
    assert due(LimitKind.SAME_DAY, 0, at(11, 20), clock) == at(11, 21, 0)


def test_the_day_is_beijings() -> None:
    start = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)
    assert CLOCK.due(LimitKind.SAME_DAY, 0, start).day == date(2026, 11, 20)
    assert due(LimitKind.WORKING_DAYS, 1, start) == at(11, 23, 17, 30)


@pytest.mark.parametrize(
    ("start", "amount", "counted", "not_counted"),
    [
        (at(11, 20), 1, at(11, 20, 17, 30), at(11, 23, 17, 30)),
        (at(11, 20), 2, at(11, 23, 17, 30), at(11, 24, 17, 30)),
        (at(11, 21), 1, at(11, 23, 17, 30), at(11, 23, 17, 30)),  # a Saturday never counts
        (at(2, 14), 1, at(2, 14, 17, 30), at(2, 24, 17, 30)),  # a Saturday that is worked
        (at(2, 15), 2, at(2, 25, 17, 30), at(2, 25, 17, 30)),
        (at(9, 30), 1, at(9, 30, 18, 0), at(10, 8, 17, 30)),
        (at(12, 31, year=2025), 1, at(12, 31, 17, 30, year=2025), at(1, 4, 17, 30)),
        (at(3, 3), 1, at(3, 3, 17, 30), at(3, 5, 0)),  # shut on the last day: until midnight
        (at(11, 20, 22), 1, at(11, 21, 0), at(11, 23, 17, 30)),  # after closing
    ],
)
def test_whether_the_day_of_the_event_counts(
    start: datetime, amount: int, counted: datetime, not_counted: datetime
) -> None:
    assert due(LimitKind.WORKING_DAYS, amount, start) == not_counted
    counting = with_rules(event_day_counts=True)
    assert due(LimitKind.WORKING_DAYS, amount, start, counting) == counted


def test_working_days_until_midnight_by_setting() -> None:
    clock = with_rules(working_day_breaks=Breaks.MIDNIGHT)
    found = clock.due(LimitKind.WORKING_DAYS, 1, at(11, 20))
    assert found == Due(date(2026, 11, 23), at(11, 24, 0))


@pytest.mark.parametrize(
    ("kind", "amount", "start", "day"),
    [
        (LimitKind.DAYS, 5, at(11, 15, year=2019), date(2019, 11, 20)),  # as the manual shows it
        (LimitKind.DAYS, 5, at(2, 13), date(2026, 2, 18)),  # the festival counts
        (LimitKind.DAYS, 5, at(12, 30), date(2027, 1, 4)),  # beyond the calendar, and no guess
        (LimitKind.DAYS, 1, at(11, 20, 23, 59), date(2026, 11, 21)),
        (LimitKind.YEARS, 1, at(11, 20), date(2027, 11, 20)),
        (LimitKind.YEARS, 3, at(2, 28), date(2029, 2, 28)),
        (LimitKind.YEARS, 1, at(2, 29, year=2024), date(2025, 2, 28)),  # no such day: the last one
        (LimitKind.YEARS, 4, at(2, 29, year=2024), date(2028, 2, 29)),
    ],
)
def test_plain_days_and_years(kind: LimitKind, amount: int, start: datetime, day: date) -> None:
    midnight = datetime.combine(day + timedelta(days=1), time(), BEIJING)
    assert CLOCK.due(kind, amount, start) == Due(day, midnight)
    counting = with_rules(event_day_counts=True).due(kind, amount, start)
    assert counting.day == day - timedelta(days=1)


def test_plain_days_until_closing_by_setting() -> None:
    clock = with_rules(day_breaks=Breaks.CLOSING)
    assert due(LimitKind.DAYS, 5, at(11, 18), clock) == at(11, 23, 17, 30)
    assert due(LimitKind.DAYS, 5, at(11, 17), clock) == at(11, 23, 0)  # a Sunday: until midnight


@pytest.mark.parametrize(
    ("day", "breaks"),
    [
        (date(2026, 11, 20), at(11, 20, 17, 30)),
        (date(2026, 11, 21), at(11, 22, 0)),  # agreed on a Saturday, the hall is shut
        (date(2026, 2, 14), at(2, 14, 17, 30)),  # on one that is worked
        (date(2027, 3, 1), at(3, 1, 17, 30, year=2027)),  # beyond the calendar, and no guess
    ],
)
def test_an_agreed_day(day: date, breaks: datetime) -> None:
    assert CLOCK.agreed(day, at(1, 5)) == Due(day, breaks)


def test_beyond_the_calendar() -> None:
    found = CLOCK.due(LimitKind.WORKING_DAYS, 15, at(12, 25))
    assert found.provisional
    assert not CLOCK.due(LimitKind.SAME_DAY, 0, at(1, 4, year=2027)).provisional


COUNTED_KINDS = [LimitKind.WORKING_DAYS, LimitKind.DAYS, LimitKind.YEARS]
COUNTED = st.sampled_from(COUNTED_KINDS)


@given(COUNTED, MOMENTS, st.integers(1, 40), st.integers(1, 40), st.booleans())
def test_a_longer_limit_ends_later(
    kind: LimitKind, start: datetime, one: int, two: int, counts: bool
) -> None:
    clock = with_rules(event_day_counts=counts)
    short, long = sorted((one, two))
    first, last = clock.due(kind, short, start), clock.due(kind, long, start)
    assert first.at <= last.at
    assert first.day <= last.day
    assert (first == last) is (short == long)


@given(st.sampled_from([*COUNTED_KINDS, LimitKind.AT_ONCE]), MOMENTS, MOMENTS, st.integers(1, 40))
def test_what_begins_later_never_ends_earlier(
    kind: LimitKind, one: datetime, two: datetime, amount: int
) -> None:
    early, late = sorted((one, two))
    assert CLOCK.due(kind, amount, early).at <= CLOCK.due(kind, amount, late).at


@given(COUNTED, MOMENTS, st.integers(1, 40))
def test_asking_again_gives_the_same(kind: LimitKind, start: datetime, amount: int) -> None:
    fresh = Clock(CALENDAR, HOURS, ClockRules())
    assert CLOCK.due(kind, amount, start) == fresh.due(kind, amount, start)


@given(MOMENTS, st.integers(1, 40), st.booleans())
def test_a_limit_ends_after_its_start_on_a_working_day(
    start: datetime, amount: int, counts: bool
) -> None:
    found = with_rules(event_day_counts=counts).due(LimitKind.WORKING_DAYS, amount, start)
    assert found.at > start
    assert CALENDAR.is_working(found.day)
    assert found.day <= found.at.date() <= found.day + timedelta(days=1)


@given(MOMENTS, st.integers(1, 40))
def test_counting_the_day_of_the_event_is_one_day_less_on_working_days(
    start: datetime, amount: int
) -> None:
    counting = with_rules(event_day_counts=True).last_day(amount, start.date())[0]
    plain = CLOCK.last_day(amount, start.date())[0]
    gap = CALENDAR.between(counting, plain)
    assert gap == (1 if CALENDAR.is_working(start.date()) else 0)


@given(MOMENTS)
def test_the_same_day_never_leaves_the_day(start: datetime) -> None:
    found = CLOCK.due(LimitKind.SAME_DAY, 0, start)
    assert start < found.at <= datetime.combine(start.date() + timedelta(days=1), time(), BEIJING)


def test_when_the_hall_is_open() -> None:
    assert HOURS.is_open(at(11, 20, 9), CALENDAR)
    assert not HOURS.is_open(at(11, 20, 12), CALENDAR)
    assert not HOURS.is_open(at(11, 21, 10), CALENDAR)
    assert HOURS.next_opening(at(11, 20, 10), CALENDAR) == at(11, 20, 10)
    assert HOURS.next_opening(at(11, 20, 12, 30), CALENDAR) == at(11, 20, 13, 30)
    assert HOURS.next_opening(at(11, 20, 20), CALENDAR) == at(11, 23, 9)
    assert HOURS.next_opening(at(2, 14, 18), CALENDAR) == at(2, 24, 9)


def test_a_hall_without_hours() -> None:
    bare = HallHours()
    assert bare.closing(date(2026, 11, 20), CALENDAR) is None
    assert bare.next_opening(at(11, 20), CALENDAR) is None
    clock = replace(CLOCK, hours=bare)
    assert due(LimitKind.SAME_DAY, 0, at(11, 20), clock) == at(11, 21, 0)
