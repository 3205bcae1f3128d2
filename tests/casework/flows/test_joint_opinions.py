"""验收意见: two words, all subjects, sealed; 整改 suspends and is listed once (001D七(五))."""

import msgspec
import pytest

from casework.flows.joint_opinions import OPINE, Opine
from casework.records.joint import JointState
from casework.records.joint_events import ConclusionLine, MeasureLine, Outcome, PaperLine
from casework.records.task import TaskState
from tests.casework.flows.intakes import CATALOGUE, ITEM
from tests.casework.flows.jointly import (
    BUILDING,
    DEPARTMENTS,
    LEAD,
    ON,
    PLANNING,
    WATER,
    Walk,
    at,
    code_of,
    measures,
    papers_of,
    passed,
    wanting,
)


def on_site() -> Walk:
    """Held on Wednesday the 25th."""
    walk = Walk()
    walk.now = at(25, 9)
    return walk.on_site()


def test_there_are_two_opinions_and_no_third() -> None:
    assert set(Outcome) == {"passed", "rectify"}
    vague = b'{"on":{"case":"c","item":"i"},"conclusions":[{"key":"fire","outcome":"mostly"}]}'
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(vague, type=Opine)


@pytest.mark.parametrize(
    ("department", "conclusions", "missing"),
    [
        (BUILDING, passed("fire"), "竣工验收"),
        (BUILDING, (), "消防验收、竣工验收"),
        (BUILDING, passed("fire", "completion", "water"), "water"),
        (BUILDING, (*passed("fire", "completion"), *wanting("fire")), "fire"),
        (WATER, passed("power"), "给水验收、power"),
    ],
)
def test_an_opinion_covers_everything_applied_for_and_nothing_else(
    department: str, conclusions: tuple[ConclusionLine, ...], missing: str
) -> None:
    walk = on_site()
    before = len(walk.memory.staged)
    assert code_of(lambda: walk.opine(department, conclusions)) == "JA-111"
    assert len(walk.memory.staged) == before, "nothing is lost and nothing is written"
    with pytest.raises(Exception, match=missing):
        walk.opine(department, conclusions)


def test_every_department_passing_leads_on_to_the_archive() -> None:
    walk = on_site()
    for department in DEPARTMENTS[:-1]:
        walk.opine(department)
        assert walk.state == JointState.OPINIONS
    walk.opine(DEPARTMENTS[-1])
    assert walk.state == JointState.PASSED
    moments = walk.record.course.moments
    assert moments["opinion_given"] == moments["rectification_listed"] == moments["all_passed"]
    assert not {"opinion", "rectification", "specials"} & {
        line.key for line in walk.record.open_limits
    }
    assert walk.task("joint_attend", 1).state is TaskState.ANSWERED
    assert walk.task("joint_archive").state is TaskState.OPEN


def test_the_first_wish_to_rectify_suspends_the_procedure() -> None:
    walk = on_site()
    before = {line.key: line.due for line in walk.record.open_limits}
    walk.opine(PLANNING, wanting("planning"), measures("planning"))
    (pause,) = walk.record.course.pauses
    assert (pause.cause, pause.basis, pause.end) == ("整改", "方案七（五）", "")
    walk.opine(WATER, wanting("water"), measures("water"))
    assert len(walk.record.course.pauses) == 1
    assert [one.key for one in CATALOGUE.pauses_of(ITEM)] == ["rectification"]
    after = {line.key: line.due for line in walk.record.open_limits}
    assert after["opinion"] == before["opinion"], "the day of opinions is no part of the ceiling"


def test_the_list_may_follow_its_opinion_once() -> None:
    walk = on_site()
    walk.opine(PLANNING, wanting("planning"))
    part = walk.record.participant(PLANNING)
    assert part is not None
    assert not part.settled
    walk.list_measures(PLANNING, measures("planning"))
    assert code_of(lambda: walk.list_measures(PLANNING, measures("planning"))) == "JA-107"
    assert code_of(lambda: walk.opine(PLANNING)) == "JA-107"


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        (measures("fire"), "JA-113"),
        ((*measures("fire"), MeasureLine("completion", "开裂", " ")), "JA-113"),
        (measures("fire", "completion", "water"), "JA-112"),
        ((), "JA-113"),
    ],
)
def test_a_list_says_of_every_failing_subject_what_is_to_be_done(
    listed: tuple[MeasureLine, ...], code: str
) -> None:
    walk = on_site()
    walk.opine(BUILDING, wanting("fire", "completion"))
    assert code_of(lambda: walk.list_measures(BUILDING, listed)) == code


def test_a_list_bears_the_departments_seal() -> None:
    walk = on_site()
    walk.opine(PLANNING, wanting("planning"))
    error = code_of(lambda: walk.list_measures(PLANNING, measures("planning"), sealed=False))
    assert error == "JA-116"


def test_nothing_is_listed_about_what_has_passed() -> None:
    walk = on_site()
    assert code_of(lambda: walk.opine(PLANNING, None, measures("planning"))) == "JA-112"
    assert code_of(lambda: walk.list_measures(PLANNING, measures("planning"))) == "JA-112"


@pytest.mark.parametrize(
    ("key", "paper"),
    [
        ("fire", PaperLine("供水验收合格文件", "7号", True)),
        ("fire", PaperLine("建设工程消防验收意见书", " ", True)),
        ("completion", PaperLine("郑州市房屋建筑和市政基础设施工程竣工验收备案表", "备1", True)),
    ],
)
def test_a_document_is_one_the_subject_gives_at_this_step(key: str, paper: PaperLine) -> None:
    walk = on_site()
    other = {"fire": "completion", "completion": "fire"}[key]
    said = (ConclusionLine(key, Outcome.PASSED, (paper,)), *passed(other))
    assert code_of(lambda: walk.opine(BUILDING, said)) == "JA-115"


def test_what_has_not_passed_has_no_document() -> None:
    walk = on_site()
    said = (ConclusionLine("planning", Outcome.RECTIFY, papers_of("planning")),)
    assert code_of(lambda: walk.opine(PLANNING, said)) == "JA-114"
    walk.opine(PLANNING, wanting("planning"), measures("planning"))
    (paper,) = papers_of("planning")
    assert code_of(lambda: walk.deliver(PLANNING, "planning", paper)) == "JA-114"


def test_a_document_may_come_after_its_opinion_and_again_with_its_seal() -> None:
    walk = on_site()
    walk.opine(WATER, (ConclusionLine("water", Outcome.PASSED),))
    (unsealed,) = papers_of("water", sealed=False)
    walk.deliver(WATER, "water", unsealed)
    given = walk.record.paper("water", unsealed.name)
    assert given is not None
    assert not given.line.sealed
    (sealed,) = papers_of("water")
    walk.deliver(WATER, "water", sealed)
    again = walk.record.paper("water", unsealed.name)
    assert again is not None
    assert again.line.sealed
    assert code_of(lambda: walk.deliver(WATER, "fire", sealed)) == "JA-111"


def test_only_who_handles_something_of_it_gives_an_opinion() -> None:
    walk = on_site()
    assert code_of(lambda: walk.opine("热力企业", ())) == "JA-103"
    assert code_of(lambda: walk.desk(LEAD, OPINE, Opine(ON, ()))) == "JA-103"


def test_no_opinion_before_the_site_acceptance() -> None:
    walk = Walk().reviewed()
    assert code_of(lambda: walk.opine(PLANNING)) == "JA-101"
