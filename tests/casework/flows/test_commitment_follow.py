"""核查 and 限期整改: found, ordered with a day, told to the applicant, checked."""

import pytest

from casework.flows.tasks import stream_for
from casework.records.commitment import RECTIFICATION, CommitmentState
from casework.records.commitment_events import RectificationFailed, RectificationPassed
from casework.records.task import TaskOpened
from tests.casework.flows.committing import LATER, Walk, department, window
from tests.casework.flows.intakes import refused


def test_a_verification_is_kept_with_means_and_finding() -> None:
    walk = Walk().decided()
    walk.verify(kept=True)
    (found,) = walk.own.verified
    assert (found.kept, found.means, found.by) == (True, "现场核查", "account/shui")
    assert walk.own.state is CommitmentState.DECIDED


def test_an_order_has_a_day_and_reaches_the_applicant() -> None:
    walk = Walk().decided()
    walk.verify()
    found = [one for one in walk.order() if isinstance(one, TaskOpened)]
    assert len(found) == 1
    opened = found[0]
    assert (opened.kind, opened.to) == ("notify", "申请人")
    assert "按方案设置弃渣场" in opened.text
    assert "2026年12月10日前" in opened.text
    assert walk.own.state is CommitmentState.RECTIFYING
    (line,) = (one for one in walk.own.open_limits if one.key == RECTIFICATION)
    assert line.due == "2026-12-10T17:30:00+08:00"
    assert line.article.endswith("第十四条")


def test_the_promised_materials_stay_owed_beside_it() -> None:
    walk = Walk().decided()
    walk.verify()
    walk.order()
    assert {one.key for one in walk.own.open_limits} == {
        RECTIFICATION,
        *(f"supplement.{line}" for line in LATER),
    }
    walk.supply(LATER[0])
    assert walk.own.promise(LATER[0]) is not None


def test_an_order_rests_on_what_was_found() -> None:
    walk = Walk().decided()
    assert refused(walk.order).code == "CM-171"
    walk.verify(kept=True)
    assert refused(walk.order).code == "CM-171"
    walk.verify()
    walk.verify(kept=True)
    assert refused(walk.order).code == "CM-171"


@pytest.mark.parametrize("until", ["", "soon", "2026-11-19"])
def test_an_order_without_a_day_ahead_is_none(until: str) -> None:
    walk = Walk().decided()
    walk.verify()
    assert refused(lambda: walk.order(until)).code == "CM-170"


@pytest.mark.parametrize(
    ("passed", "state", "kind"),
    [
        (True, CommitmentState.DECIDED, RectificationPassed),
        (False, CommitmentState.RECTIFYING, RectificationFailed),
    ],
)
def test_what_became_of_it(passed: bool, state: CommitmentState, kind: type) -> None:
    walk = Walk().decided()
    walk.verify()
    walk.order()
    walk.check(passed)
    assert walk.own.state is state
    assert isinstance(walk.own.checked, kind)


def test_a_fulfilled_commitment_is_fulfilled_again_after_its_rectification() -> None:
    walk = Walk().decided()
    for line in LATER:
        walk.supply(line)
        walk.review(line)
    walk.verify()
    walk.order()
    walk.check(passed=True)
    assert walk.own.state is CommitmentState.FULFILLED


def test_a_second_order_is_told_by_a_task_of_its_own() -> None:
    walk = Walk().decided()
    for nth in (1, 2):
        walk.verify()
        walk.order()
        task = walk.task(stream_for(walk.stream, "commitment_rectify", nth))
        assert task.opened.key == "commitment_rectify"
        walk.check(passed=True)


def test_nothing_is_verified_before_the_decision() -> None:
    assert refused(Walk().accepted().verify).code == "CM-110"


def test_a_window_orders_nothing() -> None:
    walk = Walk().decided()
    assert refused(lambda: walk.verify(where=window())).code == "PE-301"
    walk.verify()
    assert refused(lambda: walk.order(where=department(name="别的部门"))).code == "GN-108"
    assert refused(lambda: walk.check(passed=True, where=window())).code == "PE-301"
