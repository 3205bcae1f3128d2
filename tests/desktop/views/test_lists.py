"""The lists: cases with their papers, deadlines with their lights, debts and acts of the line."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casework.law.deadlines import Light
from desktop.views.cases.page import CasesPage
from desktop.views.cases.presenter import CasesPresenter
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.deadlines.page import DeadlinesPage
from desktop.views.deadlines.presenter import DeadlinesPresenter
from desktop.views.sync.page import SyncPage
from desktop.views.sync.presenter import SyncPresenter
from sync.ledger import journal, settle
from tests.desktop.views.counter import deeds, invented
from tests.desktop.views.counter.world import MORNING, World, build


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    yield made
    made.close()


@pytest.fixture
def accepted(world: World) -> CounterPresenter:
    """One case accepted at the counter."""
    counter = world.presenter()
    counter.start()
    deeds.everything(counter)
    counter.decision.pick("accept")
    counter.decision.decide()
    assert counter.state.case
    return counter


def receipt_all(world: World) -> None:
    """What receipts of the hub do to everything that waits, the oldest first."""
    ledger = world.opened.ledger
    places: Counter[str] = Counter()
    with ledger.writing(), ledger.store.writing() as connection:
        for row in reversed(world.desk.rows.acts()):
            act = journal.read_act(connection, ledger.identity.hall, row.act)
            assert act is not None
            positions = {stream: places[stream] + 1 for stream in act.streams()}
            settle.settle_act(ledger, connection, row.act, "batch", positions)
            places.update(entry.stream for entry in act.entries)


def _ignore(_: str) -> None:
    """No case is opened."""


def _nothing() -> None:
    """Nobody looks."""


def test_a_case_is_listed_found_and_told(world: World, accepted: CounterPresenter) -> None:
    cases = CasesPresenter(world.desk, _nothing)
    cases.load()
    assert [row.stream for row in cases.state.rows] == [accepted.state.case]
    cases.find("没有这个项目")
    assert not cases.state.rows
    cases.find("0020")
    assert [row.stream for row in cases.state.rows] == [accepted.state.case]
    cases.choose(accepted.state.case)
    assert cases.state.case is not None
    assert [paper.kind for paper in cases.state.case.papers] == ["receipt", "acceptance"]
    assert "push_to_lead" in {one.row.key for one in cases.state.told.limits}


def test_a_paper_is_shown_printed_again_and_answered(
    world: World, accepted: CounterPresenter
) -> None:
    cases = CasesPresenter(world.desk, _nothing)
    cases.choose(accepted.state.case)
    number = accepted.state.made[1].number
    cases.show_paper(number)
    assert cases.state.paper == accepted.state.made[1]
    cases.print_again()
    assert world.printer.submitted[-1][1] == accepted.state.made[1].document
    cases.answer()
    assert cases.state.case is not None
    paper = cases.state.case.paper(number)
    assert paper is not None
    assert paper.copies_out == 2
    assert "notice_served" not in {one.row.ends for one in cases.state.told.limits}


def test_pages_of_cases_neither_skip_nor_repeat(world: World) -> None:
    for _ in range(3):
        counter = world.presenter()
        counter.start()
        world.clock.later(5)
        deeds.everything(counter)
        counter.decision.pick("accept")
        counter.decision.decide()
    cases = CasesPresenter(world.desk, _nothing)
    cases.load()
    seen = [row.received_at for row in cases.state.rows]
    assert seen == sorted(seen, reverse=True)
    cases.more()
    assert len(cases.state.rows) == 3
    assert cases.state.complete


def test_deadlines_carry_their_lights(world: World, accepted: CounterPresenter) -> None:
    deadlines = DeadlinesPresenter(world.desk, _nothing, _ignore)
    deadlines.load()
    lights = {one.row.key: one.light for one in deadlines.state.shown}
    assert lights["push_to_lead"] is Light.GREEN
    assert Light.WAITING in lights.values()
    world.clock.later(60 * 24)
    deadlines.load()
    assert {o.row.key: o.light for o in deadlines.state.shown}["push_to_lead"] is Light.OVERDUE


def test_a_debt_ends_with_its_receipt(world: World, accepted: CounterPresenter) -> None:
    line = SyncPresenter(world.desk, _nothing, _nothing)
    line.load()
    assert [row.key for row in line.state.debts] == ["push_to_lead"]
    assert {row.state for row in line.state.acts} == {"pending"}
    receipt_all(world)
    line.load()
    assert line.state.debts == ()
    assert {row.state for row in line.state.acts} == {"receipted"}
    deadlines = DeadlinesPresenter(world.desk, _nothing, _ignore)
    deadlines.load()
    assert "push_to_lead" not in {one.row.key for one in deadlines.state.shown}


def test_send_wakes_the_line(world: World) -> None:
    woken: list[int] = []
    SyncPresenter(world.desk, lambda: woken.append(1), _nothing).send()
    assert woken == [1]


Show = Callable[[World, CounterPresenter, QtBot], str]


def _cases(world: World, accepted: CounterPresenter, qtbot: QtBot) -> str:
    page = CasesPage()
    qtbot.addWidget(page)
    presenter = CasesPresenter(world.desk, lambda: page.render_state(presenter.state))
    page.bind(presenter)
    page.show()
    presenter.choose(accepted.state.case)
    return _texts(page)


def _deadlines(world: World, _: CounterPresenter, qtbot: QtBot) -> str:
    page = DeadlinesPage()
    qtbot.addWidget(page)
    presenter = DeadlinesPresenter(world.desk, lambda: page.render_state(presenter.state), _ignore)
    page.bind(presenter)
    page.show()
    return _texts(page)


def _line(world: World, _: CounterPresenter, qtbot: QtBot) -> str:
    page = SyncPage()
    qtbot.addWidget(page)
    presenter = SyncPresenter(world.desk, _nothing, lambda: page.render_state(presenter.state))
    page.bind(presenter)
    page.show()
    return _texts(page)


def _texts(page: CasesPage | DeadlinesPage | SyncPage) -> str:
    """Everything the tables of a page show."""
    tables = [part for part in vars(page).values() if hasattr(part, "model")]
    return "\n".join(
        str(table.model.index(row, column).data())
        for table in tables
        for row in range(table.model.rowCount())
        for column in range(table.model.columnCount())
    )


@pytest.mark.parametrize(
    ("show", "words"),
    [
        (_cases, ("● 11-20", "● 已受理", "受理通知书", "未确认", "将申报材料推送至牵头部门")),
        (_deadlines, ("● 正常", "○ 未开始", "至迟 ", "完成现场验收")),
        (_line, ("当日", "未送出", "▲ 待送")),
    ],
)
def test_pages_say_it(
    world: World, accepted: CounterPresenter, qtbot: QtBot, show: Show, words: tuple[str, ...]
) -> None:
    assert MORNING.day == 20
    said = show(world, accepted, qtbot)
    for word in words:
        assert word in said
