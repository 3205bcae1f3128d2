"""Limits as lines of an event, and their light from the row of a list alone."""

from datetime import datetime, timedelta

import pytest

from casework.flows.clocks import lay_out, light, limit_lines
from casework.law.deadlines import Light
from casework.law.limits import Moment
from casework.records.case_events import LimitLine
from casework.records.course import PauseLine
from casework.rows import LimitRow
from tests.casework.flows.intakes import BEIJING, ITEM, NOW, context


def row(key: str, now: datetime = NOW) -> LimitRow:
    """A limit of a case accepted at ``now``, as the list shows it."""
    moments = {Moment.HANDED_OVER: now, Moment.ACCEPTED: now}
    (line,) = (one for one in limit_lines(ITEM, moments, context(now)) if one.key == key)
    return of_line(line)


def of_line(line: LimitLine) -> LimitRow:
    return LimitRow(
        stream="case/1",
        key=line.key,
        name=line.name,
        kind=line.kind,
        role=line.role,
        start=line.start,
        due=line.due,
        ends=line.ends,
        expected=line.expected,
        sentence=line.sentence,
        article=line.article,
        project_name="",
        number="",
    )


def test_a_limit_already_met_is_no_line() -> None:
    moments = {Moment.HANDED_OVER: NOW, Moment.DECIDED: NOW}
    assert limit_lines(ITEM, moments, context()) == ()


def test_lines_are_repeatable_and_say_where_they_come_from() -> None:
    moments = {Moment.ACCEPTED: NOW}
    lines = limit_lines(ITEM, moments, context())
    assert lines == limit_lines(ITEM, moments, context())
    assert all(one.start and one.sentence and one.article for one in lines)


@pytest.mark.parametrize(
    ("key", "at", "shown"),
    [
        ("decide", NOW + timedelta(minutes=1), Light.GREEN),
        ("decide", NOW + timedelta(minutes=16), Light.YELLOW),
        ("decide", NOW + timedelta(minutes=25), Light.RED),
        ("decide", NOW + timedelta(minutes=31), Light.OVERDUE),
        ("push_to_lead", datetime(2026, 11, 20, 17, 0, tzinfo=BEIJING), Light.RED),
        ("push_to_lead", datetime(2026, 11, 20, 17, 31, tzinfo=BEIJING), Light.OVERDUE),
        ("total", NOW, Light.GREEN),
        ("total", datetime(2026, 12, 10, 9, 0, tzinfo=BEIJING), Light.YELLOW),
        ("total", datetime(2026, 12, 11, 9, 0, tzinfo=BEIJING), Light.RED),
        ("total", datetime(2026, 12, 14, 9, 0, tzinfo=BEIJING), Light.OVERDUE),
        ("site", datetime(2027, 3, 1, 9, 0, tzinfo=BEIJING), Light.WAITING),
    ],
)
def test_a_light_from_the_row(key: str, at: datetime, shown: Light) -> None:
    assert light(row(key), context(), at) is shown


def test_beyond_the_calendar_nothing_is_ever_overdue() -> None:
    late = datetime(2026, 12, 24, 10, 0, tzinfo=BEIJING)
    ten_years = datetime(2036, 12, 24, 10, 0, tzinfo=BEIJING)
    assert light(row("total", late), context(), ten_years) is Light.PROVISIONAL


def test_a_clock_that_stands_still_names_no_day_and_is_never_overdue() -> None:
    still = [PauseLine("整改", "方案七（五）2", "N1", (NOW + timedelta(days=3)).isoformat())]
    limits = [one for one in ITEM.limits if one.key in ("total", "push_to_lead")]
    push, total = lay_out(limits, {Moment.ACCEPTED: NOW}, context(), still)
    assert (push.due != "", total.due) == (True, "")
    assert total.sentence == (
        "自受理之日起15个工作日内完成联合验收和竣工验收备案（计时已中止，恢复后顺延）"
    )
    assert light(of_line(total), context(), NOW + timedelta(days=900)) is Light.PAUSED
    assert light(of_line(push), context(), NOW + timedelta(days=900)) is Light.OVERDUE
