"""网上件: what waits for a decision, how long already, and the way into the counter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError, StoreError
from casework.law.deadlines import Light
from casework.people.grants import Clerk, Duty, Grant
from desktop.views.inbox.page import InboxPage
from desktop.views.inbox.presenter import InboxPresenter
from tests.desktop.views.counter import filed, invented
from tests.desktop.views.counter.filed import Centre
from tests.desktop.views.counter.world import CLERK, HeldLanes, World, build


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    yield made
    made.close()


@pytest.fixture
def centre(world: World) -> Centre:
    return filed.connect(world)


def inbox(world: World, opened: list[str] | None = None) -> InboxPresenter:
    went = opened if opened is not None else []
    made = InboxPresenter(world.desk, lambda: None, went.append)
    made.load()
    return made


def decide(world: World, stream: str) -> None:
    counter = world.presenter()
    counter.start()
    counter.open_case(stream)
    counter.go(5)
    counter.decision.decide()
    assert counter.state.case == stream


def test_the_longest_waiting_stands_on_top(world: World, centre: Centre) -> None:
    late = filed.file(world, centre, minutes=190)
    fresh = filed.file(world, centre, minutes=4)
    soon = filed.file(world, centre, minutes=26)
    rows = inbox(world).state.rows
    assert [one.stream for one in rows] == [late, soon, fresh]
    assert [one.light for one in rows] == [Light.OVERDUE, Light.RED, Light.GREEN]
    assert [one.waits for one in rows] == [timedelta(minutes=m) for m in (190, 26, 4)]
    first = rows[0]
    assert (first.project, first.unit) == ("云栖家园一期", invented.BUILDER)
    assert first.item == "房屋建筑和市政基础设施工程联合验收"
    assert first.number
    assert first.basis


def test_time_goes_on(world: World, centre: Centre) -> None:
    filed.file(world, centre, minutes=4)
    presenter = inbox(world)
    world.clock.later(60)
    presenter.tick()
    (row,) = presenter.state.rows
    assert (row.waits, row.light) == (timedelta(minutes=64), Light.OVERDUE)


def test_what_is_decided_waits_no_more(world: World, centre: Centre) -> None:
    first, second = filed.file(world, centre), filed.file(world, centre, minutes=3)
    presenter = inbox(world)
    decide(world, first)
    presenter.load()
    assert [one.stream for one in presenter.state.rows] == [second]


def test_what_was_asked_for_and_came_back_waits_again(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre, without=("warranty",))
    decide(world, stream)
    presenter = inbox(world)
    assert not presenter.state.rows
    world.clock.later(95)
    filed.supplement(world, centre, stream, "warranty")
    world.clock.later(5)
    presenter.load()
    (row,) = presenter.state.rows
    assert (row.stream, row.came, row.waits) == (stream, "supplemented", timedelta(minutes=5))


def test_what_was_filed_at_night_is_counted_from_the_doors(world: World, centre: Centre) -> None:
    world.clock.at = world.clock.at.replace(hour=23)
    filed.file(world, centre, minutes=30)
    (row,) = inbox(world).state.rows
    assert row.not_open
    assert row.light is Light.GREEN, row.light
    assert row.waits == timedelta(minutes=30)


def test_the_grants_say_what_is_shown(world: World, centre: Centre) -> None:
    filed.file(world, centre)
    day = date(2026, 1, 1)
    for grants in (
        (),
        (Grant("41", "joint_survey", Duty.ACCEPT, day, date(2026, 12, 31)),),
        (Grant("43", "*", Duty.ACCEPT, day, date(2026, 12, 31)),),
        (Grant("41", "*", Duty.ACCEPT, day, date(2026, 1, 31)),),
    ):
        world.desk = replace(world.desk, clerk=Clerk(CLERK.account, CLERK.name, grants))
        assert inbox(world).state.rows == ()


def test_the_counter_opens_it(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    went: list[str] = []
    presenter = inbox(world, went)
    presenter.open(stream)
    presenter.open("")
    assert went == [stream]


def test_a_store_that_cannot_be_read_is_said(world: World) -> None:
    def broken(*_: object) -> object:
        raise StoreError("LE-203")

    world.desk = replace(world.desk, rows=_Broken(world.desk.rows, broken))  # type: ignore[arg-type]
    presenter = inbox(world)
    assert presenter.state.error is not None
    assert presenter.state.error.code == "LE-203"
    assert presenter.state.loaded


class _Broken:
    """Lists whose inbox cannot be read."""

    def __init__(self, rows: object, inbox: object) -> None:
        self._rows = rows
        self.inbox = inbox

    def __getattr__(self, name: str) -> object:
        return getattr(self._rows, name)


def page_of(qtbot: QtBot, world: World, went: list[str]) -> tuple[InboxPage, InboxPresenter]:
    page = InboxPage()
    qtbot.addWidget(page)
    presenter = InboxPresenter(world.desk, lambda: page.render_state(presenter.state), went.append)
    page.bind(presenter)
    page.resize(945, 620)
    page.show()
    return page, presenter


def texts(page: InboxPage) -> str:
    model = page.list.model
    rows = (
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )
    labels = (one.text() for one in page.findChildren(QLabel) if one.isVisible())
    return "\n".join([*rows, *labels])


@pytest.mark.gui
def test_the_page_says_it_and_enter_goes_on(qtbot: QtBot, world: World, centre: Centre) -> None:
    late = filed.file(world, centre, minutes=190)
    filed.file(world, centre, minutes=4)
    went: list[str] = []
    page, _ = page_of(qtbot, world, went)
    said = texts(page)
    for words in ("3 小时 10 分", "× 逾期", "● 正常", "共 2 件等待决定，其中 1 件已超过"):
        assert words in said
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    qtbot.keyClick(page, Qt.Key.Key_F5)  # type: ignore[no-untyped-call]
    assert went[:1] == [late]


@pytest.mark.gui
def test_an_empty_page_says_why(qtbot: QtBot, world: World) -> None:
    page, _ = page_of(qtbot, world, [])
    assert "没有等待决定的网上件" in texts(page)
    assert not page.bar.button("open").isEnabled()


@pytest.mark.gui
def test_a_page_that_is_read_and_one_that_could_not_be_say_so(qtbot: QtBot, world: World) -> None:
    lanes = HeldLanes()
    world.desk = replace(world.desk, run=lanes.run)
    page, presenter = page_of(qtbot, world, [])
    assert "正在读取" in texts(page)
    lanes.let_go()
    error: ClerkError = StoreError("LE-203")
    presenter._failed(error)
    assert "没有读到网上件" in texts(page)


@pytest.mark.gui
def test_the_clock_of_the_page_runs_only_while_it_is_seen(qtbot: QtBot, world: World) -> None:
    page, _ = page_of(qtbot, world, [])
    assert page._clock.isActive()
    page.hide()
    assert not page._clock.isActive()
