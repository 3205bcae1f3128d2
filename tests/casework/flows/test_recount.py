"""Open limits under another calendar or pack: what changes, what stays, what is to complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import msgpack

import resources
from casework.act import Context
from casework.flows import clocks, joint_limits
from casework.flows.deciding import Accept
from casework.flows.intake import TAKE_IN
from casework.flows.recount import Counter, Owed, Standing, standing
from casework.flows.recounting import (
    CALENDAR,
    PACK,
    RECOUNT,
    Recount,
)
from casework.law import catalogue, workdays
from casework.law.catalogue import Catalogue
from casework.law.clock import BEIJING, LimitKind, Session
from casework.law.items import Flow, Nature
from casework.law.limits import Moment
from casework.law.workdays import WorkCalendar, with_year
from casework.records.case import CaseRecord
from casework.records.case_events import LimitLine
from casework.records.course import Course, PauseLine
from casework.records.recount import LimitsRecounted
from casework.records.registry import Record, fold
from casework.records.stage import ItemTurned, StageItem, StageOpened
from tests.casework.flows import intakes
from tests.casework.flows.intakes import CASE, Memory, context, taken

ITEM = replace(intakes.ITEM, flow=Flow.GENERAL)
"""All limits of a general item stand with its case."""
CATALOGUE = replace(intakes.CATALOGUE, items={**intakes.CATALOGUE.items, ITEM.code: ITEM})
OLD = intakes.CALENDAR
YEAR_2027 = """
year = 2027
[[notice]]
title = "演练用的通知"
number = "演练〔2026〕1号"
issued = 2026-11-25
[[holiday]]
name = "元旦"
from = 2026-12-31
to = 2027-01-03
[[holiday]]
name = "春节"
from = 2027-02-05
to = 2027-02-11
made_up = [2027-01-30, 2027-02-13]
"""
NEW = workdays.parse(with_year(resources.calendar_files(), "2027.toml", YEAR_2027))
MOVED = replace(OLD, rest=OLD.rest | {date(2026, 11, 27)}, sha256="moved")
"""One more day of rest, in the middle of the case that is taken in on 20 November."""
RULED = "2026-11-26T09:00:00+08:00"
PERMIT = replace(ITEM, nature=Nature.PERMIT)
PERMITS = replace(CATALOGUE, items={**CATALOGUE.items, ITEM.code: PERMIT})


def under(
    calendar: WorkCalendar, law: Catalogue = CATALOGUE, now: datetime = intakes.NOW
) -> Context:
    return replace(context(now, law), calendar=calendar)


def accepted(now: datetime = intakes.NOW) -> Memory:
    """A case that was taken in and accepted under the old calendar."""
    memory = Memory(*intakes.reserved())
    received = (now - timedelta(minutes=5)).isoformat()
    memory.perform(TAKE_IN, taken(Accept(), received_at=received), under(OLD, now=now))
    return memory


def count_again(
    memory: Memory,
    where: Context,
    cause: str = CALENDAR,
    before: Catalogue | None = None,
    at: str = RULED,
) -> tuple[LimitsRecounted, ...]:
    request = Recount(ITEM.code, (CASE,), cause, at, before)
    events = memory.perform(RECOUNT, request, where)
    return tuple(event for event in events if isinstance(event, LimitsRecounted))


def dues(record: CaseRecord) -> dict[str, str]:
    return {line.key: line.due for line in record.open_limits}


LATE = datetime(2026, 12, 21, 10, 0, tzinfo=BEIJING)


def test_the_calendar_arrives_and_dates_what_had_none() -> None:
    memory = accepted(LATE)
    before = dues(memory.case())
    assert before["total"] == ""
    assert before["distribute"] == "2026-12-22T17:30:00+08:00"
    (event,) = count_again(memory, under(NEW))
    after = dues(memory.case())
    # 22 23 24 25 28 29 30 December, 4 to 8 and 11 to 13 January: 31 December is a holiday now
    assert after["total"] == "2027-01-13T17:30:00+08:00"
    assert after["distribute"] == before["distribute"]
    line = next(one for one in event.lines if one.key == "total")
    assert (line.due, line.new_due, line.amount) == ("", after["total"], 15)
    assert line.told == "自受理之日起15个工作日内完成联合验收和竣工验收备案"
    assert line.sentence == "自受理之日起15个工作日内（至2027年1月13日）完成联合验收和竣工验收备案"
    assert (event.cause, event.calendar_sha256) == ("calendar", NEW.sha256)
    assert event.pack_sha256 == CATALOGUE.pack.sha256
    assert "distribute" not in {one.key for one in event.lines}


def test_counted_once_there_is_nothing_to_count() -> None:
    memory = accepted(LATE)
    assert count_again(memory, under(NEW))
    assert count_again(memory, under(NEW)) == ()
    assert count_again(memory, under(OLD), at="2026-11-27T09:00:00+08:00")
    assert dues(memory.case()) == dues(accepted(LATE).case())


def test_a_corrected_calendar_moves_what_lies_behind_the_day() -> None:
    memory = accepted()
    before = dues(memory.case())
    (event,) = count_again(memory, under(MOVED))
    after = dues(memory.case())
    changed = {one.key for one in event.lines}
    assert changed == {"site", "opinion", "archive", "filing", "specials", "archive_day", "total"}
    assert (before["total"], after["total"]) == (
        "2026-12-11T17:30:00+08:00",
        "2026-12-14T17:30:00+08:00",
    )
    assert {key for key in before if before[key] != after[key]} == changed


def _closing_at(hour: int) -> Catalogue:
    early = tuple(
        replace(season, working=(*season.working[:-1], Session(time(13, 30), time(hour))))
        for season in CATALOGUE.hours.seasons
    )
    return replace(CATALOGUE, hours=replace(CATALOGUE.hours, seasons=early))


def test_another_closing_time_moves_every_last_day() -> None:
    memory = accepted()
    (event,) = count_again(memory, under(OLD, _closing_at(17)), PACK, CATALOGUE)
    assert len(event.lines) == len(memory.case().open_limits)
    assert all(line.new_due.endswith("T17:00:00+08:00") for line in event.lines)
    assert event.cause == "pack"


def _with_amount(law: Catalogue, key: str, amount: int) -> Catalogue:
    limits = tuple(
        replace(one, amount=amount) if one.key == key else one
        for one in law.items[ITEM.code].limits
    )
    item = replace(law.items[ITEM.code], limits=limits)
    return replace(law, items={**law.items, ITEM.code: item})


def test_a_pack_with_another_number_holds_for_what_had_its_number() -> None:
    memory = accepted()
    (event,) = count_again(
        memory, under(OLD, _with_amount(CATALOGUE, "total", 10)), PACK, CATALOGUE
    )
    (line,) = event.lines
    assert (line.key, line.amount, line.new_due) == ("total", 10, "2026-12-04T17:30:00+08:00")


def test_a_number_of_the_case_itself_stays() -> None:
    """Extended by ten days under 行政许可法 42: neither pack gives thirty."""
    moments = {Moment.ACCEPTED: datetime(2026, 10, 20, 10, tzinfo=BEIJING)}
    lines = clocks.lay_out(
        PERMITS.limits_of(PERMIT), moments, under(OLD, PERMITS), (), {"xkf_decision": 10}
    )
    one = _standing(lines, moments)
    assert not Counter(PERMITS, OLD).changes(one)
    other = replace(PERMITS.limits["xkf_decision"], amount=15)
    shorter = replace(PERMITS, limits={**PERMITS.limits, "xkf_decision": other})
    assert not Counter(shorter, OLD, PERMITS).changes(one)
    found = {line.key: line for line in Counter(PERMITS, MOVED).lines(one, lines)}
    moved = found["xkf_decision"]
    # 21 October is the first, 1 December the thirtieth; with a day of rest more, the 2nd
    assert (moved.amount, moved.due[:10], moved.new_due[:10]) == (30, "2026-12-01", "2026-12-02")


def test_a_limit_that_the_pack_no_longer_has_stays_as_it_was_told() -> None:
    memory = accepted()
    item = replace(ITEM, limits=tuple(one for one in ITEM.limits if one.key != "total"))
    law = replace(CATALOGUE, items={**CATALOGUE.items, ITEM.code: item})
    (event,) = count_again(memory, under(MOVED, law), PACK, CATALOGUE)
    assert "total" not in {line.key for line in event.lines}
    assert "total" in dues(memory.case())


def test_an_agreed_day_keeps_its_day_whatever_the_calendar() -> None:
    limit = replace(ITEM.limit("total"), kind=LimitKind.AGREED, amount=0, pauses=False)
    law = replace(CATALOGUE, limits={"agreed": replace(limit, key="agreed")})
    line = clocks.agreed_line(law.limits["agreed"], date(2027, 3, 1), intakes.NOW, under(OLD, law))
    one = _standing((line,), {}, scope="")
    assert not Counter(law, NEW).changes(one)
    early = replace(law, hours=_closing_at(17).hours)
    (told,) = Counter(early, NEW, law).lines(one, (line,))
    assert (told.due, told.new_due) == ("2027-03-01T17:30:00+08:00", "2027-03-01T17:00:00+08:00")


@dataclass(frozen=True, slots=True)
class Following:
    """A record of a stream that follows a case, as flows have them."""

    course: Course = field(default_factory=Course)
    unknown: bool = False

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        return self.course.limits

    @property
    def heading(self) -> tuple[str, str]:
        return "", ""


def test_a_stage_is_counted_with_the_pauses_of_its_items() -> None:
    law = catalogue.parse(resources.catalogue_files("jiaozuo"))
    stage = law.stages["construction"]
    where = replace(context(law=law), calendar=OLD)
    begun = datetime(2026, 11, 9, 10, tzinfo=BEIJING)
    still = [PauseLine("", "", "", "2026-11-11T10:00:00+08:00", "2026-11-17T10:00:00+08:00")]
    lines = clocks.lay_out(stage.limits, {Moment.ACCEPTED: begun}, where, still)
    item = StageItem("fire_review", "消防", "case/1")
    opened = StageOpened("construction", "", "", "", "", "", "", (item,), "accepted", "", False)
    turns = (
        ("accepted", begun.isoformat()),
        ("suspended", still[0].start),
        ("resumed", still[0].end),
    )
    record = fold(
        "stage/x",
        [opened, *(ItemTurned("fire_review", turn, "case/1", at, lines) for turn, at in turns)],
    )
    one = standing("stage/x", record)
    assert one is not None
    assert one.scope == "construction"
    assert not Counter(law, OLD).changes(one)
    (line,) = Counter(law, MOVED).lines(one, lines)
    assert (line.due[:10], line.new_due[:10]) == ("2026-12-04", "2026-12-07")


@pytest.mark.parametrize("steps", [(), ("archived",), ("filed",), ("archived", "filed")])
@pytest.mark.parametrize("reached", range(4))
def test_a_joint_acceptance_of_some_subjects_is_counted_as_it_was_laid_out(
    steps: tuple[str, ...], reached: int
) -> None:
    """Whoever did not apply for the archives has no step of theirs: the next one follows sooner."""
    course = Course().reached("accepted", LATE.isoformat())
    for at, moment in enumerate(("pushed", "distributed", "confirmed")[:reached]):
        course = course.reached(moment, (LATE + timedelta(days=at + 1)).isoformat())
    told, direct = (
        joint_limits.lines(intakes.ITEM, steps, course, under(calendar, intakes.CATALOGUE))
        for calendar in (OLD, NEW)
    )
    one = standing("joint/x", Following(course.stating(told)), accepted().case())
    assert one is not None
    again = {line.key: line for line in Counter(intakes.CATALOGUE, NEW).lines(one, told)}
    assert {line.key for line in told if not line.due} <= again.keys()
    for before, after in zip(told, direct, strict=True):
        found = again.get(before.key)
        if found is None:
            assert (before.start, before.due) == (after.start, after.due)
        else:
            assert (found.new_start, found.new_due) == (after.start, after.due)
            assert found.sentence == after.sentence


def test_a_limit_that_hangs_on_one_met_meanwhile() -> None:
    """The site inspection waits for its start while the confirmation before it is done."""
    moments = {
        Moment.ACCEPTED: LATE,
        Moment.PUSHED: LATE,
        Moment.DISTRIBUTED: datetime(2026, 12, 29, 10, tzinfo=BEIJING),
        Moment.CONFIRMED: datetime(2026, 12, 29, 15, tzinfo=BEIJING),
    }
    lines = clocks.limit_lines(ITEM, moments, under(OLD, now=LATE))
    assert "confirm" not in {line.key for line in lines}
    again = Counter(CATALOGUE, NEW).lines(_standing(lines, moments), lines)
    found = {line.key: line for line in again}
    direct = {line.key: line for line in clocks.limit_lines(ITEM, moments, under(NEW, now=LATE))}
    assert found["site"].new_due == direct["site"].due == "2027-01-15T17:30:00+08:00"


def _standing(
    lines: tuple[LimitLine, ...],
    moments: Mapping[Moment, datetime],
    pauses: tuple[PauseLine, ...] = (),
    scope: str = ITEM.code,
) -> Standing:
    stated = {name.value: at.isoformat() for name, at in moments.items()}
    record = Following(Course(stated, pauses, lines))
    case: Record | None = accepted().case() if scope else None
    found = standing("joint/x", record, case)
    assert found is not None
    return found


DAYS = st.dates(date(2026, 6, 1), date(2027, 2, 1))
STARTS = st.builds(lambda day, hour: datetime.combine(day, hour, BEIJING), DAYS, st.times())
CHAIN = (Moment.PUSHED, Moment.DISTRIBUTED, Moment.CONFIRMED, Moment.SITE_STARTED, Moment.SITE_DONE)


@settings(deadline=None)
@given(
    STARTS,
    st.lists(st.integers(0, 300), max_size=len(CHAIN)),
    st.none() | st.tuples(st.integers(0, 20), st.none() | st.integers(0, 20)),
    st.sampled_from([(OLD, NEW), (OLD, MOVED), (NEW, OLD), (MOVED, NEW)]),
    st.integers(0, 10),
)
def test_counting_again_is_counting_anew(
    start: datetime,
    steps: list[int],
    pause: tuple[int, int | None] | None,
    calendars: tuple[WorkCalendar, WorkCalendar],
    extension: int,
) -> None:
    moments = {Moment.ACCEPTED: start}
    at = start
    for moment, hours in zip(CHAIN, steps, strict=False):
        at += timedelta(hours=hours)
        moments[moment] = at
    pauses: tuple[PauseLine, ...] = ()
    if pause is not None:
        begin = start + timedelta(days=pause[0])
        end = "" if pause[1] is None else (begin + timedelta(days=pause[1])).isoformat()
        pauses = (PauseLine("听证", "", "", begin.isoformat(), end),)
    rows = PERMITS.limits_of(PERMIT)
    longer = {"xkf_decision": extension}
    old, new = (
        clocks.lay_out(rows, moments, under(calendar, PERMITS), pauses, longer)
        for calendar in calendars
    )
    one = _standing(old, moments, pauses) if old else None
    if one is None:
        return
    counter = Counter(PERMITS, calendars[1])
    again = {line.key: line for line in counter.lines(one, old)}
    assert counter.changes(one) is bool(again)
    for before, after in zip(old, new, strict=True):
        found = again.get(before.key)
        if found is None:
            assert before.due == after.due
        else:
            assert (found.new_start, found.new_due) == (after.start, after.due)
            assert (found.sentence, found.amount) == (after.sentence, after.amount)


def test_what_another_process_is_given_comes_back_whole() -> None:
    one = standing(CASE, accepted().case())
    assert msgpack.decode(msgpack.encode([one]), type=list[Standing]) == [one]
    assert isinstance(one, Standing)
    assert isinstance(one.owed[0], Owed)
