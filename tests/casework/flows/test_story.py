"""Every event the program knows has its sentence, in the hall's words and without persons' data."""

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec
import pytest

from casework.flows import story
from casework.records import case_events as ev
from casework.records import case_life as life
from casework.records import commitment_events as commitment
from casework.records import ids, joint_events, project_events, stage, survey_events
from casework.records.act_head import ActHead
from casework.records.event import Event, UnknownEvent, tag_of
from casework.records.registry import BOOK
from casework.records.sealed import Sealed
from tests.casework.instances import INSTANCES

Kind = TypeVar("Kind", bound=Event)
CASES = [one for one in INSTANCES if not isinstance(one, ActHead)]
"""The head of an act is told as the heading of its scene, by moment, clerk and window."""
NAMES = {
    **{key: name for one in CASES for key, name in story.names_in(one).items()},
    "warranty": "工程质量保修书",
    "permit": "施工许可证",
    "air_defence_test": "人防设备检测报告",
}
PERSON_NUMBERS = ("990101197906140011", "990122199302080020")
PHONES = ("19900000123", "19900000124")
FROM_OUTSIDE = re.compile(r"EMS \d+|SP-2026-[\d-]+|W03-\d+-\d+|91990101\w+|12990101\w+")
"""What comes from outside as it is: consignments, receipts of other systems, codes of units."""


def test_every_registered_event_has_a_teller() -> None:
    known = {BOOK.kind(tag) for tag in BOOK.tags}
    assert known - set(story.TELLERS) == {ActHead}
    assert {type(one) for one in CASES} == known - {ActHead}


@pytest.mark.parametrize("event", CASES, ids=tag_of)
def test_an_event_has_its_sentence(event: Event) -> None:
    told = story.tell(event, NAMES)
    assert re.search("[\u4e00-\u9fff]", told.text)
    assert told.text.endswith(("。", "）"))
    assert "。。" not in told.text
    assert "None" not in told.text


@pytest.mark.parametrize("event", CASES, ids=tag_of)
def test_no_word_of_the_program_is_told(event: Event) -> None:
    told = FROM_OUTSIDE.sub("", story.tell(event, NAMES).text)
    assert not re.search("[A-Za-z]", told), told


@pytest.mark.parametrize("event", CASES, ids=tag_of)
def test_no_number_of_a_person_is_told_whole(event: Event) -> None:
    told = story.tell(event, NAMES).text
    assert not any(value in told for value in (*PERSON_NUMBERS, *PHONES))
    for value in sealed_in(event):
        if re.search(r"\d{11}", value):
            assert value not in told


@pytest.mark.parametrize("event", CASES, ids=tag_of)
def test_what_was_purged_leaves_a_sentence(event: Event) -> None:
    body, _ = BOOK.encode(event)
    purged = BOOK.decode(body, {})
    told = story.tell(purged, NAMES).text
    assert "None" not in told
    assert not any(value in told for value in sealed_in(event) if len(value) > 1)


def sealed_in(value: object) -> Iterator[str]:
    """Every sealed text in an event."""
    if isinstance(value, Sealed):
        yield str(value.value)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from sealed_in(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from sealed_in(one)


def test_silence_is_told_as_silence() -> None:
    deemed = [one for one in CASES if story.tell(one, NAMES).deemed]
    assert {type(one) for one in deemed} == {
        life.ApplicationDeemedAccepted,
        joint_events.ConfirmationDeemed,
        joint_events.RectificationDeemed,
        project_events.ImportPassed,
    }
    for one in deemed:
        assert story.tell(one, NAMES).text.startswith("默认")


def test_an_answer_to_an_import_is_no_silence() -> None:
    passed = of(project_events.ImportPassed)
    told = story.tell(msgspec.structs.replace(passed, deemed=False, by="项目主管部门"), {})
    assert not told.deemed
    assert "默认" not in told.text
    assert "项目主管部门" in told.text


def test_what_was_filed_online_says_so() -> None:
    opening = of(ev.ApplicationReceived)
    assert story.tell(opening, NAMES).text.startswith("收件：")
    person = msgspec.structs.replace(
        opening.deliverer, role="legal_representative", source="portal", face_matched=False
    )
    online = msgspec.structs.replace(opening, channel="online", deliverer=person)
    told = story.tell(online, NAMES).text
    assert told.startswith("网上申报：")
    assert "实名账号" in told
    assert "人证" not in told


def test_what_is_unknown_here_is_said_to_be() -> None:
    assert "CaseMoved.v9" in story.tell(UnknownEvent("CaseMoved.v9", b"{}"), NAMES).text


def test_names_come_from_the_events_before() -> None:
    assert story.names_in(of(ev.ApplicationReceived))["report"] == "竣工验收报告"
    joint = of(joint_events.JointOpened)
    assert set(story.names_in(joint)) == {one.key for one in joint.subjects}
    survey = story.names_in(of(survey_events.SurveyFiled))
    assert survey["planning"] == "规划核实测绘"
    assert survey["completion_drawings"] == "竣工图"
    assert story.names_in(of(stage.StageOpened)) == {"drawing_review": "施工图审查"}
    assert story.names_in(of(commitment.CommitmentDrawnUp)) == {"expert_opinion": "专家评审意见"}
    assert story.names_in(ev.NoticeFiled("N", "", 1)) == {}
    assert ids.JOINT in ids.BOUND


def test_a_file_is_counted_once() -> None:
    paper = of(ev.MaterialReceived)
    assert story.tell(paper, NAMES).text == "收到 竣工验收报告：原件 2 份，电子件 1 个。"
    file = msgspec.structs.replace(paper, medium=ev.E_FILE, count=1)
    assert story.tell(file, NAMES).text == "收到 竣工验收报告：电子件 1 个。"


def test_a_survey_result_says_which_version_and_why() -> None:
    told = story.tell(of(survey_events.SurveyResultHandedIn), {}).text
    assert told.startswith("规划核实测绘成果第1版（建设工程竣工规划核实测绘报告）：")
    assert "首次提交" in told
    assert "没有看到 海绵城市测绘成果" in told
    faulty = story.tell(of(survey_events.SurveyResultFaulted), NAMES).text
    assert "规划核实测绘成果第1版存在瑕疵、错误，须重新测绘" in faulty


def test_the_credit_list_is_told_with_its_age() -> None:
    fresh = story.tell(of(commitment.CommitmentOffered), {}).text
    assert "信用核查：无记录（名单截至 2026-11-20）" in fresh
    line = commitment.CreditLine("unverified", "", "", "2026-11-20T10:31:05+08:00")
    offered = msgspec.structs.replace(of(commitment.CommitmentOffered), credit=line)
    assert "信用核查：未核验。" in story.tell(offered, {}).text


def of(kind: type[Kind]) -> Kind:
    """The fixed instance of one event."""
    return next(one for one in CASES if isinstance(one, kind))
