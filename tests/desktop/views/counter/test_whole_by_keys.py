"""A whole intake without a mouse, with the keys counted."""

import pytest
from PySide6.QtCore import Qt

from desktop.views.counter.presenter import DELIVER
from tests.desktop.views.counter.deeds import case_of, everything
from tests.desktop.views.counter.front import CTRL, Front
from tests.desktop.views.counter.world import AGENT, read

KEY = Qt.Key
BOUND = 40
"""Typed keys of a standard case from a known project, besides one key per original."""


def person_and_project(front: Front) -> None:
    front.counter.person.report(read(AGENT))
    assert front.here() == "办理身份，必填 1 本人"
    front.press("3")
    assert front.here().startswith("人证一致")
    front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)
    assert front.here() == "查找项目"
    front.press("yq")
    front.press(KEY.Key_Return)
    assert front.here() == "查找结果"
    front.press(KEY.Key_Return)
    assert front.counter.state.draft.project_name == "云栖家园一期"
    front.press(KEY.Key_F5)


def what_only_the_paper_says(front: Front) -> None:
    front.press("1008")
    front.press(KEY.Key_F5)
    assert front.here().startswith("勘察单位 项目负责人签字")
    front.press("00000")
    front.press(KEY.Key_F5)
    assert front.here().startswith("申请人确认")
    front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)


def originals(front: Front) -> int:
    """One key per original; says how many."""
    front.typed, before = 0, front.typed
    while any(line.open for line in front.counter.state.lines):
        front.press(KEY.Key_Space)
    looked, front.typed = front.typed, before
    front.press(KEY.Key_F5)
    return looked


def decide(front: Front) -> None:
    assert front.counter.state.findings == ()
    front.press(KEY.Key_F5)
    (question,) = front.questions()
    assert question.windowTitle() == "受理这件申请？"
    front.press("Y")
    assert front.counter.state.draft.step == DELIVER


def print_and_confirm(front: Front) -> None:
    front.press(KEY.Key_P, CTRL)
    front.press("Y")
    front.press("Y")
    assert list(front.counter.state.answers.values()) == [True, True]


@pytest.mark.gui
def test_a_standard_case_of_a_known_project(front: Front) -> None:
    person_and_project(front)
    assert front.here().startswith("联系电话")
    front.press("13800005678")
    front.press(KEY.Key_F5)
    assert front.here().startswith("验收事项")
    front.press("0")
    front.press(KEY.Key_F5)
    what_only_the_paper_says(front)
    assert originals(front) == 11
    decide(front)
    assert front.typed <= BOUND
    print_and_confirm(front)
    front.press(KEY.Key_F5)
    assert front.counter.state.draft.empty
    assert front.typed == 42


@pytest.mark.gui
def test_a_case_of_a_project_that_was_here_before(front: Front) -> None:
    everything(front.counter)
    front.counter.decision.decide()
    front.world.clock.later(90)
    front.counter.start()
    person_and_project(front)
    assert front.here().startswith("预验收合格日期")
    what_only_the_paper_says(front)
    originals(front)
    decide(front)
    print_and_confirm(front)
    assert front.typed <= BOUND
    assert front.typed == 27
    assert case_of(front.world, front.counter).state.value == "accepted"
