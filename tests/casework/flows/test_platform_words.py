"""An application in the words of the city's platform (000§9)."""

from dataclasses import replace

import pytest

from casework.flows.platform_words import DRAFT, platform_state
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from tests.casework.records.samples import PATHS, case_after

LINES = {
    CaseState.RECEIVED: "已办(0) 未办(4)",
    CaseState.CORRECTION: "已办(0) 未办(4) 待补正",
    CaseState.HANDED: "已办(0) 未办(4)",
    CaseState.ACCEPTED: "已办(1) 未办(3)",
    CaseState.REFUSED: "已办(1) 未办(0) 预审不通过，请重新申报",
    CaseState.REVIEWED: "已办(2) 未办(2)",
    CaseState.SUSPENDED: "已办(1) 未办(3)",
    CaseState.DECIDED: "已办(3) 未办(1)",
    CaseState.COMPLETED: "已办(4) 未办(0)",
    CaseState.ISSUED: "已办(4) 未办(0)",
    CaseState.RETURNED: "已办(1) 未办(0) 已退回，请重新申报",
    CaseState.WITHDRAWN: "已办(1) 未办(0) 已撤回",
    CaseState.TERMINATED: "已办(1) 未办(0) 已终止",
}


def known(state: CaseState) -> CaseRecord:
    record = case_after(*PATHS[state])
    assert record is not None
    assert record.state is state
    return record


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_the_platforms_words(state: CaseState) -> None:
    assert platform_state(known(state)).line == LINES[state]


def test_what_was_reviewed_before_it_was_suspended_counts() -> None:
    record = known(CaseState.SUSPENDED)
    course = record.course.reached("accepted", "2026-11-20").reached("reviewed", "2026-11-21")
    assert platform_state(replace(record, course=course)).line == "已办(2) 未办(2)"


def test_a_draft_is_what_the_platform_calls_kept() -> None:
    assert DRAFT.line == "暂存"
