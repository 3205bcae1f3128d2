"""A survey's filing and its results stay visible debts until the approval system has them."""

import pytest

from casework.act import perform
from casework.flows.survey_filing import TAKE_IN
from casework.flows.survey_results import HAND_IN, REGISTER, Acknowledge, HandIn
from casework.records import ids
from sync.ledger import settle
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from tests.casework.flows.surveying import FILE_OF_48_MB, ON, taken, window
from tests.sync.ledger.conftest import NOW


@pytest.fixture
def lists(opened: Opened) -> Lists:
    return Lists(opened.store, "hall-1", approval_system=False)


def owed(lists: Lists) -> list[tuple[str, bool]]:
    return [(row.key, row.at_hub) for row in lists.debts()]


def test_a_filing_is_owed_until_the_approval_system_acknowledges_it(
    opened: Opened, lists: Lists
) -> None:
    done = perform(opened.ledger, ids.new_id(NOW), TAKE_IN, taken(), window())
    (row,) = lists.debts()
    assert (row.stream, row.kind, row.at_hub) == (ON.survey, "at_once", False)
    assert row.project_name == "云栖家园一期"
    placed = {staged.stream: 1 for staged in done.events}
    with opened.ledger.writing(), opened.store.writing() as connection:
        settle.settle_act(opened.ledger, connection, done.act, "b1", placed)
    # 已到中心，未到审批系统: the hub alone does not end it.
    assert owed(lists) == [("survey_filing", True)]
    assert Lists(opened.store, "hall-1", approval_system=True).debts() == ()
    told = Acknowledge(ON, "SP-1")
    perform(opened.ledger, ids.new_id(NOW), REGISTER, told, window())
    assert owed(lists) == []


def test_a_result_is_owed_until_then_as_well(opened: Opened, lists: Lists) -> None:
    perform(opened.ledger, ids.new_id(NOW), TAKE_IN, taken(), window())
    result = HandIn(ON, "planning", (FILE_OF_48_MB,), handed_in_by="云栖置业有限公司")
    perform(opened.ledger, ids.new_id(NOW), HAND_IN, result, window())
    assert [key for key, _ in owed(lists)] == ["survey_filing", "survey_result_push.planning"]
    pushed = Acknowledge(ON, "SP-1-1", "planning", 1)
    perform(opened.ledger, ids.new_id(NOW), REGISTER, pushed, window())
    assert [key for key, _ in owed(lists)] == ["survey_filing"]
