"""Base data in two working days; the site ready, and the limits of the contract from then on."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from casework.flows import tasks
from casework.flows.recounting import RECOUNT, Recount
from casework.flows.survey_results import HAND_IN, HandIn
from casework.flows.survey_site import (
    ASK_DATA,
    CONFIRM_READY,
    REQUEST_DATA,
    SAY_READY,
    Ready,
    RequestData,
)
from casework.people.grants import Duty
from casework.records.case_events import LimitLine
from casework.records.task import TaskState
from tests.casework.flows.intakes import CALENDAR, CATALOGUE, NOW, refused
from tests.casework.flows.surveying import (
    DEFENCE,
    FILE_OF_48_MB,
    HOUSING,
    ON,
    PLANNING,
    SURVEY,
    SURVEYOR,
    Survey,
    acting,
    taken,
    window,
)

LATER = NOW + timedelta(days=3)
"""Monday 23 November 2026."""


def ready(at: datetime = LATER, by: str = "云栖置业有限公司") -> Ready:
    return Ready(ON, at.isoformat(), by)


def limits(**form: str) -> dict[str, LimitLine]:
    """The limits of the surveys once the site is ready, by matter; dots written as ``__``."""
    named = {key.replace("__", "."): value for key, value in form.items()}
    memory = Survey().filed(taken(form=named))
    memory.perform(CONFIRM_READY, ready(), window(LATER))
    return {
        key.removeprefix("survey_"): one
        for key, one in memory.limits().items()
        if one.ends == "survey_delivered"
    }


def days(**form: str) -> dict[str, tuple[int, str]]:
    return {key: (one.amount, one.due[:10]) for key, one in limits(**form).items()}


def test_a_small_project_has_ten_and_twelve_days() -> None:
    assert days(area="5000") == {
        "air_defence": (10, "2026-12-07"),
        "planning": (10, "2026-12-07"),
        "housing": (12, "2026-12-09"),
        "real_estate": (12, "2026-12-09"),
        "total": (12, "2026-12-09"),
    }


def test_a_medium_project_has_twelve_and_eighteen_days() -> None:
    assert days(area="20000") == {
        "air_defence": (12, "2026-12-09"),
        "planning": (12, "2026-12-09"),
        "housing": (18, "2026-12-17"),
        "real_estate": (18, "2026-12-17"),
        "total": (18, "2026-12-17"),
    }


def test_a_large_project_has_what_was_agreed() -> None:
    agreed = {"area": "73974.05", "agreed__total__days": "28", "agreed__planning__days": "20"}
    assert days(**agreed) == {"planning": (20, "2026-12-21"), "total": (28, "2026-12-31")}


def test_only_what_was_commissioned_has_a_limit() -> None:
    assert set(limits(matters="planning,housing")) == {"planning", "housing", "total"}


def test_the_day_of_the_contract_overrides_the_annex() -> None:
    found = limits(area="5000", agreed__total__on="2026-12-31", agreed__planning__days="20")
    assert found["total"].due == "2026-12-31T17:30:00+08:00"
    assert found["total"].kind == "agreed"
    assert "2026年12月31日" in found["total"].sentence
    assert found["total"].article.endswith("附件3")
    assert (found["planning"].amount, found["planning"].due[:10]) == (20, "2026-12-21")
    assert found["housing"].amount == 12


def test_a_government_project_has_the_contracts_limit_and_none_of_its_own() -> None:
    found = limits(investment="government", agreed__total__days="25")
    assert {key: one.amount for key, one in found.items()} == {"total": 25}


def test_an_agreed_day_beyond_the_bound_is_cut_at_it() -> None:
    large = {"area": "20001", "agreed.total.on": "2027-03-31"}
    memory = Survey().filed(taken(form=large))
    memory.perform(CONFIRM_READY, ready(), window(LATER))
    assert memory.survey.ready is not None
    assert memory.survey.ready.shortened == ("total",)
    assert memory.limits()["survey_total"].amount == 30
    within = Survey().filed(taken(form=large, agreed__total__on="2026-12-31"))
    within.perform(CONFIRM_READY, ready(), window(LATER))
    assert within.survey.ready is not None
    assert within.survey.ready.shortened == ()
    assert within.limits()["survey_total"].due[:10] == "2026-12-31"
    medium = Survey().filed(taken(agreed__total__on="2027-03-31"))
    medium.perform(CONFIRM_READY, ready(), window(LATER))
    assert medium.limits()["survey_total"].due[:10] == "2027-03-31"


def test_another_calendar_moves_what_was_counted_and_not_what_was_named() -> None:
    memory = Survey().filed(taken(agreed__total__on="2026-12-31"))
    memory.perform(CONFIRM_READY, ready(), window(LATER))
    moved = replace(CALENDAR, rest=CALENDAR.rest | {date(2026, 11, 27)}, sha256="moved")
    request = Recount(ON.item, (SURVEY,), "calendar", LATER.isoformat())
    memory.perform(RECOUNT, request, replace(window(LATER), calendar=moved))
    dues = {key: one.due[:10] for key, one in memory.limits().items()}
    assert (dues["survey_planning"], dues["survey_total"]) == ("2026-12-10", "2026-12-31")


def test_no_limit_of_a_survey_runs_before_the_site_is_ready() -> None:
    memory = Survey().filed()
    assert set(memory.limits()) == {"survey_filing"}
    memory.perform(CONFIRM_READY, ready(), window(LATER))
    total = memory.limits()["survey_total"]
    assert (total.start, total.role) == (LATER.isoformat(), "ceiling")
    assert memory.survey.ready is not None
    assert memory.survey.ready.confirmed_by == "云栖置业有限公司"


def test_a_survey_that_is_done_gets_no_limit_any_more() -> None:
    memory = Survey().filed()
    done = HandIn(ON, "planning", (FILE_OF_48_MB,), handed_in_by="云栖置业有限公司")
    memory.perform(HAND_IN, done, window())
    memory.perform(CONFIRM_READY, ready(), window(LATER))
    assert "survey_planning" not in memory.limits()
    assert {"survey_total", "survey_housing"} <= set(memory.limits())


@pytest.mark.parametrize(
    "at", ["", "2026-11-23", "2026-11-23T10:00:00", "2026-11-24T10:00:00+08:00"]
)
def test_the_site_is_ready_at_a_moment_that_has_come(at: str) -> None:
    memory = Survey().filed()
    request = Ready(ON, at, "云栖置业有限公司")
    assert refused(lambda: memory.perform(CONFIRM_READY, request, window(LATER))).code == "SV-130"


def test_the_site_is_confirmed_once_and_by_somebody() -> None:
    memory = Survey().filed()
    nobody = ready(by=" ")
    assert refused(lambda: memory.perform(CONFIRM_READY, nobody, window(LATER))).code == "SV-106"
    memory.perform(SAY_READY, ready(by=""), acting(SURVEYOR, LATER))
    assert memory.survey.ready is not None
    assert memory.survey.ready.confirmed_by == SURVEYOR
    error = refused(lambda: memory.perform(CONFIRM_READY, ready(), window(LATER)))
    assert error.code == "SV-131"


def test_only_the_commissioned_surveyor_says_so_at_the_hub() -> None:
    memory = Survey().filed()
    for who in ("别的测绘公司", PLANNING):
        where = acting(who, LATER)
        assert refused(lambda: memory.perform(SAY_READY, ready(), where)).code == "SV-105"  # noqa: B023


def request_data(department: str = PLANNING, nth: int = 1) -> RequestData:
    return RequestData(ON, department, "控制点成果和规划许可附图", nth)


def test_a_department_answers_within_two_working_days() -> None:
    memory = Survey().filed()
    memory.perform(REQUEST_DATA, request_data(), window())
    task = memory.task("survey_base_data")
    (limit,) = task.open_limits
    assert (limit.kind, limit.amount, limit.due) == (
        "working_days",
        2,
        "2026-11-24T17:30:00+08:00",
    )
    assert task.opened.to == PLANNING
    assert SURVEYOR in task.opened.text
    assert "控制点成果" in task.opened.text
    answer = tasks.Answered(
        memory.survey.requests[0].task, "joint_survey", PLANNING, "已提供控制点成果"
    )
    memory.perform(tasks.ANSWER, answer, acting(PLANNING))
    answered = memory.task("survey_base_data")
    assert (answered.state, answered.open_limits) == (TaskState.ANSWERED, ())


def test_several_departments_are_asked_side_by_side() -> None:
    memory = Survey().filed()
    memory.perform(REQUEST_DATA, request_data(), window())
    error = refused(lambda: memory.perform(REQUEST_DATA, request_data(HOUSING), window()))
    assert error.code == "SV-141"
    memory.perform(ASK_DATA, request_data(HOUSING, 2), acting(SURVEYOR))
    memory.perform(ASK_DATA, request_data(DEFENCE, 3), acting(SURVEYOR))
    assert [one.department for one in memory.survey.requests] == [PLANNING, HOUSING, DEFENCE]
    assert memory.task("survey_base_data", 3).opened.to == DEFENCE


def test_data_are_asked_of_a_department_concerned_with_words() -> None:
    memory = Survey().filed()
    foreign = request_data("市水利部门")
    assert refused(lambda: memory.perform(REQUEST_DATA, foreign, window())).code == "SV-140"
    silent = RequestData(ON, PLANNING, " ")
    assert refused(lambda: memory.perform(REQUEST_DATA, silent, window())).code == "SV-106"
    other = acting("别的测绘公司")
    assert refused(lambda: memory.perform(ASK_DATA, request_data(), other)).code == "SV-105"


def test_nothing_happens_to_a_survey_that_was_not_filed() -> None:
    memory = Survey()
    for command, request in ((CONFIRM_READY, ready()), (REQUEST_DATA, request_data())):
        where = window(LATER)
        assert refused(lambda: memory.perform(command, request, where)).code == "SV-101"  # noqa: B023


def test_a_pack_without_the_schemes_rules_is_said_to_be_one() -> None:
    memory = Survey().filed()
    bare = window(LATER, replace(CATALOGUE, surveys={}))
    assert refused(lambda: memory.perform(CONFIRM_READY, ready(), bare)).code == "SV-103"


def test_the_duties_are_apart() -> None:
    assert CONFIRM_READY.need(ready()).duty is REQUEST_DATA.need(request_data()).duty is Duty.ACCEPT
    assert SAY_READY.need(ready()).duty is ASK_DATA.need(request_data()).duty is Duty.HANDLE
