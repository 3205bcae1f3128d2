from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from casework.errors import RuleError
from casework.law.workdays import WorkCalendar, WorkDay, parse, with_year

FILES = resources.calendar_files()
CALENDAR = parse(FILES)
YEARS = range(2018, 2027)
DAYS = st.dates(date(2018, 1, 1), date(2026, 6, 30))
COUNTS = st.integers(0, 60)

YEAR = """
year = {year}
[[notice]]
title = "通知"
number = "某文〔{before}〕1号"
issued = {before}-11-01
[[holiday]]
name = "节"
from = {year}-10-01
to = {year}-10-03
{more}
"""
HOLIDAY = '[[holiday]]\nname = "节"\nfrom = {}\nto = {}'


def year(number: int, more: str = "") -> str:
    return YEAR.format(year=number, before=number - 1, more=more)


def test_every_day_agrees_with_two_other_calendars() -> None:
    other = holidays.country_holidays("CN", years=YEARS)
    days = (CALENDAR.valid_to - CALENDAR.valid_from).days + 1
    for n in range(days):
        day = CALENDAR.valid_from + timedelta(days=n)
        assert CALENDAR.is_working(day) is chinese_calendar.is_workday(day), day
        assert CALENDAR.is_working(day) is other.is_working_day(day), day
    assert days == 9 * 365 + 2


def test_working_days_a_year() -> None:
    counts = [CALENDAR.between(date(y - 1, 12, 31), date(y, 12, 31)) for y in YEARS]
    assert counts == [250, 250, 249, 250, 249, 249, 251, 248, 248]


def test_each_year_names_its_notices() -> None:
    assert [(one.year, one.number, one.doubt) for one in CALENDAR.notices] == [
        (2018, "国办发明电〔2017〕12号", ""),
        (2019, "国办发明电〔2018〕15号", ""),
        (2019, "国办发明电〔2019〕3号", ""),
        (2020, "国办发明电〔2019〕16号", ""),
        (2020, "国办发明电〔2020〕1号", ""),
        (2021, "国办发明电〔2020〕27号", ""),
        (2022, "国办发明电〔2021〕11号", ""),
        (2023, "国办发明电〔2022〕16号", ""),
        (2024, "国办发明电〔2023〕7号", ""),
        (2025, "国办发明电〔2024〕12号", ""),
        (2026, "国办发明电〔2025〕7号", ""),
    ]


def test_a_notice_may_settle_the_last_days_of_the_year_before() -> None:
    assert CALENDAR.add(date(2018, 12, 28), 1).day == date(2018, 12, 29)
    assert CALENDAR.add(date(2018, 12, 29), 1).day == date(2019, 1, 2)


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
    assert CALENDAR.add(date(2017, 12, 29), 1).provisional
    assert CALENDAR.beyond(date(2027, 1, 1))
    assert not CALENDAR.covers(date(2017, 12, 31))


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
    ("more", "code", "line", "key"),
    [
        ("made_up = [2030-10-09]", "LW-305", 11, "holiday[0].made_up"),
        ("made_up = [2031-10-04]", "LW-302", 11, "holiday[0].made_up"),
        (HOLIDAY.format("2030-10-06", "2030-10-04"), "LW-302", 14, "holiday[1].to"),
        (HOLIDAY.format("2029-11-30", "2029-12-01"), "LW-302", 13, "holiday[1].from"),
        (HOLIDAY.format("2030-02-01", "2030-06-01"), "LW-302", 14, "holiday[1].to"),
        (HOLIDAY.format("2030-10-03", "2030-10-05"), "LW-304", 13, "holiday[1].from"),
        ("made_up = [2030-09-28, 2030-09-28]", "LW-304", 11, "holiday[0].made_up"),
        (HOLIDAY.format("2030-09-28", "2030-09-28"), "", 0, ""),
        ("made_up = [2030-02-30]", "LW-401", 11, "made_up"),
        ('made_up = ["2030-10-05"]', "LW-404", 11, "holiday[0].made_up"),
        ("off = true", "LW-403", 11, "holiday[0].off"),
    ],
)
def test_a_fault_names_its_place(more: str, code: str, line: int, key: str) -> None:
    files = {"2030.toml": year(2030, more)}
    if not code:
        parse(files)
        return
    with pytest.raises(RuleError) as found:
        parse(files)
    assert found.value.code == code
    place = (found.value.facts["file"], found.value.facts["line"], found.value.facts["key"])
    assert place == ("2030.toml", line, key)


def test_a_day_stands_in_one_year_only() -> None:
    eve = HOLIDAY.format("2030-12-30", "2031-01-01")
    whole = parse({"2030.toml": year(2030), "2031.toml": year(2031, eve)})
    assert not whole.is_working(date(2030, 12, 31))
    twice = HOLIDAY.format("2030-12-31", "2030-12-31")
    with pytest.raises(RuleError) as found:
        parse({"2030.toml": year(2030, twice), "2031.toml": year(2031, eve)})
    assert (found.value.code, found.value.facts["file"]) == ("LW-304", "2031.toml")
    assert found.value.facts["day"] == "2030-12-31"


@pytest.mark.parametrize("number", [1999, 2200, 99999])
def test_a_year_that_is_none(number: int) -> None:
    with pytest.raises(RuleError) as found:
        parse({"x.toml": f"year = {number}"})
    assert (found.value.code, found.value.facts["line"]) == ("LW-404", 1)


def test_a_year_without_a_notice_is_no_year() -> None:
    with pytest.raises(RuleError) as found:
        parse({"2030.toml": "year = 2030"})
    assert (found.value.code, found.value.facts["key"]) == ("LW-402", "notice")


def test_one_more_year() -> None:
    longer = parse(with_year(FILES, "来自总局.toml", year(2027)))
    assert longer.valid_to == date(2027, 12, 31)
    assert not longer.beyond(date(2027, 10, 1))
    assert longer.sha256 != CALENDAR.sha256


def test_another_reading_of_a_year() -> None:
    made_up = FILES["2026.toml"].replace("2026-10-10", "2026-10-11")
    files = with_year(FILES, "x", made_up)
    assert files.keys() == FILES.keys()
    assert parse(files).is_working(date(2026, 10, 11))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (year(2028), "LW-301"),
        (year(2027, HOLIDAY.format("2026-12-31", "2027-01-03")), ""),
        (year(2027, "made_up = [2027-10-04]"), "LW-305"),
        ("year = 2027", "LW-402"),
        ("节", "LW-401"),
    ],
)
def test_a_year_that_does_not_fit(text: str, code: str) -> None:
    if not code:
        assert not parse(with_year(FILES, "neu.toml", text)).is_working(date(2026, 12, 31))
        return
    with pytest.raises(RuleError) as found:
        with_year(FILES, "neu.toml", text)
    assert found.value.code == code
    assert found.value.facts.get("file", "neu.toml") == "neu.toml"


def test_line_ends_do_not_change_the_digest() -> None:
    windows = {name: text.replace("\n", "\r\n") for name, text in FILES.items()}
    assert parse(windows).sha256 == CALENDAR.sha256


@given(st.dates(date(2017, 6, 1), date(2027, 6, 1)), COUNTS)
def test_looking_up_is_walking(day: date, count: int) -> None:
    reached = day
    for _ in range(count):
        reached += timedelta(days=1)
        while not CALENDAR.is_working(reached):
            reached += timedelta(days=1)
    found = CALENDAR.add(day, count)
    assert found == WorkDay(reached, CALENDAR.beyond(day) or CALENDAR.beyond(reached))
    span = (reached - day).days
    walked = sum(CALENDAR.is_working(day + timedelta(days=n)) for n in range(1, span + 1))
    assert CALENDAR.between(day, reached) == walked == count


def test_a_calendar_is_plain_data() -> None:
    bare = WorkCalendar(date(2030, 1, 1), date(2030, 12, 31), frozenset(), frozenset())
    assert bare.add(date(2030, 1, 4), 1).day == date(2030, 1, 7)
