"""Rows of exemptions: by their project, with number and state, gone when set aside."""

from datetime import timedelta

from msgspec import structs

from casework.act import NewAct
from casework.records.case_events import NoticeIssued
from casework.records.exemption import ExemptionTaken, OrdinaryRouteTaken
from casework.records.ids import new_id, stream_of
from casework.records.notice import NoticeKind
from casework.records.sealed import Sealed
from sync.ledger import settle
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from sync.ledger.rebuild import rebuild
from tests.casework.instances_exemption import PERSON, determined
from tests.sync.ledger.conftest import NOW, act_of

PROJECT = "project/yunqi"
FIRST, SECOND = (stream_of("exemption", new_id(NOW + timedelta(seconds=at))) for at in range(2))
LATER = (NOW + timedelta(minutes=5)).isoformat()


def put(opened: Opened, *acts: NewAct) -> Lists:
    for act in acts:
        opened.ledger.append(act)
    return Lists(opened.store, "hall-1")


def test_a_project_lists_its_own_newest_first(opened: Opened) -> None:
    later = structs.replace(determined(PROJECT), works="南门门卫房", determined_at=LATER)
    lists = put(
        opened,
        act_of(determined(PROJECT), stream=FIRST),
        act_of(later, stream=SECOND),
        act_of(determined("project/other"), stream=stream_of("exemption", new_id(NOW))),
    )
    assert [row.stream for row in lists.exemptions(PROJECT)] == [SECOND, FIRST]
    row = lists.exemptions(PROJECT)[0]
    assert (row.works, row.state, row.number) == ("南门门卫房", "determined", "")
    assert (row.item, row.name) == ("drawing_review", "施工图设计文件审查")
    assert row.clause == "《豁免清单》第2类第7项"


def test_a_row_follows_the_choice_and_the_paper(opened: Opened) -> None:
    number = "HM20261120001"
    paper = NoticeIssued(NoticeKind.EXEMPTION, number, "0" * 64, Sealed.of("{}"))
    taken = ExemptionTaken(PERSON, (), LATER)
    lists = put(
        opened,
        act_of(determined(PROJECT), stream=FIRST),
        act_of(taken, paper, stream=FIRST),
        act_of(determined(PROJECT), OrdinaryRouteTaken(PERSON, LATER), stream=SECOND),
    )
    found = {row.stream: (row.state, row.number) for row in lists.exemptions(PROJECT)}
    assert found == {FIRST: ("exempt", number), SECOND: ("ordinary", "")}
    rebuild(opened.store, "hall-1")
    assert {r.stream: (r.state, r.number) for r in lists.exemptions(PROJECT)} == found


def test_what_was_set_aside_is_in_no_list(opened: Opened) -> None:
    act = act_of(determined(PROJECT), stream=FIRST)
    lists = put(opened, act)
    with opened.ledger.writing(), opened.store.writing() as connection:
        settle.set_aside_act(opened.ledger, connection, act.act, "SY-301")
    assert lists.exemptions(PROJECT) == ()
