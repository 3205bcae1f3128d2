"""Joint acceptance over the calendar: steps, ceilings, suspensions, lights, sentences."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

import resources
from casework.law import catalogue, workdays
from casework.law.clock import BEIJING, LimitKind
from casework.law.deadlines import Deadline, Light, Pause, Timetable
from casework.law.items import Nature
from casework.law.limits import Moment, Role

CALENDAR = workdays.parse(resources.calendar_files())
CATALOGUE = catalogue.parse(resources.catalogue_files("zhengzhou"))
ITEM = CATALOGUE.item("joint_acceptance")
TIMETABLE = CATALOGUE.timetable(CALENDAR)
COUNTING = replace(
    TIMETABLE,
    clock=replace(TIMETABLE.clock, rules=replace(TIMETABLE.clock.rules, event_day_counts=True)),
)


def at(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BEIJING)


def laid(
    moments: Mapping[Moment, datetime],
    pauses: tuple[Pause, ...] = (),
    timetable: Timetable = TIMETABLE,
) -> dict[str, Deadline]:
    found = timetable.deadlines(CATALOGUE.limits_of(ITEM), moments, pauses)
    return {deadline.id: deadline for deadline in found}


def accepted(when: datetime, timetable: Timetable = TIMETABLE) -> dict[str, Deadline]:
    return laid({Moment.HANDED_OVER: when, Moment.ACCEPTED: when}, timetable=timetable)


TABLE = [
    # an ordinary autumn
    (at(2026, 10, 26), "2026-10-27 2026-10-28 2026-11-11 2026-11-12 2026-11-13 2026-11-16"),
    # over the Spring Festival of 2026: 14 and 28 February are worked, 15 to 23 are not
    (at(2026, 2, 10), "2026-02-11 2026-02-12 2026-03-04 2026-03-05 2026-03-06 2026-03-09"),
    # over National Day of 2025 and both its make-up days
    (at(2025, 9, 25), "2025-09-26 2025-09-28 2025-10-17 2025-10-20 2025-10-21 2025-10-22"),
    # accepted on a Saturday that is worked
    (at(2026, 2, 28), "2026-03-02 2026-03-03 2026-03-17 2026-03-18 2026-03-19 2026-03-20"),
    # accepted by weekend service on a Saturday that is not
    (at(2026, 3, 7), "2026-03-09 2026-03-10 2026-03-24 2026-03-25 2026-03-26 2026-03-27"),
    # over the end of the year
    (at(2025, 12, 22), "2025-12-23 2025-12-24 2026-01-08 2026-01-09 2026-01-12 2026-01-13"),
]


@pytest.mark.parametrize(("when", "days"), TABLE)
def test_steps_that_use_up_their_time_meet_the_ceilings(when: datetime, days: str) -> None:
    found = accepted(when)
    steps = ("distribute", "confirm", "site", "opinion", "archive", "filing")
    assert [found[key].day.isoformat() for key in steps] == days.split()
    assert found["specials"].day == found["opinion"].day
    assert found["archive_day"].day == found["archive"].day
    assert found["total"].day == found["filing"].day
    assert all(found[key].expected for key in steps)
    assert not any(found[key].expected for key in ("specials", "archive_day", "total"))


def test_counting_the_day_of_acceptance() -> None:
    found = accepted(at(2026, 10, 26), COUNTING)
    assert found["total"].day == date(2026, 11, 13)
    assert found["archive_day"].day == date(2026, 11, 12)
    assert found["specials"].day == date(2026, 11, 11)


def test_what_the_window_owes() -> None:
    found = accepted(at(2026, 10, 26, 16))
    assert found["decide"].due == at(2026, 10, 26, 16, 30)
    assert found["push_to_lead"].due == at(2026, 10, 26, 17, 30)
    assert found["serve_notice"].due == at(2026, 10, 26, 17, 30)
    assert {found[key].role for key in ("decide", "push_to_lead", "serve_notice")} == {Role.DUTY}


def test_before_acceptance_only_the_decision_runs() -> None:
    assert set(laid({Moment.HANDED_OVER: at(2026, 10, 26)})) == {"decide"}
    assert laid({}) == {}


def test_an_early_step_moves_the_later_ones_but_no_ceiling() -> None:
    when = at(2026, 10, 26)
    moments = {
        Moment.ACCEPTED: when,
        Moment.PUSHED: when,
        Moment.DISTRIBUTED: at(2026, 10, 26, 15),
        Moment.CONFIRMED: at(2026, 10, 27, 9),
        Moment.SITE_STARTED: at(2026, 10, 27, 9),
        Moment.SITE_DONE: at(2026, 10, 30, 16),
    }
    found = laid(moments)
    assert found["site"].day == date(2026, 11, 10)
    assert found["site"].met == moments[Moment.SITE_DONE]
    assert found["opinion"].day == found["rectification"].day == date(2026, 11, 2)
    assert found["archive"].day == date(2026, 11, 3)
    assert found["total"].day == accepted(when)["total"].day
    assert found["archive"].expected
    assert not found["opinion"].expected


def test_rectification_is_taken_out_of_the_ceilings() -> None:
    when = at(2026, 10, 26)
    moments = {Moment.ACCEPTED: when, Moment.RESTARTED: at(2026, 11, 20)}
    plain = accepted(when)["total"].day
    pause = Pause(at(2026, 11, 11), at(2026, 11, 20))
    found = laid(moments, (pause,))
    # 12 to 20 November are seven working days
    assert found["total"].day == CALENDAR.add(plain, 7).day == date(2026, 11, 25)
    assert found["specials"].day == CALENDAR.add(date(2026, 11, 12), 7).day
    assert found["reinspection"].day == date(2026, 12, 4)
    assert not found["total"].paused


def test_while_suspended_the_ceilings_stand() -> None:
    found = laid({Moment.ACCEPTED: at(2026, 10, 26)}, (Pause(at(2026, 11, 11)),))
    assert found["total"].paused
    assert TIMETABLE.light(found["total"], at(2027, 6, 1)) is Light.PAUSED
    assert not found["push_to_lead"].paused


def test_a_suspension_that_pushes_the_end_into_another() -> None:
    when = at(2026, 10, 26)
    pauses = (
        Pause(at(2026, 11, 11), at(2026, 11, 13)),
        Pause(at(2026, 11, 17), at(2026, 11, 19)),
    )
    found = laid({Moment.ACCEPTED: when}, pauses)
    # two days out, which brings the 18th and 19th inside, which are out as well
    assert found["total"].day == date(2026, 11, 20)


def test_overlapping_suspensions_count_once() -> None:
    pauses = (
        Pause(at(2026, 11, 10), at(2026, 11, 12)),
        Pause(at(2026, 11, 11), at(2026, 11, 13)),
    )
    found = laid({Moment.ACCEPTED: at(2026, 10, 26)}, pauses)
    assert found["total"].day == CALENDAR.add(date(2026, 11, 16), 3).day


def test_beyond_the_calendar_nothing_is_dated_or_overdue() -> None:
    total = accepted(at(2026, 12, 15))["total"]
    assert total.provisional
    assert total.printed_due == ""
    assert total.sentence == "自受理之日起15个工作日内完成联合验收和竣工验收备案"
    assert TIMETABLE.light(total, at(2028, 1, 1)) is Light.PROVISIONAL
    step = accepted(at(2026, 12, 30))["filing"]
    assert step.provisional
    assert "2027" not in step.sentence


def test_sentences() -> None:
    found = accepted(at(2026, 10, 26))
    assert found["total"].sentence == (
        "自受理之日起15个工作日内（至2026年11月16日）完成联合验收和竣工验收备案"
    )
    assert found["total"].article.endswith("实施方案》五")
    assert found["push_to_lead"].sentence == (
        "决定受理当日（2026年10月26日）将申报材料推送至牵头部门"
    )
    assert found["decide"].sentence == "收到申报材料后即时作出是否受理决定"
    assert found["site"].sentence == (
        "自现场验收程序启动之日起10个工作日内（最迟2026年11月11日）完成现场验收"
    )
    assert found["confirm"].silence.endswith("可以开展联合验收")
    assert found["total"].printed_due == "2026-11-16T17:30:00+08:00"


@pytest.mark.parametrize(
    ("now", "light"),
    [
        (at(2026, 10, 26), Light.GREEN),
        (at(2026, 11, 11, 23), Light.GREEN),
        (at(2026, 11, 12), Light.YELLOW),
        (at(2026, 11, 13), Light.YELLOW),
        (at(2026, 11, 15), Light.YELLOW),  # Sunday before the last day
        (at(2026, 11, 16, 0), Light.RED),
        (at(2026, 11, 16, 17, 30), Light.RED),
        (at(2026, 11, 16, 17, 31), Light.OVERDUE),
    ],
)
def test_lights_of_working_days(now: datetime, light: Light) -> None:
    assert TIMETABLE.light(accepted(at(2026, 10, 26))["total"], now) is light


@pytest.mark.parametrize(
    ("now", "light"),
    [
        (at(2026, 10, 26, 14, 29), Light.GREEN),
        (at(2026, 10, 26, 14, 30), Light.YELLOW),
        (at(2026, 10, 26, 16, 30), Light.RED),
        (at(2026, 10, 26, 17, 30), Light.RED),
        (at(2026, 10, 26, 17, 31), Light.OVERDUE),
    ],
)
def test_lights_of_the_same_day(now: datetime, light: Light) -> None:
    assert TIMETABLE.light(accepted(at(2026, 10, 26))["push_to_lead"], now) is light


@pytest.mark.parametrize(
    ("minute", "light"),
    [(10, Light.GREEN), (15, Light.YELLOW), (24, Light.RED), (30, Light.RED), (31, Light.OVERDUE)],
)
def test_lights_at_once(minute: int, light: Light) -> None:
    decide = laid({Moment.HANDED_OVER: at(2026, 10, 26, 10)})["decide"]
    assert TIMETABLE.light(decide, at(2026, 10, 26, 10, minute)) is light


def test_a_light_from_what_a_list_keeps() -> None:
    start, due = at(2026, 10, 26), at(2026, 11, 17, 0)
    assert TIMETABLE.colour(LimitKind.WORKING_DAYS, start, due, at(2026, 11, 16)) is Light.RED
    assert TIMETABLE.colour(LimitKind.WORKING_DAYS, start, due, at(2026, 11, 13)) is Light.YELLOW
    assert TIMETABLE.colour(LimitKind.WORKING_DAYS, start, due, at(2026, 11, 17)) is Light.OVERDUE


def test_lights_of_what_is_over_or_not_begun() -> None:
    when = at(2026, 10, 26)
    moments = {Moment.ACCEPTED: when, Moment.PUSHED: at(2026, 10, 26, 17)}
    found = laid(moments)
    assert TIMETABLE.light(found["push_to_lead"], at(2027, 1, 1)) is Light.KEPT
    assert TIMETABLE.light(found["confirm"], at(2027, 1, 1)) is Light.WAITING
    late = laid(moments | {Moment.PUSHED: at(2026, 10, 27, 9)})
    assert TIMETABLE.light(late["push_to_lead"], when) is Light.BROKEN


def test_offline_licence_data_within_one_working_day() -> None:
    limit = CATALOGUE.limits["licence_push_offline"]
    for done, due in (
        (at(2026, 2, 13, 16), at(2026, 2, 14, 17, 30)),
        (at(2026, 2, 14, 16), at(2026, 2, 24, 17, 30)),
        (at(2026, 9, 30, 17), at(2026, 10, 8, 17, 30)),
        (at(2025, 12, 31, 17), at(2026, 1, 4, 17, 30)),
    ):
        (found,) = TIMETABLE.deadlines([limit], {Moment.COMPLETED: done})
        assert found.due == due


def test_limits_of_the_licensing_law_hold_for_permits_only() -> None:
    assert not [one for one in CATALOGUE.limits_of(ITEM) if one.key.startswith("xkf")]
    permit = replace(ITEM, nature=type(ITEM.nature)("许可"))
    assert len([one for one in CATALOGUE.limits_of(permit) if one.key.startswith("xkf")]) == 3


PERMIT = replace(ITEM, nature=Nature.PERMIT)
LICENSING = {limit.key: limit for limit in CATALOGUE.limits_of(PERMIT)}
CORRECTION, DECISION, DELIVERY = (
    LICENSING[key] for key in ("xkf_correction", "xkf_decision", "xkf_delivery")
)


def test_five_working_days_of_silence_accept_from_the_day_of_receipt() -> None:
    received = at(2026, 2, 10)
    moments = {Moment.HANDED_OVER: received}
    # 11 12 13 14 February (a Saturday that is worked) and 24 February
    last = at(2026, 2, 24, 17, 30)
    assert TIMETABLE.due(CORRECTION, received).at == last
    assert TIMETABLE.deemed(CORRECTION, moments, last) is None
    assert TIMETABLE.deemed(CORRECTION, moments, last + timedelta(seconds=1)) == received
    told = moments | {Moment.DECIDED: last}
    assert TIMETABLE.deemed(CORRECTION, told, at(2026, 3, 9)) is None
    assert TIMETABLE.deemed(CORRECTION, {}, at(2026, 3, 9)) is None


def test_silence_means_nothing_where_the_law_does_not_say_so_or_the_calendar_ends() -> None:
    assert TIMETABLE.deemed(DECISION, {Moment.ACCEPTED: at(2026, 1, 5)}, at(2026, 9, 1)) is None
    late = {Moment.HANDED_OVER: at(2026, 12, 29)}
    assert TIMETABLE.deemed(CORRECTION, late, at(2028, 1, 1)) is None


def test_ten_days_more_with_the_heads_approval() -> None:
    accepted_at = {Moment.ACCEPTED: at(2026, 3, 2)}
    (plain,) = TIMETABLE.deadlines([DECISION], accepted_at)
    (longer,) = TIMETABLE.deadlines([DECISION], accepted_at, (), {DECISION.key: 10})
    assert plain.day == date(2026, 3, 30)
    assert longer.day == date(2026, 4, 14)  # 清明节 on 4 to 6 April
    assert (longer.amount, longer.id) == (30, "xkf_decision")
    assert longer.sentence == "自受理之日起30个工作日内（至2026年4月14日）作出行政许可决定"
    assert DECISION.extension == 10
    assert CORRECTION.extension == DELIVERY.extension == 0


def test_an_agreed_limit_waits_for_its_day() -> None:
    limit = replace(DECISION, kind=LimitKind.AGREED, amount=30, anchor="签订合同")
    start = at(2026, 12, 1)
    assert TIMETABLE.deadlines([limit], {limit.starts: start}) == ()
    found = TIMETABLE.agreed(limit, date(2027, 1, 15), start)
    assert (found.due, found.provisional) == (at(2027, 1, 15, 17, 30), False)
    assert found.sentence == "签订合同后按约定在2027年1月15日前（含当日）作出行政许可决定"
    assert TIMETABLE.light(found, at(2027, 1, 15, 9)) is Light.RED
    assert TIMETABLE.light(found, at(2027, 1, 16, 9)) is Light.OVERDUE


@pytest.mark.parametrize(
    ("now", "light"),
    [
        (at(2026, 2, 15), Light.GREEN),
        (at(2026, 2, 16), Light.YELLOW),  # two calendar days left, in the middle of the festival
        (at(2026, 2, 18, 23, 59), Light.RED),
        (at(2026, 2, 19, 0, 1), Light.OVERDUE),
    ],
)
def test_lights_of_plain_days(now: datetime, light: Light) -> None:
    code = replace(DECISION, kind=LimitKind.DAYS, amount=5, pauses=False)
    assert TIMETABLE.light(TIMETABLE.begun(code, at(2026, 2, 13)), now) is light
