"""Streams that follow a case: their limits stand with it, and go with a set-aside act."""

from dataclasses import replace

from casework.records import ids
from casework.records.event import Staged
from casework.records.joint_events import JointOpened
from casework.records.task import TaskOpened
from sync.ledger import settle
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from tests.casework.instances_joint import EVENTS
from tests.sync.ledger.conftest import act_of, received

CASE = ids.stream_of(ids.CASE, "0193-test")
JOINT = ids.bound_to(CASE, ids.JOINT)
TASK = ids.stream_of(ids.TASK, "0193-test-joint_distribute")
TOLD = TaskOpened(
    "relay", "joint_distribute", "i", CASE, "云栖", "N1", "牵头部门", "分发", "…", "七", "", ()
)


def opened_in(store: Opened) -> str:
    """An act that opens a procedure with its task; its identifier."""
    store.ledger.append(act_of(received(), stream=CASE))
    (event,) = (one for one in EVENTS if isinstance(one, JointOpened))
    act = act_of(event, stream=JOINT)
    both = (*act.events, Staged(TASK, TOLD))
    return store.ledger.append(replace(act, events=both)).act


def test_the_limits_of_a_procedure_stand_with_its_case(opened: Opened) -> None:
    opened_in(opened)
    lists = Lists(opened.store, "hall-1")
    assert [row.stream for row in lists.limits(CASE)] == [JOINT]
    assert [row.stream for row in lists.tasks(CASE)] == [TASK]


def test_what_was_set_aside_is_in_no_list(opened: Opened) -> None:
    act = opened_in(opened)
    with opened.store.writing() as connection:
        settle.set_aside_act(opened.ledger, connection, act, "SY-301")
    lists = Lists(opened.store, "hall-1")
    assert lists.limits(CASE) == ()
    assert lists.tasks(CASE) == ()
