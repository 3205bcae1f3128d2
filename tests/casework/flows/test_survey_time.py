"""A project's two sums: surveys count in the span, never in the time of approval."""

from datetime import date, datetime

import pytest

from casework.flows.survey_results import HAND_IN, HandIn
from casework.flows.survey_site import CONFIRM_READY, Ready
from casework.flows.survey_time import (
    ProjectTime,
    Stretch,
    approved,
    measure,
    surveyed,
)
from casework.law.clock import BEIJING
from casework.law.limits import Moment
from casework.records.course import Course, PauseLine
from tests.casework.flows.intakes import CALENDAR, NOW
from tests.casework.flows.surveying import FILE_OF_48_MB, ON, Survey, taken, window

TODAY = date(2026, 11, 20)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def run(since: str, until: str, *, approval: bool = True, pauses: tuple[str, ...] = ()) -> Stretch:
    pairs = tuple(tuple(map(day, one.split("/"))) for one in pauses)
    return Stretch(day(since), day(until) if until else None, approval, pairs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stretches", "approval", "span"),
    [
        ((), 0, 0),
        # Monday to Friday of one week: the day of the event is not counted.
        ((run("11-02", "11-06"),), 4, 4),
        # A survey alone takes no approval time.
        ((run("11-02", "11-06", approval=False),), 0, 4),
        # A survey after an approval makes the span longer and the approval not.
        ((run("11-02", "11-04"), run("11-09", "11-13", approval=False)), 2, 9),
        # Side by side counts once.
        ((run("11-02", "11-06"), run("11-03", "11-10")), 6, 6),
        # A gap counts in the span alone.
        ((run("11-02", "11-03"), run("11-12", "11-13")), 2, 9),
        # A pause is no approval time; the day it begins counts, the day it ends does not.
        ((run("11-02", "11-13", pauses=("11-04/11-06",)),), 7, 9),
        # Paused here, running there.
        ((run("11-02", "11-13", pauses=("11-04/11-06",)), run("11-05", "11-06")), 8, 9),
        # Over the National Day holiday: 2026-10-01 to 07 are not worked, 10-10 is.
        ((run("09-30", "10-12"),), 4, 4),
        # What lasts runs until today.
        ((run("11-16", ""),), 4, 4),
        ((run("11-16", "", approval=False),), 0, 4),
        # What begins today has taken nothing.
        ((run("11-20", ""),), 0, 0),
        ((None, run("11-19", "")), 1, 1),
    ],
)
def test_the_two_sums(stretches: tuple[Stretch | None, ...], approval: int, span: int) -> None:
    assert measure(stretches, CALENDAR, TODAY) == ProjectTime(approval, span)


def test_a_course_gives_its_stretch() -> None:
    course = Course(
        moments={"accepted": "2026-11-02T10:00:00+08:00", "filed": "2026-11-13T16:00:00+08:00"},
        pauses=(
            PauseLine(
                "整改",
                "方案七（五）",
                "N1",
                "2026-11-04T09:00:00+08:00",
                "2026-11-06T09:00:00+08:00",
            ),
            PauseLine("整改", "方案七（五）", "N2", "2026-11-12T09:00:00+08:00"),
        ),
    )
    found = approved(course, ended=Moment.FILED)
    assert found is not None
    assert (found.since, found.until) == (day("11-02"), day("11-13"))
    assert found.pauses == ((day("11-04"), day("11-06")), (day("11-12"), None))
    assert measure([found], CALENDAR, TODAY) == ProjectTime(6, 9)
    running = approved(course)
    assert running is not None
    assert running.until is None
    assert approved(Course()) is surveyed(Course()) is None


def test_moments_are_days_of_beijing() -> None:
    late = datetime(2026, 11, 2, 23, 30, tzinfo=BEIJING)
    course = Course(moments={"accepted": late.astimezone().isoformat()})
    found = approved(course)
    assert found is not None
    assert found.since == day("11-02")


def test_a_survey_runs_from_the_ready_site_to_its_last_result() -> None:
    memory = Survey().filed(taken(matters="planning"))
    assert surveyed(memory.survey.course) is None
    memory.perform(CONFIRM_READY, Ready(ON, NOW.isoformat(), "云栖置业有限公司"), window())
    running = surveyed(memory.survey.course)
    assert running == Stretch(TODAY, None, approval=False)
    later = NOW.replace(month=12, day=4)
    done = HandIn(ON, "planning", (FILE_OF_48_MB,), handed_in_by="云栖置业有限公司")
    memory.perform(HAND_IN, done, window(later))
    found = surveyed(memory.survey.course)
    assert found == Stretch(TODAY, day("12-04"), approval=False)
    joint = approved(Course(moments={"accepted": "2026-12-07T09:00:00+08:00"}))
    assert measure([found, joint], CALENDAR, day("12-11")) == ProjectTime(4, 15)
