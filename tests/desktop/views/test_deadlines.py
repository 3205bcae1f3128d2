"""The page of deadlines: days of the month, one day alone, the printed list."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import delete

from casework.law.deadlines import Light
from desktop.ui.month import DayMark
from desktop.ui.tones import Tone
from desktop.views.deadlines.page import DeadlinesPage
from desktop.views.deadlines.presenter import DeadlinesPresenter, to_complete
from sync.ledger.rebuild import rebuild
from sync.ledger.tables import dated, limits
from sync.recounting import Law, count_again
from tests.casework.flows.test_recount import LATE, NEW
from tests.desktop.views.counter import deeds, invented
from tests.desktop.views.counter.world import ScriptedPress, World, build, rules


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


def _ignore(_: str) -> None:
    """No case is opened."""


def loaded(world: World) -> DeadlinesPresenter:
    deadlines = DeadlinesPresenter(world.desk, lambda: None, _ignore)
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
    deadlines = DeadlinesPresenter(world.desk, lambda: page.render_state(deadlines.state), _ignore)
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


@pytest.fixture
def late(tmp_path: Path) -> Iterator[World]:
    """Accepted at the end of the year, when the calendar of the next one is not known."""
    made = build(tmp_path)
    invented.register_all(made)
    made.clock.at = LATE
    counter = made.presenter()
    counter.start()
    deeds.everything(counter)
    counter.decision.pick("accept")
    counter.decision.decide()
    yield made
    made.close()


def shown(world: World, qtbot: QtBot, opened: list[str]) -> DeadlinesPage:
    page = DeadlinesPage()
    qtbot.addWidget(page)
    deadlines = DeadlinesPresenter(
        world.desk, lambda: page.render_state(deadlines.state), opened.append
    )
    page.bind(deadlines)
    page.resize(1080, 620)
    page.show()
    deadlines.load()
    return page


def count(world: World) -> None:
    """The calendar of the next year has arrived."""
    law = Law(rules().catalogue, NEW, LATE + timedelta(days=1))
    count_again(world.opened.ledger, law, world.clock)


def texts(page: DeadlinesPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_papers_without_a_date_are_listed_only_where_there_are_any(
    world: World, qtbot: QtBot
) -> None:
    page = shown(world, qtbot, [])
    assert not page.undated.isVisible()


def test_a_paper_waits_for_the_calendar_and_is_completed_after_it(
    late: World, qtbot: QtBot
) -> None:
    opened: list[str] = []
    page = shown(late, qtbot, opened)
    assert page.undated.isVisible()
    view = page.undated.findChild(QTableView)
    assert isinstance(view, QTableView)
    assert view.accessibleName() == "待补日期的文书"
    before = {view.model().index(row, 0).data() for row in range(view.model().rowCount())}
    assert all(str(one).endswith("等日历") for one in before)
    assert "工作日历公布后才能推算" in texts(page)
    count(late)
    page.arrived.emit()
    first = [str(view.model().index(0, column).data()) for column in range(4)]
    assert first[0].endswith("可以补写")
    assert first[1] == "受理通知书"
    said = texts(page)
    assert "应补为：" in said
    assert "2027年" in said
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert [one.partition("/")[0] for one in opened] == ["case"]


def test_the_rows_are_those_of_the_journal(late: World, qtbot: QtBot) -> None:
    count(late)
    (case,) = late.desk.rows.undated()
    assert [one.case for one in to_complete(late.opened.ledger, (case,))][:1] == [case]
    with late.opened.store.writing() as connection:
        connection.execute(delete(dated))
        connection.execute(delete(limits))
    assert late.desk.rows.undated() == ()
    rebuild(late.opened.store, "hall-1")
    assert late.desk.rows.undated() == (case,)
