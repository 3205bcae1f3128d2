"""The page of deadlines: days of the month, one day alone, the printed list."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from casework.law.deadlines import Light
from desktop.ui.month import DayMark
from desktop.ui.tones import Tone
from desktop.views.deadlines.page import DeadlinesPage
from desktop.views.deadlines.presenter import DeadlinesPresenter
from tests.desktop.views.counter import deeds, invented
from tests.desktop.views.counter.world import ScriptedPress, World, build


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """One case accepted this morning."""
    made = build(tmp_path)
    invented.register_all(made)
    counter = made.presenter()
    counter.start()
    deeds.everything(counter)
    counter.decision.pick("accept")
    counter.decision.decide()
    yield made
    made.close()


def loaded(world: World) -> DeadlinesPresenter:
    deadlines = DeadlinesPresenter(world.desk, lambda: None)
    deadlines.load()
    return deadlines


def test_a_day_is_chosen_and_chosen_away(world: World) -> None:
    deadlines = loaded(world)
    days = deadlines.state.days
    today = date(2026, 11, 20)
    assert days[today][0] >= 2
    assert all(count > 0 for count, _ in days.values())
    deadlines.choose(today)
    assert {one.day for one in deadlines.state.shown} == {today}
    assert len(deadlines.state.shown) < len(deadlines.state.every)
    deadlines.choose(today)
    assert deadlines.state.shown == deadlines.state.every
    deadlines.choose(date(2026, 11, 22))
    assert deadlines.state.shown == ()
    deadlines.all_days()
    assert deadlines.state.shown == deadlines.state.every


def test_a_day_is_marked_by_its_most_pressing_deadline(world: World) -> None:
    world.clock.later(24 * 60)
    deadlines = loaded(world)
    count, light = deadlines.state.days[date(2026, 11, 20)]
    assert light is Light.OVERDUE
    assert count == sum(one.day == date(2026, 11, 20) for one in deadlines.state.every)


def test_rest_days_are_those_of_the_calendar(world: World) -> None:
    deadlines = loaded(world)
    assert deadlines.rests(date(2026, 11, 22))
    assert not deadlines.rests(date(2026, 11, 20))
    assert not deadlines.rests(date(2035, 11, 25))


def test_what_is_shown_is_printed(world: World) -> None:
    deadlines = loaded(world)
    deadlines.choose(date(2026, 11, 20))
    deadlines.print()
    press = world.press
    assert isinstance(press, ScriptedPress)
    (handout,) = press.handouts
    (section,) = handout.sections
    assert len(section.rows) == len(deadlines.state.shown)
    assert all(len(row) == len(section.head) for row in section.rows)
    assert world.printer.submitted
    assert "已送去打印" in deadlines.state.told


def test_the_month_marks_days_and_picks_one(world: World, qtbot: QtBot) -> None:
    page = DeadlinesPage()
    qtbot.addWidget(page)
    deadlines = DeadlinesPresenter(world.desk, lambda: page.render_state(deadlines.state))
    page.bind(deadlines)
    page.resize(1100, 600)
    page.show()
    deadlines.load()
    assert page.month is not None
    assert page.month._marks[date(2026, 11, 20)] == DayMark(
        deadlines.state.days[date(2026, 11, 20)][0], Tone.GOOD
    )
    page.month.show_day(date(2026, 11, 20))
    page.month.activated.emit(QDate(2026, 11, 20))
    assert deadlines.state.day == date(2026, 11, 20)
    assert not page.grab().isNull()
