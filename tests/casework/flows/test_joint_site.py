"""现场验收 (001D七(四)): time and place told by paper and task, held, with who came."""

from datetime import datetime

import pytest

from casework.flows import joint_site, joint_words
from casework.records.joint import JointState
from casework.records.notice import NoticeKind
from casework.records.task import TaskState
from tests.casework.flows.jointly import (
    ARCHIVES,
    BUILDING,
    DEPARTMENTS,
    LEAD,
    ON,
    PLANNING,
    WATER,
    Walk,
    at,
    code_of,
    issued,
    said,
)


def reviewed() -> Walk:
    walk = Walk()
    walk.now = at(24, 9)
    return walk.reviewed()


def test_time_and_place_reach_participants_and_builder() -> None:
    walk = reviewed()
    events = walk.arrange(at(26, 9, 30), "云栖家园一期南门")
    assert issued(events) == [NoticeKind.SITE]
    (site,) = walk.record.sites
    assert (site.site_at, site.place) == (at(26, 9, 30).isoformat(), "云栖家园一期南门")
    for nth, department in enumerate(walk.departments, 1):
        task = walk.task("joint_attend", nth)
        assert task.opened.to == department
        assert "2026年11月26日09:30，云栖家园一期南门" in task.opened.text
    told = walk.task("joint_site")
    assert (told.opened.kind, told.opened.to) == ("notify", "建设单位")
    assert walk.task("joint_arrange").state is TaskState.ANSWERED


def test_the_paper_for_the_builder_says_what_to_bring_and_who_comes() -> None:
    walk = reviewed()
    walk.arrange(at(26, 9, 30), "南门")
    paper = said(walk, NoticeKind.SITE)
    told = {section.title: section.paragraphs for section in paper.sections}
    assert "时间：2026年11月26日09:30" in told["时间、地点和事项"]
    assert "地点：南门" in told["时间、地点和事项"]
    # 001D八(二)2: what is never asked for at the window is brought to the site.
    assert told["现场查验后收取的材料"] == (
        "主要建筑材料、建筑构配件和设备的进场试验报告",
        "产品合格证",
        "施工中的过程表单、记录文件",
    )
    (attend,) = paper.remarks
    for who in ("建设单位工程负责人", "项目经理", "总监理工程师", "消防检测单位项目负责人"):
        assert who in attend
    assert paper.number.startswith("W03-20261124-D")


def test_another_day_closes_the_first_tasks_and_opens_new_ones() -> None:
    walk = reviewed()
    walk.arrange(at(26, 9))
    events = walk.arrange(at(27, 9), "北门")
    assert issued(events) == [NoticeKind.SITE]
    many = len(DEPARTMENTS)
    for nth in range(1, many + 1):
        assert walk.task("joint_attend", nth).state is TaskState.CLOSED
        assert walk.task("joint_attend", many + nth).state is TaskState.OPEN
    assert "北门" in walk.task("joint_site", 2).opened.text
    assert len(walk.record.sites) == 2


def test_it_is_held_with_who_came_and_the_day_of_opinions_begins() -> None:
    walk = reviewed()
    walk.arrange(at(25, 9))
    walk.now = at(25, 11)
    walk.hold(at(25, 9, 30), PLANNING, BUILDING)
    assert walk.state == JointState.OPINIONS
    came = {one.department for one in walk.record.participants if one.attended}
    assert came == {PLANNING, BUILDING}
    lines = {line.key: line for line in walk.record.open_limits}
    # 001D七(五)2: the site day is not counted; opinion and list are due at the same moment.
    assert lines["opinion"].due == lines["rectification"].due == "2026-11-26T17:30:00+08:00"
    assert lines["opinion"].start == at(25, 9, 30).isoformat()
    assert "site" not in lines


@pytest.mark.parametrize("site_at", [at(24, 9), at(20), at(26).replace(tzinfo=None)])
def test_a_time_that_has_passed_or_has_no_zone_is_no_time(site_at: datetime) -> None:
    walk = reviewed()
    assert code_of(lambda: walk.arrange(site_at)) == "JA-108"
    assert walk.record.sites == ()


@pytest.mark.parametrize(("site_at", "place"), [("明天上午", "南门"), (at(26).isoformat(), " ")])
def test_neither_words_nor_blanks_are_taken(site_at: str, place: str) -> None:
    walk = reviewed()
    request = joint_site.Arrange(ON, site_at, place)
    assert code_of(lambda: walk.desk(LEAD, joint_site.ARRANGE_VERB, request)) == "JA-108"


def test_it_is_not_held_before_it_was_told() -> None:
    walk = reviewed()
    assert code_of(walk.hold) == "JA-109"


@pytest.mark.parametrize("held_at", [at(20, 9), at(24, 23)])
def test_it_is_held_between_acceptance_and_now(held_at: datetime) -> None:
    walk = reviewed()
    walk.arrange(at(24, 10))
    walk.now = at(24, 12)
    assert code_of(lambda: walk.hold(held_at)) == "JA-108"


def test_only_participants_attend() -> None:
    walk = reviewed()
    walk.arrange(at(24, 10))
    walk.now = at(24, 12)
    assert code_of(lambda: walk.hold(None, ARCHIVES, "热力企业")) == "JA-110"


def test_only_the_lead_arranges_and_holds() -> None:
    walk = reviewed()
    arrange = joint_site.Arrange(ON, at(26).isoformat(), "南门")
    hold = joint_site.Hold(ON, at(24).isoformat(), ())
    assert code_of(lambda: walk.desk(WATER, joint_site.ARRANGE_VERB, arrange)) == "JA-102"
    assert code_of(lambda: walk.desk(WATER, joint_site.HOLD, hold)) == "JA-102"


def test_nothing_is_arranged_before_everybody_has_confirmed() -> None:
    walk = Walk()
    walk.distribute()
    assert code_of(lambda: walk.arrange(at(26))) == "JA-101"


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-05T09:05:00+08:00", "2026年11月5日09:05"),
        ("2026-11-05T01:05:00+00:00", "2026年11月5日09:05"),
        ("", ""),
        ("明天", "明天"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_a_moment_in_words_is_that_of_the_hall(iso: str, words: str) -> None:
    assert joint_words.minute(iso) == words
