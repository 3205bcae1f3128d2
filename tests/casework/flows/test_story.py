"""Every event of a case and of what is bound to it has its sentence, in the hall's words."""

import re

import pytest

from casework.flows import story
from casework.records import case_events as ev
from casework.records import case_life as life
from casework.records import ids, joint_events, recount, task
from casework.records.event import Event, UnknownEvent, tag_of
from tests.casework.instances import INSTANCES

TOLD = (
    *ev.EVENTS,
    *life.EVENTS,
    *joint_events.EVENTS,
    *task.EVENTS,
    *recount.EVENTS,
)
NAMES = {"report": "竣工验收报告", "warranty": "工程质量保修书", "permit": "施工许可证"}
CASES = [one for one in INSTANCES if isinstance(one, TOLD)]
PERSON_NUMBERS = ("990101197906140011", "990122199302080020")


@pytest.mark.parametrize("event", CASES, ids=tag_of)
def test_an_event_has_its_sentence(event: Event) -> None:
    told = story.tell(event, NAMES)
    assert type(event) in story.TELLERS, tag_of(event)
    assert re.search("[\u4e00-\u9fff]", told.text)
    assert told.text.endswith(("。", "）"))
    assert "。。" not in told.text
    assert "None" not in told.text


@pytest.mark.parametrize("event", CASES, ids=tag_of)
def test_no_number_of_a_person_is_told_whole(event: Event) -> None:
    told = story.tell(event, NAMES).text
    assert not any(number in told for number in PERSON_NUMBERS)


def test_every_event_of_these_streams_is_tried() -> None:
    assert {type(one) for one in CASES} == set(TOLD)


def test_silence_is_told_as_silence() -> None:
    deemed = [one for one in CASES if story.tell(one, NAMES).deemed]
    assert {type(one) for one in deemed} == {
        life.ApplicationDeemedAccepted,
        joint_events.ConfirmationDeemed,
        joint_events.RectificationDeemed,
    }
    for one in deemed:
        assert story.tell(one, NAMES).text.startswith("默认")


def test_what_was_filed_online_says_so() -> None:
    opening = next(one for one in CASES if isinstance(one, ev.ApplicationReceived))
    assert story.tell(opening, NAMES).text.startswith("收件：")
    person = ev.Deliverer(
        opening.deliverer.person_name,
        opening.deliverer.person_number,
        "resident",
        "legal_representative",
        "portal",
        face_matched=False,
    )
    online = ev.ApplicationReceived(
        **{
            **{name: getattr(opening, name) for name in opening.__struct_fields__},
            "channel": "online",
            "deliverer": person,
        }
    )
    told = story.tell(online, NAMES).text
    assert told.startswith("网上申报：")
    assert "实名账号" in told
    assert "人证" not in told


def test_what_is_unknown_here_is_said_to_be() -> None:
    assert "CaseMoved.v9" in story.tell(UnknownEvent("CaseMoved.v9", b"{}"), NAMES).text


def test_names_come_from_the_events_before() -> None:
    opening = next(one for one in CASES if isinstance(one, ev.ApplicationReceived))
    assert story.names_in(opening)["report"] == "竣工验收报告"
    joint = next(one for one in CASES if isinstance(one, joint_events.JointOpened))
    assert set(story.names_in(joint)) == {one.key for one in joint.subjects}
    assert story.names_in(ev.NoticeFiled("N", "", 1)) == {}
    assert ids.JOINT in ids.BOUND
