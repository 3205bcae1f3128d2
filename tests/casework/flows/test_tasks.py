"""Telling somebody: opened with words and limits, tried, delivered with proof, answered, ended."""

from dataclasses import replace
from functools import partial

import pytest

from casework.flows import tasks
from casework.flows.intake import TAKE_IN
from casework.flows.on_case import about_case
from casework.people.grants import Duty
from casework.records.case_events import LimitLine
from casework.records.event import tag_of
from casework.records.task import TRANSITIONS, TaskRecord, TaskState, allows, apply
from tests.casework.flows.intakes import CASE, Memory, clerk, context, refused, taken
from tests.casework.flows.packs import changed
from tests.casework.instances import INSTANCES

ROWS = """
[[relay]]
key = "coordination"
kind = "coordinate"
title = "协调申请"
to = "本阶段牵头部门"
text = "{project}（{number}）的{item}需要协调：{detail}"
basis = "001D-4"
limits = ["coordination"]

[[relay]]
key = "told"
kind = "notify"
title = "通知"
to = "建设单位"
text = "{detail}"
basis = "001D-4"

[[limit]]
key = "coordination"
name = "答复协调申请"
kind = "working_days"
amount = 5
role = "step"
starts = "task_opened"
ends = "answered"
anchor = "收到协调申请"
who = "牵头部门"
basis = "001D-4"
"""
LAW = changed(rows=ROWS)
ITEM = "joint_acceptance"
EVENTS = {tag_of(one): one for one in INSTANCES if tag_of(one).startswith("Task")}


def memory() -> Memory:
    made = Memory()
    made.perform(TAKE_IN, taken(), context(law=LAW))
    return made


def ask(detail: str = "两个部门的意见不一致", key: str = "coordination") -> tasks.Open:
    about = about_case(CASE, memory().case(), context(law=LAW))
    return tasks.Open(about, key, detail)


def opened() -> Memory:
    made = memory()
    made.perform(tasks.OPEN, ask(), context(law=LAW))
    return made


STREAM = tasks.stream_for(CASE, "coordination")


def task(made: Memory, stream: str = STREAM) -> TaskRecord:
    record = made.load(stream).record
    assert isinstance(record, TaskRecord)
    return record


def test_a_request_for_coordination_goes_to_the_lead_with_its_limit() -> None:
    record = task(opened())
    assert record.opened.to == "本阶段牵头部门"
    assert "两个部门的意见不一致" in record.opened.text
    assert record.opened.project_name in record.opened.text
    (limit,) = record.open_limits
    assert (limit.key, limit.due[:10]) == ("coordination", "2026-11-27")
    assert record.heading == (record.opened.project_name, record.opened.number)


def test_requests_about_one_case_are_counted() -> None:
    made = opened()
    for nth in range(2, 9):
        made.perform(tasks.OPEN, ask(f"第{nth}次"), context(law=LAW))
        assert task(made, tasks.stream_for(CASE, "coordination", nth)).opened.opened_at
    error = refused(partial(made.perform, tasks.OPEN, ask("第9次"), context(law=LAW)))
    assert error.code == "TK-104"


@pytest.mark.parametrize("request_", [ask(" "), ask(key="told"), ask(key="nothing")])
def test_what_is_empty_or_comes_out_of_an_act_is_not_opened_by_hand(request_: tasks.Open) -> None:
    made = memory()
    error = refused(partial(made.perform, tasks.OPEN, request_, context(law=LAW)))
    assert error.code == "TK-101"


def test_a_relay_that_the_pack_lacks_stops_the_act() -> None:
    about = ask().about
    error = refused(partial(tasks.opened, about, "nothing", context(law=LAW)))
    assert error.code == "TK-105"


def test_an_attempt_a_delivery_and_an_answer_are_kept_in_order() -> None:
    made = opened()
    where = context(law=LAW)
    made.perform(tasks.GO_ON, tasks.Tried(STREAM, ITEM, "电话", "无人接听"), where)
    made.perform(tasks.GO_ON, tasks.Delivered(STREAM, ITEM, "当面", "签收单", "孟知秋"), where)
    assert [one.ends for one in task(made).open_limits] == ["answered"]
    lead = replace(clerk(duty=Duty.HANDLE), department="市城乡建设行政主管部门")
    answer = tasks.Answered(STREAM, ITEM, "市城乡建设行政主管部门", "已协调一致")
    made.perform(tasks.ANSWER, answer, context(law=LAW, who=lead))
    record = task(made)
    assert record.state is TaskState.ANSWERED
    assert record.open_limits == ()
    assert [one.outcome for one in record.tries] == ["无人接听"]
    again = refused(partial(made.perform, tasks.ANSWER, answer, context(law=LAW, who=lead)))
    assert again.code == "TK-103"


@pytest.mark.parametrize(
    "request_",
    [
        tasks.Tried(STREAM, ITEM, "", "无人接听"),
        tasks.Delivered(STREAM, ITEM, "邮寄", " "),
        tasks.Answered(STREAM, ITEM, "", "好"),
        tasks.Closed(STREAM, ITEM, ""),
    ],
)
def test_nothing_is_recorded_without_its_proof(request_: tasks.Done) -> None:
    made = opened()
    error = refused(partial(made.perform, tasks.GO_ON, request_, context(law=LAW)))
    assert error.code == "TK-102"
    assert task(made).state is TaskState.OPEN


def test_a_task_of_another_item_is_not_reached() -> None:
    made = opened()
    other = tasks.Closed(STREAM, "other", "x")
    where = context(law=LAW, who=clerk(item="other"))
    assert refused(partial(made.perform, tasks.GO_ON, other, where)).code == "IN-121"


PATHS: dict[TaskState | None, tuple[str, ...]] = {
    None: (),
    TaskState.OPEN: ("TaskOpened.v1",),
    TaskState.DELIVERED: ("TaskOpened.v1", "TaskDelivered.v1"),
    TaskState.ANSWERED: ("TaskOpened.v1", "TaskAnswered.v1"),
    TaskState.CLOSED: ("TaskOpened.v1", "TaskClosed.v1"),
}
TABLE: dict[str, dict[TaskState | None, TaskState]] = {
    "TaskOpened.v1": {None: TaskState.OPEN},
    "TaskTried.v1": {TaskState.OPEN: TaskState.OPEN},
    "TaskDelivered.v1": {TaskState.OPEN: TaskState.DELIVERED},
    "TaskAnswered.v1": {
        TaskState.OPEN: TaskState.ANSWERED,
        TaskState.DELIVERED: TaskState.ANSWERED,
    },
    "TaskClosed.v1": {
        TaskState.OPEN: TaskState.CLOSED,
        TaskState.DELIVERED: TaskState.CLOSED,
        TaskState.ANSWERED: TaskState.CLOSED,
    },
}


@pytest.mark.parametrize("state", PATHS)
@pytest.mark.parametrize("tag", sorted(TABLE))
def test_a_cell(state: TaskState | None, tag: str) -> None:
    record: TaskRecord | None = None
    for step in PATHS[state]:
        record = apply(record, EVENTS[step])
    leads_to = TABLE[tag].get(state)
    after = apply(record, EVENTS[tag])
    assert allows(record, tag) is (leads_to is not None)
    assert (after.state if after else None) is (leads_to or state)


def test_the_table_has_no_other_cell() -> None:
    assert len(TRANSITIONS) == sum(map(len, TABLE.values()))
    assert all(isinstance(one, LimitLine) for one in task(opened()).opened.limits)
