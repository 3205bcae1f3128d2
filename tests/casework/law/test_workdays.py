from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from casework.errors import RuleError
from casework.law.workdays import WorkCalendar, WorkDay, parse

CALENDAR = parse(resources.calendar_files())
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))
COUNTS = st.integers(0, 60)

YEAR = """
year = {year}
[notice]
title = "通知"
number = "某文〔{before}〕1号"
issued = {before}-11-01
[[holiday]]
name = "节"
from = {year}-10-01
to = {year}-10-03
{more}
"""


def year(number: int, more: str = "") -> str:
    return YEAR.format(year=number, before=number - 1, more=more)


def test_every_day_agrees_with_another_calendar() -> None:
    days = (CALENDAR.valid_to - CALENDAR.valid_from).days + 1
    for n in range(days):
        day = CALENDAR.valid_from + timedelta(days=n)
        assert CALENDAR.is_working(day) is chinese_calendar.is_workday(day), day
    assert days == 366 + 365 + 365


def test_working_days_a_year() -> None:
    counts = [CALENDAR.between(date(y - 1, 12, 31), date(y, 12, 31)) for y in (2024, 2025, 2026)]
    assert counts == [251, 248, 248]


def test_each_year_names_its_notice() -> None:
    assert [(one.year, one.number, one.doubt) for one in CALENDAR.notices] == [
        (2024, "国办发明电〔2023〕7号", ""),
        (2025, "国办发明电〔2024〕12号", ""),
        (2026, "国办发明电〔2025〕7号", ""),
    ]


@pytest.mark.parametrize(
    ("start", "count", "reached"),
    [
        # before the Spring Festival of 2026 (rest 15 to 23 February, 14 and 28 made up)
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 13), 6, date(2026, 2, 28)),
        (date(2026, 2, 13), 15, date(2026, 3, 12)),
        # on a rest day
        (date(2026, 2, 18), 1, date(2026, 2, 24)),
        # National Day of 2025, eight days, with both make-up days
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        (date(2025, 9, 25), 15, date(2025, 10, 22)),
        # New Year's Eve of the old calendar, 2024: encouraged, but a working day
        (date(2024, 2, 8), 1, date(2024, 2, 9)),
        # year end
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        (date(2025, 12, 24), 7, date(2026, 1, 5)),
        # nothing counted
        (date(2026, 2, 18), 0, date(2026, 2, 18)),
    ],
)
def test_worked_examples(start: date, count: int, reached: date) -> None:
    assert CALENDAR.add(start, count) == WorkDay(reached, provisional=False)


def test_beyond_the_calendar_is_a_guess_that_says_so() -> None:
    assert CALENDAR.add(date(2026, 12, 31), 1) == WorkDay(date(2027, 1, 1), provisional=True)
    assert CALENDAR.add(date(2026, 12, 30), 1) == WorkDay(date(2026, 12, 31), provisional=False)
    assert CALENDAR.add(date(2023, 12, 29), 1).provisional
    assert CALENDAR.beyond(date(2027, 1, 1))
    assert not CALENDAR.covers(date(2023, 12, 31))


def test_the_next_working_day() -> None:
    assert CALENDAR.next_working(date(2026, 2, 14)).day == date(2026, 2, 14)
    assert CALENDAR.next_working(date(2026, 2, 15)).day == date(2026, 2, 24)
    assert CALENDAR.next_working(date(2027, 1, 1)).provisional


@pytest.mark.parametrize("count", [-1, 4001])
def test_a_senseless_count_is_refused(count: int) -> None:
    with pytest.raises(RuleError) as found:
        CALENDAR.add(date(2026, 1, 5), count)
    assert found.value.code == "LW-303"


@given(DAYS, COUNTS, COUNTS)
def test_adding_twice_is_adding_the_sum(day: date, one: int, two: int) -> None:
    assert CALENDAR.add(CALENDAR.add(day, one).day, two).day == CALENDAR.add(day, one + two).day


@given(DAYS, COUNTS)
def test_counting_undoes_adding(day: date, count: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, count).day) == count


@given(DAYS, st.integers(1, 60))
def test_what_is_reached_is_worked_and_later(day: date, count: int) -> None:
    reached = CALENDAR.add(day, count).day
    assert CALENDAR.is_working(reached)
    assert reached > day
    assert reached > CALENDAR.add(day, count - 1).day


@given(DAYS, DAYS)
def test_counting_back_is_counting_with_the_sign_turned(one: date, two: date) -> None:
    assert CALENDAR.between(one, two) == -CALENDAR.between(two, one)


@given(DAYS, DAYS, COUNTS)
def test_a_later_start_never_ends_earlier(one: date, two: date, count: int) -> None:
    early, late = sorted((one, two))
    assert CALENDAR.add(early, count).day <= CALENDAR.add(late, count).day


def test_years_have_to_follow_each_other() -> None:
    whole = parse({"b": year(2031), "a": year(2030)})
    assert (whole.valid_from, whole.valid_to) == (date(2030, 1, 1), date(2031, 12, 31))
    for files in ({}, {"a": year(2030), "b": year(2032)}, {"a": year(2030), "b": year(2030)}):
        with pytest.raises(RuleError) as found:
            parse(files)
        assert found.value.code == "LW-301"


@pytest.mark.parametrize(
    "more",
    [
        "made_up = [2030-10-09]",
        "made_up = [2031-10-04]",
        '[[holiday]]\nname = "节"\nfrom = 2030-10-03\nto = 2030-10-01',
        '[[holiday]]\nname = "节"\nfrom = 2029-12-31\nto = 2030-01-01',
        '[[holiday]]\nname = "节"\nfrom = 2030-02-01\nto = 2030-06-01',
    ],
)
def test_a_wrong_day_is_refused(more: str) -> None:
    with pytest.raises(RuleError) as found:
        parse({"2030.toml": year(2030, more)})
    assert found.value.code == "LW-302"
    assert found.value.facts["file"] == "2030.toml"


def test_a_calendar_is_plain_data() -> None:
    bare = WorkCalendar(date(2030, 1, 1), date(2030, 12, 31), frozenset(), frozenset())
    assert bare.add(date(2030, 1, 4), 1).day == date(2030, 1, 7)
