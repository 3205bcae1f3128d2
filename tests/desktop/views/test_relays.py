"""Relays and notices: read, tried, delivered with a proof, answered, ended."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from casework.act import NewAct
from casework.people.grants import Clerk
from casework.records import ids
from casework.records.event import Staged
from casework.records.ids import new_id
from casework.records.task import TaskOpened, TaskState
from desktop.views.relays.page import RelaysPage
from desktop.views.relays.presenter import MEANS, OUTCOME, RECIPIENT, RelaysPresenter
from tests.casework.instances_common import LIMIT
from tests.desktop.views.counter.world import MORNING, World, build

ABOUT = "01a1f951-1111-7e0e-aeb9-33093725fc1d"
TASK = ids.stream_of(ids.TASK, f"{ABOUT}-rectification")
OPENED = TaskOpened(
    kind="notify",
    key="rectification",
    item="joint_acceptance",
    about=ids.stream_of(ids.CASE, ABOUT),
    project_name="云栖家园一期",
    number="郑联验受〔2026〕00001号",
    to="建设单位",
    title="整改意见通知",
    text="请按整改意见汇总表整改，整改完成后申请复验。",
    basis="方案七（五）2",
    opened_at=MORNING.isoformat(),
    limits=(LIMIT,),
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    made.opened.ledger.append(
        NewAct(
            act=new_id(MORNING),
            at=MORNING,
            clerk="clerk-1",
            window="w3",
            why="test",
            pack="",
            pack_sha256="",
            bases={TASK: 0},
            events=(Staged(TASK, OPENED),),
        )
    )
    yield made
    made.close()


def presenter(world: World) -> RelaysPresenter:
    relays = RelaysPresenter(world.desk, lambda: None)
    relays.load()
    relays.choose(TASK)
    return relays


def fill(relays: RelaysPresenter, **texts: str) -> None:
    for key, text in texts.items():
        relays.type(key, text)


def test_the_list_shows_what_is_open_with_its_limit(world: World) -> None:
    relays = presenter(world)
    assert relays.state.rows is not None
    (row,) = relays.state.rows
    assert (row.title, row.addressee, row.state) == ("整改意见通知", "建设单位", "open")
    assert row.due == LIMIT.due
    (limit,) = world.desk.rows.limits()
    assert (limit.project_name, limit.number) == (OPENED.project_name, OPENED.number)


def test_a_delivery_needs_means_and_proof(world: World) -> None:
    relays = presenter(world)
    relays.delivered()
    assert relays.state.error is not None
    assert relays.state.error.code == "TK-102"
    fill(relays, **{MEANS: "邮寄", OUTCOME: "EMS 1000000000001", RECIPIENT: "孟知秋"})
    relays.delivered()
    task = relays.state.task
    assert task is not None
    assert task.delivered is not None
    assert task.state is TaskState.DELIVERED
    assert task.delivered.proof == "EMS 1000000000001"
    assert task.delivered.recipient_name.value == "孟知秋"
    assert not relays.state.typed


def test_attempts_are_kept_and_an_answer_ends_it(world: World) -> None:
    relays = presenter(world)
    for outcome in ("无人接听", "关机"):
        fill(relays, **{MEANS: "电话", OUTCOME: outcome})
        relays.tried()
    assert relays.state.rows is not None
    assert relays.state.rows[0].tries == 2
    fill(relays, **{OUTCOME: "已安排整改"})
    relays.answered()
    task = relays.state.task
    assert task is not None
    assert [one.outcome for one in task.tries] == ["无人接听", "关机"]
    assert task.answered is not None
    assert (task.answered.by, task.answered.text) == ("建设单位", "已安排整改")
    assert relays.state.rows == ()
    relays.tried()
    assert relays.state.error is not None


def test_ending_needs_a_reason(world: World) -> None:
    relays = presenter(world)
    relays.close()
    assert relays.state.error is not None
    assert relays.state.error.code == "TK-102"
    fill(relays, **{OUTCOME: "建设单位已撤回申请"})
    relays.close()
    assert relays.state.task is not None
    assert relays.state.task.state is TaskState.CLOSED


def test_without_the_right_nothing_is_recorded(world: World) -> None:
    world.desk = replace(world.desk, clerk=Clerk("clerk-2", "赵某"))
    relays = presenter(world)
    fill(relays, **{MEANS: "电话", OUTCOME: "无人接听"})
    relays.tried()
    assert relays.state.error is not None
    assert relays.state.error.code == "PE-301"
    assert relays.state.typed


def test_the_page_tells_the_task_and_opens_only_what_may_be_done(
    world: World, qtbot: QtBot
) -> None:
    page = RelaysPage()
    qtbot.addWidget(page)
    relays = RelaysPresenter(world.desk, lambda: page.render_state(relays.state))
    page.bind(relays)
    page.render_state(relays.state)
    relays.load()
    relays.choose(TASK)
    texts = "\n".join(one.text() for one in page.findChildren(QLabel))
    for part in (OPENED.text, OPENED.to, "方案七（五）2"):
        assert part in texts
    fill(relays, **{MEANS: "当面", OUTCOME: "签收单3"})
    page.asked.emit("delivered")
    assert relays.state.task is not None
    assert relays.state.task.state is TaskState.DELIVERED
    assert "已送达（当面）：签收单3" in "\n".join(one.text() for one in page.findChildren(QLabel))
