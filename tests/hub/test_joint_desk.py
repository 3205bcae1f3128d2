"""A whole joint acceptance at the hub: nine accounts, one window, a clock, and both defaults."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from casework.errors import ClerkError
from casework.flows import joint_issuing, joint_rectifying, tasks
from casework.flows.issuing import Delivery
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.joint_events import (
    ConfirmationDeemed,
    DoneLine,
    RectificationDeemed,
)
from casework.records.notice import NoticeKind, decode_record
from casework.records.task import TaskRecord, TaskState
from hub.verbs import VERBS
from tests.casework.flows.jointly import TICKED, at
from tests.hub.practising import CASE, ITEM, JOINT, PASSWORD, Hall

LEAD, PLANNING, BUILDING = "qiantou", "ziran", "chengjian"
AIR_DEFENCE, ARCHIVES, WATER = "renfang", "dangan", "gongshui"
FILING = "郑州市房屋建筑和市政基础设施工程竣工验收备案表"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


def passed(key: str, *papers: str) -> dict[str, object]:
    """合格 with sealed documents, as JSON."""
    given = [{"name": name, "number": f"{key}-1", "sealed": True} for name in papers]
    return {"key": key, "outcome": "passed", "papers": given}


def rectify(key: str) -> dict[str, object]:
    return {"key": key, "outcome": "rectify"}


FIRE_PASSED = passed("fire", "建设工程消防验收意见书")
QUALITY_PASSED = passed("completion", "工程质量监督报告")
MEASURE = {"key": "fire", "defect": "二层疏散指示缺失", "measure": "按图补装并复测"}


def task(hall: Hall, key: str, nth: int = 1) -> TaskRecord:
    found = hall.load(tasks.stream_for(CASE, key, nth))
    assert isinstance(found, TaskRecord), key
    return found


def to_site(hall: Hall) -> None:
    """Friday accepted, Monday distributed, Tuesday silence on the materials, Wednesday on site."""
    hall.accept(TICKED)
    assert hall.sweeping.run() == 1
    hall.at(at(23, 9))
    hall.act(LEAD, "joint.distribute")
    hall.act(PLANNING, "joint.confirm", ready=True)
    hall.act(BUILDING, "joint.confirm", ready=True)
    hall.act(AIR_DEFENCE, "joint.confirm", ready=False, note="战时封堵图缺页")
    hall.at(at(24, 10))
    hall.act(AIR_DEFENCE, "joint.confirm", ready=True)
    hall.at(at(24, 17, 29))
    assert hall.sweeping.run() == 0
    hall.at(at(24, 17, 31))
    assert hall.sweeping.run() == 1
    assert hall.state == "site"
    hall.act(LEAD, "joint.arrange", site_at=at(25, 9, 30).isoformat(), place="项目南门")
    hall.at(at(25, 11))
    here = [one.department for one in hall.joint.participants if one.department != "供水企业"]
    hall.act(LEAD, "joint.hold", held_at=at(25, 9, 30).isoformat(), attended=here)


def to_rectifying(hall: Hall) -> None:
    """Fire is to be rectified; air defence never lists anything, water never says anything."""
    to_site(hall)
    hall.act(PLANNING, "joint.opine", conclusions=[passed("planning", "规划核实意见书")])
    hall.act(
        BUILDING,
        "joint.opine",
        conclusions=[rectify("fire"), QUALITY_PASSED],
        measures=[MEASURE],
        sealed=True,
    )
    hall.act(AIR_DEFENCE, "joint.opine", conclusions=[rectify("air_defence")])
    hall.act(ARCHIVES, "joint.opine", conclusions=[passed("archives")])
    assert hall.joint.course.paused
    hall.at(at(26, 17, 31))
    assert hall.sweeping.run() == 1
    hall.at(at(27, 9))
    hall.act(LEAD, "joint.summarise")
    assert hall.state == "rectifying"


def resume(hall: Hall) -> None:
    """The window prints, tells the builder, and takes in the application to go on."""
    hall.print_all()
    told = tasks.Delivered(
        tasks.stream_for(CASE, "joint_rectify"), ITEM, "电话", "11月27日9:20，经办人已知悉"
    )
    hall.window.perform(tasks.GO_ON, told)
    hall.at(at(30, 9))
    done = (DoneLine("fire", "疏散指示已补装并复测"),)
    hall.window.perform(joint_rectifying.RESUME, joint_rectifying.Resume(hall.on, done))
    assert hall.state == "reinspecting"


def test_from_acceptance_to_the_builders_hand_with_both_defaults(hall: Hall) -> None:
    to_rectifying(hall)
    water, air = hall.joint.participant("供水企业"), hall.joint.participant("人防部门")
    assert water is not None
    assert water.confirm_deemed is not None
    assert water.opinion_deemed is not None
    assert (water.opinion_deemed.had_said, water.attended) == ("", False)
    assert air is not None
    assert air.confirm_deemed is None, "who objects is not silent"
    assert air.opinion_deemed is not None
    assert air.opinion_deemed.had_said == "rectify"
    assert [one.key for one in hall.joint.failing] == ["fire"]
    resume(hall)
    hall.act(BUILDING, "joint.reinspect", conclusions=[FIRE_PASSED])
    assert hall.state == "passed"
    total = next(line for line in hall.joint.open_limits if line.key == "total")
    # Suspended from the 25th to the 30th: three working days are taken out of the fifteen.
    assert total.due[:10] == "2026-12-16"
    conclude(hall)
    hand_out(hall)
    assert hall.case.state is CaseState.ISSUED


def test_the_summary_of_the_hub_names_the_default_and_who_made_it(hall: Hall) -> None:
    to_rectifying(hall)
    summary = next(one for one in hall.case.papers if one.kind is NoticeKind.RECTIFICATION)
    assert summary.record is not None
    paper = decode_record(summary.record.encode())
    assert "无整改要求，视为验收通过（默认）" in {row[2] for row in paper.sections[0].rows}
    assert (paper.window, paper.clerk) == ("市城乡建设行政主管部门", "顾行远")


def conclude(hall: Hall) -> None:
    """Archive and filing, an opinion that comes too late, and the result."""
    hall.at(at(1, 9, month=12))
    archive = {"name": "建设工程档案认可文件", "number": "档认1", "sealed": True}
    hall.act(ARCHIVES, "joint.recognise", paper=archive)
    hall.act(BUILDING, "joint.record", paper={"name": FILING, "number": "备1", "sealed": True})
    hall.act(WATER, "joint.opine", conclusions=[passed("water", "供水验收合格文件")])
    late = hall.joint.participant("供水企业")
    assert late is not None
    assert len(late.late) == 1, "kept beside the default"
    hall.act(LEAD, "joint.conclude")
    assert (hall.state, hall.case.state) == ("concluded", CaseState.COMPLETED)


def hand_out(hall: Hall) -> None:
    """The papers reach the window and leave it against a signature."""
    papers = tuple((one.key, "牵头部门") for one in joint_issuing.expected(hall.joint))
    assert len(papers) == 7, (
        "notice, planning, fire, quality, filing, archive, and water's late one"
    )
    hall.window.perform(joint_issuing.ARRIVE, joint_issuing.Arrive(hall.on, papers))
    out = joint_issuing.HandOut(hall.on, Delivery.PICK_UP, "签收单第7号", "孟知秋")
    hall.window.perform(joint_issuing.HAND_OUT, out)
    assert all(one.handed for one in hall.case.results)


def test_a_second_failure_ends_it_and_everything_goes_back(hall: Hall) -> None:
    to_rectifying(hall)
    resume(hall)
    hall.at(at(1, 9, month=12))
    hall.act(BUILDING, "joint.reinspect", conclusions=[rectify("fire")])
    assert (hall.state, hall.case.state) == ("terminated", CaseState.TERMINATED)
    back = joint_issuing.GiveBack(hall.on, "孟知秋")
    with pytest.raises(ClerkError, match="JA-127"):
        hall.window.perform(joint_issuing.GIVE_BACK, back)
    hall.print_all()
    hall.window.perform(joint_issuing.GIVE_BACK, back)
    assert hall.state == "returned"
    assert [one.kind for one in hall.case.papers][-2:] == [
        NoticeKind.TERMINATION,
        NoticeKind.RETURN,
    ]


def test_the_window_hears_of_everything_the_departments_did(hall: Hall) -> None:
    to_rectifying(hall)
    seen = hall.window.seen()
    assert {CASE, JOINT} <= seen
    assert tasks.stream_for(CASE, "joint_rectify") in seen
    assert tasks.stream_for(CASE, "joint_site") in seen


def test_a_department_takes_note_of_its_task_and_the_default_keeps_it(hall: Hall) -> None:
    hall.accept(TICKED)
    hall.sweeping.run()
    hall.at(at(23, 9))
    hall.act(LEAD, "joint.distribute")
    place = 1 + [one.department for one in hall.joint.participants].index("供水企业")
    stream = tasks.stream_for(CASE, "joint_review", place)
    note = {"task": stream, "item": ITEM, "means": "系统", "proof": "11月23日9:05查看"}
    hall.desk.perform(WATER, PASSWORD, "task.deliver", msgspec.json.encode(note))
    assert task(hall, "joint_review", place).state is TaskState.DELIVERED
    hall.at(at(25, 9))
    assert hall.sweeping.run() == 1
    water = hall.joint.participant("供水企业")
    assert water is not None
    assert water.confirm_deemed is not None
    assert water.confirm_deemed.proof == "系统 11月23日9:05查看"
    assert water.confirm_deemed.noticed_at.startswith("2026-11-23T09:00")


@pytest.mark.parametrize(
    ("login", "verb", "request_", "code"),
    [
        ("lin", "joint.distribute", {}, "PE-304"),
        (WATER, "joint.distribute", {}, "JA-102"),
        ("reli", "joint.confirm", {"ready": True}, "JA-103"),
        (LEAD, "joint.summarise", {}, "JA-117"),
        (WATER, "joint.opine", {"conclusions": []}, "JA-111"),
        (WATER, "joint.opine", {"conclusions": [{"key": "water", "outcome": "好"}]}, "HU-206"),
        (WATER, "joint.resume", {}, "HU-207"),
        (LEAD, "joint.withdraw", {"reason": "x"}, "HU-207"),
    ],
)
def test_what_may_not_be_done_is_refused_with_its_code(
    hall: Hall, login: str, verb: str, request_: dict[str, object], code: str
) -> None:
    hall.accept(TICKED)
    before = hall.joint
    with pytest.raises(ClerkError, match=code):
        hall.act(login, verb, **request_)
    assert hall.joint == before


DEEMED = (
    ConfirmationDeemed("供水企业", "", "", "", "", "默认", "七", "", (), ()),
    RectificationDeemed("供水企业", "", "", "", "", "", "默认", "七", "", (), ()),
)


@pytest.mark.parametrize("event", DEEMED, ids=lambda one: type(one).__name__)
def test_no_window_can_ship_a_default(
    hall: Hall, event: ConfirmationDeemed | RectificationDeemed
) -> None:
    hall.accept(TICKED)
    done = hall.window.ship(Staged(JOINT, event), bases={JOINT: 1})
    assert (done.result, done.code) == ("rejected", "SY-209")
    assert hall.state == "opened"


def test_the_verbs_of_the_desk_are_those_of_departments() -> None:
    assert {name for name in VERBS if name.startswith("joint.")} == {
        "joint.distribute",
        "joint.confirm",
        "joint.arrange",
        "joint.hold",
        "joint.opine",
        "joint.list_measures",
        "joint.deliver",
        "joint.summarise",
        "joint.reinspect",
        "joint.recognise",
        "joint.record",
        "joint.conclude",
    }
